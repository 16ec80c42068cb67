from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whoholds
from whoholds.control import sentences as module
from whoholds.control.evidence import Interest
from whoholds.control.sentences import LANGUAGES, Sentences, checked, english, fields, same_fields, say, sentences
from whoholds.control.weights import Weights
from whoholds.errors import DataError, UsageError
from whoholds.model import Clause, Standing

SOURCE = Path(str(whoholds.__file__)).parent
EN, FR = sentences("en"), sentences("fr")
FRENCH_NAMES = {"n": "le Nord", "s": "les rebelles", "a": "l'armée", "t": "une source anonyme", "w": "Wire B"}


def text_of(language: str) -> str:
    return resources.files("whoholds.control").joinpath(f"data/sentences.{language}.toml").read_text(encoding="utf-8")


def templates(language: str) -> Iterator[tuple[str, Any]]:
    for section, entries in tomllib.loads(text_of(language)).items():
        for key, template in entries.items() if section != "form" else ():
            yield f"{section}.{key}", template


def calls() -> Iterator[tuple[str, set[str], str]]:
    """Each `say("key", field=…)` of the source: key, fields, and where it stands."""
    for path in sorted((SOURCE / "control").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                first = node.args[0]
                names = {k.arg for k in node.keywords if k.arg}
                for literal in ast.walk(first):
                    if isinstance(literal, ast.Constant) and re.fullmatch(r"[a-z]+\.[a-z_]+", str(literal.value)):
                        yield str(literal.value), names, f"{path.name}:{node.lineno}"


def test_both_files_have_the_same_keys_and_fields() -> None:
    found = {language: dict(templates(language)) for language in LANGUAGES}
    assert set(found["en"]) == set(found["fr"]) == set(EN.keys) == set(FR.keys)
    for key, template in found["en"].items():
        assert set(fields(template, "en", key)) == set(fields(found["fr"][key], "fr", key)), key


def test_the_rooms_say_only_what_has_a_template_with_these_fields() -> None:
    english_templates = dict(templates("en"))
    seen = list(calls())
    assert len(seen) > 30
    for key, names, where in seen:
        assert key in english_templates, (key, where)
        assert set(fields(english_templates[key], "en", key)) == names, (key, where)


def test_every_rule_and_note_is_said_somewhere() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "control").glob("*.py"))
    unused = [key for key in EN.keys if key.split(".")[0] in ("rule", "note") and f'"{key}"' not in text]
    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standing_interest_and_class_of_speakers_has_words(language: str) -> None:
    words = sentences(language)
    assert all(f"standing.{standing.value}" in words for standing in Standing)
    assert all(f"odds.{i.value}" in words for i in Interest if i is not Interest.NEUTRAL)
    assert all(f"odds.{speaker.name}" in words for speaker in Weights.load().speakers)


@pytest.mark.parametrize("key", [key for key, _ in templates("en")])
def test_a_template_differs_between_the_languages_or_is_the_same_word(key: str) -> None:
    both = {"odds.documents", "note.probable", "note.possible", "rule.contested", "answer.percent", "table.total"}
    both |= {"voice.outlet", "sure.w80", "table.neither"}
    assert key in both or dict(templates("en"))[key] != dict(templates("fr"))[key] or key.startswith("table.origin")


@pytest.mark.parametrize(
    ("clause", "en", "fr"),
    [
        (say("rule.assessed", who="s", n=1, voices=["a"]), "Held by s: 1 independent origin (a).",
         "Tenue par les rebelles : 1 origine indépendante (l’armée)."),
        (say("rule.assessed", who="n", n=2, voices=["a", "w"]), "Held by n: 2 independent origins (a, w).",
         "Tenue par le Nord : 2 origines indépendantes (l’armée, Wire B)."),
        (say("rule.denial_outweighed", parties=["n", "s", "a"]),
         "The denial by n, s, a does not outweigh this.",
         "Le démenti du Nord, des rebelles et de l’armée ne l’emporte pas."),
        (say("rule.rivals", sides=["s", "n"]), "S and n are each said to hold it; nothing settles it.",
         "Attribuée à la fois aux rebelles et au Nord ; rien ne tranche."),
        (say("rule.denied", parties=["t"]), "Denied by t; nobody independent settles it.",
         "Démenti d’une source anonyme ; aucune source indépendante ne tranche."),
        (say("rule.silent", days=1), "Not known: nobody has spoken of it for 1 day.",
         "Occupant inconnu : personne n’en a parlé depuis 1 jour."),
        (say("rule.silent", days=40), "Not known: nobody has spoken of it for 40 days.",
         "Occupant inconnu : personne n’en a parlé depuis 40 jours."),
        (say("note.undated", day=date(2024, 12, 1)), "No day given: not after 1 December 2024, when it was published.",
         "Jour non dit : pas après le 1er décembre 2024, jour de la publication."),
        (say("odds.denial", odds=1.35), "Denial: odds 1.35.", "Démenti : cote 1,35."),
    ],
)  # fmt: skip
def test_sentences(clause: Clause, en: str, fr: str) -> None:
    assert EN.tell([clause]) == en
    assert FR.tell([clause], FRENCH_NAMES.__getitem__).replace("\u00a0", " ") == fr


def test_one_is_for_nothing_too_in_french_only() -> None:
    assert EN("answer.claims", n=0) == "0 claims"
    assert FR("answer.claims", n=0) == "0 affirmation"
    assert (EN("answer.claims", n=1), FR("answer.claims", n=2)) == ("1 claim", "2 affirmations")


