from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CORPUS
from tests.reports.conftest import LIMITS, NOW, refused, take_all, take_one
from tests.reports.test_html import FIRST, page
from whoholds import codec
from whoholds.errors import InputRefused
from whoholds.model import BlockKind, Report
from whoholds.reports.drafts import Draft
from whoholds.reports.intake import Intake, build, report_id
from whoholds.settings import ReportLimits

Put = Callable[[str, bytes | str], Path]
BODY = "The rebels took the town of Hama on Thursday, residents said by telephone."
FRENCH = "Les rebelles ont pris jeudi la ville de Hama, racontent des habitants joints par téléphone."
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200)
visible_texts = st.builds("{} Hama".format, texts)


def made(**fields: Any) -> Report:
    return build(Draft(**fields), "0" * 64, NOW, LIMITS, "a.txt")


def check(report: Report) -> None:
    """What holds for every report, wherever it comes from."""
    end = 0
    for block in report.blocks:
        assert end <= block.start < block.end <= len(report.text)
        content = report.text[block.start : block.end]
        assert content == content.strip() != ""
        assert len(block.language) == 2 or block.language == "und"
        end = block.end
    assert report.blocks
    assert report.id == report_id(report)
    assert len(report.id) == 22
    for name in ("title", "outlet", "url", "published"):
        assert getattr(report, name) is None or name in report.provenance
    assert codec.decode(Report, codec.encode(report)) == report


@given(visible_texts, st.none() | texts, st.none() | texts)
def test_every_report_keeps_its_text_and_its_offsets(text: str, title: str | None, outlet: str | None) -> None:
    given_fields = {k: "test" for k, v in (("title", title), ("outlet", outlet)) if v is not None}
    report = made(text=text, title=title, outlet=outlet, provenance=given_fields)
    assert report.text == text
    check(report)


@given(visible_texts)
def test_the_same_content_has_the_same_id_wherever_and_whenever_it_came(text: str) -> None:
    one = made(text=text, name="a", provenance={"text": "file"})
    other = build(Draft(text=text, name="b"), "1" * 64, NOW + timedelta(days=3), LIMITS, "b.txt")
    assert one.id == other.id


@given(visible_texts, visible_texts)
def test_other_content_has_another_id(one: str, other: str) -> None:
    assert (made(text=one).id == made(text=other).id) == (one == other)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Hama fell. "},
        {"title": "Hama"},
        {"outlet": "Courrier Z"},
        {"url": "https://a.example"},
        {"published": datetime(2024, 12, 7, tzinfo=UTC)},
    ],
)
def test_each_part_of_the_content_counts_towards_the_id(change: dict[str, Any]) -> None:
    assert made(**{"text": "Hama fell.", **change}).id != made(text="Hama fell.").id


def test_an_id_stays_what_it_was_in_earlier_versions() -> None:
    report = made(text="Hama fell.", outlet="Wire B", published=datetime(2024, 12, 5, tzinfo=UTC))
    content = '{"outlet":"Wire B","published":"2024-12-05T00:00:00+00:00","text":"Hama fell.","title":null,"url":null}'
    assert report.id == "r-" + hashlib.sha256(content.encode()).hexdigest()[:20]


def test_a_text_file(put: Put) -> None:
    raw = f"Rebels enter Hama\n\n{BODY}\n\n- They hold the bridge.\n".encode()
    item = take_one(put("note.txt", raw))
    report = item.report
    assert item.raw == raw
    assert report.sha256 == hashlib.sha256(raw).hexdigest()
    assert report.text == raw.decode()
    assert (report.name, report.title, report.language) == ("note", "Rebels enter Hama", "en")
    assert (report.outlet, report.url, report.published) == (None, None, None)
    assert report.first_seen == NOW
    assert report.provenance == {"text": "file, utf-8", "title": "first line", "language": "detected"}
    assert [block.kind for block in report.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.ITEM]
    check(report)


def test_line_ends_of_a_text_file_are_kept(put: Put) -> None:
    assert (
        take_one(put("a.txt", b"One line of text.\r\nAnother.\r\n")).report.text == "One line of text.\r\nAnother.\r\n"
    )


