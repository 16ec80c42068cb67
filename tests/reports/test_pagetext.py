from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whoholds.reports.pagetext import TextBuilder

written = st.lists(
    st.tuples(
        st.sampled_from(["heading", "item", "paragraph"]), st.sampled_from(["", "Hama", "The army left.", "été"])
    ),
    max_size=12,
)


def build(*blocks: tuple[str, str], title: str | None = None) -> TextBuilder:
    builder = TextBuilder()
    if title is not None:
        builder.title(title)
    for kind, text in blocks:
        builder.add(kind, text)
    return builder


@given(written, st.none() | st.sampled_from(["Hama", "Another title"]))
def test_offsets_are_where_the_blocks_were_written(blocks: list[tuple[str, str]], title: str | None) -> None:
    made = build(*blocks, title=title)
    assert all(made.text[start : start + 2] == "- " for start in made.items)
    assert len(made.items) == sum(1 for kind, text in blocks if kind == "item" and text)
    assert all(start == 0 or made.text[start - 2 : start] == "\n\n" for start in made.headings)
    for _, text in blocks:
        assert text in made.text


def test_blocks_are_parted_by_blank_lines_and_items_by_lines() -> None:
    made = build(("paragraph", "a"), ("item", "b"), ("item", "c"), ("paragraph", "d"), ("heading", "e"), ("item", "f"))
    assert made.text == "a\n\n- b\n- c\n\nd\n\ne\n\n- f"


def test_empty_blocks_leave_nothing() -> None:
    assert build(("paragraph", ""), ("item", ""), ("heading", "")).text == ""


def test_a_heading_that_repeats_the_title_is_written_once() -> None:
    assert build(("heading", "l’armée tient."), ("paragraph", "a"), title="L'armée tient").text == "L'armée tient\n\na"


def test_a_heading_that_repeats_the_title_later_is_kept() -> None:
    assert build(("paragraph", "a"), ("heading", "Hama"), title="Hama").text == "Hama\n\na\n\nHama"


def test_an_item_has_the_mark_it_is_given() -> None:
    builder = TextBuilder()
    builder.add("item", "one", "1. ")
    assert (builder.text, builder.items) == ("1. one", [0])
