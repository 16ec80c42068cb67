"""Places in sentences of every theatre, from the text to the point on the map, and what must not move them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.model import Area, Place, PlaceRef
from whoholds.reference.actors import Actors
from whoholds.reference.gazetteer import Gazetteer, kilometres
from whoholds.reference.resolve import Resolver
from whoholds.reference.spotting import spot

ROWS = [line.split("\t") for line in (Path(__file__).parent / "place_sentences.tsv").read_text("utf-8").splitlines()]
IDS = [f"{n}-{row[1]}-{row[0]}" for n, row in enumerate(ROWS)]
MARK = re.compile(r"\[(?P<text>[^|\]]+)\|(?P<lat>-?[\d.]+),(?P<lon>-?[\d.]+)\]")
NEAR, WITHIN = 25.0, 500.0
"""Farthest from the point that was written down: of a place, and of a country's own point. Unit: kilometres."""

Marks = list[tuple[int, int, float, float]]


def unmarked(sentence: str) -> tuple[str, Marks]:
    """The sentence without its marks, and (start, end, lat, lon) of each."""
    out, marks, last = "", [], 0
    for match in MARK.finditer(sentence):
        out += sentence[last : match.start()]
        marks.append((len(out), len(out) + len(match["text"]), float(match["lat"]), float(match["lon"])))
        out += match["text"]
        last = match.end()
    return out + sentence[last:], marks


def placed(text: str, language: str, gazetteer: Gazetteer, resolver: Resolver) -> dict[tuple[int, int], PlaceRef]:
    found = spot(text, gazetteer, language)
    answers = resolver.resolve(found, countries={})
    return {(s.start, s.end): answer for s, answer in zip(found, answers, strict=True)}


def ids(found: dict[tuple[int, int], PlaceRef]) -> list[str | None]:
    return [getattr(answer, "id", None) for _, answer in sorted(found.items(), key=lambda item: item[0])]


@pytest.mark.parametrize(("language", "country", "marked"), ROWS, ids=IDS)
def test_a_sentence_lands_on_the_map(
    gazetteer: Gazetteer, resolver: Resolver, language: str, country: str, marked: str
) -> None:
    text, marks = unmarked(marked)
    found = placed(text, language, gazetteer, resolver)
    assert sorted(found) == [(start, end) for start, end, _, _ in marks]
    for start, end, lat, lon in marks:
        answer = found[start, end]
        assert isinstance(answer, (Place, Area)), (text[start:end], answer)
        limit = NEAR if isinstance(answer, Place) else WITHIN
        assert kilometres(lat, lon, answer.lat, answer.lon) <= limit, (text[start:end], answer.id)
        assert country == "XX" or answer.country, text[start:end]


@pytest.mark.parametrize(("language", "country", "marked"), ROWS, ids=IDS)
def test_other_apostrophes_and_spaces_change_nothing(
    gazetteer: Gazetteer, resolver: Resolver, language: str, country: str, marked: str
) -> None:
    text, _ = unmarked(marked)
    other = text.replace("'", "’").replace(" et ", "\u00a0et ")
    assert ids(placed(text, language, gazetteer, resolver)) == ids(placed(other, language, gazetteer, resolver))


@pytest.mark.parametrize("theatre", Actors.load().theatres(), ids=lambda t: t.key)
def test_every_theatre_has_sentences_in_both_languages(theatre: object) -> None:
    countries = set(theatre.countries)
    told = {language for language, country, _ in ROWS if country in countries}
    assert told == {"en", "fr"}


STRANGERS = {
    "en": ["It rained in Reykjavik. ", "A fair opened in Osaka. ", "Lima and Bogotá voted. ", "In Sydney it is late. "],
    "fr": [
        "Il pleut à Reykjavik. ",
        "Une foire ouvre à Osaka. ",
        "On vote à Lima et à Bogotá. ",
        "À Sydney, il est tard. ",
    ],
}


@settings(max_examples=60)
@given(st.sampled_from(ROWS), st.integers(0, 3), st.booleans())
def test_a_distant_place_beside_it_moves_nothing(
    gazetteer: Gazetteer, resolver: Resolver, row: list[str], which: int, before: bool
) -> None:
    language, _, marked = row
    text, marks = unmarked(marked)
    stranger = STRANGERS[language][which]
    whole = stranger + text if before else f"{text} {stranger}"
    shift = len(stranger) if before else 0
    alone = placed(text, language, gazetteer, resolver)
    among = placed(whole, language, gazetteer, resolver)
    for start, end, _, _ in marks:
        there = among.get((start + shift, end + shift))
        assert there is not None, text[start:end]
        assert getattr(there, "id", None) == getattr(alone[start, end], "id", None), text[start:end]


