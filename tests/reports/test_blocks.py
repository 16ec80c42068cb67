from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.model import BlockKind
from whoholds.reports.blocks import is_title_case, is_upper, same_words, split, title_line

BODY = "The rebels took the town of Hama on Thursday, residents said by telephone."
# text as people lay it out: words, marks, empty lines, and everything that breaks lines
laid_out = st.lists(
    st.sampled_from(
        ["Hama", "the army left.", "- ", "• ", "# ", "19:40 - ", "08 h 10. ", "❌ FAUX : ", "SITUATION", "---", "1. ",
         "\n", "\n\n", "\r\n", "\r", "\f", "\u2028", "\u2029", " ", "\t", "\u200b", "\u202e", "\xa0",
         "l'armée", "?", "«", "été"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(span.kind.value, text[span.start : span.end]) for span in split(text, title)]


@given(st.one_of(st.text(max_size=300), laid_out), st.none() | st.text(max_size=20))
def test_blocks_lie_in_the_text_in_order_apart_and_trimmed(text: str, title: str | None) -> None:
    end = 0
    for span in split(text, title):
        assert end <= span.start < span.end <= len(text)
        content = text[span.start : span.end]
        assert content == content.strip()
        assert content
        end = span.end


@given(laid_out)
def test_every_letter_lies_in_a_block(text: str) -> None:
    covered = {i for span in split(text) for i in range(span.start, span.end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalpha())


@given(laid_out)
def test_splitting_is_the_same_every_time_and_blind_to_what_surrounds_it(text: str) -> None:
    shift = "\n\n  "
    spans = split(text)
    assert spans == split(text)
    assert [(s.start + len(shift), s.end + len(shift), s.kind) for s in spans] == [
        (s.start, s.end, s.kind) for s in split(shift + text + "\n\n")
    ]


@given(
    st.lists(st.sampled_from([BODY, "L'armée a quitté la ville, dit un élu.", "It was late."]), min_size=1, max_size=8)
)
def test_paragraphs_between_blank_lines_come_out_one_by_one(paragraphs: list[str]) -> None:
    assert kinds("\n\n".join(paragraphs)) == [("paragraph", p) for p in paragraphs]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b\n\u200b", "---", "* * *", "====\n\n"])
def test_where_nothing_can_be_seen_there_is_no_block(text: str) -> None:
    assert split(text) == ()


def test_the_title_is_told_by_its_words() -> None:
    text = f"Rebels say they hold “Hama”\n\n{BODY}"
    assert kinds(text, 'Rebels say they hold "Hama".') == [
        ("title", "Rebels say they hold “Hama”"),
        ("paragraph", BODY),
    ]
    assert kinds(text, "Something else")[0][0] == "heading"


def test_a_title_further_down_is_no_title() -> None:
    assert [kind for kind, _ in kinds(f"{BODY}\n\nRebels hold Hama\n\n{BODY}", "Rebels hold Hama")] == [
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_a_headline_over_a_repeated_headline_is_titled_once() -> None:
    assert [kind for kind, _ in kinds(f"Hama tombe.\n\nHama tombe.\n\n{BODY}", "Hama tombe.")] == [
        "title",
        "paragraph",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "SITUATION",
        "What we know so far",
        "Une réaction populaire",
        "LES FAITS :",
        "Key Points:",
        "2. Humanitarian access",
        "« Nous tenons »",
    ],
)
def test_a_short_line_alone_before_a_paragraph_is_a_heading(heading: str) -> None:
    found = kinds(f"{BODY}\n\n{heading}\n\n{BODY}")
    assert [kind for kind, _ in found][1] in ("heading", "item")
    assert found[1][1] in heading


@pytest.mark.parametrize(
    "line",
    [
        "The army left.",
        "Who holds Hama?",
        "They did!",
        "and nobody knows why",
        "One, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen",
        "x" * 120,
        "12 | 40",
        "the army said:",
    ],
)
def test_a_sentence_or_a_long_line_is_no_heading(line: str) -> None:
    assert kinds(f"{BODY}\n\n{line}\n\n{BODY}")[1] == ("paragraph", line)


def test_a_short_last_line_has_nothing_to_head() -> None:
    assert kinds(f"{BODY}\n\nHama libérée")[-1] == ("paragraph", "Hama libérée")
    assert kinds("Hama libérée") == [("paragraph", "Hama libérée")]


def test_a_heading_in_capitals_needs_no_blank_line() -> None:
    assert kinds(f"HIGHLIGHTS\n- one thing\n- another\n\nSITUATION\n{BODY}") == [
        ("heading", "HIGHLIGHTS"),
        ("item", "one thing"),
        ("item", "another"),
        ("heading", "SITUATION"),
        ("paragraph", BODY),
    ]


@pytest.mark.parametrize("mark", ["- ", "– ", "• ", "* ", "‣ ", "1. ", "12) ", "(3) ", "a) ", "-\t", "•\xa0"])
def test_a_list_mark_makes_an_item_and_stays_outside(mark: str) -> None:
    text = f"{mark}The army left the town.\n{mark}The rebels came."
    assert kinds(text) == [("item", "The army left the town."), ("item", "The rebels came.")]


@pytest.mark.parametrize(
    "clock",
    [
        "19:40 - ",
        "19:40 – ",
        "08 h 10. ",
        "8h10 : ",
        "19h : ",
        "[19:40] - ",
        "7.40pm: ",
        "19:40 GMT – ",
        "19:40:10 | ",
        "23.59, ",
        "19:40 ",
    ],
)
def test_a_clock_time_opens_an_entry_and_stays_inside(clock: str) -> None:
    text = f"{clock}The army left the town.\n{clock}The rebels came."
    assert kinds(text) == [("item", f"{clock}The army left the town."), ("item", f"{clock}The rebels came.")]


@pytest.mark.parametrize("clock", ["7 p.m.", "19 h 40", "19:40 GMT", "[19:40]", "7.40am", "19h", "19:40:"])
def test_a_clock_time_alone_heads_what_is_below_it(clock: str) -> None:
    assert kinds(f"{BODY}\n\n{clock}\n\n{BODY}")[1] == ("heading", clock)
    assert kinds(f"{clock}\n{BODY}") == [("heading", clock), ("paragraph", BODY)]


@pytest.mark.parametrize("figures", ["2024", "12", "12 000", "7.5 km", "30.50 m"])
def test_figures_alone_are_no_clock_time(figures: str) -> None:
    assert kinds(f"{figures}.\n\n{BODY}")[0][0] == "paragraph"


@pytest.mark.parametrize(
    "start",
    ["19 people died. ", "2024 was worse. ", "10 km away. ", "19:40 was the hour. ", "3.5 million fled. ", "25:00 - "],
)
def test_a_number_opens_no_entry(start: str) -> None:
    assert kinds(f"{start}The army left the town.") == [("paragraph", f"{start}The army left the town.")]


@pytest.mark.parametrize("sign", ["⚡️ ", "✅ ", "❌ FAUX : ", "✈️ ", "🔴 ", "❓"])
def test_a_sign_opens_a_post(sign: str) -> None:
    assert kinds(f"{sign}Hama est libre.\n{sign}Alep aussi.") == [
        ("item", f"{sign}Hama est libre."),
        ("item", f"{sign}Alep aussi."),
    ]


@pytest.mark.parametrize("start", ["© 2024 ", "«", "“", "€ 30 ", "…", "(", "@"])
def test_ordinary_signs_open_no_post(start: str) -> None:
    assert kinds(f"{start}The army left the town of Hama.")[0][0] == "paragraph"


WRAPPED = (
    "The rebels entered Hama on Thursday, residents said\n"
    "by telephone. The army denied that it had lost the\n"
    "town and spoke of a redeployment to its south, which\n"
    "nobody could confirm."
)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert kinds(WRAPPED) == [("paragraph", WRAPPED)]
    assert kinds(WRAPPED.replace("\n", "\r\n")) == [("paragraph", WRAPPED.replace("\n", "\r\n"))]


def test_hard_wrapped_items_keep_their_second_line() -> None:
    text = (
        "- The rebels entered Hama on Thursday, residents said\n  by telephone\n"
        "- The army denied that it had lost the town"
    )
    assert [content for _, content in kinds(text)] == [
        "The rebels entered Hama on Thursday, residents said\n  by telephone",
        "The army denied that it had lost the town",
    ]


def test_one_sentence_a_line_is_one_block_a_line() -> None:
    lines = [BODY, "The army denied it.", "Nobody could confirm either account on Thursday, and the road was cut."]
    assert kinds("\n".join(lines)) == [("paragraph", line) for line in lines]


def test_marks_of_the_format_count() -> None:
    text = "Ce que l'on sait.\nun point\nRien"
    made = split(text, headings={0}, items={18})
    assert [(s.kind, text[s.start : s.end]) for s in made][:2] == [
        (BlockKind.HEADING, "Ce que l'on sait."),
        (BlockKind.ITEM, "un point"),
    ]


def test_hash_headings_are_headings_without_their_mark() -> None:
    assert kinds(f"## What we know.\n{BODY}") == [("heading", "What we know."), ("paragraph", BODY)]


def test_a_form_feed_and_a_paragraph_separator_part_paragraphs() -> None:
    for gap in ("\f", "\u2029", "\n\f\n"):
        assert kinds(f"The army left{gap}and nobody saw it leave.")[-1] == ("paragraph", "and nobody saw it leave.")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Rebels enter Hama\n\n{BODY}", "Rebels enter Hama"),
        (f"\n\n  Rebels enter Hama  \r\n\r\n{BODY}", "Rebels enter Hama"),
        (f"Who holds Hama?\n\n{BODY}", "Who holds Hama?"),
        (f"EN DIRECT. Hama : l'armée annonce son retrait\n\n{BODY}", "EN DIRECT. Hama : l'armée annonce son retrait"),
        (f"Army Says It Holds the Town of ‘Hama.’\n\n{BODY}", "Army Says It Holds the Town of ‘Hama.’"),
        (f"Army leaves town, rebels say.\n\nBEIRUT, Dec. 5 (AFP) — {BODY}", "Army leaves town, rebels say."),
        (f"Army leaves town, rebels say.\n\nDAMASCUS ― {BODY}", "Army leaves town, rebels say."),
        (f"Hama tombe, l’armée nie.\n\nHama tombe, l'armée nie.\n\n{BODY}", "Hama tombe, l’armée nie."),
    ],
)
def test_a_first_line_that_looks_like_a_title_is_one(text: str, title: str) -> None:
    assert title_line(text) == title


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rebels enter Hama",
        f"Rebels enter Hama\n{BODY}",
        f"{BODY}\n\n{BODY} And more.",
        f"Rebels entered Hama on Thursday.\n\n{BODY}",
        f"- Rebels enter Hama\n\n{BODY}",
        f"19:40 - Rebels enter Hama\n\n{BODY}",
        f"and then they left\n\n{BODY}",
        f"The army said:\n\n{BODY}",
        f"{'Rebels enter Hama ' * 20}\n\n{BODY}",
        f"* * *\n\n{BODY}",
    ],
)
def test_other_first_lines_are_not(text: str) -> None:
    assert title_line(text) is None


