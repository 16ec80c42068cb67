from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whoholds
from tests.reports.conftest import NOW
from tests.reports.test_html import FIRST, page
from whoholds.errors import InputRefused
from whoholds.reports.page_child import LENGTH, receive, send
from whoholds.reports.pages import PageReader
from whoholds.settings import ReportLimits

SOURCES = Path(whoholds.__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader(ReportLimits()) as made:
        yield made


def pid(reader: PageReader) -> int:
    assert reader._process is not None
    return reader._process.pid


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_page_goes_through_and_back(reader: PageReader) -> None:
    found = reader.html(page("<h2>Part</h2><ul><li>One village at dawn</li></ul>"), "a.html", NOW)
    assert found.title == "Army holds Hama"
    assert FIRST in found.text
    assert isinstance(found.items, tuple)
    assert found.text[found.items[0] :].startswith("- One village")


def test_markdown_goes_through_and_back(reader: PageReader) -> None:
    found = reader.markdown("# Hama *tombe* 🙂\n\nLe reste.", None, "a.md")
    assert (found.title, found.text) == ("Hama tombe 🙂", "Hama tombe 🙂\n\nLe reste.")


def test_one_process_serves_many_pages(reader: PageReader) -> None:
    reader.markdown("a", None, "a.md")
    first = pid(reader)
    for _ in range(5):
        reader.markdown("a", None, "a.md")
    assert pid(reader) == first


def test_a_refusal_carries_the_page_it_is_about(reader: PageReader) -> None:
    with pytest.raises(InputRefused) as caught:
        reader.html("<html><body></body></html>", "empty.html", NOW)
    assert (caught.value.code, caught.value.subject) == ("input.no_text", "empty.html")
    assert reader.markdown("still there", None, "a.md").text == "still there"


def test_nothing_is_published_after_the_clock(reader: PageReader) -> None:
    late = page(head='<meta property="article:published_time" content="2025-06-04T18:30:00Z">')
    assert reader.html(late, "a.html", NOW).published is None
    assert reader.html(late, "a.html", NOW.replace(year=2026)).published is not None


def test_no_process_before_the_first_page_and_none_after_the_last() -> None:
    with PageReader(ReportLimits()) as made:
        assert made._process is None
        made.markdown("a", None, "a.md")
        process = pid(made)
    assert made._process is None
    assert gone(process)
    made.close()  # again, which is harmless


def test_a_process_is_renewed_after_its_share_of_pages() -> None:
    with PageReader(ReportLimits(pages_per_process=2)) as made:
        seen = []
        for _ in range(4):
            made.markdown("a", None, "a.md")
            seen.append(pid(made))
    assert seen[0] == seen[1] != seen[2] == seen[3]


def test_a_page_that_takes_too_long_is_refused_and_the_next_one_is_read() -> None:
    with PageReader(ReportLimits(page_seconds=0.001)) as made:
        with pytest.raises(InputRefused) as caught:
            made.html(page(), "slow.html", NOW)
        assert (caught.value.code, caught.value.subject) == ("input.page_limit", "slow.html")
        assert "page_seconds" in caught.value.hint
        made._limits = ReportLimits()
        assert FIRST in made.html(page(), "a.html", NOW).text


def test_a_page_that_takes_too_much_memory_is_refused() -> None:
    with PageReader(ReportLimits(page_memory_bytes=300_000_000)) as made, pytest.raises(InputRefused) as caught:
        made.html("<html><body>" + "<p>The army left the town.</p>" * 600_000 + "</body></html>", "big.html", NOW)
    assert caught.value.code in ("input.page_limit", "input.page_failed")


def test_a_page_that_takes_too_much_processor_time_is_refused() -> None:
    body = "".join(f"<p>The army left town number {n} on Monday, residents said.</p>" for n in range(60_000))
    with PageReader(ReportLimits(page_cpu_seconds=1)) as made, pytest.raises(InputRefused) as caught:
        made.html(f"<html><body><article>{body}</article></body></html>", "big.html", NOW)
    assert caught.value.code == "input.page_limit"


def test_a_process_that_dies_in_between_is_replaced() -> None:
    with PageReader(ReportLimits()) as made:
        made.markdown("a", None, "a.md")
        assert made._process is not None
        made._process.kill()
        made._process.wait()
        with pytest.raises(InputRefused):
            made.markdown("a", None, "a.md")
        assert made.markdown("b", None, "a.md").text == "b"


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('a.example', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.remove('x')",
        "open('made-by-a-page', 'w')",
        "import os; os.open('made-by-a-page', os.O_CREAT | os.O_WRONLY)",
    ],
)
def test_the_process_cannot_reach_out_write_or_start_programs(attempt: str, tmp_path: Path) -> None:
    code = (
        "import sys, os; sys.path.insert(0, sys.argv[1])\n"
        "from whoholds.reports import page_child\n"
        "sys.addaudithook(page_child._guard)\n"
        f"try:\n    {attempt}\nexcept PermissionError as error:\n    print('stopped:', error)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", code, str(SOURCES)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.stdout.startswith("stopped:"), ran.stderr
    assert "is not allowed here" in ran.stdout
    assert list(tmp_path.iterdir()) == []


@given(
    st.dictionaries(
        st.text(max_size=10), st.text(st.characters(exclude_categories=("Cs",))) | st.integers(), max_size=5
    )
)
def test_a_message_is_received_as_it_was_sent(message: dict[str, object]) -> None:
    stream = io.BytesIO()
    send(stream, message)
    send(stream, message)
    stream.seek(0)
    assert [receive(stream), receive(stream), receive(stream)] == [message, message, None]


@pytest.mark.parametrize("raw", [b"", b"\x00\x00", LENGTH.pack(10) + b"{}"])
def test_a_message_that_was_cut_is_the_end(raw: bytes) -> None:
    assert receive(io.BytesIO(raw)) is None
