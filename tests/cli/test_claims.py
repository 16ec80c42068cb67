from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.ledger.samples import (
    AIR_BASE,
    ARMY,
    HAMA,
    IDLIB,
    NARRATOR,
    NOWHERE,
    START,
    Ticking,
    claim,
    raw_of,
    reading,
    report,
)
from whoholds import codec
from whoholds.cli import claims as command
from whoholds.ledger import ClaimFilter, Ledger, StoredClaim
from whoholds.model import Event, Factuality, Unplaced, When

Cli = Callable[..., Ran]
TEXT = "Rebels took Hama. The army left an air base. It denied losing Idlib. Nobody\nknows [bold]Xyz[/bold]."


@pytest.fixture
def filled(home: Path) -> Path:
    of = replace(report(TEXT), name="first")
    found = reading(
        of,
        claim(of, "took Hama", HAMA, start=date(2024, 12, 5), end=date(2024, 12, 5), key="1"),
        claim(of, "left an air base", AIR_BASE, event=Event.WITHDRAW, actor=ARMY, key="2"),
        claim(
            of,
            "losing Idlib",
            IDLIB,
            event=Event.LOSS,
            actor=ARMY,
            speaker=ARMY,
            factuality=Factuality.CERTAIN_NOT,
            start=date(2024, 12, 2),
            key="3",
        ),
        claim(of, "Nobody\nknows [bold]Xyz[/bold]", NOWHERE, actor=None, factuality=Factuality.UNCOMMITTED, key="4"),
    )
    with Ledger.open(home / "ledger.sqlite", blobs=home / "blobs", clock=Ticking()) as ledger:
        ledger.add_report(of, raw_of(TEXT))
        ledger.add_reading(found)
    return home


def quotes(ran: Ran) -> list[str]:
    assert ran.code == 0, ran.err
    return [line["claim"]["quote"] for line in ran.lines]


def test_lists_each_claim_with_who_says_it(filled: Path, cli: Cli) -> None:
    ran = cli("claims")
    assert ran.code == 0
    rows = ran.out.splitlines()
    assert "2024-12-05" in rows[3] and "rebels:syria" in rows[3] and "Hama" in rows[3] and "took Hama" in rows[3]
    assert "air base, SW Damascus" in rows[4]
    assert "2024-12-02…" in rows[5] and "CT-" in rows[5] and rows[5].count("syrian_armed_forces") == 2
    assert "(Xyz)" in rows[6]
    assert rows[-1] == "4 claims"


def test_a_quote_is_shown_as_it_is_and_on_one_line(filled: Path, cli: Cli) -> None:
    assert "Nobody knows [bold]Xyz[/bold]" in cli("claims").out


def test_json_lines_are_the_stored_claims(filled: Path, cli: Cli) -> None:
    lines = cli("claims", "--json").lines
    with Ledger.open(filled / "ledger.sqlite", blobs=filled / "blobs", read_only=True) as ledger:
        stored = list(ledger.claims(ClaimFilter()))
    assert [codec.decode(StoredClaim, line) for line in lines] == [replace(one, fingerprint=b"") for one in stored]
    assert lines[0]["published"] == "2024-12-05T12:00:00+00:00"


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ((), "1234"),
        (("--place", "hama"), "1"),
        (("--place", "gn:1"), "1"),
        (("--place", "Damascus"), "2"),
        (("--place", "XYZ"), "4"),
        (("--place", "Atlantis"), ""),
        (("--actor", "syrian_armed_forces"), "23"),
        (("--speaker", "narrator"), "124"),
        (("--event", "capture"), "14"),
        (("--event", "LOSS", "--event", "withdraw"), "23"),
        (("--factuality", "ct-"), "3"),
        (("--factuality", "U", "--factuality", "CT-"), "34"),
        (("--since", "2024-12-04", "--until", "2024-12-04"), "234"),
        (("--since", "2024-12-04", "--until", "2024-12-04", "--dated"), "3"),
        (("--until", "2024-12-01", "--dated"), ""),
        (("--report", "first"), "1234"),
        (("--text", "AIR base"), "2"),
        (("--limit", "2"), "12"),
        (("--limit", "0"), ""),
        (("--as-known", "2024-12-05"), "1234"),
        (("--as-known", "2024-12-05T12:00"), ""),
    ],
)
def test_filters(filled: Path, cli: Cli, options: tuple[str, ...], numbers: str) -> None:
    all_quotes = quotes(cli("claims", "--json"))
    assert quotes(cli("claims", "--json", *options)) == [all_quotes[int(n) - 1] for n in numbers]


