"""A view shared with all readers by who is signed in, without a script; and who cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.web.hostile import TRICKS
from tests.web.review.desks import ORIGIN, Forms, Person, person, token
from tests.web.test_hostile import inert
from tests.web.test_pages import Page
from whoholds.settings import Settings
from whoholds.web.saved import SavedViews
from whoholds.web.tokens import Scope

PATH = "/review/views"
VIEW = "/?on=2024-12-05&viewpoint=neutral#7/35.1/36.7"


@pytest.fixture
def ana(own: Settings) -> Iterator[Person]:
    with person(own) as found:
        yield found


def form(who: Person, address: str = VIEW) -> tuple[str, dict[str, str]]:
    """Where the form is sent, and what is in it."""
    return Forms(who.get(f"{PATH}?address={quote(address, safe='')}")).found[-1 if address == "remove" else 1]


def views(own: Settings) -> list[tuple[str, str]]:
    return [(view.title, view.address) for view in SavedViews(own.views_path).all()]


def test_the_map_leads_to_the_form_with_its_address(ana: Person, own: Settings) -> None:
    (link,) = (a["href"] for a in Page(ana.get("/?on=2024-12-05&lang=en")).all("a", **{"class": "share-view"}))
    action, fields = Forms(ana.get(link)).found[1]
    assert action == f"{PATH}?lang=en" and fields["address"].startswith("/?on=2024-12-05")
    answer = ana.client.post(action, data={**fields, "title": "Hama, the fifth"}, headers=ORIGIN)
    assert answer.status_code == 200 and "Shared:" in answer.text
    assert views(own) == [("Hama, the fifth", "/?on=2024-12-05&lang=en")]
    assert "Hama, the fifth" in ana.get("/")


def test_a_view_of_the_same_name_is_replaced_and_one_is_removed(ana: Person, own: Settings) -> None:
    for address in (VIEW, "/?on=2024-12-06"):
        action, fields = form(ana, address)
        ana.client.post(action, data={**fields, "title": "Hama"}, headers=ORIGIN)
    assert views(own) == [("Hama", "/?on=2024-12-06")]
    action, fields = Forms(ana.get(PATH)).found[2]
    assert ana.client.post(action, data=fields, headers=ORIGIN).status_code == 200
    assert views(own) == []
    gone = ana.client.post(action, data=fields, headers=ORIGIN)
    assert gone.status_code == 404 and "There is no such view" in gone.text


@pytest.mark.parametrize(
    ("wrong", "said"), [({"title": " "}, "A view needs a name."), ({"address": "/?on=x"}, "day"),
                        ({"address": "/#nowhere"}, "not the address of a view")]
)  # fmt: skip
def test_what_is_no_view_comes_back_with_what_was_written(
    ana: Person, own: Settings, wrong: dict[str, str], said: str
) -> None:
    action, fields = form(ana)
    answer = ana.client.post(action, data={**fields, "title": "Ḥamā", **wrong}, headers=ORIGIN)
    assert answer.status_code == 400 and said in answer.text
    kept = Forms(answer.text).found[1][1]
    assert kept["address"] == wrong.get("address", VIEW) and kept["title"] == wrong.get("title", "Ḥamā").strip()
    assert views(own) == []


def test_nobody_shares_without_signing_in_and_who_signs_in_goes_on(own: Settings) -> None:
    with person(own, sign_in=False) as stranger:
        page = stranger.client.get(PATH, params={"address": VIEW})
        assert page.status_code == 200 and str(page.url.path) == "/review/sign-in"
        answer = stranger.client.post(PATH, data={"title": "x", "address": VIEW, "page_token": "y"}, headers=ORIGIN)
        assert answer.status_code == 401 and views(own) == []
        action, fields = next((a, f) for a, f in Forms(page.text).found if "token" in f)
        after = stranger.client.post(action, data={**fields, "token": token(own)}, headers=ORIGIN)
        assert after.status_code == 200
        assert Forms(after.text).found[1][1]["address"] == VIEW


@pytest.mark.parametrize(
    ("headers", "spoilt"),
    [
        ({"origin": "https://elsewhere.example"}, {}),
        ({}, {}),
        (ORIGIN, {"page_token": "x"}),
        (ORIGIN, {"page_token": ""}),
    ],
)
@pytest.mark.parametrize("what", ["", "/remove"])
def test_another_sites_form_does_nothing(
    ana: Person, own: Settings, what: str, headers: dict[str, str], spoilt: dict[str, str]
) -> None:
    action, fields = form(ana)
    ana.client.post(action, data={**fields, "title": "Hama"}, headers=ORIGIN)
    sent = {**fields, "title": "Other", "name": "hama", **spoilt}
    assert ana.client.post(PATH + what, data=sent, headers=headers).status_code == 403
    assert [title for title, _ in views(own)] == ["Hama"]


def test_a_token_that_may_only_add_shares_nothing(own: Settings) -> None:
    with person(own, sign_in=False) as other:
        data = {"token": token(own, Scope.ADD)}
        assert other.client.post("/review/sign-in", data=data, headers=ORIGIN).status_code == 403
        assert other.client.get(PATH, params={"address": VIEW}).url.path == "/review/sign-in"


@pytest.mark.parametrize("name", TRICKS)
def test_a_harmful_name_is_a_name(ana: Person, own: Settings, name: str) -> None:
    action, fields = form(ana)
    answer = ana.client.post(action, data={**fields, "title": TRICKS[name]}, headers=ORIGIN)
    assert answer.status_code == 200
    inert(Page(re.sub(r'<link rel="stylesheet" href="/static/review.css">', "", answer.text)))
    inert(Page(ana.get("/")))
    assert [title for title, _ in views(own)] == [TRICKS[name]]


@pytest.mark.parametrize("path", [PATH, f"{PATH}/remove"])
def test_loading_a_forms_address_again_is_harmless(ana: Person, path: str) -> None:
    assert "Views for all readers" in ana.get(f"{path}?lang=en")
    assert "Vues pour tous" in ana.get(f"{path}?lang=fr")
