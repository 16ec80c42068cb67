from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import DataError, StorageError
from whoholds.reference import overlay
from whoholds.reference.actors import Actors
from whoholds.reference.overlay import closed, starts, write_starts
from whoholds.reference.schema import InitialEntry
from whoholds.reference.theatres import begun as joined_with
from whoholds.reference.theatres import read_theatres

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
MALI = """
[theatre]
key = "mali_own"
name = {en = "Own", fr = "Le nôtre"}
countries = ["ML"]
start = 2020-01-01
[[side]]
key = "a"
name = {en = "A", fr = "A"}
colour = "#2166ac"
pattern = "solid"
[[side]]
key = "b"
name = {en = "B", fr = "B"}
colour = "#b2182b"
pattern = "dots"
"""


def test_nothing_of_ones_own_changes_nothing(tmp_path: Path) -> None:
    shipped = read_theatres()
    assert overlay.laid_over(shipped, None) == shipped
    assert overlay.laid_over(shipped, tmp_path / "none") == shipped
    assert Actors.load(own=tmp_path) is not None


def test_a_theatre_of_ones_own_joins_the_others(tmp_path: Path) -> None:
    (tmp_path / "mali_own.toml").write_text(MALI, encoding="utf-8")
    actors = Actors.load(own=tmp_path)
    assert actors.theatre("mali_own").name["en"] == "Own"
    assert "syria" in actors.by_theatre


def test_a_theatre_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "haiti.toml").write_text(MALI.replace('"mali_own"', '"haiti"'), encoding="utf-8")
    found = {t.key: t for t, _ in overlay.laid_over(read_theatres(), tmp_path)}
    assert found["haiti"].name["en"] == "Own"


def test_an_actor_is_added_and_found(tmp_path: Path) -> None:
    entry = {
        "key": "tide_front",
        "label": {"en": "Tide Front", "fr": "Front de la marée"},
        "kind": "armed_group",
        "side": "ht_gangs",
        "aliases": {"en": ["TFX"]},
    }
    path = overlay.write(tmp_path / "deep", "haiti", entry)
    assert path.name == "haiti.more.toml"
    actors = Actors.load(own=tmp_path / "deep")
    haiti = actors.theatre("haiti")
    assert actors.side("tide_front", haiti) == "ht_gangs"
    assert "tide_front" in haiti.actors
    (found,) = (m for m in actors.mentions("The TFX took the port.", "en", haiti) if m.named)
    assert found.key == "tide_front"
    overlay.write(tmp_path / "deep", "haiti", {"key": "viv_ansanm", "aliases": {"en": ["VivA"]}})
    again = Actors.load(own=tmp_path / "deep")  # what was read before is not taken for what is there now
    assert again.index.lookup("VivA") == ["viv_ansanm"]
    assert again.index.lookup("TFX") == ["tide_front"]


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("atlantis.more.toml", '[[actor]]\nkey = "x"\n', "theatre.unknown"),
        ("haiti.more.toml", '[[actor]]\nkey = "g9"\nside = "nope"\n', "theatre.side"),
        ("haiti.more.toml", '[[actor]]\nkey = "g9"\ncolor = "red"\n', "data.schema"),
        ("haiti.more.toml", '[[actor]]\nkey = "nobody_knows_it"\n', "actor.incomplete"),
        ("haiti.more.toml", "[[actor", "data.syntax"),
        ("other.toml", MALI, "theatre.name"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, file: str, text: str, code: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Actors.load(own=tmp_path)
    assert caught.value.code == code


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as caught:
        overlay.write(tmp_path / "file", "haiti", {"key": "x"})
    assert caught.value.code == "theatre.unwritable"


NAME = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20)


@given(NAME, st.lists(NAME, min_size=1, max_size=3))
def test_whatever_is_written_reads_back(name: str, aliases: list[str]) -> None:
    entry = {"key": "x", "label": {"en": name, "fr": name}, "aliases": {"en": aliases}, "note": ""}
    (read,) = tomllib.loads(overlay.as_toml(entry))["actor"]
    assert read == {"key": "x", "label": {"en": name, "fr": name}, "aliases": {"en": aliases}}


