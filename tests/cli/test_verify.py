from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.ledger.samples import Ticking, claim, raw_of, reading, report
from whoholds.ledger import Ledger
from whoholds.ledger.driver import driver

Cli = Callable[..., Ran]


@pytest.fixture
def filled(home: Path) -> Path:
    with Ledger.open(home / "ledger.sqlite", blobs=home / "blobs", clock=Ticking()) as ledger:
        for i in range(3):
            of = report(f"Rebels took Hama {i}.")
            ledger.add_report(of, raw_of(of.text))
            ledger.add_reading(reading(of, claim(of, "took Hama")))
    return home


def behind_its_back(home: Path, *statements: str) -> None:
    connection = driver().module.connect(str(home / "ledger.sqlite"), isolation_level=None)
    for sql in statements:
        connection.execute(sql)
    connection.close()


def test_a_sound_ledger(filled: Path, cli: Cli) -> None:
    ran = cli("verify")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "✓ 6 entries, 3 originals: all as written"
    assert ran.out.splitlines()[1].startswith("head 6:")


def test_json(filled: Path, cli: Cli) -> None:
    found = cli("verify", "--json").json
    assert found["ok"] is True
    assert (found["entries"], found["originals"], found["problems"]) == (6, 3, [])
    assert f"head {found['head']}" in cli("verify").out


def test_what_is_wrong_is_named(filled: Path, cli: Cli) -> None:
    behind_its_back(filled, "DROP TRIGGER entries_never_change", "UPDATE entries SET id = 'x' WHERE seq = 3")
    ran = cli("verify")
    assert ran.code == 1
    assert "✗ entry 3" in ran.out
    assert "entries_never_change" in ran.out
    assert "\nhead " not in ran.out
    found = cli("verify", "--json")
    assert found.code == 1
    assert found.json["ok"] is False
    assert found.json["head"] is None
    assert {"entry.changed", "database.schema"} <= {problem["code"] for problem in found.json["problems"]}


def test_a_head_that_was_kept(filled: Path, cli: Cli) -> None:
    head = cli("verify", "--json").json["head"]
    with Ledger.open(filled / "ledger.sqlite", blobs=filled / "blobs") as ledger:
        of = report("More.")
        ledger.add_report(of, raw_of(of.text))
    assert cli("verify", "--head", head).code == 0
    assert cli("verify", "--head", head, "--head", "6:" + "0" * 64).code == 1
    assert cli("verify", "--head", "9:" + "0" * 64).code == 1


def test_a_head_that_is_none(filled: Path, cli: Cli) -> None:
    ran = cli("verify", "--head", "nonsense")
    assert ran.code == 2
    assert "head.malformed" in ran.err


def test_look_up_tables_can_be_made_again(filled: Path, cli: Cli) -> None:
    behind_its_back(filled, "DELETE FROM claims")
    assert cli("verify").code == 1
    assert cli("claims", "--json").lines == []
    assert cli("verify", "--rebuild").code == 0
    assert len(cli("claims", "--json").lines) == 3


def test_no_ledger(home: Path, cli: Cli) -> None:
    assert cli("verify").code == 4
    assert cli("verify", "--rebuild").code == 4
    assert not (home / "ledger.sqlite").exists()


def test_a_file_that_is_no_ledger(home: Path, cli: Cli) -> None:
    home.mkdir()
    (home / "ledger.sqlite").write_bytes(b"\0" * 5000)
    ran = cli("verify")
    assert ran.code == 4
    assert "Traceback" not in ran.err
