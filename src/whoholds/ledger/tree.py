"""The hash tree over a ledger's entries, as its tables hold it: heads, and the paths that prove what they promise."""

from __future__ import annotations

from whoholds.errors import DataError, NotFound, UsageError
from whoholds.ledger import entries as e
from whoholds.ledger import proofs
from whoholds.ledger.store.sqlite import SqliteStore


class Tree:
    """The tree of a store; a ledger is one that also knows what its entries mean."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store

    def head_size(self) -> int:
        """How many entries there are."""
        row = self.store.one("SELECT coalesce(max(seq), 0) FROM entries")
        return int(row[0]) if row else 0

    def head(self, size: int | None = None) -> e.Head:
        """Size and root of the tree over all entries, or over the first `size`.

        Raises:
            UsageError: there are fewer entries.
        """
        size = self._size(size)
        return e.Head(size, proofs.root(self._node, size).hex())

    def inclusion(self, seq: int, size: int | None = None) -> list[bytes]:
        """The path that proves entry `seq` to be in the tree of `size` entries; see `proofs.check_inclusion`."""
        size = self._size(size)
        if not 1 <= seq <= size:
            raise NotFound("entry.unknown", f"there is no entry {seq} among {size}", subject=str(seq))
        return proofs.inclusion(self._node, seq - 1, size)

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """The path that proves the first `old` entries to be unchanged; see `proofs.check_consistency`."""
        size = self._size(size)
        if not 0 <= old <= size:
            raise UsageError("head.size", f"there are only {size} entries", subject=str(old))
        return proofs.consistency(self._node, old, size)

    def _size(self, size: int | None) -> int:
        present = self.head_size()
        if size is None:
            return present
        if not 0 <= size <= present:
            raise UsageError("head.size", f"there are only {present} entries", subject=str(size))
        return size

    def _node(self, level: int, position: int) -> bytes:
        row = self.store.one("SELECT hash FROM tree WHERE level = ? AND position = ?", (level, position))
        if row is None:
            raise DataError(
                "tree.incomplete",
                "a node of the hash tree is missing",
                hint="run whoholds verify",
                subject=f"{level}/{position}",
            )
        return bytes(row[0])