STARTS = '[[initial]]\nplace = "gn:1"\nside = "ml_jnim"\non = 2024-01-05\nsource = "an atlas"\n'


def begun(folder: Path) -> dict[str, tuple[str, str]]:
    theatre = next(t for t, _ in overlay.laid_over(read_theatres(), folder) if t.key == "sahel")
    return {key: (start.side, start.source) for key, start in theatre.initial.items()}


def test_who_held_a_place_at_the_start_is_laid_over(tmp_path: Path) -> None:
    side = sorted(next(t for t, _ in read_theatres() if t.key == "sahel").side_keys())[0]
    path = tmp_path / f"sahel{overlay.INITIAL}"
    path.write_text(STARTS.replace("ml_jnim", side), encoding="utf-8")
    assert begun(tmp_path) == {"gn:1": (side, "an atlas")}
    entries = overlay.starts(tmp_path, "sahel")
    assert overlay.write_starts(tmp_path, "sahel", entries) == path
    assert overlay.starts(tmp_path, "sahel") == entries, "what is written is read back"
    overlay.write_starts(tmp_path, "sahel", [])
    assert begun(tmp_path) == {} and overlay.starts(tmp_path, "none") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (STARTS.replace("ml_jnim", "nobody"), "theatre.side"),
        (STARTS.replace('source = "an atlas"\n', ""), "data.schema"),
        (STARTS.replace("2024-01-05", '"soon"'), "data.schema"),
    ],
)
def test_a_wrong_start_is_named(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / f"sahel{overlay.INITIAL}").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as raised:
        begun(tmp_path)
    assert raised.value.code == code and "sahel.initial.toml" in str(raised.value)


def test_a_whole_file_of_ones_own_has_starts_too(tmp_path: Path) -> None:
    own = MALI + STARTS.replace("ml_jnim", "a")
    (tmp_path / "mali_own.toml").write_text(own, encoding="utf-8")
    theatre = next(t for t, _ in overlay.laid_over([], tmp_path) if t.key == "mali_own")
    assert theatre.initial["gn:1"].side == "a"


def test_what_was_written_down_is_kept_with_its_times(tmp_path: Path) -> None:
    entry = {"place": "gn:1", "side": "a", "on": date(2024, 1, 5), "source": "an atlas", "known": NOON}
    other = {**entry, "side": "b", "known": NOON + timedelta(hours=2)}
    first, second = (InitialEntry.model_validate(one) for one in (entry, other))
    kept = [*closed([first], "gn:1", NOON + timedelta(hours=2)), second]
    assert closed(kept, "gn:2", NOON) == kept
    assert closed(closed(kept, "gn:1", NOON + timedelta(hours=3)), "gn:1", NOON)[1].until == NOON + timedelta(hours=3)
    write_starts(tmp_path, "t", kept)
    assert starts(tmp_path, "t") == kept


@pytest.mark.parametrize(("hours", "side"), [(-1, None), (0, "a"), (1, "a"), (2, "b"), (9, "b"), (None, "b")])
def test_the_start_as_known(hours: int | None, side: str | None) -> None:
    rows = [("a", NOON, NOON + timedelta(hours=2)), ("b", NOON + timedelta(hours=2), None)]
    entries = [
        InitialEntry(place="gn:1", side=s, on=date(2024, 1, 5), source="an atlas", known=known, until=until)
        for s, known, until in rows
    ]
    theatre = Actors.load().theatre("syria")
    theatre = joined_with(
        replace(theatre, sides=tuple(replace(theatre.sides[0], key=key) for key in "ab")), entries, "t"
    )
    then = theatre.as_known(None if hours is None else NOON + timedelta(hours=hours))
    assert {place: start.side for place, start in then.initial.items()} == ({"gn:1": side} if side else {})


def test_what_has_no_time_is_always_known() -> None:
    theatre = Actors.load().theatre("syria")
    key = theatre.sides[0].key
    begins = joined_with(theatre, [InitialEntry(place="gn:1", side=key, on=date(2024, 1, 5), source="an atlas")], "t")
    assert begins.as_known(NOON - timedelta(days=9999)).initial["gn:1"].side == key