@settings(max_examples=40)
@given(st.sampled_from(ROWS), st.sampled_from(["\n\n", "(…)\n", "« Oui. »\n\n", "1. "]))
def test_what_stands_before_only_shifts_the_offsets(
    gazetteer: Gazetteer, resolver: Resolver, row: list[str], before: str
) -> None:
    language, _, marked = row
    text, _ = unmarked(marked)
    plain = placed(text, language, gazetteer, resolver)
    moved = placed(before + text, language, gazetteer, resolver)
    assert [(s + len(before), e + len(before)) for s, e in sorted(plain)] == sorted(moved)
    assert ids(plain) == ids(moved)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(ROWS), min_size=1, max_size=4))
def test_reports_of_several_sentences_give_exact_offsets(
    gazetteer: Gazetteer, resolver: Resolver, rows: list[list[str]]
) -> None:
    text = "\n\n".join(unmarked(marked)[0] for _, _, marked in rows)
    last = 0
    for span in spot(text, gazetteer, "en"):
        assert text[span.start : span.end] == span.text
        assert span.start >= last
        last = span.end


@settings(max_examples=30)
@given(st.sampled_from(ROWS))
def test_saying_it_twice_is_saying_it_once(gazetteer: Gazetteer, resolver: Resolver, row: list[str]) -> None:
    language, _, marked = row
    text, marks = unmarked(marked)
    twice = placed(f"{text}\n\n{text}", language, gazetteer, resolver)
    for start, end, _, _ in marks:
        first, second = twice[start, end], twice[start + len(text) + 2, end + len(text) + 2]
        assert getattr(first, "id", None) == getattr(second, "id", None)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Alep", "Aleppo"),
        ("Damas", "Damascus"),
        ("Lattaquié", "Latakia"),
        ("Palmyre", "Palmyra"),
        ("Mossoul", "Mosul"),
        ("Kaboul", "Kabul"),
        ("Mogadiscio", "Mogadishu"),
        ("Tombouctou", "Timbuktu"),
        ("Djouba", "Juba"),
        ("Erevan", "Yerevan"),
        ("Marioupol", "Mariupol"),
        ("Benghazi", "Bengasi"),
        ("Le Caire", "Cairo"),
        ("Beyrouth", "Beirut"),
        ("Jérusalem", "Jerusalem"),
        ("Hodeïda", "Hodeidah"),
        ("Omdourman", "Omdurman"),
        ("Soudan du Sud", "South Sudan"),
        ("Birmanie", "Myanmar"),
        ("Éthiopie", "Ethiopia"),
    ],
)
def test_both_languages_name_one_place(gazetteer: Gazetteer, french: str, english: str) -> None:
    assert gazetteer.lookup(french)[0].id == gazetteer.lookup(english)[0].id


@pytest.mark.parametrize(
    "name",
    ["x" * 100_000, "Homs " * 20_000, "\u202e" * 100_000, "'" * 100_000, "%" * 100_000, "ﷺ" * 100_000, "\x00" * 9],
)
def test_no_name_is_too_strange_to_be_asked_for(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == []
    assert gazetteer.lookup(name, ["SY", "ZZ", ""]) == []
    assert gazetteer.search(name) == []


@given(st.text(max_size=60), st.lists(st.sampled_from(["SY", "UA", "ML", "ZZ", ""]), max_size=3))
def test_any_name_may_be_asked_for(gazetteer: Gazetteer, name: str, countries: list[str]) -> None:
    rows = gazetteer.lookup(name, countries)
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert gazetteer.get(row.id) == row
        assert -90 <= row.lat <= 90 and -180 <= row.lon <= 180


@given(st.sampled_from(["Homs", "Deir ez-Zor", "Khan Cheikhoun", "Kyiv", "El-Fasher", "Goma"]), st.data())
def test_case_accents_and_hyphens_of_a_name_do_not_matter(gazetteer: Gazetteer, name: str, data: st.DataObject) -> None:
    dressed = "".join(data.draw(st.sampled_from([c.upper(), c.lower()])) for c in name)
    dressed = dressed.replace("-", data.draw(st.sampled_from(["-", "‑", " ", "–"])))
    assert [r.id for r in gazetteer.lookup(dressed)] == [r.id for r in gazetteer.lookup(name)]
