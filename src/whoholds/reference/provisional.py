"""Named armed groups that no list knows: conservative patterns, to be reviewed by a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from whoholds.reference.countries import countries
from whoholds.reference.generic import grammar
from whoholds.reference.mention import ActorMention
from whoholds.reference.tokens import fold_words

_UP = r"[A-ZÀ-Þ][\w'’-]*"
_LINK = r"(?:of|for|the|and|in|al|el|de|du|des|la|le|les|pour|et|d['’]|l['’])"
_NAME = rf"{_UP}(?:[ -]{_UP})*"
_CHAIN = rf"{_NAME}(?:(?: {_LINK})+ ?{_NAME})*"
_HEAD_EN = (
    r"(?:Front|Army|Brigades?|Battalions?|Movement|Militia|Alliance|Coalition|Division|Regiment|Corps|Legion|Column|Council|Committee|Group|"
    r"Force|Forces|Party|Union|Resistance|Command|Self-Defen[cs]e Group|Faction|Organi[sz]ation|Squad|Guard)"
)
_HEAD_FR = (
    r"(?:Front|Armée|Brigades?|Bataillons?|Mouvement|Milice|Alliance|Coalition|Division|Régiment|Corps|Légion|Colonne|Conseil militaire|"
    r"Comité|Groupe|Forces?|Parti|Union|Résistance|Katiba|Cadre|Coordination|Faction|Organisation|Garde)"
)
_ARMED_EN = (
    r"(?:rebel|armed|insurgent|militant|jihadist|islamist|separatist|paramilitary|guerrilla|tribal|self-defen[cs]e)"
)
_ARMED_FR = r"(?:rebelles?|armée?s?|insurgée?s?|djihadistes?|jihadistes?|islamistes?|séparatistes?|paramilitaires?|indépendantistes?|d['’]autodéfense)"
_PATTERNS = {
    "en": (
        re.compile(
            rf"\b(?P<name>(?:{_UP} ){{1,4}}(?:Front|Army|Brigades?|Battalion|Movement|Militia|Legion|Regiment|Resistance Force))\b"
        ),
        re.compile(
            rf"\b(?P<name>(?:Front|Army|Movement|Alliance|Brigades|Coalition|Union|Party)(?: {_LINK})+ {_CHAIN})"
        ),
        re.compile(
            rf"\b{_ARMED_EN} (?:group|groups|movement|militia|faction|alliance|coalition|organi[sz]ation|force)"
            rf"(?:,? (?:called|named|known as))? [\"“]?(?P<name>{_CHAIN})"
        ),
        re.compile(
            rf"\b(?P<name>{_NAME}),? (?:an?|the|another) (?:\w+ ){{0,3}}{_ARMED_EN} (?:group|movement|militia|faction|alliance|coalition|force)\b"
        ),
        re.compile(
            rf"(?<![.!?\"“»] )(?<=[a-z,;] )(?P<name>{_NAME}) (?:rebels|fighters|militants|guerrillas|dissidents|insurgents|militiamen|gunmen)\b"
        ),
        re.compile(
            r"\b(?P<name>[A-Z][A-Z0-9]{1,9}(?:-[A-Z]+)?) (?:rebels|fighters|militants|guerrillas|dissidents|insurgents|militiamen|gunmen)\b"
        ),
    ),
    "fr": (
        re.compile(rf"\b(?P<name>{_HEAD_FR}(?: [a-zà-ÿ]{{4,16}}){{0,2}}(?: {_LINK}| d['’]| l['’])*[ ]?{_CHAIN})"),
        re.compile(rf"\b(?P<name>(?:brigades?|bataillon|katiba|milice|liwa) (?:{_LINK} )*{_CHAIN})"),
        re.compile(
            rf"\b(?P<name>{_HEAD_FR} (?:de|du|des|pour|d['’])[ ]?(?:la |le |les |l['’])?(?:libération|défense|résistance|salut|unité|sauvegarde|justice)"
            rf"(?: et (?:la |le |les |l['’])?[a-zà-ÿ]+)?(?: (?:du|de la|des|de|et|d['’])[ ]?{_CHAIN})?)"
        ),
        re.compile(
            rf"\b(?:groupe|mouvement|faction|coalition|organisation)s?(?: {_ARMED_FR})"
            rf"(?:,? (?:appelée?|nommée?|baptisée?|dénommée?|dite?))? [«\"“]?[ \xa0]?(?P<name>{_CHAIN})"
        ),
        re.compile(
            rf"\b(?P<name>{_NAME}), (?:un|une|autre) (?:groupe|mouvement|milice|faction|coalition|organisation) {_ARMED_FR}\b"
        ),
        re.compile(
            rf"\b(?:rebelles|combattants|miliciens|insurgés|guérilleros|dissidents) (?:du|de la|des|de l['’]|d['’]) ?(?P<name>{_NAME})"
        ),
    ),
}
_NOT_ARMED = frozenset(
    "united nations european union african security human rights world bank football basketball rugby labour labor conservative republican democratic "
    "climate green trade salvation air red cross crescent food health education children women student students youth boy scout scouts "
    "commission parliament press general foreign national assembly west western eastern northern southern home".split()
)
_TRIM = re.compile(r"(?:['’]s?|[ -](?:of|for|the|and|in|de|du|des|la|le|les|pour|et))+$")


def find(text: str, language: str, taken: Iterable[tuple[int, int]]) -> list[ActorMention]:
    """Names that look like an armed group's and overlap none of the spans already `taken`.

    Returns:
        Mentions of kind "armed_group" with `provisional` set; the key is the name in lower snake case.
    """
    found: list[ActorMention] = []
    busy = list(taken)
    for pattern in _PATTERNS.get(language, _PATTERNS["en"]):
        for match in pattern.finditer(text):
            start, name = match.start("name"), _TRIM.sub("", match["name"])
            start, name = _without_article(start, name)
            folded = fold_words(name)
            if not _plausible(name, folded) or any(start < end and begin < start + len(name) for begin, end in busy):
                continue
            busy.append((start, start + len(name)))
            found.append(
                ActorMention(
                    start,
                    start + len(name),
                    "_".join(folded),
                    "armed_group",
                    True,
                    name,
                    head=start,
                    provisional=True,
                    source="pattern",
                )
            )
    return sorted(found, key=lambda mention: mention.start)


def _without_article(start: int, name: str) -> tuple[int, str]:
    match = re.match(r"(?:The|Le|La|Les|Un|Une|A|An|In|On|At|But|And|When|After|Before|Since|While|As|Both) ", name)
    return (start + match.end(), name[match.end() :]) if match else (start, name)


def _plausible(name: str, folded: tuple[str, ...]) -> bool:
    if len(folded) < 1 or len(name) < 3 or len(folded) > 9:
        return False
    if len(folded) == 1 and re.fullmatch(rf"{_HEAD_EN}|{_HEAD_FR}", name):
        return False
    return not any(word in _NOT_ARMED for word in folded) and not _nationality(folded)


def _nationality(folded: tuple[str, ...]) -> bool:
    """Is it only a country, its people or a direction ("Chadian rebels", "rebelles du Nord")?"""
    known = {word for language in ("en", "fr") for word in _qualifiers(language)}
    return all(word in known for word in folded)


@lru_cache(maxsize=2)
def _qualifiers(language: str) -> frozenset[str]:
    rules = grammar(language)
    out = set(rules.lists["modifier"]) | {"nord", "sud", "est", "ouest"}
    for country in countries().values():
        for name in (*country.names[language], *country.adjectives[language], *country.capitals[language]):
            out.update(fold_words(name))
            out.update(word + "s" for word in fold_words(name))
    return frozenset(out)