def test_clauses_follow_each_other_and_a_capital_begins_a_sentence() -> None:
    clauses = [say("rule.last_known", who="n"), say("rule.few"), say("rule.threatened", who="s")]
    assert EN.tell(clauses) == (
        "Last known to be held by n; not enough independent voices say so yet. "
        "Threatened: an advance, siege or assault by s is reported."
    )
    french = FR.tell(clauses, FRENCH_NAMES.__getitem__)
    assert french.count(".") == 2 and "\u00a0; trop peu" in french and ". Menacée\u00a0:" in french
    assert "aux rebelles" in french
    assert EN.tell([]) == "" == EN.notes([])


def test_notes_are_one_line() -> None:
    some = (say("note.copy"), say("odds.monitor", odds=12.0), say("note.headline"))
    assert EN.notes(some) == english(some) == "copy: its story counts once; monitor: odds 12; headline"
    assert FR.notes(some).replace("\u00a0", " ") == (
        "copie : son récit ne compte qu’une fois ; observatoire : cote 12 ; titre"
    )


def test_a_name_is_said_once() -> None:
    assert EN.clause(say("rule.fighting", voices=["a", "b"]), lambda key: "x").count("x, x") == 0


def test_no_french_sign_can_begin_a_line() -> None:
    for key, template in FR._templates.items():
        for text in [template] if isinstance(template, str) else template.values():
            assert not re.search(r" [:;?!»%]", text), key


def test_quotes_are_left_to_the_letter() -> None:
    assert "l'armée ; oui" in FR("table.claim_of", speaker="Wire B", quote="l'armée ; oui")


@given(st.floats(0, 1))
def test_certainty_has_a_word_in_each_language(probability: float) -> None:
    keys = ["w05", "w20", "w45", "w55", "w80", "w95", "w100"]
    at = [EN(f"sure.{key}") for key in keys].index(EN.sure(probability))
    assert FR.sure(probability) == FR(f"sure.{keys[at]}")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_are_told_apart(day: date) -> None:
    assert str(day.year) in EN.day(day) and str(day.year) in FR.day(day)
    assert FR.day(day).startswith("1er ") == (day.day == 1)


@given(st.floats(-50, 50))
def test_signed_numbers(value: float) -> None:
    assert EN.signed(value) == f"{value:+.2f}"
    assert float(FR.signed(value).replace(",", ".")) == float(EN.signed(value)) and "." not in FR.signed(value)


def test_a_language_that_is_not_spoken() -> None:
    with pytest.raises(UsageError, match="no sentences in 'de'"):
        sentences("de")


def test_a_key_that_is_not_there() -> None:
    with pytest.raises(DataError, match=r"no sentence 'rule\.nonsense'"):
        EN.clause(say("rule.nonsense"), str)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('few = "not', 'few = 3 # "not', "rule.few: must be a text"),
        ('few = "not', 'few = "{who:loudly} not', r"rule.few: {who:loudly}: no such way"),
        ('few = "not', 'few = "{0} not', "rule.few: {0} is no name of a field"),
        ('few = "not', 'few = "{ not', "rule.few: "),
        ('few = "not', 'few = "" # "not', "rule.few: must be a text"),
        ("{days:n} day\"", "{dies:n} day\"", "rule.silent: `one` has a field that `many` has not"),
        ('few = "not', 'few = {one = "x", many = "y"} # "', "rule.few: has `one` and `many` but no number"),
        ('few = "not', 'few = {one = "x"} # "', "rule.few: must be a text, or have"),
        ('stop = "."', "", "form: must have"),
        ('"January", ', "", "form.months: must be twelve names"),
        ("[form]", "x = 1\n[form]", "x: must be a table"),
        ("[form]", "[form", "file: not TOML"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_entry(old: str, new: str, says: str) -> None:
    text = text_of("en")
    assert old in text
    with pytest.raises(DataError, match=re.escape(f"sentences.xx.toml: {says}").replace(r"\ ", " ")):
        checked(text.replace(old, new), "sentences.xx.toml")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("few = ", "fewer = ", "rule.few: is missing"),
        ('few = "', 'few = "{who} ', "rule.few: has the fields"),
        ("{loser:de}", "{loser:n}", "rule.admitted: has the fields"),
        ("[voice]", "[voice]\nextra = 'x'", "voice.extra: is in no other language"),
    ],
)
def test_a_language_that_lacks_something_is_refused(old: str, new: str, says: str) -> None:
    text = text_of("fr")
    assert old in text
    table = checked(text.replace(old, new), "sentences.fr.toml")
    with pytest.raises(DataError, match=re.escape(says)):
        same_fields(table, checked(text_of("en"), "sentences.en.toml"), "sentences.fr.toml")


def test_fields_keep_their_order_and_their_kind() -> None:
    clause = say("x.y", who="n", n=3, odds=1.5, day=date(2024, 12, 7), voices=["a", "b"])
    assert clause.fields == (
        ("who", "n"), ("n", "3"), ("odds", "1.5"), ("day", "2024-12-07"), ("voices", "a"), ("voices", "b"),
    )  # fmt: skip
    assert hash(clause) == hash(say("x.y", who="n", n=3, odds=1.5, day=date(2024, 12, 7), voices=["a", "b"]))


def test_a_table_of_ones_own() -> None:
    table = checked(text_of("en").replace('few = "not', 'few = "far from'), "own.toml")
    assert Sentences("en", table).tell([say("rule.few")]).startswith("Far from enough")
    assert module.REFERENCE in LANGUAGES
