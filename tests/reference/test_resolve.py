from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.model import Area, Place, Unplaced
from whoholds.reference.gazetteer import Gazetteer, kilometres
from whoholds.reference.resolve import Resolver
from whoholds.reference.spans import Span
from whoholds.settings import PlaceSettings

SYRIA = {"SY": 1.0}


def spans(*names: str | tuple[str, str]) -> list[Span]:
    """Mentions one after another, far enough apart to be no enumeration."""
    made, position = [], 0
    for entry in names:
        text, hint = (entry, None) if isinstance(entry, str) else entry
        made.append(Span(position, position + len(text), text, hint))
        position += len(text) + 40
    return made


def resolve(
    resolver: Resolver, *names: str | tuple[str, str], countries: dict[str, float] | None = None
) -> list[object]:
    return list(resolver.resolve(spans(*names), countries=countries or {}))


def test_two_tripolis(resolver: Resolver) -> None:
    libya = resolve(resolver, "Tripoli", "Misrata", "Libya")[0]
    lebanon = resolve(resolver, "Tripoli", "Beirut", "Lebanon")[0]
    assert isinstance(libya, Place) and isinstance(lebanon, Place)
    assert (libya.country, lebanon.country) == ("LY", "LB")


def test_paris_and_the_unit_that_follows_it(resolver: Resolver) -> None:
    mentions = [Span(0, 5, "Paris"), Span(7, 12, "Texas")]
    place = resolver.resolve(mentions, countries={})[0]
    assert isinstance(place, Place) and place.country == "US"


@pytest.mark.parametrize("name", ["Homs", "Hama", "Daraa", "Idlib", "Aleppo"])
def test_a_bare_name_is_the_city(resolver: Resolver, name: str) -> None:
    place = resolve(resolver, name, countries=SYRIA)[0]
    assert isinstance(place, Place) and place.kind == "settlement"


def test_a_unit_when_the_text_says_so(resolver: Resolver) -> None:
    for name in ("province de Homs", "Homs province", "gouvernorat de Homs"):
        area = resolve(resolver, (name, "province"), countries=SYRIA)[0]
        assert isinstance(area, Area) and area.id == "gn:169575"
    assert isinstance(resolve(resolver, ("Homs", "province"), countries=SYRIA)[0], Area)


def test_lines_are_lines(resolver: Resolver) -> None:
    road, river = resolve(resolver, "M5", "Euphrates", countries=SYRIA)
    assert isinstance(road, Area) and road.kind == "line"
    assert isinstance(river, Area) and river.kind == "line"


def test_a_part_of_a_country(resolver: Resolver) -> None:
    area = resolve(resolver, ("north-west Syria", "part:NW"), "Homs")[0]
    assert isinstance(area, Area)
    assert area.id == "gn:163843#NW"
    assert kilometres(area.lat, area.lon, 35.9, 36.6) < 100


def test_part_of_the_country_that_the_report_is_about(resolver: Resolver) -> None:
    area = resolve(resolver, "Syrie", "Alep", ("sud-ouest du pays", "part:SW"))[2]
    assert isinstance(area, Area) and area.country == "SY"
    assert area.lat < 34


def test_the_airport_is_that_of_the_town_before(resolver: Resolver) -> None:
    answers = resolve(resolver, "Aleppo", ("airport", "airport"), "Damascus", ("airport", "airport"), countries=SYRIA)
    first, second = answers[1], answers[3]
    assert isinstance(first, Place) and isinstance(second, Place)
    assert (first.id, second.id) == ("ap:OSAP", "ap:OSDI")


def test_a_described_thing_that_nobody_knows_stays_unplaced(resolver: Resolver) -> None:
    answer = resolve(resolver, "Sarmada", ("central prison", "prison"), countries=SYRIA)[1]
    assert isinstance(answer, Unplaced) and "described" in answer.reason


@pytest.mark.parametrize(
    "name",
    [
        "Zzyzxqf",
        "",
        "x" * 100_000,
        "province de " + "x" * 100_000,
        "nord " * 20_000,
        "'; DROP TABLE place; --",
        "\u202e",
        "=HYPERLINK(1)",
        "H\u043ems",  # a Cyrillic o
        "\u041d\u043em\u0455",
    ],
)
def test_no_match_is_an_answer(resolver: Resolver, name: str) -> None:
    answer = resolve(resolver, name, "Homs", countries=SYRIA)[0]
    assert isinstance(answer, Unplaced)
    assert answer.reason


