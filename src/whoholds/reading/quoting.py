"""Quotations that run over several paragraphs: "X said:", then paragraph after paragraph of what X said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whoholds.reading.attribution import AttributionSpan
from whoholds.reading.attribution.draft import CLOSING, OPENING, STRAIGHT
from whoholds.reading.scene import Actor
from whoholds.reading.words import ordered
from whoholds.reference.mention import ActorMention

_FOLLOWS = re.compile(
    rf"\b(?:{'|'.join(ordered('signature', 'follows'))})"
    rf"(?:,?\s+(?:{'|'.join(ordered('signature', 'when_given_out'))})\b[^.:;,]{{0,40}})?\s*[.:]?$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"\W*(?:\w+'s\s+)?(?:{'|'.join(ordered('signature', 'ends'))})\b"
    rf"|\w[^.:\n]{{2,50}}\s(?:{'|'.join(ordered('signature', 'adds'))})\s?:",
    re.IGNORECASE,
)
_SPOKEN = frozenset({"say", "claim", "deny", "confirm", "admit", "predict", "promise"})


class Quoting:
    """Follows a report block by block. `speaker`: whose words the block at hand is, None for the report's own."""

    def __init__(self, actors: Sequence[ActorMention] = ()) -> None:
        self._actors = actors
        self.speaker: Actor | None = None
        self._announced: Actor | None = None  # by a colon at the end of the block before
        self._open = False
        self._statement = False  # "… announces the following": all that follows

    def given_out(self, body: Actor) -> None:
        """The whole report is a body's statement, up to a note that is somebody else's."""
        self.speaker, self._statement = body, True

    def enter(self, text: str) -> Actor | None:
        """Whose words a block is as a whole."""
        if self._statement:
            if not _ENDS.match(text):
                return self.speaker
            self._statement, self.speaker = False, None
        opens = text.lstrip()[:1] in OPENING | STRAIGHT
        if opens and self._announced is not None:
            self.speaker = self._announced
        elif not self._open and not (opens and self.speaker is not None):
            self.speaker = None
        self._announced = None
        return self.speaker

    def _first_of(self, announcing: Actor) -> Actor:
        """Whom the report names first, where that is such a body too: "the army" is the one of the title."""
        named = next((m for m in self._actors if m.kind == announcing.kind), None)
        return announcing if named is None else replace(announcing, key=named.as_speaker)

    def leave(
        self, text: str, spans: Sequence[AttributionSpan], heard: Sequence[Actor], announcing: Actor | None
    ) -> None:
        """Note how the block ends: in a colon behind a verb of speech, its quotation unclosed, a statement announced.

        Args:
            text: the block's.
            spans: its attributions.
            heard: who spoke in it, the last at the end.
            announcing: the subject of its last verb of speech, for "X said:" with nothing behind.
        """
        end = text.rstrip()
        if self._statement:
            return
        if announcing is not None and self.speaker is None and _FOLLOWS.search(end) is not None:
            self.speaker, self._statement = self._first_of(announcing), True
            return
        if self.speaker is not None:
            self._open = _unclosed(end, self._open)
            return
        spoken = [s for s in spans if s.cue_class in _SPOKEN and s.source_head is not None]
        if end.endswith(":"):
            self._announced = announcing
        elif spoken and heard and _unclosed(end, False):
            self.speaker, self._open = heard[-1], True
        else:
            self._open = False


def _unclosed(text: str, open_: bool) -> bool:
    """Is a quotation open at the end of a text, where one was or was not at its beginning?"""
    for char in text:
        if char in OPENING:
            open_ = True
        elif char in CLOSING:
            open_ = False
        elif char == '"':
            open_ = not open_
    return open_
