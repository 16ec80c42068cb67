"""The plain question that a reviewer answers about a claim: did this event happen there then, as it was read?"""

from __future__ import annotations

from whoholds.control.sentences import Name, sentences
from whoholds.ledger import StoredClaim
from whoholds.model import When
from whoholds.views.words import Words
from whoholds.web.desk import isolated
from whoholds.web.stretch import stretch


def question(stored: StoredClaim, place: str | None, name: Name, words: Words) -> str:
    """The question in the reader's language ("Did the army leave Hama on 5 December 2024?").

    Args:
        stored: the claim.
        place: what people call its place; None where none is named.
        name: what sentences call somebody.
        words: of the language.
    """
    tell, claim = sentences(words.language), stored.claim
    return tell(
        f"ask.{claim.event.value}",
        who=name(claim.actor.key) if claim.actor else tell("ask.whoever"),
        place=isolated(place) if place else tell("ask.nowhere"),
        when=_when(claim.when, words),
    )


def _when(when: When, words: Words) -> str:
    """When, as it stands at the end of the question; empty where the time is not known."""
    first, last = when.start or when.end, when.end or when.start
    if first is None or last is None:
        return ""
    if first == last and when.start and when.end:
        return words("review.ask_on", day=words.day(first))
    if when.start and when.end:
        return words("review.ask_between", days=stretch(first, last, words))
    return words("review.ask_from" if when.start else "review.ask_until", day=words.day(first))
