"""A language model as a reader: a report in, a `Reading` out, with what of the answers did not count."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Protocol

from whoholds.asking.budget import Budget
from whoholds.asking.kept import KeptAnswers, key_of
from whoholds.asking.server import Said
from whoholds.errors import DataError, NetworkError, UsageError, WhoholdsError
from whoholds.model import Claim, Reading, Report
from whoholds.readers import MODEL_PREFIX
from whoholds.reading.reader import Reader
from whoholds.reading.second import (
    Answer,
    Ground,
    Message,
    Piece,
    align,
    fingerprint,
    ground_of,
    messages_for,
    parse,
    pieces_of,
    schema,
)
from whoholds.settings import ModelSettings

FINAL = frozenset({"model.unreachable", "model.key", "model.budget", "model.redirect"})
"""Errors that the next report would meet too; from then on nothing more is sent in a run."""


class Asked(Protocol):
    """What answers a chat: a server, or whatever stands in for one."""

    budget: Budget

    def parameters(self, schema: Any) -> dict[str, Any]:
        """What goes with the chat."""

    def ask(self, messages: Any, schema: Any) -> Said:
        """One answer."""


def version_of(settings: ModelSettings, parameters: dict[str, Any]) -> str:
    """Name and version of a model's reader: `model-1/NAME#` and 8 hex digits over all that shapes its answers."""
    whole = json.dumps([fingerprint(), parameters, settings.piece_characters], sort_keys=True)
    name = "".join(c if c.isalnum() or c in "-._:/" else "_" for c in settings.name)[:80]
    return f"{MODEL_PREFIX}1/{name}#{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


class ModelReader:
    """Reads reports by asking a model, piece by piece; what it has answered once is not asked again.

    Args:
        rules: the rules' reader, whose names, places and times a claim must stand on.
        server: who is asked.
        kept: answers on disk.
        settings: the model's.
    """

    def __init__(self, rules: Reader, server: Asked, kept: KeptAnswers, settings: ModelSettings) -> None:
        self._rules = rules
        self._server = server
        self._kept = kept
        self._settings = settings
        self._stopped: WhoholdsError | None = None
        self.version = version_of(settings, server.parameters(schema()))

    def read(self, report: Report) -> Reading:
        """What the report says, by the model.

        Raises:
            NetworkError: the server gave no answer. Pieces answered before are kept on disk.
            UsageError: the run's budget is spent.
            DataError: the answer is of no use.
        """
        ground = ground_of(self._rules, report)
        claims: dict[str, Claim] = {}
        rejected: list[tuple[str, str]] = []
        for piece in pieces_of(report, self._settings.piece_characters):
            answer = self._answer(ground, piece)
            aligned = align(ground, piece, answer.claims, self.version)
            claims |= {claim.id: claim for claim in aligned.claims}
            rejected += [*answer.rejected, *aligned.rejected]
        return Reading(
            report.id,
            self.version,
            tuple(sorted(claims.values(), key=lambda c: (c.start, c.end, c.id))),
            rejected=tuple(rejected),
        )

    def _answer(self, ground: Ground, piece: Piece) -> Answer:
        """The piece's answer, from the disk or from the server. Only an answer of use is kept."""
        messages = messages_for(ground.report, piece)
        parameters = self._server.parameters(schema())
        key = key_of(
            {"prompt": fingerprint(), "to": self._settings.base_url, "messages": messages, "parameters": parameters}
        )
        text = self._kept.get(key)
        if text is not None:
            try:
                answer = parse(text)
            except DataError:
                pass
            else:
                self._server.budget.spent.kept += 1
                return answer
        said = self._asked(messages)
        answer = parse(said.text)
        self._kept.put(key, said.text, {"model": said.model, "tokens": said.tokens, "report": ground.report.id})
        return answer

    def _asked(self, messages: list[Message]) -> Said:
        if self._stopped is not None:
            raise self._stopped
        try:
            return self._server.ask(messages, schema())
        except (NetworkError, UsageError) as error:
            if error.code in FINAL:
                self._stopped = error
            raise
