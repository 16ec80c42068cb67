"""Whose map it is, on every face of the server: page, dossier, print, slider, files, features."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS, fill
from tests.web.test_pages import Page, get, place
from whoholds.control.viewpoints import Viewpoint, Viewpoints
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.asked import Asked
from whoholds.web.desk import Desk
from whoholds.web.seen import choices, file_name
from whoholds.web.weighed import period

OPPOSITION, STATE = "side:sy_opp", "side:sy_gov"
OUTLET = "Dépêche <Neuf>"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with a viewpoint of its own, and one whose file is none."""
    home: Path = tmp_path_factory.mktemp("own")
    settings = Settings(home=home)
    fill(settings)
    kept = Viewpoints(settings.viewpoints_path)
    kept.save(Viewpoint(name="courier", title={"en": "<i>Courier</i> only"}, only_outlets=("Courier Seven",)))
    (settings.viewpoints_path / "broken.toml").write_text("speakers = 'loud'", encoding="utf-8")
    return settings


@pytest.fixture(scope="module")
def mine(own: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(Desk.open(own), ("testserver",)), headers={"accept": "text/html"}) as client:
        yield client


def sides(desk: Desk) -> list[str]:
    return desk.sides()


def options(page: Page) -> dict[str, bool]:
    return {a["value"]: "selected" in a for a in page.all("option") if a["value"]}


def holders(data: TestClient, query: str) -> dict[str, str]:
    rows = data.get(f"/api/control?{query}").json()["control"]
    return {row["place_id"]: row["holder"] for row in rows}


def test_the_page_offers_every_viewpoint_and_says_which_is_in_force(mine: TestClient, own: Settings) -> None:
    found = get(mine, "/?lang=en&viewpoint=neutral")
    given = options(found)
    theatre = Desk.open(own).board().theatre
    wanted = {"all", "neutral", "against_interest", "courier", "broken", f"without:{OUTLET}"}
    assert wanted | {f"side:{s.key}" for s in theatre.sides} <= set(given)
    assert given["neutral"] and not given["all"]
    assert "viewpoint: only those who are no party" in found.text
    assert "<i>Courier</i> only" in found.text


def test_without_a_choice_everything_counts_and_nothing_is_said_of_it(page: TestClient) -> None:
    found = get(page, "/?lang=en")
    assert options(found)["all"]
    assert "viewpoint:" not in found.text
    assert get(page, "/?lang=en&viewpoint=all").text == found.text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sides_map_has_the_sides_name(page: TestClient, desk: Desk, language: str) -> None:
    side = desk.board().theatre.sides[0]
    found = get(page, f"/?lang={language}&viewpoint=side:{side.key}")
    assert side.said[language] in found.text
    assert "{side}" not in found.text


def test_another_viewpoint_is_another_answer(data: TestClient, desk: Desk) -> None:
    named = {s.key: holders(data, f"viewpoint=side:{s.key}") for s in desk.board().theatre.sides}
    assert len({tuple(sorted(found.items())) for found in named.values()}) > 1
    assert holders(data, "viewpoint=neutral") != holders(data, "")
    assert holders(data, f"viewpoint={quote('without:' + OUTLET)}") != holders(data, "")


def test_links_and_forms_keep_it(page: TestClient) -> None:
    found = get(page, "/?lang=en&viewpoint=neutral&on=2024-12-05")
    links = [a["href"] for a in found.all("a") if a["href"].startswith("/") and "static" not in a["href"]]
    assert links and all("viewpoint=neutral" in unquote(link) for link in links)  # one bears the address of the rest
    hidden = [a["value"] for a in found.all("input", type="hidden", name="viewpoint")]
    assert set(hidden) == {"neutral"}
    switch = found.all("form", class_="viewpoint")
    saved = [form for form in found.all("form") if "hidden" in form]  # asks the server nothing
    assert len(hidden) == len(found.all("form")) - len(switch) - len(saved)  # the switch has a field of its own


def test_the_dossier_is_told_by_it(page: TestClient) -> None:
    plain, neutral = (get(page, f"{place(HAMA.id)}?lang=en{q}") for q in ("", "&viewpoint=neutral"))
    assert plain.text != neutral.text
    assert "viewpoint: only those who are no party" in neutral.text
    assert options(neutral)["neutral"]


def test_print_says_whose_map_it_is(page: TestClient) -> None:
    answer = page.get("/map.svg?lang=fr&viewpoint=neutral&on=2024-12-06")
    assert "seulement ceux qui ne sont pas parties au conflit" in answer.text
    assert answer.headers["content-disposition"] == 'inline; filename="whoholds-2024-12-06-neutral.svg"'
    assert "point de vue" not in page.get("/map.svg?lang=fr").text


