"""Two maps side by side: which two, where they differ, what decided; as a page that needs no script."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS
from tests.web.test_pages import get
from whoholds.control.viewpoints import differences
from whoholds.web.desk import Desk


def fields(page: TestClient, address: str) -> dict[str, str]:
    """What the form asks for, as it stands."""
    text = get(page, address)
    chosen = [a["value"] for a in text.all("option") if "selected" in a]
    known = {a["name"]: a["value"] for a in text.all("input", type="datetime-local")}
    return {"one": chosen[0], "other": chosen[1], **known}


def test_everything_is_compared_with_those_who_are_no_party(page: TestClient, desk: Desk) -> None:
    found = get(page, "/compare?lang=en")
    assert fields(page, "/compare?lang=en") == {"one": "all", "other": "neutral", "as_known": "", "other_known": ""}
    assert len(found.all("svg", class_="wh-map")) == 2
    wanted = differences(desk.board().holdings, desk.seen_by("neutral").board().holdings)
    assert wanted and f"{len(wanted)} of " in found.text
    assert len(found.all("tr")) == len(wanted) + 1
    for difference in wanted:
        assert difference.place in found.text


def test_a_viewpoint_is_compared_with_everything(page: TestClient) -> None:
    assert fields(page, "/compare?viewpoint=neutral") | {"one": "neutral", "other": "all"} == fields(
        page, "/compare?viewpoint=neutral"
    )


def test_each_answer_has_the_words_that_decided_it(page: TestClient) -> None:
    found = get(page, "/compare?lang=en&viewpoint=all&other=neutral")
    quotes = found.all("q")
    assert quotes and all(q["lang"] for q in quotes)
    assert "avoir pris Homs" in found.text and "Nothing said" in found.text  # only parties speak of Homs
    links = [a["href"] for a in found.all("a") if a["href"].startswith("/report/")]
    assert links
    report = get(page, links[0])
    assert links[0].partition("#")[2] in {a.get("id") for _, a in report.tags}


def test_the_same_viewpoint_at_two_times(page: TestClient) -> None:
    query = "/compare?lang=en&on=2024-12-04&other=all&as_known=2024-12-04T12:00Z&other_known="
    asked = fields(page, query)
    assert asked == {"one": "all", "other": "all", "as_known": "2024-12-04T12:00", "other_known": ""}
    found = get(page, query)
    assert "as known on 4 December 2024" in found.text and "as known now" in found.text


def test_the_second_time_is_the_first_unless_it_is_named(page: TestClient) -> None:
    asked = fields(page, "/compare?as_known=2024-12-05T20:00Z")
    assert asked["as_known"] == asked["other_known"] == "2024-12-05T20:00"


def test_two_that_say_the_same_differ_nowhere(page: TestClient) -> None:
    found = get(page, "/compare?lang=fr&viewpoint=all&other=all")
    assert "les deux disent la même chose" in found.text
    assert not found.all("table")


def test_links_lead_to_each_halfs_own_map(page: TestClient) -> None:
    found = get(page, "/compare?lang=en&viewpoint=neutral&other=against_interest&on=2024-12-06")
    dossiers = [a["href"] for a in found.all("a") if a["href"].startswith("/place/")]
    assert any("viewpoint=neutral" in a for a in dossiers) and any("viewpoint=against_interest" in a for a in dossiers)
    timelines = [a["data-timeline"] for a in found.all("figure")]
    assert [("neutral" in t, "against" in t) for t in timelines] == [(True, False), (False, True)]
    assert all(page.get(t).status_code == 200 for t in timelines)


def test_ids_of_the_two_maps_are_apart(page: TestClient) -> None:
    found = get(page, "/compare")
    ids = [a["id"] for _, a in found.tags if "id" in a]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("query", ["other=nobody", "viewpoint=nobody", "other=side:nobody"])
def test_a_viewpoint_that_is_none(page: TestClient, query: str) -> None:
    get(page, f"/compare?{query}", 404)


def test_an_outlet_left_out(page: TestClient) -> None:
    found = get(page, f"/compare?lang=en&other={quote('without:Dépêche <Neuf>')}")
    assert "without Dépêche <Neuf>" in found.text
    assert HAMA.label in found.text or HOMS.label in found.text


def test_the_map_links_here_and_keeps_the_view(page: TestClient) -> None:
    found = get(page, "/?lang=en&viewpoint=neutral&on=2024-12-05")
    assert found.all("a", class_="compare-link")[0]["href"] == "/compare?on=2024-12-05&viewpoint=neutral&lang=en"
