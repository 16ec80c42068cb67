from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import InputRefused
from whoholds.reports.html import declared_charset, extract, looks_like_html
from whoholds.reports.pagetext import PageText

FIRST = "The army affirmed on Wednesday that it held the lines north of the town of Hama after a day of heavy fighting."
SECOND = "According to the observatory four villages passed to the rebels on Wednesday morning without much of a fight."
LATEST = "2025-01-02"


def page(body: str = "", head: str = "", title: str = "Army holds Hama - Journal Y", end: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body><nav><a href="/">Home</a> '
        f'<a href="/sport">Sport</a></nav><article><h1>Army holds Hama</h1>{body}<p>{FIRST}</p><p>{SECOND}</p>'
        "</article>"
        f"<footer>{end}<p>About us. Terms of use.</p></footer></body></html>"
    )


def got(body: str = "", head: str = "", **more: str) -> PageText:
    return extract(page(body, head, **more), LATEST)


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_the_article_comes_out_with_its_title_first_and_nothing_around_it() -> None:
    found = got()
    assert found.text == f"Army holds Hama\n\n{FIRST}\n\n{SECOND}"
    assert found.title == "Army holds Hama"


def test_headings_and_items_are_remembered() -> None:
    found = got(f"<p>{FIRST}</p><h2>What is lost</h2><ul><li>One village at dawn</li><li>Another at noon</li></ul>")
    lines = [found.text[start:].split("\n")[0] for start in (*found.headings, *found.items)]
    assert lines == ["What is lost", "- One village at dawn", "- Another at noon"]


def test_inline_marks_and_entities_are_words() -> None:
    found = got(
        "<p>The <b>army</b> &amp; the <a href='x'>militias</a> left&nbsp;<i>Hama</i>, a resident of the town said.</p>"
    )
    assert "The army & the militias left\xa0Hama, a resident" in found.text.replace("left Hama", "left\xa0Hama")


def test_line_breaks_are_lines() -> None:
    found = got("<p>19:40 - Shots are heard in the east of the town.<br>19:10 - Nothing new, says the army there.</p>")
    assert "town.\n19:10" in found.text


def test_a_quote_and_a_table_are_kept() -> None:
    body = (
        "<blockquote><p>We hold the town, an officer said to us on the telephone.</p></blockquote>"
        "<table><tr><th>Place</th><th>Holder</th></tr><tr><td>Hama</td><td>army</td></tr></table>"
    )
    found = got(body)
    assert "We hold the town, an officer said" in found.text
    assert "Hama | army" in found.text


def test_scripts_styles_and_comments_never_come_out() -> None:
    found = got("<script>var secret = 1;</script><style>p {color: red}</style><!-- hidden note --><p hidden>x</p>")
    for word in ("secret", "color", "hidden note"):
        assert word not in found.text


def test_fields_are_what_the_page_states() -> None:
    head = meta("og:site_name", "Journal Y") + '<link rel="canonical" href="https://y.example/hama">'
    found = got(head=head + '<meta name="author" content="Journal Y avec AFP">')
    assert (found.outlet, found.url) == ("Journal Y", "https://y.example/hama")
    assert "AFP" in (found.byline or "")


JSON_LD = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
    '"headline":"Army holds Hama","datePublished":"2024-12-04T18:30:00+01:00",'
    '"dateModified":"2024-12-06T10:00:00Z"}</script>'
)


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (meta("article:published_time", "2024-12-04T18:30:00+01:00"), "", "2024-12-04T18:30:00+0100"),
        (meta("article:published_time", "2024-12-04T18:30:00Z"), "", "2024-12-04T18:30:00+0000"),
        (meta("article:published_time", "2024-12-04T18:30:00"), "", "2024-12-04T18:30:00"),
        (meta("article:published_time", "2024-12-04"), "", "2024-12-04"),
        (JSON_LD, "", "2024-12-04T18:30:00+0100"),
        (
            meta("article:modified_time", "2024-12-06T10:00:00Z")
            + meta("article:published_time", "2024-12-04T18:30:00Z"),
            "",
            "2024-12-04T18:30:00+0000",
        ),
        ("", '<time datetime="2024-12-04T18:30:00+02:00">4 Dec</time>', "2024-12-04T18:30:00+0200"),
        ("", '<p class="date">Publié le 4 décembre 2024</p>', "2024-12-04"),
    ],
)
def test_the_published_time_is_read_as_exactly_as_it_is_stated(head: str, body: str, published: str) -> None:
    assert got(body, head).published == published


