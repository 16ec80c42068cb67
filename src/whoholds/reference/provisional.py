"""Named armed groups that no list knows: conservative patterns, to be reviewed by a person.

Every repetition is bounded, so that no text can make a pattern take long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from whoholds.reference.countries import countries
from whoholds.reference.generic import grammar
from whoholds.reference.mention import ActorMention
from whoholds.reference.tokens import fold_words

_UP = r"[A-ZÀ-Þ][\w'’]{0,24}"
_LINK = r"(?:of|for|the|and|in|de|du|des|la|le|les|pour|et|d['’]|l['’])"
_NAME = rf"{_UP}(?:[ -]{_UP}){{0,4}}"
_CHAIN = rf"{_NAME}(?:(?: {_LINK}){{1,3}} ?{_NAME}){{0,2}}"
_HEAD_FR = (
    r"(?:Front|Armée|Brigades?|Bataillons?|Mouvement|Milice|Alliance|Coalition|Division|Régiment|Corps|Légion|Colonne"
    r"|Conseil militaire|Comité|Groupe|Forces?|Parti|Union|Résistance|Katiba|Cadre|Coordination|Faction|Organisation)"
)
_HEAD_EN = (
    r"(?:Front|Army|Brigades?|Battalions?|Movement|Militia|Alliance|Coalition|Division|Regiment|Corps|Legion|Council"
    r"|Committee|Group|Forces?|Party|Union|Resistance|Command|Faction|Organi[sz]ation)"
)
_ARMED_EN = (
    r"(?:rebel|armed|insurgent|militant|jihadist|islamist|separatist|paramilitary|guerrilla|tribal|self-defen[cs]e)"
)
_ARMED_FR = (
    r"(?:rebelles?|armée?s?|insurgée?s?|djihadistes?|jihadistes?|islamistes?|séparatistes?|paramilitaires?"
    r"|indépendantistes?|d['’]autodéfense)"
)
_BODY_EN = r"(?:groups?|movement|militia|faction|alliance|coalition|organi[sz]ation|force)"
_BODY_FR = r"(?:groupe|mouvement|faction|coalition|organisation)s?"
_BODY = r"(?:front|brigades?|battalions?|militias?|regiment|legion)"
_FIGHTERS = r"(?:rebels|fighters|militants|guerrillas|dissidents|insurgents|militiamen|gunmen)"
_AIM_FR = r"(?:libération|défense|résistance|salut|unité|sauvegarde|justice)"
_PATTERNS = {
    "en": (
        rf"\b(?P<name>(?:{_UP} ){{1,4}}(?:Front|Army|Brigades?|Battalion|Movement|Militia|Legion|Regiment))\b",
        rf"(?<!\b[Oo]n )(?<!along )\b[Tt]he (?P<name>(?:{_UP} ){{1,3}}{_BODY})\b",
        rf"\b(?P<name>(?:Front|Army|Movement|Alliance|Brigades|Coalition|Union|Party)(?: {_LINK}){{1,3}} {_CHAIN})",
        rf"\b{_ARMED_EN} {_BODY_EN}(?:,? (?:called|named|known as))? [\"“]?(?P<name>{_CHAIN})",
        rf"\b(?P<name>{_NAME}),? (?:an?|the|another) (?:\w{{1,20}} ){{0,3}}{_ARMED_EN} {_BODY_EN}\b",
        rf"(?<![.!?\"“»] )(?<=[a-z,;] )(?P<name>{_NAME}) {_FIGHTERS}\b",
        rf"\b(?P<name>[A-Z][A-Z0-9]{{1,9}}(?:-[A-Z]{{1,6}})?) {_FIGHTERS}\b",
    ),
    "fr": (
        rf"\b(?P<name>{_HEAD_FR}(?: [a-zà-ÿ]{{4,16}}){{0,2}}(?: {_LINK}){{0,3}} ?{_CHAIN})",
        rf"(?<!\b[Ss]ur )\b[Ll]e (?P<name>front (?:{_LINK} ?){{0,2}}{_CHAIN})",
        rf"\b(?P<name>(?:brigades?|bataillon|régiment|légion|katiba|milice|liwa) (?:{_LINK} ?){{0,2}}{_CHAIN})",
        rf"\b(?P<name>{_HEAD_FR} (?:de|du|des|pour|d['’]) ?(?:la |le |les |l['’])?{_AIM_FR}"
        rf"(?: et (?:la |le |les |l['’])?[a-zà-ÿ]{{3,20}})?(?: (?:du|de la|des|de|et|d['’]) ?{_CHAIN})?)",
        rf"\b{_BODY_FR} {_ARMED_FR}(?:,? (?:appelée?|nommée?|baptisée?|dénommée?|dite?))?"
        rf" [«\"“]?[ \xa0]?(?P<name>{_CHAIN})",
        rf"\b(?P<name>{_CHAIN}), (?:un|une|autre) (?:milice|{_BODY_FR}) {_ARMED_FR}\b",
        r"\b(?:rebelles|combattants|miliciens|insurgés|guérilleros|dissidents) (?:du|de la|des|de l['’]|d['’]) ?"
        rf"(?P<name>{_NAME})",
    ),
}
# One of these words stands in whatever a pattern finds.
_HINTS = {
    "en": re.compile(rf"\b(?:{_HEAD_EN}|{_ARMED_EN}|{_FIGHTERS}|{_BODY})\b"),
    "fr": re.compile(
        rf"\b(?:{_HEAD_FR}|{_ARMED_FR}|front|brigades?|bataillon|régiment|légion|katiba|milice|liwa|rebelles|combattants|miliciens|insurgés"
        r"|guérilleros|dissidents)\b"
    ),
}
_NOT_ARMED = frozenset(
    "united nations european union african security human rights world bank football basketball rugby labour labor "
    "conservative republican democratic climate green trade salvation air red cross crescent food health education "
    "children women student students youth boy scout scouts commission parliament press general foreign assembly west "
    "western eastern northern southern home".split()
)
_TRIM = re.compile(r"(?:['’]s?|[ -](?:of|for|the|and|in|de|du|des|la|le|les|pour|et))+$")
_ARTICLE = re.compile(
    r"(?:The|Le|La|Les|Un|Une|A|An|In|On|At|But|And|When|After|Before|Since|While|As|Both|Dans|Mais|Selon) "
)


@lru_cache(maxsize=4)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for source in _PATTERNS.get(language, _PATTERNS["en"]))


def possible(text: str, language: str) -> bool:
    """May a pattern find a name in the text? A quick look for the words that every pattern needs."""
    return _HINTS.get(language, _HINTS["en"]).search(text) is not None


def find(text: str, language: str, taken: Iterable[tuple[int, int]]) -> list[ActorMention]:
    """Names that look like an armed group's and overlap none of the spans already `taken`.

    Args:
        text: any text.
        language: "fr" or "en"; others are read with English patterns.
        taken: half-open character spans of actors that are known.

    Returns:
        Mentions of kind "armed_group" with `provisional` set; the key is the name in lower snake case.
    """
    found: list[ActorMention] = []
    busy = bytearray(len(text))
    for start, end in taken:
        busy[start:end] = b"\x01" * (end - start)
    for pattern in _patterns(language):
        for match in pattern.finditer(text):
            start, name = _without_article(match.start("name"), _TRIM.sub("", match["name"]))
            folded = fold_words(name)
            end = start + len(name)
            if any(busy[start:end]) or not _plausible(name, folded):
                continue
            busy[start:end] = b"\x01" * len(name)
            key = "_".join(folded)
            mention = ActorMention(
                start, end, key, "armed_group", True, name, head=start, provisional=True, source="pattern"
            )
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _without_article(start: int, name: str) -> tuple[int, str]:
    match = _ARTICLE.match(name)
    return (start + match.end(), name[match.end() :]) if match else (start, name)


def _plausible(name: str, folded: tuple[str, ...]) -> bool:
    if not folded or len(name) < 3 or len(folded) > 12:
        return False
    if len(folded) == 1 and re.fullmatch(rf"{_HEAD_EN}|{_HEAD_FR}", name):
        return False
    return not any(word in _NOT_ARMED for word in folded) and not _nationality(folded)


def _nationality(folded: tuple[str, ...]) -> bool:
    """Is it only a country, its people or a direction ("Chadian rebels", "rebelles du Nord")?"""
    known = _qualifiers("en") | _qualifiers("fr")
    return all(word in known for word in folded)


@lru_cache(maxsize=2)
def _qualifiers(language: str) -> frozenset[str]:
    rules = grammar(language)
    out = set(rules.lists["modifier"]) | {"nord", "sud", "est", "ouest", "north", "south", "east", "west"}
    for country in countries().values():
        for name in (*country.names[language], *country.adjectives[language], *country.capitals[language]):
            out.update(fold_words(name))
            out.update(word + "s" for word in fold_words(name))
    return frozenset(out)
