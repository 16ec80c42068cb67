"""Trees over the report's own offsets, names shielded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.desk import parsed
from whoholds.errors import SetupError
from whoholds.reading import parse as module
from whoholds.reading.languages import SHIPPED, Language, language_of
from whoholds.reading.parse import Parsed, Shield, _whole, parse, pipeline

EN = "Rebels took Khan Sheikhun, Maarrat al-Numan and Saraqib on Friday."
FR = "Les rebelles ont pris Khan Cheikhoun et Maarat al-Nouman vendredi."


def shielded(text: str, language: str, *names: str, kind: str = "place") -> Parsed:
    shields = [Shield(text.index(n), text.index(n) + len(n), kind) for n in names]
    return parse([(text, 0, len(text), language, shields)])[0]


def words(p: Parsed) -> list[str]:
    return [p.word(t) for t in p.doc]


def test_there_is_a_model_for_each_language() -> None:
    for language in SHIPPED:
        assert pipeline(language.code).lang == language.code


def test_a_missing_model_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_model(code: str) -> Language:
        return replace(language_of("en"), code=code, package="no_such_model_xx")

    monkeypatch.setattr(module, "language_of", without_model)
    pipeline.cache_clear()
    with pytest.raises(SetupError) as caught:
        pipeline("xx")
    assert caught.value.code == "reader.model_missing"
    assert caught.value.subject == "no_such_model_xx" and caught.value.hint
    pipeline.cache_clear()


@pytest.mark.parametrize(("text", "language"), [(EN, "en"), (FR, "fr")])
def test_tokens_cover_the_text_in_order(text: str, language: str) -> None:
    p = parsed(text, language)
    assert "".join(words(p)).replace(" ", "") == text.replace(" ", "")
    assert p.starts == sorted(p.starts) and all(a < b for a, b in zip(p.starts, p.ends, strict=True))
    assert all(end <= start for end, start in zip(p.ends, p.starts[1:], strict=False))


def test_a_shielded_name_is_one_token_and_reads_as_in_the_report() -> None:
    p = shielded(EN, "en", "Khan Sheikhun", "Maarrat al-Numan", "Saraqib")
    found = words(p)
    assert "Khan Sheikhun" in found and "Maarrat al-Numan" in found and "Saraqib" in found
    shown = p.doc[found.index("Khan Sheikhun")].text
    assert shown in language_of("en").masks["place"]


def test_masks_take_turns() -> None:
    p = shielded(EN, "en", "Khan Sheikhun", "Maarrat al-Numan", "Saraqib")
    shown = [t.text for t in p.doc if t.text in language_of("en").masks["place"]]
    assert len(shown) == len(set(shown)) == 3


def test_more_names_than_masks_begin_again() -> None:
    names = [f"Qalat{i}" for i in range(len(language_of("en").masks["place"]) + 2)]
    text = "Rebels took " + ", ".join(names) + "."
    p = shielded(text, "en", *names)
    assert [w for w in words(p) if w.startswith("Qalat")] == names


def test_a_group_after_an_elision_wears_a_name_that_begins_with_a_vowel() -> None:
    text = "Les combattants d'Ahrar ont fui."
    p = shielded(text, "fr", "Ahrar", kind="group")
    assert p.doc[words(p).index("Ahrar")].text in language_of("fr").masks["vowel"]
    assert p.doc[words(p).index("Ahrar")].text[0] in "AEIOU"


def test_a_shield_with_a_form_of_its_own_is_shown_so_and_has_its_lemma() -> None:
    text = "The army retook Hama."
    at = text.index("retook")
    p = parse([(text, 0, len(text), "en", [Shield(at, at + 6, None, "took", "retake")])])[0]
    token = next(t for t in p.doc if p.word(t) == "retook")
    assert token.text == "took"
    assert p.cache["lemma", token.i] == "retake"


def test_shields_outside_the_block_or_over_each_other_are_left_out() -> None:
    text = "Rebels took Khan Sheikhun.\nOther line."
    inner = Shield(12, 25, "place")
    p = parse([(text, 0, 26, "en", [inner, Shield(17, 25, "place"), Shield(20, 33, "place")])])[0]
    assert "Khan Sheikhun" in words(p)
    assert p.ends[-1] <= 26


def test_a_block_inside_a_report_keeps_the_reports_offsets() -> None:
    text = "Title line\n\n" + EN
    start = text.index(EN)
    p = parse([(text, start, len(text), "en", ())])[0]
    assert (p.start, p.end) == (start, len(text))
    for token in p.doc:
        assert text[p.starts[token.i] : p.ends[token.i]] == p.word(token)


def test_token_at_finds_the_token_that_covers_a_character() -> None:
    p = shielded(EN, "en", "Khan Sheikhun")
    at = EN.index("Sheikhun")
    token = p.token_at(at)
    assert token is not None and p.word(token) == "Khan Sheikhun"
    assert p.token_at(EN.index(" took")) is None
    assert p.token_at(len(EN) + 5) is None


def test_tokens_in_and_head_in() -> None:
    text = "Residents of the old town fled."
    p = parsed(text, "en")
    end = text.index(" fled")
    assert [p.word(t) for t in p.tokens_in(0, end)] == text[:end].split()
    head = p.head_in(0, end)
    assert head is not None and p.word(head) == "Residents"
    assert p.head_in(len(text) + 1, len(text) + 2) is None


def test_blocks_of_two_languages_come_back_in_order() -> None:
    text = EN + "\n\n" + FR
    cut = len(EN)
    out = parse([(text, 0, cut, "en", ()), (text, cut + 2, len(text), "fr", ()), (text, 0, cut, "en", ())])
    assert [p.language for p in out] == ["en", "fr", "en"]
    assert words(out[0]) == words(out[2])
    assert out[1].starts[0] == cut + 2


def test_no_blocks_give_no_trees() -> None:
    assert parse([]) == []


@settings(max_examples=30)
@given(st.text(alphabet=st.sampled_from("abc ABC,.'’-\n\t12é"), max_size=80), st.sampled_from(["en", "fr"]))
def test_offsets_hold_for_any_text(text: str, language: str) -> None:
    p = parse([(text, 0, len(text), language, ())])[0]
    for token in p.doc:
        assert p.text[p.starts[token.i] : p.ends[token.i]].strip() != ""
    assert all(b <= c for b, c in zip(p.ends, p.starts[1:], strict=False))


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(["Ba", "El Fasher", "Maarrat al-Numan", "N'Djamena", "Sar-e Pol"]), min_size=1, max_size=5
    ),
    st.sampled_from(["en", "fr"]),
)
def test_shielded_names_are_always_whole(names: list[str], language: str) -> None:
    text = " and ".join(names) + "."
    shields, at = [], 0
    for name in names:
        at = text.index(name, at)
        shields.append(Shield(at, at + len(name), "place"))
        at += len(name)
    p = parse([(text, 0, len(text), language, shields)])[0]
    assert [w for w in words(p) if w in names] == names


@pytest.mark.parametrize(
    "text",
    [
        "L'armée malienne a repris Ménaka dimanche. Des maisons brûlaient.",
        "L'armée malienne a repris Ménaka dimanche. Des habitants ont gagné Gao.",
    ],
)
def test_a_sentence_is_not_cut_before_a_name(text: str) -> None:
    assert [str(s)[-1] for s in shielded(text, "fr", "Ménaka").doc.sents] == [".", "."]


@given(st.lists(st.sampled_from(["took", "Goma", ",", "(", "»", ".", "…", "U.N.", "?", "'s", '"', "-"]), max_size=12))
def test_a_sentence_begins_only_behind_an_end(words: list[str]) -> None:
    starts = _whole(words)
    assert len(starts) == len(words) and all(s is not True for s in starts)
    for at, start in enumerate(starts):
        if start is None and at:
            back = at - 1
            while back and not words[back][0].isalnum() and words[back] not in ".…?-":
                back -= 1
            assert words[back][-1] in ".…?-" or not back
