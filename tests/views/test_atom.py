from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import wild_text
from whoholds.views.atom import NAMESPACE, Entry, Feed, feed, instant, start_of, tag
from whoholds.views.markup import clean, el

NOON = datetime(2024, 12, 5, 12, 0, tzinfo=UTC)
ENTRY = Entry("tag:x.example,2024:a", "Hama", [el("p", "said")], NOON, "https://x.example/place/1", "taken")
FEED = Feed(
    "tag:x.example,2024:feed", "what changed", "all of it", "fr", NOON, "https://x.example/f", "https://x.example/p", []
)


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text.encode())


def one(of: ElementTree.Element, name: str) -> str:
    found = of.findall(f"{{{NAMESPACE}}}{name}")
    assert len(found) == 1, name
    return found[0].text or ""


def check(text: str) -> ElementTree.Element:
    """What RFC 4287 asks of every feed (sections 4.1.1, 4.1.2, 3.3, 4.2.6)."""
    root = parsed(text)
    assert root.tag == f"{{{NAMESPACE}}}feed"
    ids = [one(root, "id")]
    assert root.find(f"{{{NAMESPACE}}}author/{{{NAMESPACE}}}name") is not None
    links = root.findall(f"{{{NAMESPACE}}}link")
    assert sorted(link.get("rel") or "" for link in links) == ["alternate", "self"]
    for item in [root, *root.findall(f"{{{NAMESPACE}}}entry")]:
        assert one(item, "title") is not None
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one(item, "updated"))
        if item is not root:
            ids.append(one(item, "id"))
            assert item.find(f"{{{NAMESPACE}}}link[@rel='alternate']") is not None
    assert len(set(ids)) == len(ids)
    for id in ids:
        assert re.fullmatch(r"tag:[\w.@-]+,\d{4}:[\w.~:%/-]*", id, re.ASCII), id
    return root


def test_a_feed_without_news_is_one_all_the_same() -> None:
    root = check(feed(FEED))
    assert one(root, "updated") == "2024-12-05T12:00:00Z"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_it_is_as_new_as_its_newest_entry() -> None:
    old = replace(ENTRY, id="tag:x.example,2024:b", updated=NOON - timedelta(days=3))
    root = check(feed(replace(FEED, updated=NOON + timedelta(days=9), entries=[old, ENTRY])))
    assert one(root, "updated") == "2024-12-05T12:00:00Z"


@given(wild_text, wild_text)
def test_whatever_a_report_says_is_text(title: str, said: str) -> None:
    entry = replace(ENTRY, title=title, content=[el("p", said)])
    root = check(feed(replace(FEED, entries=[entry])))
    item = root.find(f"{{{NAMESPACE}}}entry")
    assert item is not None
    seen: list[tuple[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            seen.append(("tag", tag))

        def handle_data(self, data: str) -> None:
            seen.append(("text", data))

    reader = Reader()
    reader.feed(one(item, "content"))
    reader.close()
    assert [what for kind, what in seen if kind == "tag"] == ["p"]
    plain = "".join(what for kind, what in seen if kind == "text")
    assert re.sub(r"\s", "", plain) == re.sub(r"\s", "", clean(said))


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-2", "@SUM(A1)", " =1"])
def test_no_title_is_a_formula(title: str) -> None:
    item = check(feed(replace(FEED, entries=[replace(ENTRY, title=title)]))).find(f"{{{NAMESPACE}}}entry")
    assert item is not None
    assert one(item, "title").startswith("'")


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), max_size=4), st.integers(1990, 9999))
def test_a_tag_is_a_uri_that_tells_its_parts_apart(parts: list[str], year: int) -> None:
    made = tag("desk@news.example", year, *parts)
    assert re.fullmatch(r"tag:desk@news\.example,\d{4}:[A-Za-z0-9._~:%/-]*", made)
    assert made.count("/") == max(0, len(parts) - 1)
    assert (tag("desk@news.example", year, *parts, "more") == made) is False


def test_instants_are_in_utc_to_the_second() -> None:
    assert instant(NOON.astimezone(timezone(timedelta(hours=3)))) == "2024-12-05T12:00:00Z"
    assert instant(start_of(date(2024, 1, 2))) == "2024-01-02T00:00:00Z"
