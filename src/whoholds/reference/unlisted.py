"""Armies, forces and militias that bear a name which no list knows: never the state's ("the Zaghawa army").

"Army" beside an unknown name is not the army of the country that the report is about; it is a group of its own,
registered as provisional for a person to judge. A name that stands for a person, a state or a listed group is left to
`compose`, which knows whose it is then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whoholds.reference.bodies import Unlisted, unlisted
from whoholds.reference.choosing import ONLY_MEMBER
from whoholds.reference.generic import grammar
from whoholds.reference.mention import ActorMention
from whoholds.reference.tokens import fold_word, fold_words

BOUND = "bound"
"""Source of a phrase that names its country itself: "the Malian army"."""
_NAME = r"[A-ZÀ-Þ][\w'’-]{1,24}(?: [A-ZÀ-Þ][\w'’-]{1,24}){0,2}"
_BEFORE = re.compile(rf"\b(?:[Tt]he|[Aa]n?) (?P<name>{_NAME}) $")
_BEHIND = re.compile(rf" (?:de la |de l['’]|du |des |de |d['’])(?P<name>{_NAME})")
_VERB = re.compile(r"(\w+) (?:l['’]|les |la |des )?$")
_WORD = re.compile(r"\w+")
_FOLLOWING = re.compile(r" (\w+)")
_KINDS = frozenset({"army", "militia"})
_REACH = 90  # characters looked back for a name: three words of 25 letters


def adopted(mentions: Sequence[ActorMention], text: str, language: str) -> list[ActorMention]:
    """The same mentions, those of an army or a militia with an unlisted name beside them as groups of that name.

    Args:
        mentions: in text order, without overlap.
        text: the text they are from.
        language: "fr" or "en".
    """
    words = unlisted(language)
    out = list(mentions)
    for at, mention in enumerate(out):
        whole = mention.source == "phrase" and mention.kind in _KINDS and not mention.anaphoric
        if not whole and mention.source != ONLY_MEMBER:
            continue
        head = _WORD.match(text, mention.head)
        if head is None or not words.heads.issuperset(fold_words(head[0])):
            continue
        span = _of_people(mention, text, head.end(), words) or (
            _behind(mention, text, head.end(), words)
            if language == "fr"
            else _before(mention, text, head.start(), words)
        )
        if span is not None and not any(
            o.start < span[1] and span[0] < o.end for o in (*out[:at], *out[at + 1 :]) if o is not mention
        ):
            out[at] = _group(mention, text, span)
    return out


def _of_people(mention: ActorMention, text: str, end: int, words: Unlisted) -> tuple[int, int] | None:
    """The span of "Amhara army", "armée amhara": of a people, so of no state. Militias stay at their own level."""
    if mention.kind != "army":
        return None
    inside = [m for m in _WORD.finditer(text, mention.start, mention.end) if words.peoples.issuperset(fold_words(m[0]))]
    if not inside:
        return None
    return min(inside[0].start(), mention.head), max(inside[-1].end(), end)


def _before(mention: ActorMention, text: str, start: int, words: Unlisted) -> tuple[int, int] | None:
    if mention.start != start:
        return None  # a description of its own: "Zaghawa rebel army"
    found = _BEFORE.search(text, max(0, start - _REACH), start)
    behind = _FOLLOWING.match(text, mention.end)
    if found is None or (behind and words.follow.issuperset(fold_words(behind[1]))):
        return None
    return (found.start("name"), mention.end) if _is_name(found["name"], words) else None


def _behind(mention: ActorMention, text: str, end: int, words: Unlisted) -> tuple[int, int] | None:
    found = _BEHIND.match(text, mention.end) if mention.end == end else None
    verb = _VERB.search(text, max(0, mention.start - _REACH), mention.start)
    if verb is not None and fold_word(verb[1]).startswith(tuple(words.driven)):
        return None  # "chassé l'armée de Goma"
    return (mention.start, found.end()) if found and _is_name(found["name"], words) else None


def _is_name(name: str, words: Unlisted) -> bool:
    folded = fold_words(name)
    described = grammar("en").lists["modifier"] | grammar("en").lists["opener"] | grammar("fr").lists["modifier"]
    return len(name) > 2 and bool(folded) and words.never.isdisjoint(folded) and described.isdisjoint(folded)


def _group(mention: ActorMention, text: str, span: tuple[int, int]) -> ActorMention:
    name = text[span[0] : span[1]]
    return replace(
        mention,
        start=span[0],
        end=span[1],
        text=name,
        key="_".join(fold_words(name)),
        kind="armed_group",
        named=True,
        country="",
        member="",
        speaker_key="",
        actor_key="",
        provisional=True,
        source="pattern",
    )
