from __future__ import annotations

import math
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.weights import Weights
from whoholds.errors import DataError

from .sayings import WEIGHTS

SHIPPED = resources.files("whoholds.control").joinpath("data/weights.toml").read_text(encoding="utf-8")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "weights.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_weights_load_once() -> None:
    assert Weights.load() is Weights.load()
    assert WEIGHTS.version == 1


def test_every_shipped_table_and_value_is_explained() -> None:
    for line in SHIPPED.splitlines():
        if line.startswith(("odds", "notes")) or "=" not in line or line.startswith("#"):
            continue
    tables = SHIPPED.split("\n[")[1:]
    assert len(tables) > 30
    for name in ("prior", "factuality", "place_role", "date", "copies", "dynamics", "answer", "standing"):
        body = next(t for t in tables if t.startswith(f"{name}]"))
        values = [line for line in body.splitlines()[1:] if "=" in line and not line.startswith("#")]
        explained = [line for line in values if "#" in line]
        assert len(explained) >= len(values) / 2, name


def test_a_file_that_names_one_value_leaves_the_others(tmp_path: Path) -> None:
    own = Weights.load(written(tmp_path, "[interest.own_gain]\nodds = 3.5\n"))
    assert own.interest.own_gain.odds == 3.5
    assert own.interest.own_gain.contested == WEIGHTS.interest.own_gain.contested
    assert own.interest.admission == WEIGHTS.interest.admission
    assert own.speakers == WEIGHTS.speakers


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert Weights.load(written(tmp_path, "")) == WEIGHTS


def test_the_shipped_file_is_a_complete_file_of_ones_own(tmp_path: Path) -> None:
    assert Weights.load(written(tmp_path, SHIPPED)) == WEIGHTS


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[interest.denial]\nodds = 5.0\n", "denial < own_gain"),
        ("[interest.admission]\nodds = 1.6\n", "own_gain <= admission"),
        ("[factuality]\nPR = 1.5\n", "factuality.PR"),
        ("[factuality]\nmaybe = 0.5\n", "factuality.maybe"),
        ("[answer]\ntake = 0.4\n", "answer.take"),
        ("[shapes.gains]\nto = 'nobody'\n", "shapes.gains.to"),
        ("[place_role]\nfrom = -1\n", "place_role.from"),
        ("speakers = []\n", "the last of [[speakers]]"),
        ("version = 2\n", "version"),
        ("[standing]\nstale_days = 'long'\n", "standing.stale_days"),
    ],
)
def test_a_bad_value_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DataError) as caught:
        Weights.load(path)
    assert caught.value.code == "weights.invalid"
    assert says in caught.value.message
    assert caught.value.subject == str(path)


def test_what_is_no_toml_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        Weights.load(written(tmp_path, "odds: 3"))
    assert caught.value.code == "weights.not_toml"


def test_bytes_that_are_no_text_are_said(tmp_path: Path) -> None:
    path = tmp_path / "weights.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError) as caught:
        Weights.load(path)
    assert caught.value.code == "weights.not_toml"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        Weights.load(tmp_path / "none.toml")
    assert caught.value.code == "weights.unreadable"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("monitor:valley_watch", "monitor"),
        ("residents", "residents"),
        ("narrator", "narrator"),
        ("media:abroad", "media"),
        ("officials:elsewhere", "diplomats"),
        ("unnamed", "unnamed"),
        ("social_media", "social_media"),
        ("somebody_new", "other"),
    ],
)
def test_every_key_has_a_class(key: str, name: str) -> None:
    assert WEIGHTS.speaker(key).name == name


@given(st.text(min_size=1, max_size=20))
def test_no_key_is_without_a_class(key: str) -> None:
    assert WEIGHTS.speaker(key).odds >= 1.0


def test_an_independent_monitor_outweighs_the_narrator_and_a_party() -> None:
    monitor, narrator = WEIGHTS.speaker("monitor:x").odds, WEIGHTS.speaker("narrator").odds
    assert monitor > narrator > WEIGHTS.interest.own_gain.odds > WEIGHTS.interest.denial.odds


def test_assessed_strength_is_the_logarithm_of_its_odds() -> None:
    assert WEIGHTS.assessed_strength == pytest.approx(math.log(tomllib.loads(SHIPPED)["standing"]["assessed_odds"]))
