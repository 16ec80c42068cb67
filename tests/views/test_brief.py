"""The brief as data and as a page: what it says, to whom it gives the word, and that nothing in it runs or loads."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import KNOWN, PLACE, claim, holding, wild_text
from whoholds.control.changes import Change, Told, Turn
from whoholds.control.needs import World
from whoholds.model import ActorRef, Block, Claim, Clause, Factuality, Holding, Reason, Report, Standing
from whoholds.reference.actors import Actors
from whoholds.views import brief as view
from whoholds.views.markup import clean

ACTORS = Actors.load()
SYRIA = ACTORS.theatre("syria")
GOV, OPP = "sy_gov", "sy_opp"
ASKED = view.Asked(date(2024, 12, 1), date(2024, 12, 7), None, "en")
REPORT = Report(
    "r-1",
    "0" * 64,
    "file",
    "x" * 60,
    (Block(0, 60, "fr"),),
    "A title",
    "fr",
    "Courier Seven",
    "https://courier.example/7",
    datetime(2024, 12, 5, 9, 30, tzinfo=UTC),
)


@dataclass(frozen=True)
class Cited:
    claim: Claim
    report_id: str = "r-1"
    outlet: str | None = "Courier Seven"
    published: datetime | None = datetime(2024, 12, 5, 9, 30, tzinfo=UTC)


def told(holder: str, standing: Standing = Standing.CLAIMED) -> Told:
    return Told(holder, standing, 0.8, (Clause("rule.few"),))


CHANGE = Change(
    PLACE.id, "Hama", 35.1, 36.7, date(2024, 12, 5), Turn.TAKEN, told(GOV), told(OPP), GOV, (("c1", 2.0), ("gone", 1.0))
)
DISPUTED = replace(
    holding(holder="contested", standing=Standing.CONTESTED, because=(Reason("c1", 1.0), Reason("c2", -1.0))),
    why=(Clause("rule.contested"),),
)


def spoken(id: str, key: str, quote: str = "the army left Hama") -> Cited:
    return Cited(replace(claim(id, quote), speaker=ActorRef(key)))


def made(
    changes: tuple[Change, ...] = (CHANGE,),
    holdings: Mapping[str, Holding] | None = None,
    claims: tuple[Cited, ...] = (spoken("c1", "syrian_armed_forces"), spoken("c2", "rebels:syria")),
    reports: Mapping[str, Report] | None = None,
    asked: view.Asked = ASKED,
    outlets: Mapping[str, str] | None = None,
) -> view.Brief:
    world = World(ACTORS, SYRIA, outlets or {})
    return view.brief(
        asked,
        "Syria",
        changes,
        {"p": DISPUTED} if holdings is None else holdings,
        claims,
        {"r-1": REPORT} if reports is None else reports,
        world,
        str,
        {},
    )


# What it says


def test_a_change_is_told_with_its_sentences() -> None:
    (change,) = made().changes
    assert (change.day, change.headline) == ("5 December 2024", "Hama: now held by sy_opp, before by sy_gov")
    (saying,) = change.sayings
    assert (saying.quote, saying.outlet, saying.day, saying.source) == (
        "the army left Hama",
        "Courier Seven",
        "5 December 2024",
        1,
    )
    assert saying.language == "fr", "the paragraph's, for whoever reads it aloud"


@pytest.mark.parametrize(
    ("turn", "since", "after", "said"),
    [
        (Turn.TAKEN, None, OPP, "Hama: now held by sy_opp"),
        (Turn.TAKEN, OPP, OPP, "Hama: now held by sy_opp"),
        (Turn.CONTESTED, GOV, "contested", "Hama: now contested, before held by sy_gov"),
        (Turn.CONTESTED, None, "contested", "Hama: now contested"),
        (Turn.DENIED, GOV, OPP, "Hama: claimed and denied"),
        (Turn.LOST, GOV, "unknown", "Hama: no longer known to be held by sy_gov"),
        (Turn.CONFIRMED, OPP, OPP, "Hama: confirmed, held by sy_opp"),
        (Turn.STALE, OPP, OPP, "Hama: no news any more; last held by sy_opp"),
    ],
)
def test_headlines(turn: Turn, since: str | None, after: str, said: str) -> None:
    (change,) = made((replace(CHANGE, turn=turn, since=since, after=told(after)),)).changes
    assert change.headline == said


def test_each_side_has_its_say_and_others_come_last() -> None:
    claims = (
        spoken("c1", "residents"),
        spoken("c2", "rebels:syria"),
        spoken("c3", "syrian_armed_forces"),
        spoken("c4", "narrator"),
    )
    because = tuple(Reason(c.claim.id, 1.0) for c in claims)
    (dispute,) = made((), {"p": replace(DISPUTED, because=because)}, claims).disputes
    assert [camp.name for camp in dispute.camps] == ["Sy_gov", "Sy_opp", "Those who are no party"]
    assert [s.speaker for s in dispute.camps[-1].sayings] == ["residents", "the report itself"]
    assert (dispute.place, dispute.answer) == ("Hama", "Contested · contested")


def test_an_outlet_that_speaks_for_a_side_speaks_for_it() -> None:
    claims = (spoken("c1", "narrator"),)
    (dispute,) = made((), None, claims, outlets={"Courier Seven": GOV}).disputes
    assert [camp.name for camp in dispute.camps] == ["Sy_gov"]


def test_copies_are_not_repeated_and_a_long_list_is_cut() -> None:
    claims = tuple(spoken(f"c{n}", "residents", f"quote {n}") for n in range(9))
    because = tuple(Reason(c.claim.id, 1.0, copy=n == 0) for n, c in enumerate(claims))
    (dispute,) = made((), {"p": replace(DISPUTED, because=because)}, claims).disputes
    (camp,) = dispute.camps
    assert len(camp.sayings) == view.SAID and camp.more == 3
    assert "quote 0" not in {s.quote for s in camp.sayings}


@pytest.mark.parametrize(
    ("holder", "standing", "there"),
    [
        ("contested", Standing.CLAIMED, True),
        (OPP, Standing.DENIED, True),
        (OPP, Standing.CONTESTED, True),
        (OPP, Standing.ASSESSED, False),
        ("unknown", Standing.UNKNOWN, False),
    ],
)
def test_what_counts_as_disputed(holder: str, standing: Standing, there: bool) -> None:
    found = made((), {"p": replace(DISPUTED, holder=holder, standing=standing)}).disputes
    assert bool(found) is there


def test_sources_are_numbered_as_they_are_quoted_and_only_those() -> None:
    claims = (Cited(claim("c1"), "r-2"), Cited(claim("c2"), "r-1"))
    reports = {
        "r-1": REPORT,
        "r-2": replace(REPORT, id="r-2", title=None, url="javascript:alert(1)", outlet=None),
        "r-3": REPORT,
    }
    found = made((CHANGE,), None, claims, reports).sources
    assert [(s.number, s.id) for s in found] == [(1, "r-2"), (2, "r-1")]
    assert (found[0].title, found[0].link) == ("file", None), "only addresses of the web are links"
    assert found[1].link == "https://courier.example/7"


def test_french() -> None:
    asked = replace(ASKED, language="fr", as_known=KNOWN)
    content = made(asked=asked)
    assert content.period == "Du 1er décembre 2024 au 7 décembre 2024"
    assert "telle que connue le 7 décembre 2024" in content.known
    page = view.html(content)
    assert '<html lang="fr">' in page and "Ce qui a changé" in page and "Ce qui est disputé" in page


# The page


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


KNOWN_TAGS = set(
    "html head meta title style body header main footer section div "
    "h1 h2 h3 h4 p ul ol li q br span bdi a cite img".split()
)


def harmless(html: str) -> Page:
    page = Page(html)
    assert {tag for tag, _ in page.tags} <= KNOWN_TAGS
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        for name in ("href", "src"):
            if (address := attributes.get(name)) is not None:
                assert re.match(r"(#source-\d+$|https?://|data:image/svg\+xml;base64,)", address), address
    return page


def test_the_page_allows_its_own_style_and_nothing_else() -> None:
    html = view.html(made(), "<svg/>")
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(str(a["content"]) for t, a in harmless(html).tags if a.get("http-equiv"))
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    assert "unsafe" not in html and "<script" not in html


def test_the_map_is_inside() -> None:
    page = harmless(view.html(made(), "<svg>é</svg>"))
    (source,) = (str(a["src"]) for t, a in page.tags if t == "img")
    assert base64.b64decode(source.partition(",")[2]).decode() == "<svg>é</svg>"
    assert not any(tag == "img" for tag, _ in harmless(view.html(made())).tags)


def test_every_number_leads_to_its_source() -> None:
    page = harmless(view.html(made()))
    asked = {str(a["href"])[1:] for _, a in page.tags if str(a.get("href", "")).startswith("#")}
    assert asked == {str(a["id"]) for _, a in page.tags if a.get("id")} == {"source-1"}


def test_nothing_to_say_is_said() -> None:
    html = view.html(made((), {}, ()))
    assert "Nothing changed hands" in html and "No place is contested" in html and "No report is quoted" in html


@given(wild_text, wild_text, wild_text, st.sampled_from(["https://x/", "http://", "javascript:", "data:text/html,"]))
def test_hostile_text_stays_text(quote: str, outlet: str, title: str, scheme: str) -> None:
    report = replace(REPORT, title=title, outlet=outlet, url=scheme + quote, name=outlet)
    item = replace(spoken("c1", quote, quote or "x"), outlet=outlet)
    change = replace(CHANGE, place=title, deciding=(("c1", 1.0),))
    content = made(
        (change,), {"p": replace(DISPUTED, place=quote)}, (item,), {"r-1": report}, replace(ASKED, viewpoint=title)
    )
    page = harmless(view.html(content))
    text = "".join(page.texts)
    assert clean(quote or "x").replace("\r", "\n") in text.replace("\r", "\n")


@pytest.mark.parametrize("value", list(Factuality))
def test_how_sure_a_speaker_is_has_words_in_both_languages(value: Factuality) -> None:
    for language in ("en", "fr"):
        item = Cited(replace(claim("c1"), factuality=value))
        content: Any = made(claims=(item,), asked=replace(ASKED, language=language))
        assert content.changes[0].sayings[0].factuality