@pytest.mark.parametrize(
    ("encoding", "how"),
    [
        ("utf-8-sig", "utf-8 (byte-order mark)"),
        ("utf-16", "utf-16 (byte-order mark)"),
        ("cp1252", "windows-1252 (guessed)"),
    ],
)
def test_the_encoding_is_in_the_provenance_and_not_in_the_text(put: Put, encoding: str, how: str) -> None:
    report = take_one(put("a.txt", FRENCH.encode(encoding))).report
    assert report.text == FRENCH
    assert report.provenance["text"] == f"file, {how}"
    assert report.id == take_one(put("b.txt", FRENCH.encode())).report.id


def test_a_markdown_file(put: Put) -> None:
    report = take_one(
        put(
            "note.md",
            "---\ntitle: Hama tombe\noutlet: Courrier Z\npublished: 2024-12-05T18:00:00+01:00\n"
            "url: https://courrier-z.example/hama\nlang: fr\nauthor: x\n---\n\n# Hama tombe\n\n"
            f"{FRENCH} **Rien** n'est [sûr](https://x.example).\n\n## Les faits\n\n* un premier point\n* un second\n",
        )
    ).report
    assert report.text == (f"Hama tombe\n\n{FRENCH} Rien n'est sûr.\n\nLes faits\n\n- un premier point\n- un second")
    assert (report.title, report.outlet, report.language) == ("Hama tombe", "Courrier Z", "fr")
    assert report.published == datetime(2024, 12, 5, 17, tzinfo=UTC)
    assert [block.kind.value for block in report.blocks] == ["title", "paragraph", "heading", "item", "item"]
    assert report.provenance == {
        "text": "markdown, utf-8",
        "title": "front matter:title",
        "outlet": "front matter:outlet",
        "url": "front matter:url",
        "published": "front matter:published",
        "language": "front matter:lang",
        "ignored": "author",
    }
    check(report)


def test_a_web_page(put: Put) -> None:
    head = (
        '<meta property="article:published_time" content="2024-12-04T18:30:00+01:00">'
        '<meta property="og:site_name" content="Journal Y"><meta name="author" content="Journal Y avec AFP">'
        '<link rel="canonical" href="https://y.example/hama">'
    )
    report = take_one(put("saved.html", page("<h2>Part</h2><ul><li>One village at dawn</li></ul>", head))).report
    assert (report.title, report.outlet, report.url) == ("Army holds Hama", "Journal Y", "https://y.example/hama")
    assert report.published == datetime(2024, 12, 4, 17, 30, tzinfo=UTC)
    assert report.provenance["wire"] == "AFP (html:author)"
    assert "author" not in report.provenance
    kinds = [(block.kind.value, report.text[block.start : block.end]) for block in report.blocks][:4]
    assert kinds == [
        ("title", "Army holds Hama"),
        ("heading", "Part"),
        ("item", "One village at dawn"),
        ("paragraph", FIRST),
    ]
    check(report)


def test_a_web_page_in_an_older_encoding(put: Put) -> None:
    raw = page(f"<p>{FRENCH} Il était là.</p>", '<meta charset="iso-8859-1">').encode("cp1252")
    report = take_one(put("a.html", raw)).report
    assert "téléphone. Il était là." in report.text
    assert report.provenance["text"] == "html:article, iso-8859-1 (declared)"


def test_a_web_page_whose_date_can_be_read_two_ways(put: Put) -> None:
    report = take_one(put("a.html", page('<p class="date">Published 12/04/2024</p>'))).report
    assert report.published is None
    assert report.provenance["published"].startswith("unknown: '12/04/2024'")


ROW = {
    "id": "row-7",
    "lang": "fr",
    "published": "2024-12-07T20:00:00Z",
    "outlet": "Courrier Z",
    "title": "Hama tombe",
    "text": f"Hama tombe\n\n{FRENCH}",
}


def test_a_json_report_is_called_by_its_file(put: Put) -> None:
    report = take_one(put("seed.json", json.dumps({**ROW, "claims": []}))).report
    assert report.name == "seed"
    assert report.text == ROW["text"]
    assert report.provenance["ignored"] == "claims"
    check(report)


def test_json_lines_are_called_by_their_ids_and_share_their_bytes(put: Put) -> None:
    raw = "\n".join([json.dumps(ROW), "", json.dumps({"text": BODY})]).encode()
    path = put("rows.jsonl", raw)
    items = take_all(path)
    assert [item.report.name for item in items if isinstance(item, Intake)] == ["row-7", "rows:3"]
    assert [item.source for item in items if isinstance(item, Intake)] == [f"{path}:1", f"{path}:3"]
    assert all(isinstance(item, Intake) and item.raw == raw for item in items)
    assert len({item.report.sha256 for item in items if isinstance(item, Intake)}) == 1


