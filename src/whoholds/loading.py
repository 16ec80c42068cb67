"""The readers, loaded when they are first needed: the rules, a language model, or both."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

from whoholds.errors import InputRefused, WhoholdsError
from whoholds.model import Reading, Report
from whoholds.readers import Readers, family
from whoholds.settings import Settings
from whoholds.stock import Progress, gazetteer, known_actors, silent

if TYPE_CHECKING:
    from whoholds.asking import ModelReader, Server, Spent
    from whoholds.reading import Reader

AT_ONCE = 16
"""Reports that are read together. Unit: reports."""


class Readings:
    """The readers that were asked for. Use it as a context manager: a model's connections are closed at the end.

    Args:
        settings: where things live, and which model is asked.
        wanted: the rules, a model or both.
        on_progress: told about set-up that takes long.

    Raises:
        UsageError: a model is wanted and none is set up.
        SetupError: its client is not installed.
    """

    def __init__(self, settings: Settings, wanted: Readers = Readers.RULES, on_progress: Progress = silent) -> None:
        self.each = wanted.each
        self._settings = settings
        self._on_progress = on_progress
        self._rules: Reader | None = None
        self._model: ModelReader | None = None
        self._server: Server | None = None
        self._ahead: dict[str, Reading] = {}
        if Readers.MODEL in self.each:
            from whoholds.asking import Budget, Server

            self._server = Server(settings.model, Budget(settings.model))

    def __enter__(self) -> Readings:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()

    @property
    def spent(self) -> Spent | None:
        """What asking a model has cost so far, None where none is asked."""
        return self._server.budget.spent if self._server is not None else None

    def missing(self, have: Collection[str]) -> list[Readers]:
        """Who of the readers asked for has not read a report yet.

        Args:
            have: names and versions of the readers that have. Any version of the rules will do; of a model this one.
        """
        out = []
        for one in self.each:
            if one is Readers.MODEL:
                done = self.model.version in have
            else:
                done = any(family(name) is Readers.RULES for name in have)
            if not done:
                out.append(one)
        return out

    @property
    def rules(self) -> Reader:
        """The rules' reader."""
        if self._rules is None:
            from whoholds import frames
            from whoholds.reading import Reader

            places = gazetteer(self._settings, self._on_progress)
            self._on_progress("loading the language models", 0.0)
            actors = known_actors(self._settings)
            self._rules = Reader.load(places, actors, self._settings, frames.own(self._settings))
            self._on_progress("loading the language models", 1.0)
        return self._rules

    @property
    def model(self) -> ModelReader:
        """The reader that asks a model; it must have been among those wanted."""
        if self._model is None:
            from whoholds.asking import KeptAnswers, ModelReader

            assert self._server is not None, "no model was asked for"
            kept = KeptAnswers(self._settings.answers_path)
            self._model = ModelReader(self.rules, self._server, kept, self._settings.model)
        return self._model

    def read_ahead(self, reports: Iterable[Report]) -> None:
        """Let the rules read several reports together, which is faster than one by one; `read` then has them.

        Where the reader breaks on one of them nothing is kept: each is read alone then, and the fault is that one's.
        """
        self._ahead.clear()
        reports = list(reports)
        if Readers.RULES not in self.each or not reports:
            return
        with suppress(Exception):  # met again, and named, where the report is read alone
            self._ahead.update([(reading.report_id, reading) for reading in self.rules.pipe(reports)])

    def read(self, one: Readers, report: Report) -> Reading:
        """Read one report.

        Raises:
            InputRefused: the reader broke on this text, which must not cost the others.
            NetworkError: the model's server gave no answer.
            UsageError: the budget for asking it is spent.
        """
        if one is Readers.RULES and report.id in self._ahead:
            return self._ahead.pop(report.id)
        reader = self.model if one is Readers.MODEL else self.rules
        try:
            return reader.read(report)
        except WhoholdsError:
            raise
        except Exception as error:  # any fault met in one text is that text's
            raise InputRefused(
                "reading.failed",
                f"the reader broke on this report: {type(error).__name__}: {error}",
                hint="please report the fault; the other reports are not affected",
                subject=report.name,
            ) from error
