"""The corpus of reports with gold claims is well formed, varied, balanced, and nobody else's text."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest

from tests.reading import corpus_check as check
from tests.reading import pairs_score
from whoholds.model import Event, PlaceRole
from whoholds.reading.lexicon import effects

REPORTS = check.load()
ROWS = {row["id"]: row for row in check.table("reports.tsv")}
BOXES = check.boxes()
FOREIGN = check.others()
HALVES = [[r for r in REPORTS if int(r["id"]) % 2 == odd] for odd in (1, 0)]


def ids(report: dict[str, Any]) -> str:
    return str(report["id"])


# -- each report ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", REPORTS, ids=ids)
def test_a_report_is_well_formed(report: dict[str, Any]) -> None:
    assert check.problems(report, ROWS[report["id"]]["countries"], BOXES) == []


@pytest.mark.parametrize("report", REPORTS, ids=ids)
def test_a_report_has_a_fair_length(report: dict[str, Any]) -> None:
    assert 90 <= len(report["text"].split()) <= 360
    if ROWS[report["id"]]["genre"] != "distractor":
        assert 6 <= len(report["claims"]) <= 24


@pytest.mark.parametrize("report", REPORTS, ids=ids)
def test_a_report_is_nobody_elses(report: dict[str, Any]) -> None:
    if not FOREIGN:
        pytest.skip("the texts to compare with are not part of the project and not here (WHOHOLDS_SHARED)")
    assert not check.copied(report["text"], FOREIGN)


# -- the whole --------------------------------------------------------------------------------------------------------


def test_files_and_table_name_the_same_reports() -> None:
    assert [r["id"] for r in REPORTS] == [p.stem for p in sorted((check.FOLDER / "reports").glob("*.json"))]
    assert sorted(ROWS) == [r["id"] for r in REPORTS]
    assert all(ROWS[r["id"]]["lang"] == r["lang"] for r in REPORTS)


def test_no_text_and_no_title_twice() -> None:
    for slot in ("text", "title"):
        assert [t for t, n in Counter(r[slot] for r in REPORTS).items() if n > 1] == []


def test_there_are_enough_over_many_conflicts_and_genres() -> None:
    assert len(REPORTS) >= FEWEST
    assert len({row["conflict"] for row in ROWS.values()}) >= 12
    assert len({row["genre"] for row in ROWS.values()}) >= 8


FEWEST = 82


@pytest.mark.parametrize("half", HALVES, ids=["odd", "even"])
def test_either_half_is_half_french(half: list[dict[str, Any]]) -> None:
    french = sum(r["lang"] == "fr" for r in half)
    assert abs(2 * french - len(half)) <= 2


def test_both_halves_have_the_same_mix() -> None:
    for slot in ("genre", "lang"):
        odd, even = (Counter(ROWS[r["id"]][slot] for r in half) for half in HALVES)
        assert set(odd) == set(even)
        assert all(abs(odd[k] - even[k]) <= 1 for k in odd), slot
    odd, even = ({ROWS[r["id"]]["conflict"] for r in half} for half in HALVES)
    assert len(REPORTS) < 60 or len(odd & even) >= 0.8 * len(odd | even)


def test_every_kind_of_event_sureness_and_place_role_occurs() -> None:
    claims = [c for r in REPORTS for c in r["claims"]]
    assert {c["event"] for c in claims} == {e.value for e in Event}
    assert {c["factuality"] for c in claims} >= {"CT+", "CT-", "PR+", "PS+", "PR-", "U"}
    assert {c["place_role"] for c in claims if c["place_role"]} == {r.value for r in PlaceRole}


def test_control_follows_the_table_of_the_reader() -> None:
    for (event, role), says in effects().items():
        if (event, role) != (Event.WITHDRAW, None):
            assert check.effect(event.value, role.value if role else None) == says.value, (event, role)


# -- the minimal pairs ------------------------------------------------------------------------------------------------

PAIRS = check.load_pairs()


@pytest.mark.parametrize("row", PAIRS, ids=ids)
def test_a_pair_is_well_formed(row: dict[str, Any]) -> None:
    assert check.pair_problems(row) == []


def test_pairs_are_many_half_french_and_no_sentence_is_written_twice() -> None:
    french = sum(row["lang"] == "fr" for row in PAIRS)
    assert len(PAIRS) >= 150
    assert abs(2 * french - len(PAIRS)) <= 0.1 * len(PAIRS)
    for slot in ("id", "text"):
        assert [t for t, n in Counter(row[slot] for row in PAIRS).items() if n > 1] == []


def test_pairs_come_in_families_that_say_different_things() -> None:
    families: dict[str, list[dict[str, Any]]] = {}
    for row in PAIRS:
        families.setdefault(row["id"].rpartition("-")[0], []).append(row)
    assert all(3 <= len(rows) <= 5 for rows in families.values())
    alike = [name for name, rows in families.items() if len({str(row["claims"]) for row in rows}) == 1]
    assert [name for name in alike if "-voice" not in name] == []


def test_pairs_are_other_sentences_than_those_of_the_rules() -> None:
    assert {row["text"] for row in PAIRS} & {row["text"] for row in pairs_score.load()} == set()


PAIR = {"event": "capture", "actor": "viv_ansanm", "place": "Hinche", "speaker": "narrator", "factuality": "CT+"}


@pytest.mark.parametrize(
    "spoilt",
    [{"event": "conquer"}, {"place": "Gonaïves"}, {"factuality": "U+"}, {"control": "loses"}, {"speaker": "A mayor"}],
)
def test_a_spoilt_pair_is_told(spoilt: dict[str, str]) -> None:
    row = {"id": "en-voice-01", "lang": "en", "text": "Gangs took Hinche.", "claims": [PAIR | {"control": "gains"}]}
    assert check.pair_problems(row) == []
    row["claims"] = [PAIR | {"control": "gains"} | spoilt]
    assert check.pair_problems(row)


# -- the checks can fail ----------------------------------------------------------------------------------------------

GOOD: dict[str, Any] = {
    "id": "901",
    "lang": "en",
    "published": "2021-03-29T16:00:00Z",
    "outlet": "Wire",
    "title": "Palma falls",
    "text": "Palma falls\n\nInsurgents took Palma on Monday.",
    "places": [{"name": "Palma", "lat": -10.77, "lon": 40.47}],
    "claims": [
        {
            "quote": "Insurgents took Palma on Monday",
            "event": "capture",
            "actor": "islamic_state_mozambique",
            "target": None,
            "place": {"name": "Palma", "lat": -10.77, "lon": 40.47},
            "place_role": "at",
            "speaker": "narrator",
            "factuality": "CT+",
            "time": {"start": "2021-03-29", "end": "2021-03-29"},
            "quantity": None,
            "control": "gains",
            "also": ["Palma falls"],
        }
    ],
}
BOX = {"MZ": (-27.0, -10.0, 31.0, 41.0), "LY": (21.0, 34.0, 9.0, 26.0)}


def test_a_good_report_has_no_problems() -> None:
    assert check.problems(GOOD, "MZ", BOX) == []


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("quote", "Insurgents took Pemba"),
        ("quote", ""),
        ("event", "conquer"),
        ("event", "hold"),
        ("factuality", "CT"),
        ("control", "loses"),
        ("control", "wins"),
        ("actor", "Islamic State"),
        ("speaker", None),
        ("place", None),
        ("place", {"name": "Pemba", "lat": -12.9, "lon": 40.5}),
        ("place_role", "inside"),
        ("place_role", None),
        ("time", {"start": "2021-03-29", "end": None}),
        ("time", {"start": "2021-03-30", "end": "2021-03-29"}),
        ("time", {"start": "29 March", "end": "2021-03-29"}),
        ("quantity", {"value": 0, "unit": "men", "approx": False}),
        ("quantity", {"value": 3}),
        ("also", ["Palma is taken"]),
        ("mood", "glad"),
    ],
)
def test_a_spoilt_claim_is_told(slot: str, value: object) -> None:
    report = copy.deepcopy(GOOD)
    report["claims"][0][slot] = value
    assert check.problems(report, "MZ", BOX)


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("title", "Palma has fallen"),
        ("lang", "de"),
        ("published", "yesterday"),
        ("places", []),
        ("places", [{"name": "Palma", "lat": 10.77, "lon": 40.47}]),
        ("places", [{"name": "Palma", "lat": -10.77}]),
        ("author", "somebody"),
    ],
)
def test_a_spoilt_report_is_told(slot: str, value: object) -> None:
    assert check.problems(GOOD | {slot: value}, "MZ", BOX)


def test_a_claim_written_twice_is_told() -> None:
    assert check.problems(GOOD | {"claims": GOOD["claims"] * 2}, "MZ", BOX)


def test_a_place_in_another_country_is_told() -> None:
    assert check.problems(GOOD, "LY", BOX)


def test_a_text_with_somebody_elses_words_is_told() -> None:
    theirs = "At dawn the last soldiers walked out of the burning barracks and nobody fired."
    assert check.copied("We hear that at dawn the last soldiers walked out of the town.", [theirs])
    assert not check.copied("At dawn the last soldiers left.", [theirs])


@pytest.mark.parametrize(
    ("event", "role", "control"),
    [
        ("withdraw", "from", "loses"),
        ("withdraw", "to", "none"),
        ("advance", "near", "contests"),
        ("advance", "toward", "none"),
        ("kill", "at", "none"),
    ],
)
def test_what_an_event_says_of_control(event: str, role: str, control: str) -> None:
    assert check.effect(event, role) == control