def test_nothing_to_resolve(resolver: Resolver) -> None:
    assert resolver.resolve([], countries={}) == []


def test_a_high_bar_leaves_doubtful_names_unplaced(gazetteer: Gazetteer) -> None:
    strict = Resolver(gazetteer, PlaceSettings(min_score=0.999))
    answer = strict.resolve(spans("Santa Maria"), countries={})[0]
    assert isinstance(answer, Unplaced) and "likely" in answer.reason


def test_candidates_are_kept_with_scores_and_reasons(gazetteer: Gazetteer) -> None:
    resolver = Resolver(gazetteer, PlaceSettings(max_candidates=3))
    place = resolver.resolve(spans("Tripoli", "Libya"), countries={})[0]
    assert isinstance(place, Place)
    assert 1 < len(place.candidates) <= 3
    assert place.candidates[0].id == place.id
    scores = [c.score for c in place.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(c.reasons for c in place.candidates[:1])


WELL_SUPPORTED = ("Aleppo", "Hama", "Homs", "Damascus", "Syria")
FAR_AWAY = ["Bogotá", "Vancouver", "Sydney", "Osaka", "Reykjavik", "Lima", "Nairobi", "Zürich", "Texas", "Brazil"]


@given(st.sampled_from(FAR_AWAY), st.integers(0, len(WELL_SUPPORTED)))
def test_an_unrelated_place_moves_nothing(resolver: Resolver, stranger: str, at: int) -> None:
    names = list(WELL_SUPPORTED)
    before = [getattr(a, "id", None) for a in resolve(resolver, *names)]
    names.insert(at, stranger)
    after = [getattr(a, "id", None) for a in resolve(resolver, *names)]
    del after[at]
    assert after == before


@given(st.permutations(list(WELL_SUPPORTED)))
def test_the_order_of_distant_mentions_does_not_matter(resolver: Resolver, names: list[str]) -> None:
    said = {name: getattr(a, "id", None) for name, a in zip(names, resolve(resolver, *names), strict=True)}
    known = {
        name: getattr(a, "id", None) for name, a in zip(WELL_SUPPORTED, resolve(resolver, *WELL_SUPPORTED), strict=True)
    }
    assert said == known


@given(st.lists(st.sampled_from([*WELL_SUPPORTED, *FAR_AWAY]), max_size=12))
def test_renaming_consistently_moves_nothing(resolver: Resolver, names: list[str]) -> None:
    """The same report in capitals means the same places."""
    plain = [getattr(a, "id", None) for a in resolve(resolver, *names)]
    capitals = [getattr(a, "id", None) for a in resolve(resolver, *(n.upper() for n in names))]
    assert plain == capitals


@given(st.lists(st.text(max_size=20), max_size=8))
def test_one_answer_a_mention(resolver: Resolver, names: list[str]) -> None:
    answers = resolve(resolver, *names)
    assert len(answers) == len(names)
    for answer in answers:
        if isinstance(answer, (Place, Area)):
            assert 0 <= answer.score <= 1


@pytest.mark.parametrize(
    ("name", "country"), [("Tombouctou", "ML"), ("Diffa", "NE"), ("Ajdabiya", "LY"), ("Homs", "SY")]
)
def test_a_city_comes_before_the_unit_it_gave_its_name_however_large_that_is(
    resolver: Resolver, name: str, country: str
) -> None:
    place = resolve(resolver, name, countries={country: 1.0})[0]
    assert isinstance(place, Place) and (place.kind, place.country) == ("settlement", country)
    area = resolver.resolve([Span(0, len(name), name, "province")], countries={country: 1.0})[0]
    assert isinstance(area, Area)


def test_a_spelling_far_from_the_name_is_not_taken_for_the_larger_town(resolver: Resolver) -> None:
    place = resolve(resolver, "Kurakhovo", countries={"UA": 1.0})[0]
    assert isinstance(place, Place) and kilometres(47.99, 37.28, place.lat, place.lon) < 20


def test_which_transliteration_is_the_name_says_little_at_home(resolver: Resolver) -> None:
    place = resolve(resolver, "Trostianets", countries={"UA": 1.0})[0]
    assert isinstance(place, Place) and kilometres(50.48, 34.97, place.lat, place.lon) < 20


def test_camp_stands_before_or_after_its_name(resolver: Resolver) -> None:
    before, after = resolve(resolver, "Camp Speicher", "Speicher camp", countries={"IQ": 1.0})
    assert isinstance(before, Place) and isinstance(after, Place) and before.id == after.id
