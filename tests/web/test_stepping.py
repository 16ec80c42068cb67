"""Links from a dossier to the days around it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS, JARAMANA
from whoholds.clock import FIRST_DAY, LAST_DAY
from whoholds.views.words import LANGUAGES
from whoholds.web.asked import Asked
from whoholds.web.desk import Desk
from whoholds.web.language import words
from whoholds.web.stepping import Step, changes, steps

ON = date(2024, 12, 5)


def by_key(desk: Desk, place: str, view: Asked) -> dict[str, Step]:
    return {step.key: step for step in steps(desk, desk.board(view.on, view.as_known), place, view)}


def test_the_days_before_and_after(desk: Desk) -> None:
    found = by_key(desk, HAMA.id, Asked(ON, None, "en"))
    assert found["previous_day"].day == ON - timedelta(days=1)
    assert found["next_day"].day == ON + timedelta(days=1)
    assert [found[key].rel for key in ("previous_day", "next_day")] == ["prev", "next"]


def test_changes_are_those_of_the_map(desk: Desk) -> None:
    for place in (HAMA, HOMS):
        days = changes(desk, desk.board(), place.id, Asked(None, None, "en"))
        for day in days:
            before, after = (desk.board(on).holdings.get(place.id) for on in (day - timedelta(days=1), day))
            assert (before and (before.holder, before.standing, before.threatened)) != (
                after and (after.holder, after.standing, after.threatened)
            )
    assert changes(desk, desk.board(), JARAMANA.id, Asked(None, None, "en")) == ()


def test_they_are_the_same_as_on_the_slider(desk: Desk) -> None:
    board, lines = desk.timeline()
    for place in (HAMA, HOMS):
        told = lines[place.id].stretches
        days = tuple(after.start for before, after in pairwise(told) if before.key != after.key)
        assert changes(desk, board, place.id, Asked(None, None, "en")) == days


def test_the_nearest_change_on_each_side_is_linked(desk: Desk) -> None:
    days = changes(desk, desk.board(), HAMA.id, Asked(None, None, "en"))
    assert days
    first = days[0]
    early = by_key(desk, HAMA.id, Asked(first - timedelta(days=1), None, "en"))
    assert early["next_change"].day == first
    assert "previous_change" not in early
    late = by_key(desk, HAMA.id, Asked(days[-1], None, "en"))
    assert "next_change" not in late


def test_what_was_known_then_stays_in_the_links(desk: Desk) -> None:
    view = Asked(ON, datetime(2024, 12, 5, 23, 59, 59, tzinfo=UTC), "fr", explicit=True, then=True)
    for step in by_key(desk, HAMA.id, view).values():
        assert "as_known=then" in step.href and "lang=fr" in step.href and f"on={step.day}" in step.href


def test_the_first_and_the_last_day_have_nothing_beyond(desk: Desk) -> None:
    assert "previous_day" not in by_key(desk, HAMA.id, Asked(FIRST_DAY, None, "en"))
    assert "next_day" not in by_key(desk, HAMA.id, Asked(LAST_DAY, None, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_a_field_and_the_links(page: TestClient, language: str) -> None:
    told, path = words(language), f"/place/{HAMA.id}"
    text = page.get(f"{path}?on={ON}&lang={language}&viewpoint=neutral").text
    form = text[text.index('<nav class="day-steps"') : text.index("</nav>", text.index('<nav class="day-steps"'))]
    assert f'<input type="date" name="on" value="{ON}"' in form
    assert '<input type="hidden" name="viewpoint" value="neutral">' in form
    assert told("next_day", day=told.day(ON + timedelta(days=1))) in form
    for href in re.findall(r'href="([^"]+)"', form):
        assert page.get(href.replace("&amp;", "&")).status_code == 200
