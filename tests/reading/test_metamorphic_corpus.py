"""Reports of the corpus, changed: the claims change accordingly, and only so; rates below 1 are pinned."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from tests.reading import changes
from tests.reading.changes import Result
from tests.reading.corpus_check import FOLDER
from tests.reading.desk import Desk
from whoholds.reference.actors import Actors

NAMES = {"places", "actors", *changes.CHANGES}
FEWEST = {"places": 30, "actors": 5}  # of either language; of sentences fewer can be changed mechanically


def floors() -> dict[tuple[str, str], float]:
    with (FOLDER / "changes.tsv").open(encoding="utf-8", newline="") as lines:
        return {(r["change"], r["language"]): float(r["floor"]) for r in csv.DictReader(lines, delimiter="\t")}


FLOORS = floors()


@pytest.fixture(scope="module")
def results(desk: Desk, actors: Actors) -> dict[str, list[Result]]:
    return changes.measure(desk, desk.reader.toponyms.gazetteer, actors)


def test_every_change_has_a_floor_in_both_languages() -> None:
    assert {change for change, _ in FLOORS} == NAMES
    assert all((change, language) in FLOORS for change in NAMES for language in ("en", "fr"))
    assert all(0.5 <= floor <= 1 for floor in FLOORS.values())


@pytest.mark.quality
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("change", sorted(NAMES))
def test_claims_change_accordingly_and_only_so(results: dict[str, list[Result]], change: str, language: str) -> None:
    rate, count = changes.rates(results[change])[language]
    wrong = [r.text if len(r.text) < 300 else r.report for r in results[change] if r.share < 1 and int(r.report) % 2]
    assert count >= FEWEST.get(change, 6)
    assert rate >= FLOORS[change, language], f"{rate:.3f} of {count}: {wrong}"


# -- the changes themselves -------------------------------------------------------------------------------------------


def test_names_change_all_at_once_and_only_as_whole_words() -> None:
    assert changes.renamed("Goma, Gomas, Goma-Nord, Sake", {"Goma": "Sake", "Sake": "Goma"}) == (
        "Sake, Gomas, Goma-Nord, Goma"
    )


def test_a_result_counts_what_is_missing_and_what_is_new() -> None:
    one, two = ("capture", "m23", "Goma", "1", "narrator"), ("loss", None, "Goma", "1", "narrator")
    assert Result("001", "en", "", Counter([one]), Counter([one])).share == 1
    assert Result("001", "en", "", Counter([one]), Counter([one, two])).share == pytest.approx(2 / 3)
    assert Result("001", "en", "", Counter([one]), Counter([two])).share == 0


@pytest.mark.parametrize(
    ("language", "text", "made"),
    [
        (
            "en",
            "The M23 captured Goma on Monday.",
            {
                "deny": "Residents deny that the M23 captured Goma on Monday.",
                "negate": "The M23 did not capture Goma on Monday.",
                "later": "The M23 will capture Goma on Monday.",
                "maybe": "The M23 may have captured Goma on Monday.",
                "voice": "Goma was captured by the M23 on Monday.",
            },
        ),
        (
            "fr",
            "Le M23 a pris Goma lundi.",
            {
                "deny": "Des habitants démentent que le M23 a pris Goma lundi.",
                "negate": "Le M23 n'a pas pris Goma lundi.",
                "later": "Le M23 avait pris Goma lundi.",
                "maybe": "Le M23 pourrait avoir pris Goma lundi.",
                "voice": "Le M23 aurait pris Goma lundi.",
            },
        ),
    ],
)
def test_a_sentence_is_changed_as_a_writer_would(desk: Desk, language: str, text: str, made: dict[str, str]) -> None:
    claim = {"quote": text[:-1], "event": "capture", "factuality": "CT+", "speaker": "narrator"}
    row = {"id": "001", "lang": language, "published": "2025-01-28T12:00:00Z", "text": text, "claims": [claim]}
    (plain,) = changes.plain(desk, row)
    for name, change in changes.CHANGES.items():
        done = change(plain)
        assert done is not None and done[0] == made[name]
        result = changes.changed(desk, plain, name)
        assert result is not None and result.share == 1, name


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The M23 has not captured Goma.", {"factuality": "CT-"}),
        ("The M23 captured Goma, residents said.", {"speaker": "residents"}),
    ],
)
def test_what_is_not_stated_flatly_is_left_alone(desk: Desk, text: str, claim: dict[str, str]) -> None:
    gold = {"quote": text[:-1], "event": "capture", "factuality": "CT+", "speaker": "narrator"} | claim
    row = {"id": "001", "lang": "en", "published": None, "text": text, "claims": [gold]}
    assert list(changes.plain(desk, row)) == []


def test_a_place_is_lent_a_name_of_its_country_that_is_nobody_elses(desk: Desk) -> None:
    text = "The M23 captured Bukavu. Residents fled Bukavu."
    row = {"id": "001", "lang": "en", "published": "2025-02-16T12:00:00Z", "text": text, "claims": []}
    result = changes.other_places(desk, desk.reader.toponyms.gazetteer, row)
    assert result is not None and "Bukavu" not in result.text
    assert result.share == 1 and result.wanted.total() == 2
