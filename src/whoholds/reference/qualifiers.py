"""Generic words around names: "province de Homs" names Homs and says which kind of Homs is meant."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from whoholds.reference.folding import MAX_NAME, fold
from whoholds.reference.tables import read_table

_ELISION = re.compile(r"\b([dl])['’](?=\w)", re.IGNORECASE)
_LEADING = frozenset({"l", "d", "the"})
_ARTICLES = frozenset({"la", "le", "les"})
"""Articles that names bear too: set aside only where a generic word follows ("la province de Homs", not "Le Caire")."""


@cache
def generic_words() -> tuple[dict[str, str], dict[str, str]]:
    """Folded phrases and their kinds: those that stand before a name, and those after it."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for entry in read_table(resources.files("whoholds.reference") / "data" / "places" / "generic.tsv"):
        (before if entry["position"] == "before" else after)[fold(entry["word"])] = entry["kind"]
    return before, after


def strip_generic(name: str) -> tuple[str, str | None]:
    """The folded name without generic words, and the kind they ask for: "province d'Idleb" → ("idleb", "province").

    The longest phrase wins; French elisions (d', l') are undone; without generic words the kind is None.
    """
    before, after = generic_words()
    words = fold(_ELISION.sub(r"\1 ", name[: MAX_NAME + 1])).split()
    while len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    for start in (0, 1) if len(words) > 2 and words[0] in _ARTICLES else (0,):
        for count in range(min(5, len(words) - 1 - start), 0, -1):
            kind = before.get(" ".join(words[start : start + count]))
            if kind:
                rest = words[start + count :]
                return " ".join(rest[1:] if len(rest) > 1 and rest[0] in _LEADING else rest), kind
    for count in range(min(3, len(words) - 1), 0, -1):
        kind = after.get(" ".join(words[-count:]))
        if kind:
            return " ".join(words[:-count]), kind
    return " ".join(words), None
