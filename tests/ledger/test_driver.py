from __future__ import annotations

import sys
from types import ModuleType

import pytest

from whoholds.errors import SetupError
from whoholds.ledger import driver


def install(monkeypatch: pytest.MonkeyPatch, name: str, version: tuple[int, ...]) -> None:
    module = ModuleType(name)
    module.sqlite_version_info = version
    monkeypatch.setitem(sys.modules, name, module)


def test_this_installation_is_safe() -> None:
    found = driver.driver()
    assert found.wal_safe
    assert found.warning == ""
    assert found.journal_mode == "wal"


@pytest.mark.parametrize(
    ("version", "safe"), [((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 0), True), ((3, 40, 1), False)]
)
def test_the_reset_bug_is_known_by_version(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], safe: bool
) -> None:
    install(monkeypatch, "fake_sqlite", version)
    found = driver.choose(("fake_sqlite",))
    assert found.wal_safe is safe
    assert found.journal_mode == ("wal" if safe else "delete")
    assert bool(found.warning) is not safe


def test_a_safe_library_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "old_sqlite", (3, 40, 1))
    install(monkeypatch, "new_sqlite", (3, 53, 4))
    assert driver.choose(("old_sqlite", "new_sqlite")).name == "new_sqlite 3.53.4"
    assert driver.choose(("missing_sqlite_module", "new_sqlite")).name == "new_sqlite 3.53.4"


def test_of_unsafe_ones_the_newest_is_taken_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, "old_sqlite", (3, 40, 1))
    install(monkeypatch, "less_old_sqlite", (3, 45, 0))
    found = driver.choose(("old_sqlite", "less_old_sqlite"))
    assert found.name == "less_old_sqlite 3.45.0"
    assert "WAL-reset" in found.warning
    assert "pysqlite3" in found.warning


@pytest.mark.parametrize("modules", [("ancient_sqlite",), ("missing_sqlite_module",), ()])
def test_none_that_can_hold_the_ledger(monkeypatch: pytest.MonkeyPatch, modules: tuple[str, ...]) -> None:
    install(monkeypatch, "ancient_sqlite", (3, 34, 1))
    with pytest.raises(SetupError) as caught:
        driver.choose(modules)
    assert caught.value.code == "sqlite.too_old"
    assert "pysqlite3" in caught.value.hint
