from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.conftest import LIMITS, NOW
from whoholds.errors import InputRefused
from whoholds.reports.drafts import Draft
from whoholds.reports.rows import address, declared_language, from_object, lines, parse

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def draft(**fields: Any) -> Draft:
    return from_object(fields, "a.json", NOW, LIMITS)


def code_of(call: Any, *arguments: Any) -> str:
    with pytest.raises(InputRefused) as caught:
        call(*arguments)
    assert caught.value.subject == "a.json"
    assert caught.value.hint
    return caught.value.code


def refused_row(data: Any) -> str:
    return code_of(from_object, data, "a.json", NOW, LIMITS)


@given(values)
def test_what_json_writes_is_read_back(value: Any) -> None:
    assert parse(json.dumps(value), "a.json") == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "input.bad_json"),
        ("{", "input.bad_json"),
        ("{'text': 'x'}", "input.bad_json"),
        ('{"text": "x",}', "input.bad_json"),
        ('{"text": "x"} trailing', "input.bad_json"),
        ('{"text": "a\nb"}', "input.bad_json"),
        ('{"x": NaN}', "input.bad_json"),
        ('{"x": -Infinity}', "input.bad_json"),
        ('{"x": ' + "9" * 10_000 + "}", "input.bad_json"),
        ("[" * 100_000, "input.bad_json"),
        ('{"a":' * 50_000, "input.bad_json"),
        ('{"text": "x", "text": "y"}', "input.duplicate_key"),
        ('{"x": [{"a": 1, "a": 1}]}', "input.duplicate_key"),
    ],
)
def test_json_is_strict(text: str, code: str) -> None:
    assert code_of(parse, text, "a.json") == code


def test_an_error_says_line_and_column() -> None:
    with pytest.raises(InputRefused, match="line 3, column 9"):
        parse('{\n"id": "a",\n"text": x}', "a.json")


def test_a_key_that_is_there_twice_is_named() -> None:
    with pytest.raises(InputRefused, match="'outlet'"):
        parse('{"outlet": "a", "text": "x", "outlet": "b"}', "a.json")


def test_every_field_is_kept_and_says_where_it_came_from() -> None:
    made = draft(
        id="007",
        lang="fr",
        published="2024-12-07T20:00:00Z",
        outlet="Courrier Z",
        title="Hama tombe",
        text="Hama tombe\n\nLe reste.",
        url="https://courrier-z.example/hama",
    )
    assert made.name == "007"
    assert (made.title, made.outlet, made.url) == ("Hama tombe", "Courrier Z", "https://courrier-z.example/hama")
    assert made.published == datetime(2024, 12, 7, 20, tzinfo=UTC)
    assert made.language == "fr"
    assert made.provenance == {
        "text": "json:text",
        "title": "json:title",
        "outlet": "json:outlet",
        "url": "json:url",
        "published": "json:published",
        "language": "json:lang",
    }


def test_a_row_needs_nothing_but_text_and_the_rest_is_unknown() -> None:
    made = draft(text="Hama fell.")
    assert made == Draft(text="Hama fell.", provenance={"text": "json:text"})


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
def test_the_text_is_kept_to_the_letter(text: str) -> None:
    assert draft(text=text).text == text
    assert draft(text=f"\n {text}\r\n").text == f"\n {text}\r\n"


def test_keys_that_mean_nothing_here_are_passed_over_and_named() -> None:
    made = draft(text="Hama fell.", claims=[{"quote": "x"}], places=[], zzz=1)
    assert made.provenance["ignored"] == "claims, places, zzz"


@pytest.mark.parametrize("word", ["unknown", "Unknown", "inconnu", "", "  ", "n/a", "-", None])
def test_an_outlet_that_is_called_unknown_is_unknown(word: str | None) -> None:
    made = draft(text="Hama fell.", outlet=word, title=word, url=word)
    assert (made.outlet, made.title, made.url) == (None, None, None)
    assert set(made.provenance) == {"text"}