@pytest.mark.parametrize("address", ["/api/control", "/api/control.geojson", "/slider.json"])
def test_data_says_whose_it_is(data: TestClient, address: str) -> None:
    assert data.get(f"{address}?viewpoint=neutral").json()["viewpoint"] == "neutral"
    assert data.get(address).json()["viewpoint"] is None


def test_a_file_is_named_after_it(data: TestClient) -> None:
    name = data.get(f"/api/control.csv?viewpoint={quote('without:' + OUTLET)}").headers["content-disposition"]
    assert name == 'attachment; filename="control-2024-12-06-without-d-p-che-neuf.csv"'


def test_the_slider_is_told_by_it(data: TestClient) -> None:
    plain, neutral = (data.get(f"/slider.json?lang=en{q}").json() for q in ("", "&viewpoint=neutral"))
    assert plain["places"] != neutral["places"]
    assert plain["sides"] == neutral["sides"]


@pytest.mark.parametrize("collection", ["control", "claims", "places", "reports", "changes"])
@pytest.mark.parametrize("viewpoint", ["neutral", f"without:{OUTLET}"])
def test_every_collection_honours_it(data: TestClient, collection: str, viewpoint: str) -> None:
    def items(query: str) -> list[dict[str, object]]:
        return data.get(f"/api/collections/{collection}/items?{query}").json()["features"]

    plain, told = items(""), items(f"viewpoint={quote(viewpoint)}")
    if collection == "reports" and viewpoint == "neutral":
        assert told == plain  # a report is nobody's word
    else:
        assert told != plain
    if collection in ("claims", "places", "reports"):
        assert {f["id"] for f in told} <= {f["id"] for f in plain}


def test_claims_of_a_viewpoint_are_those_that_it_admits(data: TestClient) -> None:
    told = data.get("/api/collections/claims/items?viewpoint=neutral").json()["features"]
    assert {f["properties"]["speaker"] for f in told} == {"narrator", "residents", "monitor:SOHR"}
    counted = data.get("/api/collections/places/items?viewpoint=neutral").json()["features"]
    assert HOMS.id not in {f["id"] for f in counted}  # only parties speak of it
    by_id = {f["id"]: f["properties"]["claims"] for f in counted}
    assert by_id[HAMA.id] == sum(f["properties"]["place_id"] == HAMA.id for f in told)


@pytest.mark.parametrize("name", ["nobody", "side:nobody", "side:", "without:", "../x", "side"])
def test_one_that_is_none_is_not_found(page: TestClient, data: TestClient, name: str) -> None:
    assert get(page, f"/?lang=fr&viewpoint={quote(name)}", 404).text
    for address in ("/slider.json", "/api/control", "/map.svg", "/api/collections/claims/items"):
        assert data.get(f"{address}?viewpoint={quote(name)}").status_code == 404


def test_a_file_of_ones_own_that_is_none_says_so_when_it_is_chosen(mine: TestClient) -> None:
    answer = mine.get("/?viewpoint=broken&lang=en")
    assert answer.status_code >= 400 and "speakers" in answer.text


def test_a_file_that_changes_counts_at_once(own: Settings) -> None:
    desk, kept = Desk.open(own), Viewpoints(own.viewpoints_path)
    kept.save(Viewpoint(name="moving", speakers="neutral"))
    first = desk.seen_by("moving")
    assert desk.seen_by("moving") is first
    told = period(first, first.board(), None)
    assert period(first, first.board(), None) is told
    kept.save(Viewpoint(name="moving", against_interest=True))
    then = desk.seen_by("moving")
    assert then is not first
    assert period(then, then.board(), None) is not told


def test_a_viewpoint_that_is_not_offered_is_offered_while_it_is_in_force(desk: Desk) -> None:
    view = Asked(None, None, "en", viewpoint="without:Nobody's Daily")
    found = choices(desk, desk.board(), view)
    assert ("without:Nobody's Daily", "without Nobody's Daily") in found[-1].names


def test_a_name_does_not_turn_the_line_that_it_stands_in(desk: Desk) -> None:
    board = desk.seen_by("without:\u202egnirts").board()
    assert board.told_by("en") == "without gnirts"
    assert desk.board().told_by("en") is None


def test_a_plain_file_has_a_plain_name(desk: Desk) -> None:
    assert file_name(desk.board(), "csv") == "control-2024-12-06.csv"