def test_nothing_found_is_said_and_is_no_error(filled: Path, cli: Cli) -> None:
    ran = cli("claims", "--actor", "nobody")
    assert (ran.code, ran.out) == (0, "no such claims\n")
    assert cli("claims", "--actor", "nobody", "--json").out == ""


@pytest.mark.parametrize(
    ("options", "code", "about"),
    [
        (("--event", "invade"), 2, "usage.choice"),
        (("--factuality", "maybe"), 2, "usage.choice"),
        (("--since", "yesterday"), 2, "usage.day"),
        (("--as-known", "once"), 2, "usage.time"),
        (("--since", "2024-12-07", "--until", "2024-12-01"), 2, "filter.period"),
        (("--limit", "-1"), 2, "usage.arguments"),
        (("--report", "none"), 1, "report.unknown"),
    ],
)
def test_wrong_options(filled: Path, cli: Cli, options: tuple[str, ...], code: int, about: str) -> None:
    ran = cli("claims", *options)
    assert ran.code == code
    assert about in ran.err
    assert ran.out == ""


def test_no_ledger_yet(home: Path, cli: Cli) -> None:
    ran = cli("claims")
    assert ran.code == 4
    assert "whoholds add" in ran.err
    assert not home.exists()


def test_a_long_table_ends_and_says_so(filled: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "SHOWN", 3)
    assert cli("claims").out.splitlines()[-1] == "the first 3 claims; --limit shows more, --json all"
    assert cli("claims", "--limit", "4").out.splitlines()[-1] == "4 claims"
    assert cli("claims", "--limit", "1").out.splitlines()[-1] == "1 claim"
    assert len(cli("claims", "--json").lines) == 4


@pytest.mark.parametrize("evil", ["\x1b[31mred", "a\rb", "bell\a", "left\u202eright", "c1\x9b31m", "zero\u200bwidth"])
def test_a_report_does_not_steer_the_terminal(evil: str) -> None:
    shown = command.visible(evil)
    assert shown.isprintable()
    assert "".join(shown.split()) == "".join(c for c in evil if c.isprintable() and c != " ")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(), "–"),
        (When(date(2024, 12, 5), date(2024, 12, 5)), "2024-12-05"),
        (When(date(2024, 12, 5), date(2024, 12, 7)), "2024-12-05…2024-12-07"),
        (When(date(2024, 12, 5), None), "2024-12-05…"),
        (When(None, date(2024, 12, 7)), "…2024-12-07"),
    ],
)
def test_times_in_a_cell(when: When, expected: str) -> None:
    assert command.day_of(when) == expected


def test_unknown_is_shown_as_such() -> None:
    assert command.actor_of(None) == "–"
    assert command.actor_of(NARRATOR) == "narrator"
    assert command.place_of(Unplaced(None, "none named")) == "–"
    assert command.place_of(IDLIB) == "Idlib"


def test_headlines_are_marked(home: Path, cli: Cli) -> None:
    of = report("Hama falls.")
    with Ledger.open(home / "ledger.sqlite", blobs=home / "blobs") as ledger:
        ledger.add_report(of, raw_of(of.text), known_from=START)
        ledger.add_reading(reading(of, replace(claim(of, "Hama falls"), headline=True)))
    assert "capture (headline)" in cli("claims").out


