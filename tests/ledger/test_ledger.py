from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.ledger.samples import AIR_BASE, HAMA, HOMS, IDLIB, NOWHERE, START, Ticking, claim, raw_of, reading, report
from whoholds.errors import DataError, NotFound, UsageError
from whoholds.ledger import ClaimFilter, Kind, KnownPlace, Ledger
from whoholds.model import Report

Open = Callable[..., Ledger]
OF = report("Rebels took Hama. The army left an air base.")


def add(ledger: Ledger, of: Report = OF, **options: object) -> bool:
    return ledger.add_report(of, raw_of(of.text), **options)


def test_a_report_comes_back_with_its_bytes(ledger: Ledger) -> None:
    assert add(ledger)
    stored = ledger.report(OF.id)
    assert stored.report == OF
    assert stored.seq == 1
    assert ledger.blobs.get(OF.sha256) == raw_of(OF.text)


def test_adding_again_changes_nothing_and_says_so(ledger: Ledger) -> None:
    found = reading(OF, claim(OF, "took Hama"))
    assert add(ledger) and ledger.add_reading(found)
    before = list(ledger.entries()), ledger.head(), list(ledger.blobs.hashes())
    assert not add(ledger)
    assert not add(ledger, known_from=START - timedelta(days=9))
    assert not ledger.add_reading(found)
    assert not ledger.add_reading(reading(OF))  # the same reader version again
    assert (list(ledger.entries()), ledger.head(), list(ledger.blobs.hashes())) == before


def test_bytes_that_are_not_the_reports_are_refused(ledger: Ledger) -> None:
    with pytest.raises(DataError) as caught:
        ledger.add_report(OF, b"something else")
    assert caught.value.code == "report.hash_mismatch"
    assert ledger.head_size() == 0
    assert list(ledger.blobs.hashes()) == []


def test_a_report_that_is_no_text_is_refused_whole(ledger: Ledger) -> None:
    with pytest.raises(DataError) as caught:
        add(ledger, replace(OF, title="half a pair \ud800"))
    assert caught.value.code == "record.not_storable"
    assert ledger.head_size() == 0
    assert list(ledger.blobs.hashes()) == []


def test_many_reports_may_share_their_bytes(ledger: Ledger) -> None:
    other = replace(report("Another row."), sha256=OF.sha256)
    assert add(ledger)
    assert ledger.add_report(other, raw_of(OF.text))
    assert len(list(ledger.blobs.hashes())) == 1


def test_a_reading_needs_its_report(ledger: Ledger) -> None:
    with pytest.raises(NotFound) as caught:
        ledger.add_reading(reading(OF))
    assert caught.value.code == "report.unknown"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quote": "took Homs"}, "claim.quote"),
        ({"start": 8}, "claim.quote"),
        ({"end": 15}, "claim.quote"),
        ({"quote": "", "start": 3, "end": 3}, "claim.quote"),
        ({"report_id": "r-other"}, "claim.report"),
    ],
)
def test_a_quote_that_is_none_is_refused(ledger: Ledger, change: dict[str, object], code: str) -> None:
    add(ledger)
    with pytest.raises(DataError) as caught:
        ledger.add_reading(reading(OF, replace(claim(OF, "took Hama"), **change)))
    assert caught.value.code == code
    assert ledger.head_size() == 1


def test_claims_of_a_reading_have_ids_of_their_own(ledger: Ledger) -> None:
    add(ledger)
    with pytest.raises(DataError) as caught:
        ledger.add_reading(reading(OF, claim(OF, "took Hama"), claim(OF, "Hama")))
    assert caught.value.code == "claim.id"


def test_entries_are_numbered_and_timed(ledger: Ledger, clock: Ticking) -> None:
    add(ledger)
    ledger.add_reading(reading(OF))
    ledger.add_record(Kind.SETTING, "weights", {"a": 1})
    entries = list(ledger.entries())
    assert [(entry.seq, entry.kind) for entry in entries] == [(1, "report"), (2, "reading"), (3, "setting")]
    times = [entry.recorded_at for entry in entries]
    assert times == sorted(times) and times[-1] == clock.now
    assert [entry.seq for entry in ledger.entries(2)] == [2, 3]
    assert [entry.seq for entry in ledger.entries(kind=Kind.READING)] == [2]
    assert ledger.entry(3).payload == '{"a":1}'


