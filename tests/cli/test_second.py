"""A model as a second reader, on the command line and against a real server: read, add, claims, and what is told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.asking.stub import HAMA, Reply, Stub, claims, free_port_address, proposed, serving, wait_until
from tests.conftest import Ran
from whoholds.asking.budget import Spent
from whoholds.cli import second
from whoholds.settings import Settings

Cli = Callable[..., Ran]
TEXT = f"Rebels take Hama\n\n{HAMA} The Syrian army withdrew from Homs on Friday.\n"
SAYS = claims(
    proposed(paragraph=2, actor=None),
    proposed(paragraph=2, quote="The Syrian army withdrew from Homs on Friday", event="withdraw", speaker="narrator")
    | {"actor": "The Syrian army", "place": "Homs", "place_role": "from", "time": "on Friday"},
    proposed(paragraph=2, quote="Goma fell to M23", place="Goma", actor="M23"),
)


@pytest.fixture
def stub(home: Path, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    """A server that is set up as the model to read with, and a data folder with nothing but a gazetteer."""
    home.mkdir()
    (home / "gazetteer.sqlite").symlink_to(gazetteer_file)
    with serving() as found:
        found.says(SAYS)
        monkeypatch.setenv("WHOHOLDS_MODEL__BASE_URL", found.url)
        monkeypatch.setenv("WHOHOLDS_MODEL__NAME", "stub-1")
        monkeypatch.setenv("WHOHOLDS_MODEL__RETRIES", "0")
        yield found


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.json"
    row = {"id": "paper", "title": "Rebels take Hama", "text": TEXT, "published": "2024-12-07T18:00:00Z"}
    path.write_text(json.dumps(row | {"outlet": "The Orontes Post"}), encoding="utf-8")
    return path


# read


def test_the_rules_alone_ask_nobody(cli: Cli, stub: Stub, paper: Path) -> None:
    ran = cli("read", paper, "--json")
    assert ran.code == 0 and ran.err == "" and stub.asked == []
    assert ran.lines[0]["reader"].startswith("rules") and ran.lines[0]["rejected"] == []


def test_both_read_side_by_side(cli: Cli, stub: Stub, paper: Path) -> None:
    ran = cli("read", paper, "--reader", "both", "--json")
    assert ran.code == 0, ran.err
    rules, model = ran.lines
    assert rules["reader"].startswith("rules") and model["reader"].startswith("model-1/stub-1#")
    assert [c["place"]["name"] for c in model["claims"]] == ["Hama", "Homs"]
    assert [r["reason"] for r in model["rejected"]] == ["quote is not in the text"]
    assert "Goma fell to M23" in model["rejected"][0]["said"]
    notes = [json.loads(line) for line in ran.err.splitlines()]
    assert [next(iter(note)) for note in notes] == ["notice", "spent"]


def test_a_person_sees_who_read_what_and_what_was_left_out(cli: Cli, stub: Stub, paper: Path) -> None:
    ran = cli("read", paper, "--reader", "model")
    flat = " ".join(ran.out.split())
    assert "read by model-1/stub-1#" in flat and "left out, quote is not in the text" in flat
    assert "no text leaves the machine" in ran.err and "1 request" in ran.err
    again = cli("read", paper, "--reader", "model")
    assert "0 requests" in again.err and "1 answered from disk" in again.err
    assert len(stub.asked) == 1


@pytest.mark.parametrize("reader", ["model", "both"])
def test_without_a_model_set_up_it_says_how(cli: Cli, home: Path, paper: Path, reader: str) -> None:
    ran = cli("read", paper, "--reader", reader)
    assert ran.code == 2 and "model.unset" in ran.err and "model.base_url" in ran.err


def test_no_such_reader(cli: Cli, home: Path, paper: Path) -> None:
    ran = cli("add", paper, "--reader", "oracle")
    assert ran.code == 2 and "rules, model, both" in ran.err


def test_a_key_is_nowhere_to_be_found(
    cli: Cli, stub: Stub, paper: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOHOLDS_MODEL_KEY", "k-secret-1234")
    ran = cli("add", paper, "--reader", "both", "--json")
    assert ran.code == 0 and stub.asked[0].headers["authorization"] == "Bearer k-secret-1234"
    stub.says(Reply(status=401))
    (home / "answers").rename(home / "elsewhere")
    failed = cli("read", paper, "--reader", "model")
    assert failed.code == 5 and "WHOHOLDS_MODEL_KEY" in failed.err
    assert "k-secret" not in ran.out + ran.err + failed.out + failed.err
    for path in home.rglob("*"):
        if path.is_file() and not path.is_symlink():
            assert b"k-secret" not in path.read_bytes(), path


# add and claims


def test_two_readings_lie_apart_in_the_ledger_and_only_the_rules_count(cli: Cli, stub: Stub, paper: Path) -> None:
    ran = cli("add", paper, "--reader", "both", "--json")
    assert ran.code == 0, ran.err
    (line,) = ran.lines
    assert [r["reader"].partition("-")[0] for r in line["readings"]] == ["rules", "model"]
    assert line["readings"][1]["rejected"] == 1
    counted = cli("claims", "--json").lines
    assert counted and all(c["reader"].startswith("rules") for c in counted)
    model = cli("claims", "--reader", "model", "--json").lines
    assert len(model) == 2 and all(c["reader"].startswith("model-1/") for c in model)
    assert len(cli("claims", "--reader", "both", "--json").lines) == len(counted) + 2
    table = cli("claims", "--reader", "both").out
    assert " reader " in f" {table.splitlines()[1]} " and "model" in table and "rules" in table
    assert " reader " not in f" {cli('claims').out.splitlines()[1]} "
    assert cli("verify").code == 0


def test_adding_again_asks_nobody_and_changes_nothing(cli: Cli, stub: Stub, paper: Path) -> None:
    cli("add", paper, "--reader", "both")
    head = cli("verify", "--json").json
    ran = cli("add", paper, "--reader", "both", "--json")
    assert [line["status"] for line in ran.lines] == ["known"] and len(stub.asked) == 1
    assert cli("verify", "--json").json == head


def test_a_model_reads_what_the_rules_have_read_already(cli: Cli, stub: Stub, paper: Path) -> None:
    cli("add", paper)
    assert stub.asked == []
    ran = cli("add", paper, "--reader", "model", "--json")
    assert [line["status"] for line in ran.lines] == ["read"] and len(stub.asked) == 1
    assert len(cli("claims", "--reader", "model", "--json").lines) == 2


def test_the_setting_says_whose_claims_count(
    cli: Cli, stub: Stub, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("add", paper, "--reader", "both")
    rules = cli("claims", "--json").lines
    monkeypatch.setenv("WHOHOLDS_MODEL__COUNTS", "model")
    who = cli("who", "Homs", "--json")
    assert who.code == 0 and all(c["reader"].startswith("model") for c in cli("claims", "--json").lines), who.err
    monkeypatch.setenv("WHOHOLDS_MODEL__COUNTS", "both")
    before = cli("who", "Hama", "--json").json
    monkeypatch.setenv("WHOHOLDS_MODEL__COUNTS", "rules")
    assert cli("who", "Hama", "--json").json == before, "the model repeats what the rules read: nothing counts twice"
    assert cli("claims", "--json").lines == rules


def test_disagreements_are_shown_side_by_side(cli: Cli, stub: Stub, paper: Path) -> None:
    cli("add", paper, "--reader", "both")
    found = cli("claims", "--disagreements", "--place", "Hama", "--json").lines
    differ = [d for d in found if d["rules"] and d["model"]]
    assert [d["fields"] for d in differ] == [["actor"]]
    assert (
        differ[0]["rules"]["claim"]["actor"]["key"] == "rebels:syria" and differ[0]["model"]["claim"]["actor"] is None
    )
    assert differ[0]["rules"]["reader"].startswith("rules") and differ[0]["model"]["reader"].startswith("model")
    table = cli("claims", "--disagreements", "--place", "Hama").out
    assert "rules" in table and "model" in table and "disagreement" in table
    none = cli("claims", "--disagreements", "--actor", "nobody")
    assert none.out == "no disagreements in reports that both have read\n"
    assert len(cli("claims", "--disagreements", "--limit", "1", "--json").lines) == 1


def test_a_report_that_one_of_them_has_not_read_is_no_disagreement(cli: Cli, stub: Stub, paper: Path) -> None:
    cli("add", paper)
    assert cli("claims", "--disagreements", "--json").lines == []


def test_where_the_server_is_dead_the_rules_have_read_all_the_same(
    cli: Cli, stub: Stub, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOHOLDS_MODEL__BASE_URL", free_port_address())
    ran = cli("add", paper, "--reader", "both", "--json")
    assert ran.code == 5
    (line,) = ran.lines
    assert line["status"] == "failed" and line["error"]["code"] == "model.unreachable"
    assert [r["reader"].partition("-")[0] for r in line["readings"]] == ["rules"] and line["claims"] > 0
    monkeypatch.setenv("WHOHOLDS_MODEL__BASE_URL", stub.url)
    again = cli("add", paper, "--reader", "both", "--json")
    assert again.code == 0 and [r["reader"][:5] for r in again.lines[0]["readings"]] == ["model"]


def test_a_broken_answer_costs_this_report_only(cli: Cli, stub: Stub, paper: Path, tmp_path: Path) -> None:
    other = tmp_path / "second.txt"
    other.write_text(f"Rebels take Hama\n\n{HAMA}\n", encoding="utf-8")
    stub.says("no JSON", SAYS)
    ran = cli("add", paper, other, "--reader", "model", "--json")
    assert ran.code == 3
    assert [line["status"] for line in ran.lines] == ["failed", "added"]
    assert ran.lines[0]["error"]["code"] == "model.answer_broken"


def test_control_c_ends_the_run_and_loses_nothing(
    cli: Cli, stub: Stub, home: Path, paper: Path, tmp_path: Path
) -> None:
    """The program as a process of its own, stopped while the server keeps it waiting for the second report."""
    other = tmp_path / "second.txt"
    other.write_text(f"Rebels take Hama\n\n{HAMA}\n", encoding="utf-8")
    stub.says(SAYS, Reply(delay=120))
    command = [sys.executable, "-m", "whoholds", "add", str(paper), str(other), "--reader", "model", "--json"]
    running = subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        wait_until(lambda: len(stub.asked) == 2, seconds=90)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130, err
    assert "Traceback" not in err
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["added"]
    assert "2 requests" in err, "what it has cost is said all the same"
    assert cli("verify").code == 0
    assert len(cli("claims", "--reader", "model", "--json").lines) == 2
    stub.says(claims(proposed(paragraph=2)))
    again = cli("add", paper, other, "--reader", "model", "--json")
    assert [line["status"] for line in again.lines] == ["known", "read"] and len(stub.asked) == 3


# what is told


def settings(home: Path, address: str) -> Settings:
    return Settings(home=home, model={"base_url": address, "name": "m-1"})


def test_a_first_time_is_told_at_length_and_once(tmp_path: Path) -> None:
    there = settings(tmp_path, "https://models.example.org/v1")
    first, later = second.notice(there), second.notice(there)
    assert "models.example.org" in first and "the text of the reports is sent there" in first
    assert "Sent are title, text, language and day" in first and "second-reader.md" in first
    assert later == first.split(" Sent are")[0]
    assert "Sent are" in second.notice(settings(tmp_path, "https://other.example.org/v1"))


def test_an_open_connection_is_called_one(tmp_path: Path) -> None:
    assert "not encrypted" in second.notice(settings(tmp_path, "http://10.0.0.5/v1"))
    assert "not encrypted" not in second.notice(settings(tmp_path, "https://models.example.org/v1"))
    assert second.notice(settings(tmp_path, "http://localhost:8080/v1")).endswith("no text leaves the machine.")


@pytest.mark.parametrize("damage", ["", "{", "5", '{"a": 1}'])
def test_a_damaged_note_of_what_was_told_is_told_again(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "told.json"
    path.write_text(damage)
    assert second.first_time(path, "x") is True
    assert second.first_time(path, "x") is False


def test_what_asking_has_cost() -> None:
    assert second.cost(Spent(1, 12_345, 3.2)) == "the model was asked with 1 request, 12,345 tokens, 3 s"
    assert second.cost(Spent(0, 0, 0.0, 4)).endswith("0 requests, 0 tokens, 0 s, 4 answered from disk")
