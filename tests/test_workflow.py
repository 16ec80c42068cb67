from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.samples import HAMA, Ticking, claim, raw_of, reading, report
from whoholds import workflow
from whoholds.errors import DataError, InputRefused, NotFound, StorageError
from whoholds.ledger import ClaimFilter, Kind, Ledger
from whoholds.ledger.verify import verify
from whoholds.model import Place
from whoholds.reading import Reader
from whoholds.reading.steps import Work
from whoholds.reference.gazetteer import Gazetteer
from whoholds.settings import Settings
from whoholds.workflow import Status

HAMA_TEXT = "Rebels capture Hama\n\nRebel fighters captured the city of Hama on Thursday, residents said.\n"
HOMS_TEXT = "Troops leave Homs\n\nThe Syrian army withdrew from Homs, a monitoring group said on Saturday.\n"
PUBLISHED = "2024-12-05T18:00:00Z"


@pytest.fixture
def settings(home: Path, gazetteer_file: Path) -> Settings:
    home.mkdir()
    (home / "gazetteer.sqlite").symlink_to(gazetteer_file)
    return Settings(home=home)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a report in plain text, one with its date, and two things that are no reports."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text(HAMA_TEXT, encoding="utf-8")
    dated = {
        "id": "b",
        "title": "Troops leave Homs",
        "text": HOMS_TEXT,
        "published": PUBLISHED,
        "outlet": "The Orontes Post",
    }
    (folder / "b.json").write_text(json.dumps(dated), encoding="utf-8")
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.txt").write_bytes(bytes(range(256)) * 20)
    return folder


def by_name(outcomes: list[workflow.Outcome]) -> dict[str, Status]:
    return {Path(outcome.name).name: outcome.status for outcome in outcomes}


# Adding


def test_reports_go_in_with_their_claims_and_the_bad_ones_do_not(settings: Settings, papers: Path) -> None:
    outcomes = list(workflow.add([papers], settings))
    assert by_name(outcomes) == {
        "a.txt": Status.ADDED,
        "b.json": Status.ADDED,
        "c.txt": Status.REFUSED,
        "d.txt": Status.REFUSED,
    }
    assert all(o.error is not None and o.error.hint for o in outcomes if o.status is Status.REFUSED)
    added = {o.report.id: o for o in outcomes if o.status is Status.ADDED and o.report}
    with workflow.reading_ledger(settings) as ledger:
        assert {stored.report.id for stored in ledger.reports()} == set(added)
        for id, outcome in added.items():
            assert len(list(ledger.claims(ClaimFilter(report_id=id)))) == outcome.claims > 0
        assert verify(ledger).ok
        originals = {ledger.blobs.get(stored.report.sha256) for stored in ledger.reports()}
    assert originals == {(papers / name).read_bytes() for name in ("a.txt", "b.json")}


def test_adding_again_changes_nothing_says_so_and_loads_nothing(settings: Settings, papers: Path) -> None:
    list(workflow.add([papers], settings))
    with workflow.reading_ledger(settings) as ledger:
        head = ledger.head()
    told: list[str] = []
    outcomes = list(workflow.add([papers], settings, on_progress=lambda doing, part: told.append(doing)))
    assert by_name(outcomes)["a.txt"] is by_name(outcomes)["b.json"] is Status.KNOWN
    assert [outcome.claims for outcome in outcomes] == [0] * 4
    assert told == []
    with workflow.reading_ledger(settings) as ledger:
        assert ledger.head() == head


def test_what_comes_twice_in_one_run_goes_in_once(settings: Settings, papers: Path) -> None:
    path = papers / "a.txt"
    assert [o.status for o in workflow.add([path, path], settings)] == [Status.ADDED, Status.KNOWN]


def test_outcomes_come_one_by_one_and_are_kept_at_once(settings: Settings, papers: Path) -> None:
    adding = workflow.add([papers / "a.txt", papers / "b.json"], settings)
    first = next(adding)
    with workflow.reading_ledger(settings) as ledger:
        assert ledger.head_size() == 2
        assert first.report is not None
        assert ledger.report(first.report.id).report == first.report
    adding.close()
    assert [o.status for o in workflow.add([papers / "a.txt", papers / "b.json"], settings)] == [
        Status.KNOWN,
        Status.ADDED,
    ]


def test_a_run_that_stopped_before_reading_goes_on_there(settings: Settings, papers: Path) -> None:
    (stopped,) = workflow.read([papers / "a.txt"], settings)
    assert not isinstance(stopped, InputRefused)
    with workflow.writing_ledger(settings) as ledger:
        ledger.add_report(stopped[0], (papers / "a.txt").read_bytes())
    (outcome,) = workflow.add([papers / "a.txt"], settings)
    assert outcome.status is Status.READ
    assert outcome.claims == len(stopped[1].claims)