@given(laid_out)
def test_a_title_line_is_a_line_of_the_text_and_its_first_block(text: str) -> None:
    title = title_line(text)
    if title is not None:
        first = split(text, title)[0]
        assert (first.kind, text[first.start : first.end]) == (BlockKind.TITLE, title)


@pytest.mark.parametrize(
    ("text", "yes"),
    [("SITUATION", True), ("LES FAITS 2", True), ("UN", False), ("Situation", False), ("حماة", False), ("2024", False)],
)
def test_capitals(text: str, yes: bool) -> None:
    assert is_upper(text) is yes


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("Les Rebelles Syriens Avancent vers Damas", True),
        ("What the Army Said", True),
        ("L'Armée et la Ville", True),
        ("What the army said", False),
        ("les Rebelles", True),
        ("de la", False),
        ("12 34", False),
    ],
)
def test_title_case(text: str, yes: bool) -> None:
    assert is_title_case(text.split()) is yes


@pytest.mark.parametrize(
    ("one", "other", "yes"),
    [
        ("Hama tombe", "hama  tombe.", True),
        ("l’armée « tient »", 'l\'armée " tient "', True),
        ("Hama tombe", "Hama tombe ?", False),
        ("", "", False),
        ("...", "..", False),
    ],
)
def test_same_words(one: str, other: str, yes: bool) -> None:
    assert same_words(one, other) is yes


def test_a_million_characters_are_split_in_one_pass() -> None:
    line = "The rebels took Hama. " * 45_000
    assert len(split(line)) == 1
    assert len(split("19:40 - a\n" * 90_000)) == 90_000
