"""The guard: a proposed claim counts only where its quote, actor, speaker and place stand in the text.

The quote must be in the text to the letter (after the one-to-one normalisation), within one paragraph. Who acts, who is
acted on, who speaks and where must be named in the quote, its paragraph or before it, and be somebody or somewhere that
the same actors and the same gazetteer know as the rules use. Keys, ids, coordinates and days are never the model's own.
What does not align is rejected with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from whoholds.model import (
    UNKNOWN_WHEN,
    ActorRef,
    Area,
    Basis,
    BlockKind,
    Claim,
    Place,
    PlaceRef,
    PlaceRole,
    Precision,
    Quantity,
    Unplaced,
    When,
)
from whoholds.readers import Readers
from whoholds.reading.claims import claim_id, same_matter
from whoholds.reading.lexicon import effects
from whoholds.reading.numbers import value_of
from whoholds.reading.second.ground import Ground
from whoholds.reading.second.pieces import Piece
from whoholds.reading.second.prompt import guide
from whoholds.reading.second.wire import Proposed, Rejection, said
from whoholds.reading.speakers import NARRATOR, UNNAMED

LONGEST_QUOTE = 500
"""Characters; a clause is shorter, and who quotes everything points at nothing."""

_NUMERAL = re.compile(r"\d+(?:[ ,.]\d{3})*(?:[.,]\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Aligned:
    """What of an answer stands in the text, and what does not, with the reason."""

    claims: tuple[Claim, ...]
    rejected: tuple[Rejection, ...]


class _Loose(Exception):
    """A claim that does not align; says why."""


def align(ground: Ground, piece: Piece, proposed: Sequence[Proposed], reader: str) -> Aligned:
    """The claims of an answer that the text bears out, in the order of the text, each said once.

    Args:
        ground: the report and what is known to be named in it.
        piece: the part of it that the model was shown.
        proposed: what the model answered.
        reader: name and version of the reader, which ids are made with.
    """
    kept: list[Claim] = []
    rejected: list[Rejection] = []
    taken: set[tuple[int, int, str]] = set()
    for item in proposed:
        try:
            claim, notes = _Guard(ground, piece, item, reader).claim(taken)
        except _Loose as why:
            rejected.append((str(why), said(item)))
            continue
        rejected.extend((note, said(item)) for note in notes)
        taken.add((claim.start, claim.end, f"{claim.event} {item.place} {item.speaker}"))
        _keep(kept, claim)
    return Aligned(tuple(sorted(kept, key=lambda c: (c.start, c.end, c.id))), tuple(rejected))


def _keep(kept: list[Claim], claim: Claim) -> None:
    """Add a claim, or note it as a further mention of one that says the same."""
    for index, other in enumerate(kept):
        if other.id == claim.id:
            return
        if same_matter(other, claim):
            spans = {*other.mentions, *claim.mentions, (claim.start, claim.end)} - {(other.start, other.end)}
            kept[index] = replace(other, mentions=tuple(sorted(spans)))
            return
    kept.append(claim)


@dataclass(frozen=True, slots=True)
class _Guard:
    """One proposed claim held against the text."""

    ground: Ground
    piece: Piece
    item: Proposed
    reader: str

    def claim(self, taken: set[tuple[int, int, str]]) -> tuple[Claim, list[str]]:
        """The claim as it stands, and what of it was left out.

        Raises:
            _Loose: it does not stand.
        """
        item, report = self.item, self.ground.report
        start, end = self._quote(taken)
        place, role = self._place(start, end)
        actor = self._actor("actor", item.actor, start, end)
        target = self._actor("target", item.target, start, end)
        speaker = self._speaker(start, end)
        when, notes = self._when(start, end)
        quantity = None
        if item.quantity is not None:
            if self._says(item.quantity.value, start, end):
                quantity = Quantity(item.quantity.value, item.quantity.unit[:40], item.quantity.approx)
            else:
                notes.append("quantity left out: the quote has no such number")
        block = self.ground.block_at(start, end)
        score = place.score if isinstance(place, (Place, Area)) else 1.0
        where = place.id if isinstance(place, (Place, Area)) else item.place
        claim = Claim(
            id=claim_id(report.id, self.reader, start, end, item.event, where, speaker.key, role or ""),
            report_id=report.id,
            start=start,
            end=end,
            quote=report.text[start:end],
            event=item.event,
            actor=actor,
            target=target,
            place=place,
            place_role=role,
            speaker=speaker,
            chain=(NARRATOR,) if speaker.key == NARRATOR else (NARRATOR, speaker.key),
            factuality=item.factuality,
            when=when,
            quantity=quantity,
            control=effects()[item.event, role],
            headline=block is not None and block.kind is BlockKind.TITLE,
            rule=f"{Readers.MODEL}:{item.event.value}",
            confidence=round(guide()["confidence"] * (0.6 + 0.4 * score), 3),
        )
        return claim, notes

    def _quote(self, taken: set[tuple[int, int, str]]) -> tuple[int, int]:
        """The quote's span: in the paragraph that the model named, or else the first in what it was shown."""
        if not self.item.quote.strip():
            raise _Loose("quote is empty")
        if len(self.item.quote) > LONGEST_QUOTE:
            raise _Loose(f"quote is longer than {LONGEST_QUOTE} characters")
        shown = self.piece.paragraphs
        spans = []
        for start, end in self.ground.exact(self.item.quote):
            inside = next((p for p in shown if p.start <= start and end <= p.end), None)
            if inside is not None:
                key = (start, end, f"{self.item.event} {self.item.place} {self.item.speaker}")
                spans.append((key in taken, inside.number != self.item.paragraph, start, end))
        if not spans:
            across = next(self.ground.exact(self.item.quote), None)
            raise _Loose("quote is not within one paragraph shown" if across else "quote is not in the text")
        _, _, start, end = min(spans)
        block = self.ground.block_at(start, end)
        if block is not None and addressed(self.ground.text[block.start : block.end]):
            raise _Loose("quote is from a paragraph that speaks to a machine")
        return start, end

    def _place(self, start: int, end: int) -> tuple[PlaceRef, PlaceRole | None]:
        name = self.item.place
        if name is None:
            return Unplaced(None, "none named"), None
        spans = self.ground.mentions(name, start, end)
        if not spans:
            raise _Loose("place is not named in the quote, its paragraph or before it")
        spans = [span for span in spans if not self.ground.names_actor_only(*span)]
        if not spans:
            raise _Loose("place is only a part of an actor's name")
        ref = self.ground.place_in(*spans[0])
        if isinstance(ref, (Place, Area)):
            return ref, self.item.place_role or PlaceRole.AT
        return ref, None

    def _actor(self, field: str, name: str | None, start: int, end: int) -> ActorRef | None:
        if name is None:
            return None
        for span in self._named(field, name, start, end):
            mention = self.ground.actor_in(*span)
            if mention is not None:
                return ActorRef(mention.as_actor, mention.text, mention.start, mention.end, mention.provisional)
        raise _Loose(f"{field} is nobody that the actors' data know")

    def _speaker(self, start: int, end: int) -> ActorRef:
        name = self.item.speaker
        if name in (NARRATOR, UNNAMED):
            return ActorRef(name)
        for span in self._named("speaker", name, start, end):
            mention = self.ground.actor_in(*span)
            if mention is not None:
                return ActorRef(mention.as_speaker, mention.text, mention.start, mention.end, mention.provisional)
        raise _Loose("speaker is nobody that the actors' data know")

    def _named(self, field: str, name: str, start: int, end: int) -> list[tuple[int, int]]:
        spans = self.ground.mentions(name, start, end)
        if not spans:
            raise _Loose(f"{field} is not named in the quote, its paragraph or before it")
        return spans

    def _when(self, start: int, end: int) -> tuple[When, list[str]]:
        """The days, by our own reading of the expression that the model points at; never by the model's reckoning."""
        anchor = self.ground.work.anchor
        if self.item.dated == "news" and anchor is not None:
            return When(anchor, anchor, Precision.DAY, Basis.INFERRED), []
        if self.item.dated != "stated":
            return UNKNOWN_WHEN, []
        for span in self.ground.mentions(self.item.time or "", start, end):
            expression = self.ground.time_in(*span)
            if expression is not None:
                return expression.during(anchor), []
        return UNKNOWN_WHEN, ["time left out: no such expression stands in the quote, its paragraph or before it"]

    def _says(self, value: float, start: int, end: int) -> bool:
        """Has the quote this number, in digits or in words?"""
        words = _NUMERAL.findall(self.ground.text[start:end])
        runs = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + 5, len(words)) + 1))
        return any(value_of(run) == value for run in runs)


@lru_cache(maxsize=1)
def _addresses() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE | re.MULTILINE) for p in guide()["addressed"]["patterns"])


def addressed(text: str) -> bool:
    """Does a paragraph speak to a machine that reads it ("ignore the instructions")?"""
    return any(pattern.search(text) for pattern in _addresses())
