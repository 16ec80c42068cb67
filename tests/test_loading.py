from __future__ import annotations

from pathlib import Path

import pytest

from tests.asking.stub import HAMA, serving
from tests.reading.desk import report_of
from whoholds.errors import InputRefused, UsageError
from whoholds.loading import Readings
from whoholds.model import Reading, Report
from whoholds.readers import Readers
from whoholds.reading import Reader
from whoholds.reading.steps import Work
from whoholds.settings import Settings


@pytest.fixture
def settings(home: Path, gazetteer_file: Path) -> Settings:
    home.mkdir()
    (home / "gazetteer.sqlite").symlink_to(gazetteer_file)
    return Settings(home=home)


def test_nothing_is_loaded_before_it_is_needed(settings: Settings) -> None:
    told: list[str] = []
    with Readings(settings, on_progress=lambda doing, part: told.append(doing)) as readings:
        assert readings.missing(["rules-1"]) == [] and readings.missing([]) == [Readers.RULES]
        assert told == [] and readings.spent is None
        assert readings.read(Readers.RULES, report_of(HAMA, "en")).claims
    assert "loading the language models" in told


def test_a_model_that_is_not_set_up_fails_before_anything_is_read(settings: Settings) -> None:
    with pytest.raises(UsageError) as caught:
        Readings(settings, Readers.BOTH)
    assert caught.value.code == "model.unset"


def test_who_is_missing(settings: Settings) -> None:
    with serving() as stub:
        named = settings.model_copy(
            update={"model": settings.model.model_copy(update={"base_url": stub.url, "name": "m"})}
        )
        with Readings(named, Readers.BOTH) as readings:
            version = readings.model.version
            assert readings.missing([]) == [Readers.RULES, Readers.MODEL]
            assert readings.missing(["rules-0"]) == [Readers.MODEL], "any version of the rules will do"
            assert readings.missing(["by hand 1", version]) == []
            assert readings.missing(["rules-1", "model-1/other#0"]) == [Readers.MODEL], "of a model only this one"
            assert readings.model is readings.model
            readings.read(Readers.MODEL, report_of(HAMA, "en"))
            assert readings.spent is not None and readings.spent.requests == 1


def test_a_fault_in_a_text_is_that_texts_fault(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(report: Report) -> Reading:
        raise ZeroDivisionError("by design")

    with Readings(settings) as readings:
        monkeypatch.setattr(readings.rules, "read", broken)
        with pytest.raises(InputRefused) as caught:
            readings.read(Readers.RULES, report_of(HAMA, "en"))
    assert caught.value.code == "reading.failed" and "by design" in caught.value.message


HOMS = "The Syrian army withdrew from Homs, residents said on Saturday."


def test_what_was_read_ahead_together_is_what_is_read_alone(settings: Settings) -> None:
    reports = [report_of(HAMA, "en"), report_of(HOMS, "en"), report_of("L'armée a quitté Homs samedi.", "fr")]
    with Readings(settings) as readings:
        alone = [readings.read(Readers.RULES, report) for report in reports]
        readings.read_ahead(reports)
        assert [readings.read(Readers.RULES, report) for report in reversed(reports)] == alone[::-1]


def test_what_was_read_ahead_is_given_out_without_reading_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Readings(settings) as readings:
        readings.read_ahead(iter([report_of(HAMA, "en")]))
        monkeypatch.setattr(readings.rules, "read", lambda report: pytest.fail("read twice"))
        assert readings.read(Readers.RULES, report_of(HAMA, "en")).claims


def test_one_bad_text_costs_no_other_of_those_read_together(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = Reader._reading

    def faulty(self: Reader, work: Work) -> Reading:
        if "Homs" in work.report.text:
            raise ZeroDivisionError("by design")
        return sound(self, work)

    with Readings(settings) as readings:
        monkeypatch.setattr(Reader, "_reading", faulty)
        readings.read_ahead([report_of(HAMA, "en"), report_of(HOMS, "en")])
        assert readings.read(Readers.RULES, report_of(HAMA, "en")).claims
        with pytest.raises(InputRefused):
            readings.read(Readers.RULES, report_of(HOMS, "en"))


def test_nothing_to_read_ahead_loads_nothing(settings: Settings) -> None:
    told: list[str] = []
    with Readings(settings, on_progress=lambda doing, part: told.append(doing)) as readings:
        readings.read_ahead([])
    assert told == []
