from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import InputRefused
from whoholds.reports.markdown import convert, front_matter
from whoholds.reports.pagetext import PageText

pieces = st.lists(
    st.sampled_from(
        ["# ", "## ", "- ", "1. ", "> ", "**", "*", "_", "`", "```\n", "[a](b)", "![c](d)", "<br>", "<p>", "---", "|",
         "&amp;",
         "\n", "\n\n", "    ", "the army left", "Hama", "été", "https://a.example"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def lines_at(page: PageText, offsets: tuple[int, ...]) -> list[str]:
    return [page.text[start:].split("\n")[0] for start in offsets]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The *army* left **Hama**.", "The army left Hama."),
        ("The __army__ left _Hama_ and ~~Homs~~.", "The army left Hama and Homs."),
        ('See [the map](https://a.example "t") here.', "See the map here."),
        ("![a burnt tank](x.png) was seen.", "a burnt tank was seen."),
        ("Run `rm -rf` now.", "Run rm -rf now."),
        ("R&amp;D &lt;here&gt; &eacute;t&eacute;", "R&D <here> été"),
        (r"\*not bold\* and 2 \# 3", "*not bold* and 2 # 3"),
        ("<https://a.example>", "https://a.example"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("a <b>bold</b> word", "a bold word"),
        ("first line\nsecond line", "first line\nsecond line"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("one\n\n---\n\ntwo", "one\n\ntwo"),
        ("> quoted\n> further\n\nafter", "quoted\nfurther\n\nafter"),
        ("```\ncode here\n```", "code here"),
        ("    indented text", "indented text"),
        ("<div>\ntext in a block\n</div>", "text in a block"),
        ("Heading\n=======\n\nText.", "Heading\n\nText."),
        ("a_b_c and 5 * 3 * 2", "a_b_c and 5 * 3 * 2"),
        ("", ""),
    ],
)
def test_marks_go_and_words_stay(source: str, text: str) -> None:
    assert convert(source, None).text == text


def test_a_first_heading_is_the_title() -> None:
    page = convert("# Hama *tombe*\n\nLe reste.", None)
    assert (page.title, page.text, page.headings) == ("Hama tombe", "Hama tombe\n\nLe reste.", ())


def test_a_heading_further_down_is_no_title() -> None:
    page = convert("Le reste.\n\n# Hama tombe\n\nFin.", None)
    assert page.title is None
    assert lines_at(page, page.headings) == ["Hama tombe"]


def test_the_title_of_the_front_matter_is_written_once() -> None:
    page = convert("# Hama tombe\n\nLe reste.", "Hama tombe")
    assert page.text == "Hama tombe\n\nLe reste."
    other = convert("## Les faits\n\nLe reste.", "Hama tombe")
    assert other.text == "Hama tombe\n\nLes faits\n\nLe reste."
    assert lines_at(other, other.headings) == ["Les faits"]


def test_list_items_are_lines_with_their_marks() -> None:
    page = convert("- one *point*\n- two\n  - inside\n\n1. first\n2. second\n\nafter", None)
    assert page.text == "- one point\n- two\n- inside\n1. first\n2. second\n\nafter"
    assert lines_at(page, page.items) == ["- one point", "- two", "- inside", "1. first", "2. second"]


def test_a_second_paragraph_of_an_item_is_a_paragraph() -> None:
    page = convert("- one\n\n  more of it\n- two", None)
    assert page.text == "- one\n\nmore of it\n\n- two"
    assert lines_at(page, page.items) == ["- one", "- two"]


def test_a_table_is_a_line_a_row() -> None:
    assert convert("| Lieu | Qui |\n|---|---|\n| Hama | l'*armée* |\n", None).text == "Lieu | Qui\n\nHama | l'armée"


def test_live_entries_on_lines_of_their_own_stay_apart() -> None:
    assert convert("19:40 - Tirs dans l'est.\n19:10 - Rien.", None).text == "19:40 - Tirs dans l'est.\n19:10 - Rien."


@given(pieces)
def test_offsets_of_headings_and_items_are_starts_of_lines(source: str) -> None:
    page = convert(source, None)
    for start in (*page.headings, *page.items):
        assert 0 <= start < len(page.text)
        assert start == 0 or page.text[start - 1] == "\n"
    assert page.text == page.text.strip("\n")


@given(st.lists(st.sampled_from(["Hama", "army", "été", "left"]), min_size=1, max_size=20).map(" ".join))
def test_plain_text_is_left_as_it_is(text: str) -> None:
    assert convert(text, None).text == text


def front(text: str) -> tuple[dict[str, str], str]:
    return front_matter(text, "a.md")


def test_a_front_matter_is_read_and_taken_off() -> None:
    fields, body = front(
        '---\ntitle: "Hama : l\'armée dit tenir"\nOutlet: Courrier Z\nurl: https://a.example/b: c\n# remark\n'
        "tags: [a, b]\nlist:\n  - x\nempty:\n---\n\nText."
    )
    assert fields == {
        "title": "Hama : l'armée dit tenir",
        "outlet": "Courrier Z",
        "url": "https://a.example/b: c",
        "tags": "[a, b]",
        "list": "",
        "empty": "",
    }
    assert body == "Text."


def test_windows_line_ends_are_no_hindrance() -> None:
    assert front("---\r\ntitle: Hama\r\n---\r\nText.\r\n") == ({"title": "Hama"}, "Text.\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "Text.",
        "",
        "---",
        "---\nJust text after a rule.\n---\nMore.",
        "---\ntitle: never closed\nText.",
        "--- \n" + "".join(f"key{n}: value\n" for n in range(200)) + "---\n",
        "\n---\ntitle: x\n---\n",
    ],
)
def test_a_text_without_a_front_matter_is_left_as_it_is(text: str) -> None:
    assert front(text) == ({}, text)


def test_a_key_that_is_there_twice_is_refused() -> None:
    with pytest.raises(InputRefused, match="line 3") as caught:
        front("---\ntitle: a\ntitle: b\n---\nText.")
    assert (caught.value.code, caught.value.subject) == ("input.duplicate_key", "a.md")


@given(st.text(max_size=200))
def test_any_text_keeps_its_end_whatever_its_front(text: str) -> None:
    try:
        fields, body = front(text)
    except InputRefused:
        return
    assert text.endswith(body)
    assert bool(fields) <= text.startswith("---")