@pytest.mark.parametrize(
    ("head", "body", "end"),
    [
        ("", "", ""),
        ("", "", "Copyright 2019 Journal Y"),
        (meta("article:modified_time", "2024-12-06T10:00:00Z"), "", ""),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","dateModified":"2024-12-06T10:00:00Z"}</script>',
            "",
            "",
        ),
        (meta("article:published_time", "2031-12-04T18:30:00Z"), "", ""),
    ],
)
def test_what_is_no_date_of_publication_is_not_taken_for_one(head: str, body: str, end: str) -> None:
    assert got(body, head, end=end).published is None


def test_a_date_that_can_be_read_two_ways_is_a_doubt() -> None:
    found = got('<p class="date">Published 12/04/2024</p>')
    assert (found.published, found.doubt) == (None, "12/04/2024")


def test_a_date_in_figures_that_can_be_read_one_way_is_read() -> None:
    assert got('<p class="date">Published 24/11/2024</p>').published == "2024-11-24"


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<html></html>",
        "<html><body></body></html>",
        "<html><head><title>x</title></head><body><script>1</script></body></html>",
        "no page at all",
        "<<<<>>>><",
    ],
)
def test_a_page_without_an_article_is_refused(source: str) -> None:
    with pytest.raises(InputRefused) as caught:
        extract(source, LATEST)
    assert caught.value.code == "input.no_text"
    assert caught.value.hint


def test_an_xml_declaration_is_no_hindrance() -> None:
    found = extract('<?xml version="1.0" encoding="iso-8859-1"?>' + page(), LATEST)
    assert FIRST in found.text


def test_entities_of_the_page_are_never_expanded_or_fetched() -> None:
    declared = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "boom">]>'
    found = extract(declared + page("<p>&a; and &b; were written into this page by somebody else.</p>"), LATEST)
    assert "boom" not in found.text


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (b'<meta charset="utf-8">', "utf-8"),
        (b"<META CHARSET=ISO-8859-1>", "ISO-8859-1"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "windows-1251"),
        (b'<?xml version="1.0" encoding="iso-8859-15"?><html>', "iso-8859-15"),
        (b"<html><body>charset=utf-8</body>", None),
        (b" " * 5000 + b'<meta charset="utf-8">', None),
        (b"", None),
        (b"<meta " * 700, None),
    ],
)
def test_the_declared_charset(raw: bytes, charset: str | None) -> None:
    assert declared_charset(raw) == charset


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("<!DOCTYPE html><html>", True),
        ("  \n<html lang='fr'>", True),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', True),
        ("<!-- saved from --><html>", True),
        ("<body>", True),
        ("The <html> tag is explained here.", False),
        ("<b>bold</b> text", False),
        ("{}", False),
        ("", False),
    ],
)
def test_a_page_without_a_name_is_known_by_its_head(text: str, yes: bool) -> None:
    assert looks_like_html(text) is yes


@given(
    st.lists(st.sampled_from([FIRST, SECOND, "Nobody could be reached in the town on Wednesday evening."]), max_size=6)
)
def test_offsets_are_starts_of_lines(paragraphs: list[str]) -> None:
    found = got("".join(f"<h2>Part {i}</h2><p>{text}</p><ul><li>{text}</li></ul>" for i, text in enumerate(paragraphs)))
    for start in (*found.headings, *found.items):
        assert found.text[start - 1] == "\n"
    assert found.text == found.text.strip()