def test_entries_come_in_pages_without_loss(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whoholds.ledger.listing.PAGE", 3)
    for i in range(10):
        if i % 2:
            add(ledger, report(f"Report {i}."))
        else:
            ledger.add_record(Kind.SETTING, str(i), {})
    assert [entry.seq for entry in ledger.entries()] == list(range(1, 11))
    assert [entry.id for entry in ledger.entries(kind=Kind.SETTING)] == ["0", "2", "4", "6", "8"]


def test_records_are_kept_once(ledger: Ledger) -> None:
    assert ledger.add_record(Kind.SETTING, "s1", {"who": "a", "why": "b"})
    assert not ledger.add_record(Kind.SETTING, "s1", {"who": "c"})
    for kind in (Kind.REPORT, Kind.READING, Kind.DECISION):
        with pytest.raises(UsageError):
            ledger.add_record(kind, "s1", {})


def test_what_is_not_there(ledger: Ledger) -> None:
    for ask in (
        lambda: ledger.report("r-none"),
        lambda: ledger.claim("c-none"),
        lambda: ledger.entry(1),
        lambda: ledger.reading("r-none"),
        lambda: ledger.find_report("none"),
        lambda: ledger.inclusion(1),
    ):
        with pytest.raises(NotFound):
            ask()
    assert list(ledger.claims()) == []
    assert list(ledger.reports()) == []
    assert ledger.places() == []


def test_a_report_is_found_by_id_or_by_a_name_of_its_own(ledger: Ledger) -> None:
    one, two = replace(report("One."), name="007"), replace(report("Two."), name="008")
    add(ledger, one)
    add(ledger, two)
    assert ledger.find_report("008").report == two
    assert ledger.find_report(one.id).report == one
    add(ledger, replace(report("Three."), name="007"))
    with pytest.raises(UsageError) as caught:
        ledger.find_report("007")
    assert one.id in caught.value.hint


# Readings


def test_the_latest_reading_counts_and_earlier_ones_stay(ledger: Ledger) -> None:
    add(ledger)
    first = reading(OF, claim(OF, "took Hama", key="old"), reader="hand 1")
    second = reading(OF, claim(OF, "left an air base", AIR_BASE, key="new"), reader="hand 2")
    ledger.add_reading(first)
    ledger.add_reading(second)
    assert [stored.claim for stored in ledger.claims()] == list(second.claims)
    assert ledger.reading(OF.id) == second
    assert ledger.readers(OF.id) == ["hand 1", "hand 2"]
    assert ledger.claim(first.claims[0].id).claim == first.claims[0]


def test_a_reading_without_claims_counts_too(ledger: Ledger) -> None:
    add(ledger)
    ledger.add_reading(reading(OF, claim(OF, "took Hama")))
    ledger.add_reading(reading(OF, reader="hand 2"))
    assert list(ledger.claims()) == []


def test_a_claim_that_two_readings_share_is_given_from_the_later(ledger: Ledger) -> None:
    add(ledger)
    one = claim(OF, "took Hama")
    ledger.add_reading(reading(OF, one))
    ledger.add_reading(reading(OF, replace(one, confidence=0.5), reader="hand 2"))
    assert ledger.claim(one.id).claim.confidence == 0.5
    assert [stored.claim.confidence for stored in ledger.claims()] == [0.5]


def test_unread_are_those_that_this_reader_has_not_read(ledger: Ledger) -> None:
    other = report("Nothing happened.")
    add(ledger)
    add(ledger, other)
    ledger.add_reading(reading(OF, reader="hand 1"))
    assert [stored.report.id for stored in ledger.unread("hand 1")] == [other.id]
    assert [stored.report.id for stored in ledger.unread("hand 2")] == [OF.id, other.id]


def test_claims_come_by_report_however_late_they_were_read(ledger: Ledger) -> None:
    other = report("Rebels took Homs.")
    add(ledger)
    add(ledger, other)
    ledger.add_reading(reading(other, claim(other, "took Homs", HOMS)))
    ledger.add_reading(reading(OF, claim(OF, "took Hama"), claim(OF, "Hama", key="2")))
    assert [stored.claim.quote for stored in ledger.claims()] == ["took Hama", "Hama", "took Homs"]


# Two clocks


def test_as_known_is_the_ledger_as_it_was(ledger: Ledger, clock: Ticking) -> None:
    moments = [clock.now]
    add(ledger)
    ledger.add_reading(reading(OF, claim(OF, "took Hama")))
    moments.append(clock.now)
    ledger.add_reading(reading(OF, reader="hand 2"))
    moments.append(clock.now)
    quotes = [[s.claim.quote for s in ledger.claims(ClaimFilter(as_known=moment))] for moment in moments]
    assert quotes == [[], ["took Hama"], []]
    assert [len(list(ledger.reports(as_known=moment))) for moment in moments] == [0, 1, 1]
    assert [len(ledger.places(as_known=moment)) for moment in moments] == [0, 1, 0]
    assert ledger.reading(OF.id, as_known=moments[1]).reader == "hand 1"
    with pytest.raises(NotFound):
        ledger.reading(OF.id, as_known=moments[0])


def test_as_known_equals_the_ledgers_own_past(opened: Open, clock: Ticking) -> None:
    """What is said of a moment afterwards is what was said in that moment."""
    said = []
    with opened() as ledger:
        for step in range(12):
            of = report(f"Rebels took Hama {step % 5}.")
            add(ledger, of)
            ledger.add_reading(reading(of, claim(of, "Hama", key=str(step)), reader=f"hand {step // 5}"))
            said.append((clock.now, [s.claim for s in ledger.claims()]))
        for moment, claims in said:
            assert [s.claim for s in ledger.claims(ClaimFilter(as_known=moment))] == claims


def test_an_archive_is_known_from_its_publication(ledger: Ledger) -> None:
    published = START - timedelta(days=300)
    old = report("Rebels took Hama.", published=published)
    add(ledger, old, known_from=published)
    ledger.add_reading(reading(old, claim(old, "took Hama")))
    stored = ledger.report(old.id)
    assert stored.known_from == published
    assert stored.recorded_at > START
    assert len(list(ledger.claims(ClaimFilter(as_known=published)))) == 1
    assert list(ledger.claims(ClaimFilter(as_known=published - timedelta(seconds=1)))) == []


def test_a_later_reading_of_an_archive_does_not_change_what_was_said(ledger: Ledger) -> None:
    published = START - timedelta(days=300)
    old = report("Rebels took Hama.", published=published)
    add(ledger, old, known_from=published)
    ledger.add_reading(reading(old, claim(old, "took Hama")))
    ledger.add_reading(reading(old, reader="hand 2"))
    assert len(list(ledger.claims(ClaimFilter(as_known=published)))) == 1
    assert list(ledger.claims()) == []


def test_nothing_is_known_before_it_is_recorded_in_the_future(ledger: Ledger, clock: Ticking) -> None:
    add(ledger, known_from=START + timedelta(days=900))
    stored = ledger.report(OF.id)
    assert stored.known_from == stored.recorded_at == clock.now


def test_a_reading_is_not_known_before_its_report(ledger: Ledger) -> None:
    add(ledger)
    ledger.add_reading(reading(OF), known_from=START - timedelta(days=9))
    assert ledger.entry(2).known_from == ledger.entry(1).known_from


def test_the_newest_report_is_found_by_publication(ledger: Ledger, clock: Ticking) -> None:
    with pytest.raises(NotFound):
        ledger.latest_published()
    late, early, undated = (
        report("Late.", published=START + timedelta(days=2)),
        report("Early.", published=START - timedelta(days=2)),
        report("Undated.", published=None),
    )
    add(ledger, undated)
    assert ledger.latest_published() == ledger.report(undated.id).known_from
    moment = clock.now
    add(ledger, late)
    add(ledger, early)
    assert ledger.latest_published() == late.published
    assert ledger.latest_published(as_known=moment) == ledger.report(undated.id).known_from


# Places


def test_places_are_those_that_claims_speak_of(ledger: Ledger) -> None:
    add(ledger)
    ledger.add_reading(
        reading(
            OF,
            claim(OF, "took Hama", HAMA, key="1"),
            claim(OF, "Hama", replace(HAMA, name="the city"), key="2"),
            claim(OF, "left", IDLIB, key="3"),
            claim(OF, "an air base", AIR_BASE, key="4"),
            claim(OF, "army", NOWHERE, key="5"),
        )
    )
    assert ledger.places() == [
        KnownPlace("gn:1", "Hama", 35.13, 36.75, "settlement", "SY", 2),
        KnownPlace("gn:4", "Idlib", 35.93, 36.63, "area", "SY", 1),
    ]


# The look-up tables


def test_rebuilding_gives_the_same_tables(ledger: Ledger) -> None:
    def tables() -> list[object]:
        return [ledger.store.rows(f"SELECT * FROM {name} ORDER BY 1, 2") for name in ("reports", "readings", "claims")]

    for i in range(5):
        of = report(f"Rebels took Hama {i}.")
        add(ledger, of)
        ledger.add_reading(reading(of, claim(of, "took Hama"), claim(of, "Hama", IDLIB, key="2")))
    ledger.add_record(Kind.SETTING, "a", {})
    before, head = tables(), ledger.head()
    with ledger.store.writing():
        ledger.store.clear("claims")
    told: list[tuple[int, int]] = []
    assert ledger.rebuild(lambda done, size: told.append((done, size))) == 11
    assert tables() == before
    assert ledger.head() == head
    assert told == [(n, 11) for n in range(1, 12)]


def test_the_same_entries_at_the_same_times_have_the_same_head(tmp_path: Path) -> None:
    heads = set()
    for name in "ab":
        with Ledger.open(tmp_path / name / "l.sqlite", blobs=tmp_path / name, clock=Ticking()) as ledger:
            add(ledger)
            ledger.add_reading(reading(OF, claim(OF, "took Hama")))
            heads.add(ledger.head())
    assert len(heads) == 1


def test_the_head_is_noted_when_something_was_written(opened: Open, tmp_path: Path) -> None:
    noted = tmp_path / "ledger.sqlite.heads"
    with opened():
        pass
    assert not noted.exists()
    with opened() as ledger:
        add(ledger)
        head = ledger.head()
    with opened() as ledger:
        add(ledger)
    assert noted.read_text() == f"{head}\n"
