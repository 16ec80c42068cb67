"""From a text to its actor mentions: gather candidates of every kind, keep the longest, join neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from whoholds.reference.choosing import ONLY_MEMBER, longest, of_the_named
from whoholds.reference.compose import compose
from whoholds.reference.countries import by_iso, countries
from whoholds.reference.generic import Grammar, Phrase, generic_matchers, grammar, phrase_matcher
from whoholds.reference.meaning import resolve
from whoholds.reference.mention import ActorMention
from whoholds.reference.owners import owner, seat
from whoholds.reference.patterns import Match, Matcher
from whoholds.reference.schema import PhraseEntry
from whoholds.reference.theatres import Theatre
from whoholds.reference.tokens import Words, fold_words, words
from whoholds.reference.units import find as numbered
from whoholds.reference.unlisted import BOUND, adopted

if TYPE_CHECKING:
    from whoholds.reference.actors import Actors

_TOWN = 4  # what naming a town says of the country, where naming the country says 10
_BEHIND_SIGN = re.compile(r"(?:[:|]|\s[–—-])\s*$")
_ENTRY_ENDS = re.compile(r"\s*(?:$|[.,;(|\n]|\s[–—-]\s)")
_BEFORE_COLON = re.compile(r"\s?:\s")


def find(actors: Actors, text: str, language: str, theatre: Theatre | None, on: date | None) -> list[ActorMention]:
    """See `Actors.mentions`."""
    rules = grammar(language)
    cut = words(text)
    focus = _focus(cut, rules, theatre)
    candidates: list[tuple[float, ActorMention]] = []
    candidates += [(0, m) for m in _named(actors, cut, rules, theatre)]
    if theatre is not None:
        candidates += [(1, m) for m in _theatre_phrases(cut, rules, theatre)]
    candidates += _phrases(actors, cut, rules, theatre, focus, on)
    candidates += [(1.5, m) for m in _units(cut, rules, theatre, on, candidates)]
    candidates += [(3, m) for m in _states(cut, rules, theatre, on)]
    kept = adopted(longest(of_the_named(candidates, text)), text, rules.language)

    def leader(org: ActorMention) -> str | None:
        actor = actors.actors.get(org.key)
        if actor is not None and actor.leader:
            return actor.leader_on(on)
        return (
            theatre.role(org.country, "president", on) if theatre and org.country and org.kind == "government" else None
        )

    def led(person: str) -> str:
        key = actors.actors[person].leads if person in actors.actors else ""
        army = actors.actors.get(key)
        if theatre is None or army is None or army.kind != "army" or not army.country:
            return key
        then = theatre.role(army.country, "army", on)  # an army that bore another name then
        return then if then and actors.side(then, theatre, on) == actors.side(person, theatre, on) else key

    joined = compose(kept, text, rules.language, leader, led)
    return [m for m in joined if m.source != ONLY_MEMBER and m.kind != "stop"]


def _focus(text: Words, rules: Grammar, theatre: Theatre | None) -> str:
    """The country that unbound phrases belong to: the one named most, of the theatre's own where there is a theatre."""
    counts: Counter[str] = Counter()
    for _, _, kind, keys in rules.gloss.scan(text):
        for key in keys:
            iso = countries()[key].iso
            if theatre is None or iso in theatre.countries:
                ground = theatre is None or iso == theatre.countries[0]  # the theatre's first country is its ground
                counts[key] += 10 if ground else 3 if kind == "adjective" else 7  # "Russian troops" come from elsewhere
                break
    if theatre is not None:
        folds = Counter(text.folds)
        for key, towns in theatre.ground.items():
            counts[key] += _TOWN * sum(folds[run[0]] for town in towns if len(run := fold_words(town)) == 1)
    if any(counts.values()):
        return counts.most_common(1)[0][0]
    if theatre is not None:
        own = by_iso().get(theatre.countries[0])
        return own.key if own else ""
    return ""


def _named(actors: Actors, text: Words, rules: Grammar, theatre: Theatre | None) -> Iterator[ActorMention]:
    for hit in actors.index.find(text, theatre.key if theatre else None):
        actor = actors.actors[hit.key]
        start, end = text.starts[hit.first], text.ends[hit.last]
        definite, number, gender = _determined(text, hit.first, rules)
        person = actor.kind == "person"
        plural = "" if actor.plural is None else "plur" if actor.plural else "sing"
        yield ActorMention(
            start,
            end,
            hit.key,
            actor.kind,
            True,
            text.text[start:end],
            head=text.starts[hit.last if person or rules.language == "en" else hit.first],
            number="sing" if person else number or plural,
            gender=actor.gender or ("m" if person else gender),
            definite=definite or person,
            individual=person,
            country=actor.country,
            speaker_key=_speaker(actor.kind, actor.key, actor.country),
            source="name",
        )


def _speaker(kind: str, key: str, country: str) -> str:
    return f"officials:{country or key}" if kind == "state" else ""


