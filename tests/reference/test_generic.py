"""The data of generic phrases: every phrase compiles, finds what it says, and means something everywhere."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.actors import Actors
from whoholds.reference.generic import LANGUAGES, generic_matchers, grammar, phrase_matcher, roles
from whoholds.reference.meaning import resolve
from whoholds.reference.schema import PhraseEntry
from whoholds.reference.tokens import fold_word, words

ACTORS = Actors.load()
THEATRES = [t.key for t in ACTORS.theatres()]
PHRASES = [(language, n) for language in LANGUAGES for n in range(len(grammar(language).phrases))]


@pytest.mark.parametrize(("language", "number"), PHRASES)
def test_a_phrase_of_the_data(language: str, number: int) -> None:
    rules = grammar(language)
    phrase = rules.phrases[number]
    assert bool(phrase.role) or bool(phrase.key), "it must mean something"
    patterns = rules.compile(phrase.forms, phrase, f"{language} {number}")
    assert len(patterns) == len(phrase.forms)
    for pattern in patterns:
        assert pattern.data is phrase
        head = pattern.elements[pattern.head]
        assert head.words or head.runs
        for word in head.words:
            assert word == fold_word(word), "data are folded when compiled"


@pytest.mark.parametrize("language", LANGUAGES)
def test_sets_and_words_are_used(language: str) -> None:
    rules = grammar(language)
    used = " ".join(form for phrase in rules.phrases for form in phrase.forms)
    used += " ".join(f for t in ACTORS.theatres() for p in t.phrases for f in (p.fr if language == "fr" else p.en))
    unused = [name for name in rules.sets if f"@{name}" not in used]
    assert unused == []
    empty = {name for name, listed in rules.lists.items() if not listed}
    assert empty <= {"premodifying", "follows"}, "rules of English only"


@pytest.mark.parametrize("theatre", THEATRES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_of_a_theatre_compile(language: str, theatre: str) -> None:
    phrases = ACTORS.theatre(theatre).phrases
    matcher = phrase_matcher(language, [(p, theatre) for p in phrases])
    assert len(matcher.patterns) == sum(len(p.fr if language == "fr" else p.en) for p in phrases)


@pytest.mark.parametrize("theatre", [*THEATRES, None])
def test_every_role_means_something_in_every_theatre(theatre: str | None) -> None:
    chosen = ACTORS.theatre(theatre) if theatre else None
    for role in roles():
        for bound in ((), ("mali",), ("syria",), ("colombia",)):
            for on in (None, date(2014, 1, 1), date(2024, 6, 1)):
                key, country = resolve(role, bound, chosen, "", on)
                assert key and " " not in key
                assert not bound or country == bound[0]


def test_a_role_without_rules_is_of_its_country() -> None:
    assert resolve("rebels", ("colombia",), None, "", None) == ("rebels:colombia", "colombia")
    assert resolve("rebels", (), None, "", None) == ("rebels", "")
    assert resolve("rebels", (), None, "mali", None) == ("rebels:mali", "mali")
    assert resolve("navy", ("mali",), None, "", None)[0] == resolve("army", ("mali",), None, "", None)[0]


def test_the_theatre_says_what_its_roles_mean() -> None:
    syria, sudan = ACTORS.theatre("syria"), ACTORS.theatre("sudan")
    assert resolve("army", (), syria, "syria", None)[0] == "syrian_armed_forces"
    assert resolve("rebels", (), sudan, "sudan", None)[0] == "rapid_support_forces"
    assert resolve("army", ("chad",), sudan, "sudan", None) == resolve("army", ("chad",), None, "", None)


def test_of_two_countries_that_a_phrase_names_the_theatres_own_counts() -> None:
    assert resolve("army", ("colombia", "syria"), ACTORS.theatre("syria"), "", None)[1] == "syria"
    assert resolve("army", ("colombia", "syria"), None, "", None)[1] == "colombia"


def test_who_is_the_army_depends_on_the_day() -> None:
    afghanistan = ACTORS.theatre("afghanistan")

    def army(on: date | None) -> str:
        return resolve("army", (), afghanistan, "afghanistan", on)[0]

    assert army(date(2021, 8, 19)) == "afghan_national_security_forces"
    assert army(date(2021, 8, 20)) == "taliban"


def matched(language: str, text: str) -> set[str]:
    cut = words(text)
    return {
        text[cut.starts[m.first] : cut.ends[m.last]]
        for matcher in generic_matchers(language)
        for m in matcher.find(cut)
    }


@pytest.mark.parametrize(
    ("language", "text", "phrase"),
    [
        ("en", "Three heavily armed local rebels fled.", "Three heavily armed local rebels"),
        ("en", "dozens of rebels fled", "dozens of rebels"),
        ("en", "Turkish-backed rebels fled", "Turkish-backed rebels"),
        ("en", "rebels from Chad fled", "rebels from Chad"),
        ("en", "rebels of the Central African Republic fled", "rebels of the Central African Republic"),
        ("en", "Mali's rebels fled", "Mali's rebels"),
        ("en", "anti-government rebels fled", "anti-government rebels"),
        ("fr", "trois rebelles armés ont fui", "trois rebelles armés"),
        ("fr", "les rebelles tchadiens ont fui", "rebelles tchadiens"),
        ("fr", "les rebelles du Mali ont fui", "rebelles du Mali"),
        ("fr", "les rebelles de la RDC ont fui", "rebelles de la RDC"),
        ("fr", "des rebelles soutenus par Ankara ont fui", "rebelles soutenus par Ankara"),
        ("fr", "des rebelles appuyés par la Russie ont fui", "rebelles appuyés par la Russie"),
    ],
)
def test_what_a_phrase_takes_in(language: str, text: str, phrase: str) -> None:
    assert phrase in matched(language, text)


@pytest.mark.parametrize(
    ("language", "text", "phrase"),
    [
        ("en", "rebels, Chad said, fled", "rebels, Chad"),
        ("en", "rebels. Malian trucks", "rebels. Malian"),
        ("fr", "des rebelles, soutenus par Ankara", "rebelles, soutenus par Ankara"),
        ("fr", "les rebelles. Du Mali", "rebelles. Du Mali"),
    ],
)
def test_what_it_leaves_out(language: str, text: str, phrase: str) -> None:
    assert phrase not in matched(language, text)


@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_any_text_is_matched_within_its_words(text: str, language: str) -> None:
    cut = words(text)
    for matcher in generic_matchers(language):
        for match in matcher.find(cut):
            assert 0 <= match.first <= match.head <= match.last < len(cut)


def test_a_phrase_entry_comes_back_as_it_is() -> None:
    entry = PhraseEntry(key="pond_men", kind="militia", en=("pond men!",), fr=("hommes! de l étang",))
    (english,) = phrase_matcher("en", [(entry, "here")]).find(words("Armed pond men came."))
    (french,) = phrase_matcher("fr", [(entry, "here")]).find(words("Des hommes de l'étang sont venus."))
    assert english.data is french.data is entry
    assert (english.first, english.head) == (0, 2)
