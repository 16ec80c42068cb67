from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from whoholds import settings
from whoholds.errors import DataError
from whoholds.settings import Settings, load

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "settings.md"


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No setting of the machine, no file in the working directory."""
    import os

    for name in list(os.environ):
        if name.startswith("WHOHOLDS_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    load.cache_clear()
    yield
    load.cache_clear()


def fields(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from fields(field.annotation, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", field.description or ""


@pytest.mark.parametrize(("name", "help_text"), [pytest.param(*f, id=f[0]) for f in fields(Settings)])
def test_every_setting_has_help_and_is_in_the_manual(name: str, help_text: str) -> None:
    assert help_text.endswith("."), f"{name} needs a sentence that says what it does"
    assert f"`{name}`" in PAGE.read_text(encoding="utf-8")


def test_numbers_say_their_unit() -> None:
    for name, field in settings.ReportLimits.model_fields.items():
        assert "Unit: " in (field.description or ""), name


def test_home_follows_the_desktop_convention(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert load().home == tmp_path / "data" / "whoholds"


def test_home_without_the_convention_is_below_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load().home == tmp_path / ".local" / "share" / "whoholds"


def test_everything_stored_lies_below_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path / "here"))
    found = load()
    assert {found.ledger_path.parent, found.blobs_path.parent, found.gazetteer_path.parent} == {tmp_path / "here"}


def test_environment_wins_over_file_and_file_over_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "whoholds.toml").write_text("[reports]\nmax_bytes = 111\nmax_characters = 222\n")
    monkeypatch.setenv("WHOHOLDS_REPORTS__MAX_BYTES", "333")
    found = load()
    assert (found.reports.max_bytes, found.reports.max_characters) == (333, 222)
    assert found.web.port == Settings.model_fields["web"].default.port


def test_the_file_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("[web]\nport = 9999\n")
    monkeypatch.setenv("WHOHOLDS_CONFIG", str(tmp_path / "other.toml"))
    assert load().web.port == 9999


@pytest.mark.parametrize(
    ("variable", "value", "name"),
    [
        ("WHOHOLDS_REPORTS__MAX_BYTES", "0", "reports.max_bytes"),
        ("WHOHOLDS_REPORTS__MAX_BYTES", "many", "reports.max_bytes"),
        ("WHOHOLDS_PLACES__MIN_SCORE", "1.1", "places.min_score"),
        ("WHOHOLDS_WEB__PORT", "65536", "web.port"),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, name: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(DataError) as caught:
        load()
    assert caught.value.code == "settings.invalid"
    assert caught.value.subject == name
    assert caught.value.exit_code == 2


def test_an_unknown_name_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "whoholds.toml").write_text("max_bites = 1\n")
    with pytest.raises(DataError) as caught:
        load()
    assert caught.value.subject == "max_bites"


def test_an_unknown_name_in_a_section_is_refused(tmp_path: Path) -> None:
    (tmp_path / "whoholds.toml").write_text("[reports]\nmax_bites = 1\n")
    with pytest.raises(DataError) as caught:
        load()
    assert caught.value.subject == "reports.max_bites"


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "whoholds.toml").write_text("max bytes: 1\n")
    with pytest.raises(DataError) as caught:
        load()
    assert caught.value.code == "settings.invalid"
    assert "whoholds.toml" in caught.value.subject


def test_a_named_file_that_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WHOHOLDS_CONFIG", str(tmp_path / "nowhere.toml"))
    with pytest.raises(DataError) as caught:
        load()
    assert caught.value.code == "settings.no_file"


def test_settings_do_not_change_under_way() -> None:
    found = load()
    with pytest.raises(ValidationError):
        found.home = Path("elsewhere")
    assert load() is found