def _theatre_phrases(text: Words, rules: Grammar, theatre: Theatre) -> Iterator[ActorMention]:
    for match in _theatre_matcher(rules.language, theatre.key, theatre.phrases).find(text):
        entry = match.data
        if isinstance(entry, PhraseEntry):
            yield _mention(text, match, rules, entry.key, entry.kind, source="theatre")


@lru_cache(maxsize=64)
def _theatre_matcher(language: str, key: str, phrases: tuple[PhraseEntry, ...]) -> Matcher:
    return phrase_matcher(language, [(phrase, f"{key}.toml: phrase {phrase.key}") for phrase in phrases])


def _phrases(
    actors: Actors, text: Words, rules: Grammar, theatre: Theatre | None, focus: str, on: date | None
) -> Iterator[tuple[float, ActorMention]]:
    for matcher in generic_matchers(rules.language):
        for match in matcher.find(text):
            phrase = match.data
            if not isinstance(phrase, Phrase) or not _admitted(text, match, phrase, rules):
                continue
            bound = match.countries or owner(text, match, rules, theatre) or seat(text, match, phrase.role, rules)
            key, country = (
                (phrase.key, "") if not phrase.role else resolve(phrase.role, bound, theatre, focus, on, phrase.key)
            )
            key, country, anaphoric = (
                (key, country, phrase.anaphoric) if phrase.role or not bound else _of_state(phrase, bound, theatre, on)
            )
            speaker = f"officials:{country}" if phrase.role == "government" and country and not match.countries else ""
            source = ONLY_MEMBER if phrase.only_member else BOUND if bound else "phrase"
            mention = _mention(text, match, rules, key, phrase.kind, source=source)
            full = replace(
                mention,
                individual=phrase.individual,
                anaphoric=anaphoric,
                country=country,
                member=phrase.member,
                speaker_key=speaker,
            )
            yield 2 - match.words / 100, full


def _units(
    text: Words, rules: Grammar, theatre: Theatre | None, on: date | None, candidates: list[tuple[float, ActorMention]]
) -> Iterator[ActorMention]:
    """Numbered units that no list names: their army where a nationality says whose, else groups of their own."""
    listed = {m.start for rank, m in candidates if not rank and m.named}
    for unit in numbered(text, rules.language):
        first, last = unit.first, unit.last
        bound: tuple[str, ...] = ()
        if text.starts[first] in listed:
            continue
        step, at = (-1, first - 1) if rules.language == "en" else (1, last + 1)
        if 0 <= at < len(text) and text.joined[min(at, at - step)]:
            size, bound = next(rules.slots["nat"](text, at, step), (0, ()))
            first, last = (first - size, last) if step < 0 else (first, last + size)
        key, country = resolve("army", bound, theatre, "", on) if bound else (unit.key, "")
        start, end = text.starts[first], text.ends[last]
        definite, _, gender = _determined(text, first, rules)
        yield ActorMention(
            start,
            end,
            key,
            "army",
            True,
            text.text[start:end],
            head=text.starts[unit.head],
            number="sing",
            gender=gender,
            definite=definite,
            country=country,
            member="" if bound else "units",
            provisional=not bound,
            source="pattern",
        )


_STATE_NOUNS = {"spokesperson": "officials", "leader": "president", "commander": "officials_army", "command": "army"}


def _of_state(
    phrase: Phrase, bound: tuple[str, ...], theatre: Theatre | None, on: date | None
) -> tuple[str, str, bool]:
    """Such as "The Kremlin's spokesman", "an Iranian commander": the nationality says whose.

    Returns:
        (key, country, still anaphoric).
    """
    role = _STATE_NOUNS.get(phrase.key)
    if role is None:
        return phrase.key, "", phrase.anaphoric
    key, country = resolve(role, bound, theatre, "", on)
    return (f"officials:{country}" if role == "president" and key.startswith("president:") else key), country, False


def _admitted(text: Words, match: Match, phrase: Phrase, rules: Grammar) -> bool:
    head = text.folds[match.head]
    if phrase.kind == "stop":
        return True
    if head in phrase.exclude and match.first == match.last:
        return False
    if rules.has("accented", head) and text.raw(match.head).isascii() and not text.raw(match.head).isupper():
        return False  # "marche" is not "marché"
    if rules.has("ambiguous", head) and not _opened(text, match, rules):
        return False
    if phrase.needs_country and not match.countries:
        return False
    if phrase.capital and not text.raw(match.head)[0].isupper():
        return False
    if phrase.definite:
        before = match.first - 1
        return before >= 0 and text.joined[before] and rules.has("determiner_definite", text.folds[before])
    return True


