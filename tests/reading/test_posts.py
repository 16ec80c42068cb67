"""Posts: signs that a parser takes for words give way, and accounts are voices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import Desk
from whoholds.reading.posts import handles, plain
from whoholds.reference.mention import ActorMention


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("1/ Sake fell.", "   Sake fell."),
        ("(2/9) Sake fell.", "      Sake fell."),
        ("12/ Sake fell.", "    Sake fell."),
        ("🔴 URGENT – Sake est tombée", "           Sake est tombée"),
        ("BREAKING | Sake fell", "           Sake fell"),
        ("#BREAKING: Sake fell", "           Sake fell"),
        ("3/ UPDATE: Sake fell", "           Sake fell"),
        ("RT @who: Sake fell", "   @who: Sake fell"),
        ("Fighting in #Sake today", "Fighting in  Sake today"),
        ("Sake fell #DRC #Kivu", "Sake fell. DRC. Kivu"),
        ("Sake fell. #DRC", "Sake fell.  DRC"),
        ("**Sake.** Tenue par X.", "  Sake:   Tenue par X."),
        ("Hier, **Sake** est tombée.", "Hier,   Sake   est tombée."),
    ],
)
def test_signs_give_way(said: str, left: str) -> None:
    assert plain(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "Half of it, 1/2, is lost.",
        "Breaking the siege of Sake: a plan",
        "FAUX : Sake est tombée",
        "Update on Sake: it fell",
        "2 ** 3 ** 4",
        "Article 3/ was read",
        "Write to a@b.org",
        "C# is a language",
    ],
)
def test_other_words_stay(said: str) -> None:
    assert plain(said) == said


@given(st.text(alphabet="1/ (#@RTUPDATE|:–🔴a.\n", max_size=60))
def test_no_offset_moves(text: str) -> None:
    left = plain(text)
    assert len(left) == len(text)
    assert all(b in (" ", ".", a) for a, b in zip(text, left, strict=True))


def body(said: str) -> list[ActorMention]:
    return [ActorMention(0, 3, "rapid_support_forces", "paramilitary", True, "RSF")] if "RSF" in said.split() else []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("@RSF_Media says so", "rapid_support_forces"),
        ("@RSFOfficial says so", "rapid_support_forces"),
        ("@rsfofficial says so", "social_media"),
        ("RT @some_desk: so", "social_media"),
    ],
)
def test_whose_account_it_is(text: str, key: str) -> None:
    (found,) = handles(text, body)
    assert (found.key, found.text) == (key, text[found.start : found.end])
    assert found.text.startswith("@")


def test_an_address_is_no_account() -> None:
    assert handles("Write to desk@wire.example", body) == []


def test_what_only_belongs_to_many_countries_owns_no_account() -> None:
    union = [ActorMention(0, 2, "african_union", "international", True, "UA")]
    assert [m.key for m in handles("@UAWatch", lambda _: union)] == ["social_media"]


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ('RT @RSF_Media: "Our heroes have liberated Al-Fula." #Sudan', "en", "rapid_support_forces"),
        ("@nile_desk: the RSF have taken Al-Fula #Sudan", "en", "social_media"),
        ("Selon @InfoKivu, le M23 a pris Sake.", "fr", "social_media"),
        ("🔴 URGENT – le M23 a pris Sake #RDC", "fr", "narrator"),
        ("4/ The RSF have taken Al-Fula. #Sudan", "en", "narrator"),
    ],
)
def test_who_tells_it(desk: Desk, text: str, language: str, speaker: str) -> None:
    claim = desk.only(text, language, event="capture")
    assert claim.speaker.key == speaker


def test_a_quote_is_cut_from_the_post_itself(desk: Desk) -> None:
    text = "🔴 1/ The RSF have taken #Nyala, residents say. #Sudan"
    claim = desk.only(text, "en", event="capture")
    assert text[claim.start : claim.end] == claim.quote
    assert "#Nyala" in claim.quote
