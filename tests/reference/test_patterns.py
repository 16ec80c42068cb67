"""The phrase language: what matches, what binds a country, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import DataError
from whoholds.reference.generic import generic_matchers, grammar, phrase_matcher, roles
from whoholds.reference.patterns import Matcher, compile_pattern
from whoholds.reference.tokens import fold_word, words

SETS = {"men": ["soldier", "soldiers", "special_forces"]}


def _find(pattern: str, text: str, head: str = "last") -> list[str]:
    compiled = compile_pattern(pattern, SETS, None, head=head, where="test")
    cut = words(text)
    return [text[cut.starts[m.first] : cut.ends[m.last]] for m in Matcher([compiled], grammar("en").slots).find(cut)]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("army", "The army left.", ["army"]),
        ("army|navy", "The navy left the army.", ["navy", "army"]),
        ("state @men", "State soldiers and state special forces.", ["State soldiers", "state special forces"]),
        ("pro_war media", "Pro-war media lie.", ["Pro-war media"]),
        ("the? army! of? mali?", "the army of Mali, an army", ["the army of Mali", "army"]),
        ("<nat> army", "The Malian army and Kyiv's army; an army.", ["Malian army", "Kyiv's army"]),
        ("minister! of <country>", "A minister of South Sudan", ["minister of South Sudan"]),
        ("state soldiers", "A state. Soldiers left; state, soldiers.", []),
        ("state soldiers", "of the state\n\nSoldiers left", []),
    ],
)
def test_what_a_pattern_takes(pattern: str, text: str, found: list[str]) -> None:
    assert _find(pattern, text) == found


def test_the_nationality_binds_its_country() -> None:
    rules = grammar("en")
    matcher = rules.matcher(rules.compile(["army"], None, "test"))
    (match,) = matcher.find(words("three heavily armed Chadian army"))
    assert match.countries == ("chad",) and match.first == 0
    (match,) = matcher.find(words("Turkish-backed army"))
    assert match.countries == ()
    rules = grammar("fr")
    (match,) = rules.matcher(rules.compile(["armée"], None, "test")).find(words("l'armée régulière du Tchad"))
    assert match.countries == ("chad",) and match.last == 4


@pytest.mark.parametrize(
    ("pattern", "code"),
    [("", "pattern.empty"), ("@nobody", "pattern.set"), ("<moon> army", "pattern.slot"), ("<nat>", "pattern.headless")],
)
def test_a_bad_pattern_is_refused(pattern: str, code: str) -> None:
    with pytest.raises(DataError) as caught:
        compile_pattern(pattern, SETS, None, head="last", where="here")
    assert caught.value.code == code and caught.value.subject == "here"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_role_of_the_data_has_a_rule(language: str) -> None:
    for phrase in grammar(language).phrases:
        assert not phrase.role or phrase.role in roles()
    for rule in roles().values():
        assert not rule.like or rule.like in roles()
    assert all(matcher.patterns for matcher in generic_matchers(language))


def test_a_language_without_a_file_is_read_as_english() -> None:
    assert grammar("de").language == "en"
    assert not list(phrase_matcher("en", []).find(words("nothing here")))


@pytest.mark.parametrize(
    ("word", "folded"),
    [("ÉCHOUÉ", "echoue"), ("Ġgantija", "ggantija"), ("Œuvre", "oeuvre"), ("الجيش", "الجيش"), ("ß", "ss")],
)
def test_folding(word: str, folded: str) -> None:
    assert fold_word(word) == folded


@given(st.text(max_size=120))
def test_words_are_exact_and_in_order(text: str) -> None:
    cut = words(text)
    assert len(cut.starts) == len(cut.ends) == len(cut.folds) == len(cut.joined)
    last = 0
    for i in range(len(cut)):
        assert last <= cut.starts[i] < cut.ends[i] <= len(text)
        assert fold_word(cut.raw(i)) == cut.folds[i]
        assert cut.index_at(cut.starts[i]) == i
        last = cut.ends[i]


def test_a_matcher_knows_its_heads() -> None:
    matcher = Matcher([compile_pattern("state @men", SETS, None, head="last", where="test")], grammar("en").slots)
    assert matcher.heads() == {"soldier", "soldiers", "special"}


@pytest.mark.parametrize(
    ("pattern", "text", "possible"),
    [
        ("state soldiers", "the state soldiers left", True),
        ("state soldiers", "soldiers of the state", False),
        ("state! soldiers", "a state of soldiers", False),
        ("state special_forces", "state special forces", True),
        ("state special_forces", "state special offers", False),
        ("<nat> army", "an army", True),
        ("army", "", False),
    ],
)
def test_the_words_beside_a_head_tell_whether_to_look(pattern: str, text: str, possible: bool) -> None:
    matcher = Matcher([compile_pattern(pattern, SETS, None, head="last", where="test")], grammar("en").slots)
    assert matcher.may([fold_word(word) for word in text.split()]) is possible


@given(st.lists(st.sampled_from(["state", "special", "forces", "soldiers", "of", "the,"]), max_size=8).map(" ".join))
def test_the_quick_look_never_says_no_where_something_matches(text: str) -> None:
    patterns = [compile_pattern(p, SETS, None, head="last", where="test") for p in ("state @men", "@men! of state")]
    matcher = Matcher(patterns, grammar("en").slots)
    cut = words(text)
    assert matcher.may(cut.folds) or not list(matcher.find(cut))