def test_a_row_and_a_file_with_the_same_content_are_one_report(put: Put) -> None:
    (row,) = take_all(put("rows.jsonl", json.dumps(ROW)))
    assert isinstance(row, Intake)
    assert row.report.id == take_one(put("other.json", json.dumps(ROW, indent=2))).report.id


def test_a_list_of_reports_in_one_file(put: Put) -> None:
    items = take_all(put("list.json", json.dumps([ROW, {"text": ""}, {"text": BODY}])))
    assert [i.code if isinstance(i, InputRefused) else i.report.name for i in items] == [
        "row-7",
        "input.empty",
        "list:3",
    ]
    assert refused(put("none.json", "[]")).code == "input.empty"


def test_json_lines_in_utf16(put: Put) -> None:
    items = take_all(put("rows.jsonl", "\n".join([json.dumps(ROW), json.dumps({"text": FRENCH})]).encode("utf-16")))
    assert [i.report.name for i in items if isinstance(i, Intake)] == ["row-7", "rows:2"]


def test_a_bad_row_costs_only_itself(put: Put) -> None:
    raw = b'{"text":"Hama fell."}\nnope\n{"text":7}\n{"text":"\xff"}\n[]\n{"a":1,"a":2}\n{"text":"Homs fell."}\n'
    items = take_all(put("rows.jsonl", raw))
    told = [(i.code, i.subject.rpartition(":")[2]) if isinstance(i, InputRefused) else i.report.text for i in items]
    assert told == [
        "Hama fell.",
        ("input.bad_json", "2"),
        ("input.bad_field", "3"),
        ("input.encoding", "4"),
        ("input.not_a_report", "5"),
        ("input.duplicate_key", "6"),
        "Homs fell.",
    ]


def test_a_bad_file_costs_only_itself(put: Put, tmp_path: Path) -> None:
    put("1.txt", BODY)
    put("2.txt", b"")
    put("3.txt", b"\x00\x01")
    put("4.html", "<html><body></body></html>")
    put("5.txt", "Армия".encode("cp1251"))
    put("6.json", "{")
    put("7.png", b"\x89PNG\r\n\x1a\n")
    put("8.csv", "a,b\n1,2\n")
    put("9.md", f"# Hama\n\n{BODY}")
    items = take_all(tmp_path / "given", tmp_path / "missing.txt")
    assert [i.code if isinstance(i, InputRefused) else i.report.name for i in items] == [
        "1",
        "input.empty",
        "input.binary",
        "input.no_text",
        "input.encoding",
        "input.bad_json",
        "input.binary",
        "input.unknown_format",
        "9",
        "input.not_found",
    ]
    for item in items:
        if isinstance(item, InputRefused):
            assert item.exit_code == 3
            assert item.message and item.hint and item.subject.startswith(str(tmp_path))


def test_a_file_of_any_ending_that_is_named_is_looked_at(put: Put) -> None:
    assert take_one(put("a.dat", BODY)).report.text == BODY
    assert take_one(put("noending", page())).report.title == "Army holds Hama"
    assert take_one(put("b.dat", json.dumps(ROW))).report.outlet == "Courrier Z"
    assert len(take_all(put("c.dat", f"{json.dumps(ROW)}\n{json.dumps(ROW)}\n"))) == 2


class Stdin:
    def __init__(self, raw: bytes) -> None:
        self.buffer = io.BytesIO(raw)


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (BODY, ["stdin"]),
        (page(), ["stdin"]),
        (json.dumps(ROW), ["stdin"]),
        (json.dumps(ROW, indent=1), ["stdin"]),
        (f"{json.dumps(ROW)}\n{json.dumps({'text': BODY})}\n", ["row-7", "stdin:2"]),
        (json.dumps([ROW]), ["row-7"]),
        ("{not json, but a text in braces}", ["input.bad_json"]),
        ("", ["input.empty"]),
    ],
)
def test_standard_input_is_known_by_its_content(monkeypatch: pytest.MonkeyPatch, raw: str, names: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(raw.encode()))
    assert [i.code if isinstance(i, InputRefused) else i.report.name for i in take_all("-")] == names