def _opened(text: Words, match: Match, rules: Grammar) -> bool:
    """Does a word that may be an adjective, a participle or a verb stand where a noun stands?"""
    head = match.head
    if (
        rules.has("title", text.folds[head])
        and text.capital(head)
        and head + 1 < len(text)
        and text.joined[head]
        and text.capital(head + 1)
        and not rules.has("untitled", text.folds[head + 1])
    ):
        return True  # "General Aye Min"
    if (
        rules.has("premodifying", text.folds[head])
        and match.last == head
        and head + 1 < len(text)
        and text.joined[head]
        and not rules.has("follows", text.folds[head + 1])
        and text.text[text.ends[head] : text.starts[head + 1]] == " "
    ):
        return False  # "its official page"
    if match.first < head:
        return True
    before = head - 1
    strict = rules.has("needs_determiner", text.folds[head])
    if before < 0 or not text.joined[before]:
        return not strict or _stands_alone(text, match)
    word = text.folds[before]
    if rules.language == "en" and before and text.capital(before) and text.joined[before - 1]:
        return True  # a name: "M23 forces"
    if rules.language == "en" and word == "s" and before and text.capital(before - 1):
        return True  # "Burhan's forces"
    if rules.has("determiner_definite", word) or rules.has("determiner_indefinite", word) or word.isdigit():
        return True
    if word == "a" and text.raw(before) not in ("à", "À"):
        return rules.language == "en"
    return (not strict and (rules.has("opener", word) or rules.has("premodifier", word))) or (
        strict and word in ("de", "d", "du", "aux", "au", "ex")
    )


def _stands_alone(text: Words, match: Match) -> bool:
    """Is it all that one side of a list's entry says ("Goma : armée.", "| armée |", "Armée : Goma, Sake")?"""
    start, end = text.starts[match.first], text.ends[match.last]
    behind = _BEHIND_SIGN.search(text.text[max(0, start - 4) : start]) and _ENTRY_ENDS.match(text.text, end)
    return bool(behind) or bool(
        _BEFORE_COLON.match(text.text, end) and not text.text[:start].rstrip(" \t")[-1:].isalnum()
    )


def _mention(text: Words, match: Match, rules: Grammar, key: str, kind: str, *, source: str) -> ActorMention:
    first = _trim_numbers(text, match, rules)
    start, end = text.starts[first], text.ends[match.last]
    definite, number, gender = _determined(text, first, rules)
    head = text.folds[match.head]
    if not number:
        plural = rules.has("plural", head) or (
            head.endswith(("s", "x")) and not head.endswith("ss") and not rules.has("singular", head)
        )
        number = "plur" if plural or first > match.first else "sing"
    if rules.has("feminine", head):
        gender = "f"
    elif rules.language == "fr" or rules.has("masculine", head):
        gender = gender or "m"
    return ActorMention(
        start,
        end,
        key,
        kind,
        False,
        text.text[start:end],
        head=text.starts[match.head],
        number=number,
        gender=gender,
        definite=definite,
        source=source,
    )


def _trim_numbers(text: Words, match: Match, rules: Grammar) -> int:
    """Leave leading numbers out of the span: they are the claim's quantity."""
    first = match.first
    while first < match.head and (
        text.folds[first].isdigit() or rules.has("number", text.folds[first]) or text.folds[first] in ("of", "de")
    ):
        first += 1
    return first


def _determined(text: Words, first: int, rules: Grammar) -> tuple[bool, str, str]:
    before = first - 1
    if before < 0 or not text.joined[before]:
        return False, "", ""
    word = text.folds[before]
    number = "plur" if rules.has("determiner_plural", word) or (word.isdigit() and word not in ("1", "0")) else ""
    gender = ""
    if rules.has("determiner_singular_m", word):
        number, gender = number or "sing", "m"
    elif rules.has("determiner_singular_f", word):
        number, gender = number or "sing", "f"
    elif (rules.language == "en" and word in ("a", "an", "one", "this", "that")) or word == "l":
        number = "sing"
    return rules.has("determiner_definite", word), number, gender


def _states(text: Words, rules: Grammar, theatre: Theatre | None, on: date | None) -> Iterator[ActorMention]:
    """Countries, capitals that stand for a government, and peoples ("the Russians", "les Ukrainiens")."""
    for first, last, kind, keys in rules.gloss.scan(text):
        country = next(
            (k for k in keys if theatre is not None and countries()[k].iso in (*theatre.countries, *theatre.near)),
            keys[0],
        )
        word = text.raw(last)
        if kind == "adjective" and not (
            word[0].isupper() and (word.endswith("s") if rules.language == "en" else first == last)
        ):
            continue
        if kind == "adjective" and rules.language == "en" and text.folds[last].endswith("ss"):
            continue
        start, end = text.starts[first], text.ends[last]
        army = theatre.role(country, "army", on) if theatre is not None else None
        state = theatre.role(country, "state_actor", on) if theatre is not None else None
        plain = state or country
        definite, number, gender = _determined(text, first, rules)
        yield ActorMention(
            start,
            end,
            f"officials:{country}" if kind == "capital" else (army or plain) if kind == "adjective" else plain,
            "state",
            True,
            text.text[start:end],
            head=text.starts[first if rules.language == "fr" else last],
            number=number or ("plur" if kind == "adjective" else "sing"),
            gender=gender,
            definite=definite,
            metonym=kind == "capital",
            country=country,
            speaker_key=f"officials:{country}",
            actor_key=army or plain,
            source="state",
        )
