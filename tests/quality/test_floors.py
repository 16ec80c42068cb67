from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quality import gate, scorer
from tests.quality.conftest import SAID

pytestmark = pytest.mark.quality
FLOORS = gate.load_floors()
HERE = {name: (path, measure) for name, path, measure in gate.sets()}


@pytest.mark.parametrize("name", FLOORS)
def test_quality_stays_above_its_floors(name: str, demo_folder: Path) -> None:
    if name not in HERE:
        pytest.skip(f"the set {name!r} is not part of the project and no shared folder is here (WHOHOLDS_SHARED)")
    path, measure = HERE[name]
    pinned = FLOORS[name]
    measured = measure(demo_folder)
    below = {}
    for key, floor in pinned["floors"].items():
        SAID.append(f"  {name + '/' + key:28} {measured[key]:8.3f}   floor {floor}")
        if measured[key] < floor:
            below[key] = (measured[key], floor)
    changed = "" if pinned.get("sha256") == gate.digest(path) else " (the set has changed since its floors were pinned)"
    assert pinned["floors"], "no floor is pinned: make floors-raise"
    assert below == {}, f"measured and floor{changed}"


def test_the_example_corpus_is_the_one_that_was_measured() -> None:
    assert FLOORS["examples"].get("sha256") == gate.digest(gate.CORPUS), "if the change is meant: make floors-raise"


def test_every_language_and_measure_of_the_examples_has_a_floor() -> None:
    assert set(FLOORS["examples"]["floors"]) == {f"{lang}/{name}" for lang in ("en", "fr") for name in scorer.MEASURES}


@pytest.mark.parametrize("name", ["corpus", "corpus-pairs"])
def test_the_corpus_of_many_conflicts_is_the_one_that_was_measured(name: str) -> None:
    assert FLOORS[name].get("sha256") == gate.digest(HERE[name][0]), "if the change is meant: make floors-raise"


def test_the_corpus_has_a_floor_for_every_language_half_and_measure() -> None:
    assert set(FLOORS["corpus"]["floors"]) == {f"{k}/{m}" for k in ("en", "fr", "odd", "even") for m in scorer.MEASURES}
    assert set(FLOORS["corpus-pairs"]["floors"]) == {f"{k}/{m}" for k in ("en", "fr") for m in ("rows", "control")}


def test_halves_are_scored_by_the_number_of_the_report() -> None:
    def report(number: str, text: str) -> dict[str, Any]:
        place = {"name": "Sake", "lat": -1.57, "lon": 29.04}
        claim = {"quote": text, "event": "capture", "actor": "m23", "place": place, "place_role": "at"}
        claim |= {"speaker": "narrator", "factuality": "CT+", "control": "gains"}
        return {"id": number, "lang": "en", "text": text, "claims": [claim]}

    gold = [report("001", "M23 took Sake."), report("002", "Sake is M23's.")]
    read = {"001": [dict(c, start=0, end=8) for c in gold[0]["claims"]]}
    scores = gate.scores_of(gold, read, lambda key: key)
    assert (scores["odd/control"], scores["even/control"]) == (1.0, 0.0)
    assert scores["en/found"] == pytest.approx(2 / 3)


def test_a_side_is_known_whatever_the_theatre() -> None:
    side_of = gate.side_anywhere()
    assert side_of("m23") != side_of("fano") != side_of("nobody:nowhere")
    assert side_of("nobody:nowhere") is None


def test_our_scorer_agrees_with_the_published_one(demo_folder: Path, tmp_path: Path) -> None:
    folder = gate.shared()
    if folder is None:
        pytest.skip("the published scorer is not part of the project and no shared folder is here (WHOHOLDS_SHARED)")
    rows = gate.read(gate.CORPUS / "reports", demo_folder)
    gold = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((folder / "gold" / "dev").glob("0*.json"))]
    gold = [g for g in gold if g["id"] in {row["id"] for row in rows}]
    (tmp_path / "gold").mkdir()
    for report in gold:
        (tmp_path / "gold" / f"{report['id']}.json").write_text(json.dumps(report), encoding="utf-8")
    theirs = json.loads(
        gate.by_script(folder / "gold" / "score.py", str(tmp_path / "gold"), rows=rows, folder=tmp_path)
    )
    ours = gate.measure_examples(demo_folder)
    for key, value in ours.items():
        lang, name = key.split("/")
        assert value == pytest.approx(theirs[lang][name]["f1"], abs=0.03), key


@given(
    st.dictionaries(st.sampled_from("abc"), st.floats(0, 1)), st.dictionaries(st.sampled_from("abc"), st.floats(0, 1))
)
def test_raising_never_lowers_and_stays_under_what_is_measured(old: dict[str, float], now: dict[str, float]) -> None:
    new = gate.raised(old, now)
    assert set(new) == set(old) | set(now)
    for key, floor in new.items():
        assert floor >= old.get(key, 0)
        assert floor <= max(old.get(key, 0), now.get(key, 0))


def test_raising_takes_counts_and_percentages_in_whole_steps() -> None:
    assert gate.raised({}, {"exact of 30": 27.0, "right %": 76.52, "f1": 0.655}) == {
        "exact of 30": 26.0,
        "right %": 75.0,
        "f1": 0.64,
    }


def test_a_digest_tells_a_change_of_one_byte(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    before = gate.digest(tmp_path)
    assert gate.digest(tmp_path) == before
    (tmp_path / "a.json").write_text("{ }")
    assert gate.digest(tmp_path) != before
