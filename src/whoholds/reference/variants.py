"""Other ways to say a unit's or a site's name: "Darfour-Nord" for "North Darfur", "Taji camp" for "Camp Taji".

Neither guesses a spelling. Both only set the words that go with a name in the order, and in the language, in which the
gazetteer may have them.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from whoholds.reference.qualifiers import generic_words
from whoholds.reference.tables import read_table


@cache
def _sides() -> tuple[dict[str, tuple[tuple[str, ...], tuple[str, ...]]], tuple[str, ...]]:
    """Each word for a side, with all words for it that stand before and after a name; and all words, longest first."""
    table: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for row in read_table(resources.files("whoholds.reference") / "data" / "places" / "sides.tsv"):
        forms = tuple(row["before"].split("|")), tuple(row["after"].split("|"))
        table.update((word, forms) for word in (*forms[0], *forms[1]))
    return table, tuple(sorted(table, key=lambda word: (-len(word.split()), word)))


def turned(key: str) -> list[str]:
    """The same folded name with its side said otherwise: "nord kivu" → "north kivu", "kivu du nord" …; else none."""
    table, words = _sides()
    for word in words:
        if key.startswith(word + " "):
            rest = key[len(word) + 1 :]
        elif key.endswith(" " + word):
            rest = key[: -len(word) - 1]
        else:
            continue
        before, after = table[word]
        return [v for v in (*(f"{w} {rest}" for w in before), *(f"{rest} {w}" for w in after)) if v != key]
    return []


@cache
def _words(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = generic_words()
    first = tuple(w for w, k in before.items() if k == kind)
    bare = dict.fromkeys(w.split()[0] for w in first if w.split()[-1] in ("de", "d", "of", "du"))
    return (*first, *bare), tuple(w for w, k in after.items() if k == kind)


def with_generic(bare: str, kind: str) -> list[str]:
    """The folded name with every generic word of a kind: "taji" and "camp" give "camp taji", "taji camp" and more."""
    before, after = _words(kind)
    return [*(f"{bare} {w}" for w in after), *(f"{w} {bare}" for w in before)]
