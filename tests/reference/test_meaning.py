"""What a role comes to: the theatre's word, the country's army, another role, or the role with its country."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.actors import Actors
from whoholds.reference.countries import countries
from whoholds.reference.generic import roles
from whoholds.reference.meaning import resolve

ACTORS = Actors.load()
LIBYA = ACTORS.theatre("libya")


@pytest.mark.parametrize(
    ("role", "bound", "theatre", "on", "key"),
    [
        ("army", (), None, None, "army"),
        ("army", ("kenya",), None, None, "kenya_defence_forces"),
        ("soldiers", ("kenya",), None, None, "kenya_defence_forces"),
        ("government_forces", ("kenya",), None, None, "kenya_defence_forces"),
        ("rebels", ("kenya",), None, None, "rebels:kenya"),
        ("jihadists", ("kenya",), None, None, "jihadists:kenya"),
        ("opposition", ("kenya",), None, None, "opposition:kenya"),
        ("officials_army", ("kenya",), None, None, "officials:kenya_defence_forces"),
        ("officials_army", (), None, None, "officials"),
        ("rebels", (), LIBYA, date(2011, 4, 1), "rebels:libya"),
        ("rebels", ("libya",), LIBYA, date(2019, 4, 1), "libyan_national_army"),
        ("terrorists", ("libya",), LIBYA, date(2019, 4, 1), "libyan_national_army"),
        ("army", ("egypt",), LIBYA, date(2019, 4, 1), countries()["egypt"].army),
    ],
)
def test_a_role_in_its_place_and_time(role: str, bound: tuple[str, ...], theatre, on: date | None, key: str) -> None:
    assert resolve(role, bound, theatre, "libya" if theatre else "", on)[0] == key


@given(st.sampled_from(sorted(roles())), st.sampled_from(ACTORS.theatres()), st.dates(date(1991, 1, 1)))
def test_every_role_means_somebody_in_every_theatre(role: str, theatre, on: date) -> None:
    home = next(k for k, c in countries().items() if c.iso == theatre.countries[0])
    key, country = resolve(role, (), theatre, home, on, "fixed")
    assert key and country == home
    assert key.partition(":")[0] and " " not in key


@given(st.sampled_from(sorted(roles())), st.sampled_from(sorted(countries())))
def test_a_country_that_is_named_goes_before_the_focus(role: str, country: str) -> None:
    assert resolve(role, (country,), None, "syria", None, "fixed")[1] == country