def test_a_fault_of_the_reader_costs_one_report_only(
    settings: Settings, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = Reader._reading

    def faulty(self: Reader, of: Work) -> Any:
        if "Hama" in of.report.text:
            raise ZeroDivisionError("on purpose")
        return sound(self, of)

    with monkeypatch.context() as patch:
        patch.setattr(Reader, "_reading", faulty)
        outcomes = list(workflow.add([papers / "a.txt", papers / "b.json"], settings))
    assert [o.status for o in outcomes] == [Status.FAILED, Status.ADDED]
    assert outcomes[0].error is not None
    assert outcomes[0].error.code == "reading.failed"
    assert "on purpose" in outcomes[0].error.message
    (again,) = workflow.add([papers / "a.txt"], settings)
    assert again.status is Status.READ


def test_a_reading_that_breaks_its_promises_is_not_kept(
    settings: Settings, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = Reader._reading

    def lying(self: Reader, of: Work) -> Any:
        found = sound(self, of)
        return replace(found, claims=tuple(replace(one, quote="never said") for one in found.claims))

    monkeypatch.setattr(Reader, "_reading", lying)
    (outcome,) = workflow.add([papers / "a.txt"], settings)
    assert outcome.status is Status.FAILED
    assert isinstance(outcome.error, DataError)
    with workflow.reading_ledger(settings) as ledger:
        assert list(ledger.claims()) == []


def test_an_archive_is_known_from_its_publication_where_that_is_known(settings: Settings, papers: Path) -> None:
    list(workflow.add([papers / "a.txt", papers / "b.json"], settings, backfill=True))
    published = datetime(2024, 12, 5, 18, tzinfo=UTC)
    with workflow.reading_ledger(settings) as ledger:
        undated, dated = ledger.reports()
        assert dated.known_from == dated.report.published == published
        assert undated.report.published is None
        assert undated.known_from == undated.recorded_at
        known = {stored.report_id for stored in ledger.claims(ClaimFilter(as_known=published))}
        assert known == {dated.report.id}


def test_without_backfill_nothing_is_known_before_it_came_in(settings: Settings, papers: Path) -> None:
    list(workflow.add([papers / "b.json"], settings))
    with workflow.reading_ledger(settings) as ledger:
        (stored,) = ledger.reports()
    assert stored.known_from == stored.recorded_at
    assert stored.report.published is not None
    assert stored.known_from - stored.report.published > timedelta(days=300)


def test_two_at_once_are_told(settings: Settings, papers: Path) -> None:
    with workflow.writing_ledger(settings), pytest.raises(StorageError) as caught:
        list(workflow.add([papers], settings))
    assert caught.value.code == "ledger.in_use"


def test_the_gazetteer_is_compiled_when_first_needed(
    home: Path, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Path] = []

    def build(path: Path, progress: Any) -> None:
        progress("compiling", 0.5)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(gazetteer_file)
        built.append(path)

    monkeypatch.setattr("whoholds.reference.build.build", build)
    settings, told = Settings(home=home), []
    for _ in range(2):
        workflow.gazetteer(settings, lambda doing, part: told.append((doing, part))).close()
    assert built == [settings.gazetteer_path]
    assert told == [("compiling", 0.5)]


# Reading


def test_reading_keeps_nothing(settings: Settings, papers: Path) -> None:
    found = list(workflow.read([papers], settings))
    reports = [item for item in found if not isinstance(item, InputRefused)]
    assert [of.name for of, _ in reports] == ["a", "b"]
    assert all(made.report_id == of.id and made.claims for of, made in reports)
    assert len(found) - len(reports) == 2
    assert not settings.ledger_path.exists()
    assert not settings.blobs_path.exists()


def test_reading_finds_what_adding_keeps(settings: Settings, papers: Path) -> None:
    item = next(iter(workflow.read([papers / "a.txt"], settings)))
    assert not isinstance(item, InputRefused)
    list(workflow.add([papers / "a.txt"], settings))
    with workflow.reading_ledger(settings) as ledger:
        assert ledger.reading(item[0].id) == item[1]


def test_a_fault_while_reading_is_that_reports(
    settings: Settings, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(self: Reader, of: Work) -> Any:
        raise KeyError(of.report.name)

    monkeypatch.setattr(Reader, "_reading", faulty)
    items = list(workflow.read([papers / "a.txt", papers / "b.json"], settings))
    assert [item.code for item in items if isinstance(item, InputRefused)] == ["reading.failed"] * 2


def test_rereading_is_for_a_new_reader_only(settings: Settings, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list(workflow.add([papers], settings))
    assert list(workflow.reread(settings)) == []
    monkeypatch.setattr("whoholds.reading.reader.VERSION", "rules-next")
    outcomes = list(workflow.reread(settings))
    assert [o.status for o in outcomes] == [Status.READ, Status.READ]
    assert list(workflow.reread(settings)) == []
    with workflow.reading_ledger(settings) as ledger:
        assert sum(1 for _ in ledger.entries(kind=Kind.READING)) == 4
        assert {ledger.reading(s.report.id).reader for s in ledger.reports()} == {"rules-next"}
        assert verify(ledger).ok


def test_rereading_makes_no_ledger(settings: Settings) -> None:
    with pytest.raises(StorageError) as caught:
        list(workflow.reread(settings))
    assert caught.value.code == "ledger.missing"
    assert not settings.ledger_path.exists()


# Places


@pytest.fixture
def hama(settings: Settings) -> Place:
    """Hama as the gazetteer has it, with one claim in the ledger that calls it by a name of its own."""
    with Gazetteer.open(settings.gazetteer_path) as gazetteer:
        row = gazetteer.lookup("Hama", ["SY"])[0]
    place = replace(HAMA, name="Hamatown", id=row.id, label=row.name, lat=row.lat, lon=row.lon)
    of = report("Rebels took Hamatown.")
    with Ledger.open(settings.ledger_path, blobs=settings.blobs_path, clock=Ticking()) as ledger:
        ledger.add_report(of, raw_of(of.text))
        ledger.add_reading(reading(of, claim(of, "took Hamatown", place)))
    return place


@pytest.mark.parametrize("name", ["Hama", "hama", "حماة", "Hamah", "Hamatown", "HAMATOWN"])
def test_a_place_is_found_by_any_of_its_names(settings: Settings, hama: Place, name: str) -> None:
    found = workflow.find_place(settings, name)
    assert (found.id, found.claims) == (hama.id, 1)


def test_a_name_that_reports_use_goes_before_one_that_is_only_like_it(settings: Settings, hama: Place) -> None:
    other = replace(hama, id="wh:test", name="Hamaah", label="Hamaah", lat=35.2)
    of = report("Rebels took Hamaah.")
    with workflow.writing_ledger(settings) as ledger:
        ledger.add_report(of, raw_of(of.text))
        ledger.add_reading(reading(of, claim(of, "took Hamaah", other)))
    assert workflow.find_place(settings, "Hamaah").id == "wh:test"
    assert workflow.find_place(settings, "Hama").id == hama.id


@pytest.mark.parametrize("name", ["Goma", "Gomma"])
def test_a_name_that_only_shares_consonants_is_another_places(settings: Settings, hama: Place, name: str) -> None:
    with pytest.raises(NotFound):
        workflow.find_place(settings, name)


def test_a_place_is_found_by_its_id(settings: Settings, hama: Place) -> None:
    assert workflow.find_place(settings, hama.id).label == hama.label


def test_a_place_is_found_without_a_gazetteer(settings: Settings, hama: Place) -> None:
    settings.gazetteer_path.unlink()
    assert workflow.find_place(settings, "hama").id == hama.id


def test_a_place_that_no_claim_speaks_of(settings: Settings, hama: Place) -> None:
    with pytest.raises(NotFound) as caught:
        workflow.find_place(settings, "Aleppo")  # the gazetteer knows it, the ledger does not
    assert caught.value.code == "place.unreported"


def test_a_misspelt_place_gets_a_hint(settings: Settings, hama: Place) -> None:
    settings.gazetteer_path.unlink()
    with pytest.raises(NotFound) as caught:
        workflow.find_place(settings, "Hamma")
    assert hama.label in caught.value.hint


def test_no_place_without_a_ledger(settings: Settings) -> None:
    with pytest.raises(StorageError):
        workflow.find_place(settings, "Hama")


# Board and dossier


def test_the_board_of_a_day(settings: Settings, hama: Place) -> None:
    found = workflow.board(settings, date(2024, 12, 6))
    assert found.theatre.key == "syria"
    assert found.on == date(2024, 12, 6)
    assert hama.id in found.holdings
    assert [reason.claim_id for reason in found.holdings[hama.id].because]


def test_the_board_without_a_day_is_of_the_latest_report(settings: Settings, hama: Place) -> None:
    found = workflow.board(settings)
    assert found.on == date(2024, 12, 5)
    assert found == workflow.board(settings, date(2024, 12, 5), theatre="syria")


def test_the_board_before_anything_was_known(settings: Settings, hama: Place) -> None:
    with pytest.raises(NotFound):
        workflow.board(settings, as_known=datetime(2020, 1, 1, tzinfo=UTC))
    assert workflow.board(settings, date(2024, 12, 6), datetime(2020, 1, 1, tzinfo=UTC)).holdings == {}


def test_no_such_theatre(settings: Settings, hama: Place) -> None:
    with pytest.raises(NotFound) as caught:
        workflow.board(settings, theatre="atlantis")
    assert caught.value.code == "theatre.unknown"


def test_the_dossier_agrees_with_the_board(settings: Settings, hama: Place) -> None:
    day = date(2024, 12, 6)
    found = workflow.dossier(settings, "حماة", day)
    assert found.place.id == hama.id
    assert found.holding == workflow.board(settings, day).holdings[hama.id]
    assert list(found.claims) == [reason.claim_id for reason in found.holding.because]