def test_too_much_is_refused(put: Put) -> None:
    tight = ReportLimits(max_bytes=100, max_characters=50)
    assert refused(put("a.txt", "a " * 60), tight).code == "input.too_large"
    assert refused(put("b.txt", "a " * 30), tight).code == "input.too_long"
    assert refused(put("c.dat", "a " * 60), tight).code == "input.too_large"
    assert refused(put("d.jsonl", json.dumps({"text": "a " * 60})), tight).code == "input.too_long"
    assert take_one(put("e.txt", "a " * 25), tight).report.text == "a " * 25


@pytest.mark.parametrize("text", ["\u200b\u200b", "\u202e\n\u2066", "---", "***\n***"])
def test_what_cannot_be_seen_is_empty(put: Put, text: str) -> None:
    assert refused(put("a.txt", text)).code == "input.empty"


def test_languages_by_paragraph(put: Put) -> None:
    report = take_one(
        put("a.txt", f"{BODY}\n\n{FRENCH}\n\n{BODY}\n\nHama tonight.\n\nАрмия покинула город Хама.")
    ).report
    assert [block.language for block in report.blocks] == ["en", "fr", "en", "en", "ru"]
    assert (report.language, report.provenance["language"]) == ("en", "detected")


def test_a_declared_language_stands_and_paragraphs_are_still_looked_at(put: Put) -> None:
    report = take_one(put("a.json", json.dumps({"lang": "en", "text": f"{FRENCH}\n\nHama.\n\n{FRENCH}"}))).report
    assert (report.language, report.provenance["language"]) == ("en", "json:lang")
    assert [block.language for block in report.blocks] == ["fr", "en", "fr"]


def test_a_text_without_words_has_no_language(put: Put) -> None:
    report = take_one(put("a.txt", "19:40 – 20:15")).report
    assert report.language == "und"
    assert "language" not in report.provenance


def test_a_title_that_the_text_does_not_repeat_is_kept_beside_it(put: Put) -> None:
    report = take_one(put("a.json", json.dumps({"title": "Hama tombe", "text": FRENCH}))).report
    assert (report.title, report.text) == ("Hama tombe", FRENCH)
    assert [block.kind for block in report.blocks] == [BlockKind.PARAGRAPH]


def test_direction_controls_are_kept_and_remarked_on(put: Put) -> None:
    report = take_one(put("a.txt", f"\u202e{BODY}\u202c")).report
    assert report.text == f"\u202e{BODY}\u202c"
    assert "direction controls" in report.provenance["characters"]


def test_a_published_time_ahead_of_the_clock_is_unknown(put: Put) -> None:
    path = put("a.json", json.dumps(ROW))
    early = datetime(2024, 12, 1, tzinfo=UTC)
    assert take_one(path, now=early).report.published is None
    assert "future" in take_one(path, now=early).report.provenance["published"]
    assert take_one(path).report.published is not None


def test_nothing_given_nothing_taken() -> None:
    assert take_all() == []


def test_the_example_corpus_is_taken_in_whole() -> None:
    items = take_all(CORPUS)
    reports = [item.report for item in items if isinstance(item, Intake)]
    assert [report.name for report in reports] == [f"{n:03}" for n in range(1, 19)]
    assert [item for item in items if isinstance(item, InputRefused)] == []
    for report in reports:
        stored = json.loads((CORPUS / "reports" / f"{report.name}.json").read_text(encoding="utf-8"))
        assert report.text == stored["text"]
        assert report.language == stored["lang"]
        assert {block.language for block in report.blocks} == {stored["lang"]}
        assert report.blocks[0].kind is BlockKind.TITLE
        assert report.text[report.blocks[0].start : report.blocks[0].end] == stored["title"] == report.title
        assert report.published is not None
        check(report)


def test_languages_of_the_example_corpus_are_found_without_being_told() -> None:
    for path in sorted((CORPUS / "reports").glob("*.json")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        report = made(text=stored["text"])
        assert {block.language for block in report.blocks} == {stored["lang"]}, path.name
        assert report.title == stored["title"]


def test_the_gold_of_the_example_corpus_is_about_its_reports() -> None:
    gold = sorted((CORPUS / "gold").glob("*.json"))
    assert len(gold) == 18
    for path in gold:
        one, other = take_one(path).report, take_one(CORPUS / "reports" / path.name).report
        assert one.id == other.id
        for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]:
            assert claim["quote"] in other.text
