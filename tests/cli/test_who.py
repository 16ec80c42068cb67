from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.control.ledgers import MILLBROOK, fill
from whoholds import settings
from whoholds.ledger import Ledger

Cli = Callable[..., Any]


@pytest.fixture
def filled(home: Path) -> Path:
    """A data folder with the invented reports in its ledger, and no gazetteer."""
    home.mkdir(parents=True, exist_ok=True)
    with Ledger.open(home / "ledger.sqlite", blobs=home / "blobs") as ledger:
        fill(ledger)
    return home


def test_the_holder_and_what_speaks_for_and_against(cli: Cli, filled: Path) -> None:
    ran = cli("who", "Millbrook")
    assert ran.code == 0, ran.err
    first, second, third, *_ = ran.out.splitlines()
    assert first.startswith("Millbrook: held by")
    assert "on 6 December 2024" in second and "assessed" in second and "since 5 December 2024" in second
    assert "% (almost certain)" in second
    assert third.strip() == "3 reports, 5 claims, 4 independent origins, 2 of them a party to the fight"
    assert ran.out.index("for it") < ran.out.index("the army withdrew from Millbrook")
    assert ran.out.index("against it") < ran.out.index("no rebel took Millbrook")
    assert "Orontes Post" in ran.out and "2024-12-05" in ran.out


def test_the_day_before(cli: Cli, filled: Path) -> None:
    ran = cli("who", "Millbrook", "--on", "2024-12-04", "--json")
    assert ran.json["holder"] == "sy_gov" and ran.json["on"] == "2024-12-04"


def test_as_known_before_it_was_admitted(cli: Cli, filled: Path) -> None:
    asked = ("who", "Millbrook", "--on", "2024-12-05", "--json")
    early, late = cli(*asked, "--as-known", "2024-12-05"), cli(*asked)
    assert early.json["holder"] != "sy_opp" and late.json["holder"] == "sy_opp"
    assert early.json["as_known"].startswith("2024-12-05T23:59:59")
    assert len(early.json["claims"]) == 3 < len(late.json["claims"])


def test_json_adds_up(cli: Cli, filled: Path) -> None:
    told = cli("who", "Millbrook", "--json").json
    p = told["probability"]
    assert told["prior"] + sum(c["log_odds"] for c in told["claims"]) == pytest.approx(math.log(p / (1 - p)), abs=1e-9)
    assert told["place"]["id"] == MILLBROOK.id and told["theatre"] == "syria"
    assert told["history"][-1]["holder"] == told["holder"] == "sy_opp"
    assert {c["stance"] for c in told["claims"]} >= {"for", "against"}
    assert all(c["quote"] and c["note"] for c in told["claims"])


def test_a_place_by_id(cli: Cli, filled: Path) -> None:
    assert cli("who", MILLBROOK.id, "--json").json["place"]["name"] == "Millbrook"


def test_a_place_without_a_claim_of_control_is_honestly_unknown(cli: Cli, filled: Path) -> None:
    ran = cli("who", "Wideford")
    assert ran.code == 0
    assert ran.out.startswith("Wideford: holder unknown")
    assert "1 claim speaks of the place, none of who holds it" in ran.out
    told = cli("who", "Wideford", "--json").json
    assert (told["holder"], told["standing"], told["claims"], told["origins"]) == ("unknown", "unknown", [], 0)


def test_a_place_that_no_report_names(cli: Cli, filled: Path) -> None:
    ran = cli("who", "Milbrok")
    assert ran.code == 1
    assert "Millbrook" in ran.err and "hint" in ran.err


def test_a_day_that_is_none(cli: Cli, filled: Path) -> None:
    ran = cli("who", "Millbrook", "--on", "yesterday")
    assert ran.code == 2 and "usage.day" in ran.err


def test_ones_own_weights(cli: Cli, filled: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text("[interest.admission]\nodds = 100.0\n", encoding="utf-8")
    plain, mine = cli("who", "Millbrook", "--json").json, cli("who", "Millbrook", "--weights", own, "--json").json
    assert mine["probability"] > plain["probability"]
    own.write_text("[interest.admission]\nodds = 0.1\n", encoding="utf-8")
    assert cli("who", "Millbrook", "--weights", own).code == 2


def test_before_there_is_a_ledger(cli: Cli, home: Path) -> None:
    assert cli("who", "Millbrook").code == 4


def test_the_answer_in_french(cli: Cli, filled: Path) -> None:
    ran = cli("who", "Millbrook", "--lang", "fr")
    assert ran.code == 0, ran.err
    out = ran.out.replace("\u00a0", " ")
    first, second, third, rule, *_ = out.splitlines()
    assert first == "Millbrook : tenue par l’opposition"
    assert "le 6 décembre 2024" in second and "% (presque certain)" in second and "établi" in second
    assert "depuis le 5 décembre 2024" in second
    assert third.strip() == "3 textes, 5 affirmations, 4 origines indépendantes, dont 2 parties au conflit"
    assert rule.strip().startswith("Tenue par l’opposition :")
    assert out.index("pour") < out.index("the army withdrew from Millbrook")
    assert "Observatoire" in out
    for english in ("held by", "claims", "against it", "speaker", "since", "admitted"):
        assert english not in out


def test_the_language_of_the_machine_and_of_the_settings(
    cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert "tenue par" in cli("who", "Millbrook").out
    assert "held by" in cli("who", "Millbrook", "--lang", "en").out
    monkeypatch.setenv("WHOHOLDS_LANGUAGE", "en")
    settings.load.cache_clear()
    assert "held by" in cli("who", "Millbrook").out
    assert cli("who", "Millbrook", "--lang", "xx").code == 2


def test_programs_get_english_and_the_key(cli: Cli, filled: Path) -> None:
    en, fr = (cli("who", "Millbrook", "--lang", language, "--json").json for language in ("en", "fr"))
    assert en["rule"] == fr["rule"] and en["rule"].startswith("Held by the opposition:")
    assert fr["rule_keys"] == en["rule_keys"] and fr["rule_keys"][0].startswith("rule.assessed")
    assert (en["holder_name"], fr["holder_name"]) == ("Opposition", "Opposition")
    assert en["words"] == fr["words"] == "almost certain"


def test_places_are_called_as_in_french(cli: Cli, demo: Path) -> None:
    out = cli("who", "Aleppo", "--on", "2024-12-01", "--lang", "fr").out.replace("\u00a0", " ")
    assert out.startswith("Alep : ")
    assert cli("who", "Alep", "--on", "2024-12-01").out.startswith("Aleppo: ")
    assert cli("who", "Damas", "--lang", "fr", "--json").json["place"]["name"] == "Damas"
