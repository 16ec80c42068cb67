"""Files made to hurt: each is taken in or refused with a code, and the next file is read as if nothing had happened."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reports.conftest import LIMITS, NOW, take_all
from whoholds.errors import InputRefused
from whoholds.reports.intake import take

Put = Callable[[str, bytes | str], Path]
SENTENCE = "The army left the town of Hama on Monday, a resident said. "

HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "deep.html": ("<html><body>" + "<div>" * 100_000 + SENTENCE + "</div>" * 100_000, "input."),
    "lists.html": ("<html><body>" + "<ul><li>" * 3000 + SENTENCE, "input."),
    "attributes.html": ("<html><body><p " + 'a="b" ' * 100_000 + f">{SENTENCE}</p></body></html>", "ok"),
    "entities.html": (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "'
        + "x" * 1000
        + '"><!ENTITY b "'
        + "&a;" * 1000
        + f'">]><html><body><p>&b;&b;&b; {SENTENCE * 3}</p></body></html>',
        "ok",
    ),
    "script.html": ("<html><body><script>" + "x" * 500_000 + "</script></body></html>", "input.no_text"),
    "unclosed.html": ("<html><body><!--" + "x" * 100_000, "input.no_text"),
    "charset.html": (b'<meta charset="base64"><html><body><p>\xff\xfe\xfd\x80\x81</p></body></html>', "input."),
    "stars.md": ("*a _b " * 20_000, "ok"),
    "brackets.md": ("[" * 20_000, "ok"),
    "pictures.md": ("![a](" * 5_000, "ok"),
    "quotes.md": ("> " * 20_000 + "a", "input.empty"),
    "ticks.md": ("".join("`" * n + " " for n in range(400)), "ok"),
    "tags.md": ("<a " * 50_000, "ok"),
    "nest.json": ("[" * 200_000, "input.bad_json"),
    "nest2.json": ('{"text": "Hama fell.", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", "input.bad_json"),
    "number.json": ('{"text": "Hama fell.", "x": ' + "9" * 50_000 + "}", "input.bad_json"),
    "surrogate.json": ('{"text": "Hama \\udc80 fell."}', "input.lone_surrogate"),
    "pair.json": ('{"text": "Hama \\ud83d\\ude42 fell."}', "ok"),
    "escape.json": ('{"text": "Hama \\u001b]0;owned\\u0007 fell."}', "input.control_characters"),
    "null.json": ('{"text": "Hama \\u0000 fell."}', "input.control_characters"),
    "zip.txt": (gzip.compress(b"0" * 10_000_000), "input.binary"),
    "zip.json": (bz2.compress(b"0" * 10_000_000), "input.binary"),
    "long.txt": (SENTENCE * 16_000, "ok"),
    "unbroken.txt": ("x" * 900_000, "ok"),
    "bullets.txt": ("- \n" * 20_000, "ok"),
    "clocks.txt": ("19:40 - a\n" * 5_000, "ok"),
    "newlines.txt": ("\n" * 500_000 + "a", "ok"),
    "bidi.txt": ("\u202e\u2066\u200f" + SENTENCE + "\u2069\u202c", "ok"),
    "zero-width.txt": ("H\u200ba\u200bm\u200ba fell.", "ok"),
    "combining.txt": ("a" + "\u0301" * 100_000, "ok"),
    "astral.txt": ("🙂" * 100_000 + "\U0010fffd", "ok"),
    "noncharacters.txt": ("Hama \ufffe\uffff\U0001ffff fell.", "ok"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_taken_in_or_refused_and_the_next_one_is_read(put: Put, name: str) -> None:
    content, expected = HOSTILE[name]
    # a page is followed by a page, so that the process that takes them apart is asked again
    after = (
        put("after.md", f"# After\n\n{SENTENCE}")
        if name.endswith(("html", "md"))
        else put("z.txt", f"After\n\n{SENTENCE}")
    )
    first, second = take_all(put(name, content), after)
    if expected == "ok":
        assert not isinstance(first, InputRefused), first
        assert all(first.report.text[b.start : b.end].strip() for b in first.report.blocks)
    else:
        assert isinstance(first, InputRefused)
        assert first.code.startswith(expected)
        assert len(first.message) < 500
        assert first.hint
    assert not isinstance(second, InputRefused)
    assert second.report.title == "After"


def test_what_a_parser_prints_is_no_answer(put: Put) -> None:
    items = take_all(put("a.html", "<html><body><p>" + SENTENCE * 5 + "</p></body></html>"))
    assert not isinstance(items[0], InputRefused)


@pytest.mark.parametrize("ending", ["txt", "md", "json", "jsonl", "html", "dat"])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.one_of(st.binary(max_size=120), st.text(max_size=120).map(lambda t: t.encode("utf-8", "surrogatepass"))))
def test_any_bytes_under_any_name(tmp_path: Path, ending: str, raw: bytes) -> None:
    path = tmp_path / f"any.{ending}"
    path.write_bytes(raw)
    for item in take([path], LIMITS, NOW):
        if isinstance(item, InputRefused):
            assert item.code.startswith("input.")
            json.dumps(item.as_dict(), ensure_ascii=False).encode()
        else:
            assert item.report.blocks
            item.report.text.encode()