def test_a_date_that_is_none_leaves_a_reason() -> None:
    made = draft(text="Hama fell.", published="07/12/2024")
    assert made.published is None
    assert made.provenance["published"].startswith("unknown: '07/12/2024'")
    assert "json:published" in made.provenance["published"]
    assert draft(text="x", published="2024-12-07").provenance["published"] == (
        "json:published (day only, taken as midnight UTC)"
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ([], "input.not_a_report"),
        ("text", "input.not_a_report"),
        (None, "input.not_a_report"),
        (7, "input.not_a_report"),
        ({}, "input.not_a_report"),
        ({"body": "x"}, "input.not_a_report"),
        ({"text": None}, "input.empty"),
        ({"text": ""}, "input.empty"),
        ({"text": " \n "}, "input.empty"),
        ({"text": 7}, "input.bad_field"),
        ({"text": ["x"]}, "input.bad_field"),
        ({"text": "x", "title": 7}, "input.bad_field"),
        ({"text": "x", "outlet": ["x"]}, "input.bad_field"),
        ({"text": "x", "lang": 1}, "input.bad_field"),
        ({"text": "x", "id": 1.5}, "input.bad_field"),
        ({"text": "x", "id": True}, "input.bad_field"),
        ({"text": "x", "id": {}}, "input.bad_field"),
        ({"text": "a\x1b[31m"}, "input.control_characters"),
        ({"text": "x", "title": "a\x07"}, "input.control_characters"),
        ({"text": "x", "id": "a\x1b"}, "input.control_characters"),
        ({"text": "x", "a\x1b": 1}, "input.control_characters"),
        ({"text": "a\ud800"}, "input.lone_surrogate"),
        ({"text": "x", "outlet": "\udfff"}, "input.lone_surrogate"),
    ],
)
def test_a_row_that_is_no_report_is_refused(data: Any, code: str) -> None:
    assert refused_row(data) == code


@pytest.mark.parametrize(("given_id", "name"), [("a", "a"), (7, "7"), (None, ""), ("", ""), (" b ", "b")])
def test_a_row_is_called_by_its_id(given_id: Any, name: str) -> None:
    assert draft(text="x", id=given_id).name == name


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("fr-FR", "fr"),
        ("en_GB", "en"),
        ("zh-Hant-TW", "zh"),
        ("french", None),
        ("und", None),
        ("", None),
        ("f", None),
    ],
)
def test_a_declared_language_is_two_letters(value: str, code: str | None) -> None:
    assert declared_language(value) == code
    assert draft(text="x", lang=value).language == code
    assert draft(text="x", language=value).language == code


@pytest.mark.parametrize("url", ["https://a.example/b?c=d#e", "http://a.example", "HTTPS://A.EXAMPLE/é"])
def test_a_web_address_is_kept(url: str) -> None:
    assert address(url, "json:url", {}) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "a.example",
        "https://a b",
        'https://a"onclick=x',
        "https://<b>",
        "",
    ],
)
def test_what_is_no_web_address_is_unknown_with_a_reason(url: str) -> None:
    notes: dict[str, str] = {}
    assert address(url, "json:url", notes) is None
    assert notes["url"].startswith("unknown: ")


def test_lines_are_numbered_and_blank_ones_passed_over() -> None:
    assert list(lines(b'\xef\xbb\xbf{"a":1}\r\n\n  \n{"b":2}', "f.jsonl")) == [
        ("f.jsonl:1", '{"a":1}'),
        ("f.jsonl:4", '{"b":2}'),
    ]
    assert list(lines(b"", "f.jsonl")) == []
    assert list(lines(b"\n\n", "f.jsonl")) == []


def test_a_line_separator_inside_a_text_ends_no_line() -> None:
    raw = json.dumps({"text": "a\u2028b\x85c"}, ensure_ascii=False).encode()
    ((_, line),) = lines(raw, "f.jsonl")
    assert isinstance(line, str)
    assert json.loads(line)["text"] == "a\u2028b\x85c"


def test_a_line_in_another_encoding_is_refused_alone() -> None:
    found = list(lines(b'{"a":1}\n{"b":"\xe9"}\n{"c":3}\n', "f.jsonl"))
    assert [where for where, _ in found] == ["f.jsonl:1", "f.jsonl:2", "f.jsonl:3"]
    bad = found[1][1]
    assert isinstance(bad, InputRefused)
    assert (bad.code, bad.subject) == ("input.encoding", "f.jsonl:2")


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3), max_size=8))
def test_rows_that_were_written_are_read_back(rows: list[dict[str, str]]) -> None:
    raw = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode("utf-8", "surrogatepass")
    found = [json.loads(line) for _, line in lines(raw, "f") if isinstance(line, str)]
    assert [row for row in rows if _writable(row)] == [row for row in found if _writable(row)]


def _writable(row: dict[str, str]) -> bool:
    return not any("\ud800" <= c <= "\udfff" for text in (*row, *row.values()) for c in text)
