from __future__ import annotations

from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, ODD
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk
from whoholds.web.slider import BLANKS, WORDS


@pytest.fixture
def body(data: TestClient) -> dict[str, object]:
    found: dict[str, object] = data.get("/slider.json?lang=en").json()
    return found


def place(body: dict[str, object], id: str) -> dict[str, object]:
    return next(p for p in body["places"] if p["id"] == id)


def test_it_has_every_place_of_the_board_over_every_day(data: TestClient, body: dict[str, object]) -> None:
    rows = data.get("/api/control").json()["control"]
    assert {row["place_id"] for row in rows} == {p["id"] for p in body["places"]}
    days = (date.fromisoformat(str(body["last"])) - date.fromisoformat(str(body["first"]))).days + 1
    assert len(body["claims"]) == len(body["changes"]) == days
    assert sum(body["claims"]) > 0
    for p in body["places"]:
        assert p["s"][-1][1] == days - 1
        for a, b in zip(p["s"], p["s"][1:], strict=False):
            assert b[0] == a[1] + 1


def test_each_day_is_as_the_table_of_that_day_says(data: TestClient, body: dict[str, object]) -> None:
    first = date.fromisoformat(str(body["first"]))
    names = {-1: "unknown", -2: "contested"} | {i: s["key"] for i, s in enumerate(body["sides"])}
    for offset in (0, 3, len(body["claims"]) - 1):
        on = first + timedelta(days=offset)
        answer = data.get(f"/api/control?on={on}").json()
        for row in answer["control"]:
            stretch = next(s for s in place(body, row["place_id"])["s"] if s[0] <= offset <= s[1])
            assert names[stretch[2]] == row["holder"]
            assert stretch[4] == row["standing"]


def test_changes_are_counted_where_a_stretch_begins(body: dict[str, object]) -> None:
    begun = [0] * len(body["changes"])
    for p in body["places"]:
        for stretch in p["s"][1:]:
            begun[stretch[0]] += 1
    assert begun == body["changes"]


def test_sides_are_drawn_as_on_the_printed_map(body: dict[str, object]) -> None:
    sides = body["sides"]
    assert sides[0]["shape"] == "circle"
    assert all(s["colour"].startswith("#") and s["name"] for s in sides)
    assert len({s["shape"] for s in sides[:6]}) == len(sides[:6])


def test_the_second_clock(data: TestClient) -> None:
    now, then = (data.get(f"/slider.json?{q}").json() for q in ("", "as_known=2024-12-04"))
    assert then["as_known"] == "2024-12-04T23:59Z"
    assert now["as_known"] is None
    assert then["last"] < now["last"] or len(then["places"]) < len(now["places"])
    assert place(then, HAMA.id)["s"] != place(now, HAMA.id)["s"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_words_are_in_the_readers_language_and_keep_their_blanks(data: TestClient, language: str) -> None:
    words = data.get(f"/slider.json?lang={language}").json()["words"]
    assert set(words) == set(WORDS)
    assert all(text.strip() for text in words.values())
    assert all(f"{{{name}}}" in words["brush"] for name in BLANKS)


def test_the_languages_differ(data: TestClient) -> None:
    en, fr = (data.get(f"/slider.json?lang={x}").json() for x in ("en", "fr"))
    assert en["words"] != fr["words"]
    assert [s["key"] for s in en["sides"]] == [s["key"] for s in fr["sides"]]
    assert [s["name"] for s in en["sides"]] != [s["name"] for s in fr["sides"]]


def test_a_hostile_name_stays_data(data: TestClient) -> None:
    answer = data.get("/slider.json")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert place(answer.json(), ODD.id)["name"] == ODD.label


def test_before_anything_was_known_there_is_no_timeline(data: TestClient) -> None:
    assert data.get("/slider.json?as_known=2001-01-01").status_code == 404


class TestBaseMap:
    """The tiles are asked for by ranges of bytes and are compressed already."""

    def test_a_part_is_given_as_it_is(self, data: TestClient) -> None:
        answer = data.get("/static/basemap.pmtiles", headers={"range": "bytes=0-126", "accept-encoding": "gzip"})
        assert answer.status_code == 206
        assert "content-encoding" not in answer.headers
        assert answer.content[:7] == b"PMTiles"
        assert answer.content[7] == 3
        assert len(answer.content) == 127

    def test_it_covers_the_world_to_a_useful_depth_and_is_small(self, data: TestClient) -> None:
        answer = data.get("/static/basemap.pmtiles", headers={"range": "bytes=0-126"})
        head, size = answer.content, int(answer.headers["content-range"].rpartition("/")[2])
        assert (head[100], head[101]) == (0, 7)  # least and greatest zoom (PMTiles 3, section 3)
        assert size < 12_000_000

    def test_a_range_that_is_none_is_refused(self, data: TestClient) -> None:
        answer = data.get("/static/basemap.pmtiles", headers={"range": "bytes=99999999999-"})
        assert answer.status_code == 416

    def test_other_files_are_compressed(self, data: TestClient) -> None:
        answer = data.get("/static/app/main.js", headers={"accept-encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"


def test_a_large_timeline_comes_in_parts_the_places_with_most_people_first(filled: Settings) -> None:
    web = filled.web.model_copy(update={"slider_places": 1})
    desk = Desk.open(filled.model_copy(update={"web": web}))
    with TestClient(create_app(desk, ("testserver",))) as client:
        part = client.get("/slider.json?lang=fr").json()
        whole = {key: value for key, value in part.items() if key not in ("places", "next")}
        places, weights = [], []
        for _ in range(100):
            assert len(part["places"]) == 1
            assert {key: value for key, value in part.items() if key not in ("places", "next")} == whole
            places += part["places"]
            weights.append(part["places"][0]["weight"])
            if part["next"] is None:
                break
            assert "lang=fr" in part["next"]
            part = client.get(part["next"]).json()
        plain = TestClient(create_app(Desk.open(filled), ("testserver",))).get("/slider.json?lang=fr").json()
        assert plain["next"] is None
        assert sorted(p["id"] for p in places) == sorted(p["id"] for p in plain["places"])
        assert {p["id"]: p for p in places} == {p["id"]: p for p in plain["places"]}
        assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    ("after", "status", "code"),
    [("999999.1", 409, "web.grown"), ("x", 400, "web.page"), ("1.-1", 400, "web.page"), ("1" * 50, 400, "web.page")],
)
def test_a_part_of_another_state_of_the_ledger_is_refused(data: TestClient, after: str, status: int, code: str) -> None:
    answer = data.get(f"/slider.json?after={after}")
    assert answer.status_code == status
    assert answer.json()["code"] == code