def test_a_reviewed_claim_says_so_to_programs(cli: Callable[..., Ran], filled: Path) -> None:
    first = cli("claims", "--json").lines[0]
    assert first["review"]["verdict"] is None and first["read"] is None and first["wire"] is None
    assert "fingerprint" not in first
    id = first["claim"]["id"]
    told = cli("review", "decide", id, "correct", "--day", "2024-12-01", "--by", "a", "--why", "b")
    assert told.code == 0, told.err
    again = next(row for row in cli("claims", "--json").lines if row["claim"]["id"] == id)
    assert again["review"]["verdict"] == "correct" and again["read"]["id"] == id
    assert again["claim"]["when"]["start"] == "2024-12-01" != again["read"]["when"]["start"]


@pytest.fixture
def denied(home: Path) -> Path:
    """Two reports: the second denies what the first says, the day after."""
    texts = ("Rebels took Hama.", "No rebel took Hama.")
    with Ledger.open(home / "ledger.sqlite", blobs=home / "blobs", clock=Ticking(START + timedelta(days=3))) as ledger:
        for i, text in enumerate(texts):
            of = report(text, published=START + timedelta(days=i))
            sure = Factuality.CERTAIN_NOT if i else Factuality.CERTAIN
            ledger.add_report(of, raw_of(text), known_from=of.published)
            ledger.add_reading(reading(of, claim(of, text, HAMA, speaker=ARMY if i else NARRATOR, factuality=sure)))
    return home


def answers(ran: Ran) -> dict[str, str | None]:
    """Quote -> quote of what it answers."""
    lines = [json.loads(line)["claim"] for line in ran.out.splitlines()]
    quotes = {line["id"]: line["quote"] for line in lines}
    return {line["quote"]: quotes.get(line["answers"]) for line in lines}


def test_a_denial_answers_the_report_before(cli: Cli, denied: Path) -> None:
    assert answers(cli("claims", "--json")) == {
        "No rebel took Hama.": "Rebels took Hama.",
        "Rebels took Hama.": None,
    }


def test_how_far_apart_answers_may_lie_is_a_setting(cli: Cli, denied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHOLDS_CONTROL__ANSWER_DAYS", "0")
    assert set(answers(cli("claims", "--json")).values()) == {None}


def test_before_the_denial_was_known_there_is_no_answer(cli: Cli, denied: Path) -> None:
    then = (START + timedelta(hours=1)).isoformat()
    assert answers(cli("claims", "--json", "--as-known", then)) == {"Rebels took Hama.": None}


def test_the_table_speaks_french_when_asked(filled: Path, cli: Cli) -> None:
    ran = cli("claims", "--lang", "fr")
    rows = ran.out.splitlines()
    assert ran.code == 0
    assert all(word in ran.out for word in ("jour", "événement", "lieu", "selon", "citation"))
    assert "prise" in rows[3] and "capture" in ran.out and "rebels:syria" in rows[3]
    assert rows[-1] == "4 affirmations"
    assert not {"quote", "speaker", "claims"} & set(ran.out.split())


def test_french_shows_a_description_in_the_texts_own_words(filled: Path, cli: Cli) -> None:
    said = " ".join(cli("claims", "--lang", "fr", "--event", "withdraw").out.split())
    assert AIR_BASE.name.split()[0] in said and "à partir de" in said and "1 affirmation" in said


def test_how_many_more_there_are_is_said_in_the_language_too(filled: Path, cli: Cli) -> None:
    assert cli("claims", "--text", "qqqq", "--lang", "fr").out.strip() == "aucune affirmation de ce genre"
    assert cli("claims", "--text", "qqqq", "--lang", "en").out.strip() == "no such claims"


def test_data_is_the_same_in_every_language(filled: Path, cli: Cli) -> None:
    assert cli("claims", "--json", "--lang", "fr").out == cli("claims", "--json", "--lang", "en").out


def test_a_language_without_words_is_a_mistake_of_use(filled: Path, cli: Cli) -> None:
    ran = cli("claims", "--lang", "de")
    assert ran.code == 2 and "--lang" in ran.err and "fr" in ran.err
