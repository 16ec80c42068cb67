from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.hostile import TRICKS
from whoholds.errors import DataError, NotFound, UsageError
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.saved import SHOWN, SavedView, SavedViews, name_of, view_of

HAMA = "/?on=2024-12-05&viewpoint=neutral&side=sy_opp#7.2/35.13/36.75"
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


@pytest.fixture
def views(tmp_path: Path) -> SavedViews:
    return SavedViews(tmp_path / "views")


def test_a_view_is_kept_and_found_and_forgotten(views: SavedViews) -> None:
    assert views.all() == []
    view = view_of("hama", f"http://127.0.0.1:8420{HAMA}", "Hama falls")
    assert view.address == HAMA
    assert views.save(view)
    assert not views.save(view), "the same name again"
    assert views.find("hama") == view and views.all() == views.readable() == [view]
    views.remove("hama")
    assert views.all() == []
    for gone in (views.find, views.remove):
        with pytest.raises(NotFound):
            gone("hama")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["q", "side", "text", "sort"]), TEXT), TEXT)
def test_whatever_a_view_says_its_file_says_it_again(views: SavedViews, query: dict[str, str], title: str) -> None:
    view = view_of("one", f"/?{urlencode(query)}", title)
    views.save(view)
    assert views.find("one") == view
    assert dict(parse_qsl(urlsplit(view.address).query)) == dict(view.query)
    assert view.address.startswith("/") and not view.address.startswith("//")


@pytest.mark.parametrize("name", ["", "Hama", "../x", "a/b", "x" * 41, ".hidden", "é"])
def test_a_name_is_one_of_a_file(views: SavedViews, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        views.save(SavedView(name=name))
    assert caught.value.code == "view.name"


@pytest.mark.parametrize(
    "address",
    ["/?on=yesterday", "/?as_known=x", "/?layers=all", "/?days=0", "/?event=nothing",
     "/?since=2024-12-09&until=2024-12-01", "/#javascript:alert(1)", "/#1/2"],
)  # fmt: skip
def test_an_address_without_sense_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        view_of("one", address)


def test_what_no_view_shows_is_left_out() -> None:
    assert view_of("one", "https://elsewhere.example/evil?next=//x&on=2024-12-05&view=two").address == "/?on=2024-12-05"
    assert "view" not in SHOWN


@pytest.mark.parametrize("text", ["= 1", 'colour = "red"', 'at = "here"', "[query]\nnext = '//x'"])
def test_a_file_that_is_no_view_says_so_and_stops_no_page(views: SavedViews, text: str) -> None:
    views.save(view_of("good", "/"))
    (views.folder / "bad.toml").write_text(text, "utf-8")
    with pytest.raises(DataError):
        views.all()
    assert [view.name for view in views.readable()] == ["good"]


def test_the_map_opens_a_view_by_its_name(filled: Settings, tmp_path: Path) -> None:
    desk = Desk.open(filled.model_copy(update={"home": tmp_path}))
    own = Settings(home=tmp_path)
    SavedViews(own.views_path).save(view_of("hama", HAMA, TRICKS["script"]))
    with TestClient(create_app(desk, ("testserver",)), headers={"accept": "text/html"}) as client:
        answer = client.get("/?view=hama", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, HAMA)
        assert client.get("/?view=nobody").status_code == 404
        assert client.get("/?view=../x").status_code == 400


def test_the_page_lists_the_views_and_runs_none(filled: Settings) -> None:
    views = SavedViews(filled.views_path)
    views.save(view_of("hama", HAMA, TRICKS["script"]))
    try:
        with TestClient(create_app(Desk.open(filled), ("testserver",)), headers={"accept": "text/html"}) as client:
            for language in ("en", "fr"):
                text = client.get(f"/?lang={language}").text
                assert "&lt;script&gt;alert(1)" in text and TRICKS["script"] not in text
                assert HAMA.replace("&", "&amp;") in text
    finally:
        views.remove("hama")


@pytest.mark.parametrize(
    ("title", "name"), [("Hama, the fifth", "hama-the-fifth"), ("Été à Alep", "ete-a-alep"), ("x" * 90, "x" * 40)]
)
def test_a_name_comes_from_what_people_call_it(title: str, name: str) -> None:
    assert name_of(title) == name


def test_names_in_other_letters_are_told_apart() -> None:
    assert len({name_of(title) for title in ("حماة", "حلب", "Хама", "حماة 5", "☂")}) == 5
    with pytest.raises(UsageError, match="a view has a name"):
        name_of(" \t")


@given(st.text(min_size=1, max_size=60).filter(str.strip))
def test_whatever_it_is_called_its_name_is_a_files(title: str) -> None:
    assert view_of(name_of(title), "/").name == name_of(title)
    assert SavedViews(Path("x"))._path(name_of(title)).parent == Path("x")
