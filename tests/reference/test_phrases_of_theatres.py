"""What the theatre files promise, theatre by theatre: sides over time, roles, and names for sentences and legends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.actors import Actors
from whoholds.reference.schema import DatedKey
from whoholds.reference.theatres import Theatre

ACTORS = Actors.load()
THEATRES = ACTORS.theatres()
EACH = pytest.mark.parametrize("theatre", THEATRES, ids=lambda t: t.key)
DAYS = st.dates(date(2010, 1, 1), date(2026, 12, 31))


def spans(theatre: Theatre) -> list[tuple[str, tuple[DatedKey, ...]]]:
    """Every dated entry of a theatre, with where it stands."""
    out = [(f"align {key}", entries) for key, entries in theatre.align.items()]
    out += [(f"{country} {role}", e) for country, roles in theatre.generic.items() for role, e in roles.items()]
    for country, sides in theatre.country_sides.items():
        out += [(f"{country} {name}", getattr(sides, name)) for name in ("state", "rebels", "militias")]
    return out


@EACH
def test_names_of_sides_for_sentences_are_short_and_uncut(theatre: Theatre) -> None:
    for side in theatre.sides:
        for language in ("en", "fr"):
            short = side.short[language]
            assert short and len(short) <= len(side.name[language])
            assert ("," not in short and "(" not in short) or short == side.name[language], short
            assert len(short) <= 50, short


@EACH
def test_sides_of_a_theatre_are_called_apart(theatre: Theatre) -> None:
    for language in ("en", "fr"):
        assert len({side.short[language] for side in theatre.sides}) == len(theatre.sides)
        assert len({side.name[language] for side in theatre.sides}) == len(theatre.sides)


@EACH
def test_dates_run_forward(theatre: Theatre) -> None:
    assert theatre.end is None or theatre.start < theatre.end
    for where, entries in spans(theatre):
        for entry in entries:
            assert entry.start is None or entry.end is None or entry.start <= entry.end, where


@EACH
def test_no_entry_is_hidden_behind_another(theatre: Theatre) -> None:
    for where, entries in spans(theatre):
        for i, entry in enumerate(entries):
            later = entry.start + timedelta(days=400) if entry.start else None
            days = [d for d in (entry.start, later, entry.end, date(2020, 1, 1)) if d]
            mine = [d for d in days if entry.covers(d)]
            assert any(not any(other.covers(d) for other in entries[:i]) for d in mine) or not mine, (where, entry.key)


@EACH
def test_sides_that_generic_keys_get_are_the_theatres(theatre: Theatre) -> None:
    for where, entries in spans(theatre):
        if where.startswith("align") or where.split()[-1] in ("state", "militias"):
            assert {entry.key for entry in entries} <= theatre.side_keys() or where.split()[0] in theatre.generic, where


@EACH
def test_every_side_has_somebody_on_it(theatre: Theatre) -> None:
    held: set[str | None] = set()
    for key in theatre.actors:
        actor = ACTORS.get(key)
        days = {None, *(d for e in actor.sides.get(theatre.key, ()) for d in (e.start, e.end))}
        held |= {ACTORS.side(key, theatre, on) for on in days}
    assert theatre.side_keys() <= held


@EACH
def test_its_first_country_has_an_army_with_a_side(theatre: Theatre) -> None:
    roles = [roles for country, roles in theatre.generic.items() if "army" in roles]
    assert roles, "no country of the theatre has an army"
    for role in roles:
        for entry in role["army"]:
            assert ACTORS.label(entry.key, "en") and ACTORS.label(entry.key, "fr")


@EACH
def test_the_labels_of_its_actors_differ(theatre: Theatre) -> None:
    for language in ("en", "fr"):
        seen: dict[str, str] = {}
        for key in sorted(theatre.actors):
            label = ACTORS.label(key, language)
            assert seen.setdefault(label, key) == key, (label, seen[label], key)


@EACH
def test_active_from_the_first_day_to_the_last(theatre: Theatre) -> None:
    day = timedelta(days=1)
    assert theatre.active(theatre.start) and not theatre.active(theatre.start - day)
    if theatre.end:
        assert theatre.active(theatre.end) and not theatre.active(theatre.end + day)
    else:
        assert theatre.active(date(2026, 1, 1))


@given(st.sampled_from(THEATRES), st.sampled_from(sorted(ACTORS.actors)), DAYS)
def test_a_side_is_one_of_the_theatres_or_none(theatre: Theatre, key: str, on: date) -> None:
    assert ACTORS.side(key, theatre, on) in {*theatre.side_keys(), None}


@given(st.sampled_from(THEATRES), st.sampled_from(sorted(ACTORS.actors)), DAYS)
def test_who_speaks_for_an_actor_is_on_its_side(theatre: Theatre, key: str, on: date) -> None:
    side = ACTORS.side(key, theatre, on)
    for role in ("officials", "soldiers", "media"):
        generic = f"{role}:{key}"
        if generic not in ACTORS.actors and generic not in theatre.align:
            assert ACTORS.side(generic, theatre, on) == side
    assert ACTORS.side(f"supporters_of_{key}", theatre, on) == side


@given(st.sampled_from(THEATRES), st.text("abc:_é ", max_size=12), DAYS)
def test_a_key_that_nobody_knows_is_on_no_side(theatre: Theatre, key: str, on: date) -> None:
    if key not in ACTORS.actors and key not in theatre.align:
        assert ACTORS.side(key, theatre, on) is None
        assert isinstance(ACTORS.label(key, "fr"), str)


@given(st.sampled_from(THEATRES), st.sampled_from(THEATRES))
def test_the_terms_of_a_theatre_point_to_it_more_than_to_another(one: Theatre, other: Theatre) -> None:
    if one is other or not one.terms:
        return
    text = ". ".join((*one.terms, one.name["en"]))
    found = ACTORS.theatre_of(text, "en", {one.countries[0]: 1.0})
    assert found is not None and found.key == one.key


@pytest.mark.parametrize(
    ("theatre", "key", "en", "fr"),
    [
        ("syria", "sy_opp", "Opposition", "Opposition"),
        ("syria", "sy_gov", "Assad government and allies", "Pouvoir Assad et alliés"),
        ("dr_congo", "cd_m23", "M23 and allies", "M23 et alliés"),
        ("sahel", "ml_gov", "Sahel states and Russian allies", "États du Sahel et alliés russes"),
        ("ethiopia", "et_fano", "Fano", "Fano"),
        ("yemen", "ye_houthi", "Houthi movement", "Mouvement houthi"),
    ],
)
def test_names_in_tables(theatre: str, key: str, en: str, fr: str) -> None:
    (side,) = [s for s in ACTORS.theatre(theatre).sides if s.key == key]
    assert side.short == {"en": en, "fr": fr}
