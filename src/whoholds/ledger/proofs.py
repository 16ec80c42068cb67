"""The Merkle tree of RFC 6962 (section 2.1) over the ledger's entries: root, inclusion and consistency.

A tree of `size` leaves is never stored as such. Only its complete, aligned subtrees are: node `(level, position)` is
the root over leaves `position * 2**level` up to `(position + 1) * 2**level`. They never change once complete, so that
a ledger appends about two nodes an entry and any root or proof costs O(log size) look-ups. All hashes are 32 bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

Nodes = Callable[[int, int], bytes]
"""Looks up a complete subtree by level and position."""

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf; the prefix keeps leaves and nodes apart (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def completed(nodes: Nodes, size: int, leaf: bytes) -> list[tuple[int, int, bytes]]:
    """The nodes that a new leaf completes in a tree of `size` leaves, the leaf itself first.

    Args:
        nodes: looks up the subtrees that are complete already.
        size: how many leaves there are before.
        leaf: the hash of the leaf, as `leaf_hash` gives it.
    """
    level, position, value = 0, size, leaf
    new = [(level, position, value)]
    while position % 2:
        value = node_hash(nodes(level, position - 1), value)
        level, position = level + 1, position // 2
        new.append((level, position, value))
    return new


def build(leaves: Iterable[bytes]) -> dict[tuple[int, int], bytes]:
    """All complete subtrees over leaf hashes, in memory; what `verify` and the tests compare with."""
    nodes: dict[tuple[int, int], bytes] = {}
    for size, leaf in enumerate(leaves):
        for level, position, value in completed(lambda row, column: nodes[row, column], size, leaf):
            nodes[level, position] = value
    return nodes


def _split(size: int) -> int:
    """The largest power of two smaller than `size` (size > 1)."""
    return 1 << ((size - 1).bit_length() - 1)


def _range(nodes: Nodes, start: int, stop: int) -> bytes:
    """Root over leaves `start` to `stop`; every range of the RFC's recursion starts aligned."""
    size = stop - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return nodes(level, start >> level)
    middle = start + _split(size)
    return node_hash(_range(nodes, start, middle), _range(nodes, middle, stop))


def root(nodes: Nodes, size: int) -> bytes:
    """The tree's root over its first `size` leaves."""
    return _range(nodes, 0, size) if size else EMPTY_ROOT


def inclusion(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """The audit path that shows leaf `index` (from 0) to be in the tree of `size` leaves (RFC 6962, 2.1.1).

    Raises:
        ValueError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append(_range(nodes, middle, stop))
            stop = middle
        else:
            path.append(_range(nodes, start, middle))
            start = middle
    return path[::-1]


def consistency(nodes: Nodes, old: int, new: int) -> list[bytes]:
    """The path that shows the tree of `old` leaves to be the beginning of that of `new` (RFC 6962, 2.1.2).

    Raises:
        ValueError: `old` is larger than `new`, or negative.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} cannot be the beginning of one of {new}")
    if old in (0, new):
        return []
    path: list[bytes] = []
    start, stop, whole = 0, new, True
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            path.append(_range(nodes, middle, stop))
            stop = middle
        else:
            path.append(_range(nodes, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(_range(nodes, start, stop))
    return path[::-1]


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> bool:
    """Whether `path` leads from the leaf hash at `index` to the root of `size` leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if position % 2 or position == last:
            value = node_hash(sibling, value)
            while position and position % 2 == 0:
                position, last = position >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and value == expected


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows that nothing before `old` was rewritten on the way to `new` (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        return False
    position, last = old - 1, new - 1
    while position % 2:
        position, last = position >> 1, last >> 1
    before = after = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if position % 2 or position == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while position and position % 2 == 0:
                position, last = position >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
