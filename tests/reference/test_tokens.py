"""Words of a text: their folds, their offsets, and which of them stand side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.tokens import cut, fold_word, fold_words, words


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("ARMY", "army"),
        ("Échoué", "echoue"),
        ("Œuvre", "oeuvre"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ŋaoundere", "naoundere"),
        ("İzmir", "izmir"),
        ("ığdır", "igdir"),
        ("Sørlie", "sorlie"),
        ("Đinh", "dinh"),
        ("e\u0301", "e"),
        ("Ａ", "a"),
        ("Київ", "киів"),
        ("القوات", "القوات"),
        ("2nd", "2nd"),
    ],
)
def test_a_word_without_case_and_marks(word: str, folded: str) -> None:
    assert fold_word(word) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L'armée syrienne", ("l", "armee", "syrienne")),
        ("l’État-major", ("l", "etat", "major")),
        ("Deir ez-Zor", ("deir", "ez", "zor")),
        ("Ta'ang", ("ta", "ang")),
        ("Taʼang", ("ta", "ang")),
        ("M23, FARDC", ("m23", "fardc")),
        ("U.N.", ("u", "n")),
        ("snake_case", ("snake", "case")),
        ("« Assez ! »", ("assez",)),
        ("10 000 hommes", ("10", "000", "hommes")),
        ("", ()),
        ("…—!?", ()),
        ("\u202e\u200b", ()),
    ],
)
def test_the_words_of_a_name(text: str, folded: tuple[str, ...]) -> None:
    assert fold_words(text) == folded
    assert words(text).folds == folded


@pytest.mark.parametrize(
    ("gap", "joined"),
    [
        (" ", True),
        ("  ", True),
        ("\u00a0", True),
        ("\u202f", True),
        ("\n", True),
        (" \n ", True),
        ("-", True),
        ("‑", True),
        ("'", True),
        ("’", True),
        ("/", True),
        ("\n\n", False),
        (", ", False),
        (". ", False),
        ("; ", False),
        (" (", False),
        (") ", False),
        (" – ", False),
        (": ", False),
        (" « ", False),
        ("! ", False),
        (" " * 9, False),
    ],
)
def test_what_may_stand_between_the_words_of_a_phrase(gap: str, joined: bool) -> None:
    assert words(f"state{gap}army").joined == (joined, False)


@pytest.mark.parametrize(
    ("text", "joined"),
    [("U.N. envoy", (True, True, False)), ("A. Guterres", (True, False)), ("left. Guterres", (False, False))],
)
def test_a_full_stop_after_an_initial_parts_nothing(text: str, joined: tuple[bool, ...]) -> None:
    assert words(text).joined == joined


@pytest.mark.parametrize(
    ("text", "capital"),
    [("Army", True), ("army", False), ("élite", False), ("Élite", True), ("23", True), ("الجيش", True), ("北京", True)],
)
def test_a_capital_letter_or_a_script_without_case(text: str, capital: bool) -> None:
    assert words(text).capital(0) is capital


def test_the_word_at_an_offset() -> None:
    cut = words("The army, they say, left.")
    assert [cut.raw(cut.index_at(n)) for n in (0, 2, 4, 7)] == ["The", "The", "army", "army"]
    assert cut.raw(cut.index_at(3)) == "army"
    assert cut.raw(cut.index_at(8)) == "they"
    assert cut.index_at(24) == len(cut) == cut.index_at(10_000)
    assert words("").index_at(0) == 0


@pytest.mark.parametrize("size", [1, 1_000, 100_000])
def test_texts_of_any_length(size: int) -> None:
    assert len(words("x" * size)) == 1
    assert len(words("x " * size)) == size
    assert len(words("'" * size)) == 0


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_blank_line_parts_texts(one: str, other: str) -> None:
    both = words(f"{one}\n\n\n{other}")
    first, second = words(one), words(other)
    shift = len(one) + 3
    assert both.folds == first.folds + second.folds
    assert both.starts == first.starts + tuple(n + shift for n in second.starts)


@given(st.text("abcé' -\n.", max_size=40))
def test_joined_words_have_only_joints_between_them(text: str) -> None:
    cut = words(text)
    for i, joined in enumerate(cut.joined[:-1]):
        gap = text[cut.ends[i] : cut.starts[i + 1]]
        if joined:
            assert gap.count("\n") <= 1 and "," not in gap
            assert "." not in gap or cut.ends[i] - cut.starts[i] == 1


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    for fold in fold_words(text):
        assert fold_word(fold) == fold


@given(st.text(alphabet="aé_-ʼ' \u0301\u064b1", max_size=12))
def test_a_mark_belongs_to_the_letter_before_it(text: str) -> None:
    for word in cut(text):
        assert word[0] not in "\u0301\u064b_-ʼ' "
        assert not set(word) & set("_-ʼ' ")
    assert sum(map(len, cut(text))) >= sum(c in "aé1" for c in text)


def test_marks_part_no_word() -> None:
    assert cut("E\u0301toile re\u0301elle") == ["E\u0301toile", "re\u0301elle"]
    assert cut("\u0301a b\u0301_c") == ["a", "b\u0301", "c"]
