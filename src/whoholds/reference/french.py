"""French articles: how a sentence calls what a label names without one.

    definite("Observatoire syrien des droits de l'homme")   l'Observatoire syrien des droits de l'homme
    of("les rebelles")                                      des rebelles
    to("le pouvoir Assad et ses alliés")                    au pouvoir Assad et ses alliés

A label's first word says its gender and number; data/articles.fr.tsv lists those words. What begins with any other word
is a proper name that takes no article (Boko Haram, Reuters).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from whoholds.errors import DataError

_PATH = Path(__file__).parent / "data" / "articles.fr.tsv"
_ARTICLES = ("le", "la", "les", "-")
_AND = re.compile(r" et (?=(?:ses|leurs|le|la|les) |[ld]['’])")
_SPACE = re.compile(r" (?=[:;?!»%])|(?<=«) ")
_VOWELS = frozenset("aeiouœæ")
_OF = (("le ", "du "), ("les ", "des "), ("des ", "d'"), ("du ", "du "))
_TO = (("le ", "au "), ("les ", "aux "))


def definite(label: str) -> str:
    """A label with its definite article, elided where it must be; as it is where it takes none."""
    word, _, rest = label.partition(" ")
    rows = _rows()
    article = rows.get(f"{word} {rest.partition(' ')[0]}".casefold()) or rows.get(word.casefold())
    if article is None and "'" in word:
        article = rows.get(word.partition("'")[0].casefold())
    if article in (None, "-"):
        return label
    if article in ("le", "la") and elides(label):
        return f"l'{label}"
    return f"{article} {label}"


def known(label: str) -> bool:
    """Whether the table says how the label's first word is used, with an article or without."""
    word, _, rest = label.partition(" ")
    rows = _rows()
    return any(key.casefold() in rows for key in (f"{word} {rest.partition(' ')[0]}", word))


def of(phrase: str) -> str:
    """A noun phrase after "de": de l'armée, du Hamas et de ses alliés, des rebelles, d'une source, d'habitants."""
    return " et ".join(map(_of, _members(phrase)))


def _of(phrase: str) -> str:
    if phrase.startswith(("d'", "d’")):  # d'autres groupes
        return phrase
    for article, joined in _OF:
        if phrase.startswith(article):
            rest = phrase.removeprefix(article)
            return joined + rest if not joined.endswith("'") or elides(rest) else f"de {rest}"
    return f"d'{phrase}" if elides(phrase) else f"de {phrase}"


def to(phrase: str) -> str:
    """A noun phrase after "à": à l'armée, au Hamas et à ses alliés, aux rebelles."""
    return " et ".join(map(_to, _members(phrase)))


def _to(phrase: str) -> str:
    for article, joined in _TO:
        if phrase.startswith(article):
            return joined + phrase.removeprefix(article)
    return f"à {phrase}"


def _members(phrase: str) -> list[str]:
    """The nouns of "le Hamas et ses alliés", each of which takes the preposition; a body's own name stays whole."""
    return [phrase] if " pour " in phrase else _AND.split(phrase)


def elides(text: str) -> bool:
    """Whether "le", "la" and "de" lose their vowel before a text; the table has the words with an aspirate h."""
    word = text.replace("’", "'").partition(" ")[0].partition("'")[0].casefold()
    first = unicodedata.normalize("NFD", word)[:1]
    if first == "h":
        return f"h:{word}" in _rows()
    return first in _VOWELS and f"no:{word}" not in _rows()


def spaced(text: str) -> str:
    """A text whose double signs cannot be parted from their word at the end of a line."""
    return _SPACE.sub("\u00a0", text)


@cache
def _rows() -> Mapping[str, str]:
    rows: dict[str, str] = {}
    for number, line in enumerate(_PATH.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        word, _, article = line.partition("\t")
        if article not in _ARTICLES or not word or word.casefold() in rows:
            raise DataError(
                "articles.schema",
                f"articles.fr.tsv, line {number}: a word, a tab, and one of {', '.join(_ARTICLES)}; each word once",
                subject="articles.fr.tsv",
            )
        rows[word.casefold()] = article
    return rows
