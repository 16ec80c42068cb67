"""The reader as a whole: pure, exact in its offsets, unshaken by whatever text it is given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CORPUS
from tests.reading.desk import Desk, bare_report, brief, report_of
from whoholds.model import Area, Claim, Described, Place, Reading, Report
from whoholds.reading import VERSION, Reader
from whoholds.reports.intake import Intake, take
from whoholds.settings import ReportLimits

EN = (
    "Rebels captured Hama on Thursday, residents said. The Syrian army denied that it had left the city.\n\n"
    "HTS is advancing on Homs. Near Homs, 2,000 soldiers fled."
)
FR = (
    "Les rebelles ont pris Hama jeudi, selon des habitants. L’armée syrienne dément s’être retirée de la ville.\n\n"
    "HTS avance vers Homs. Près de 2 000 soldats auraient fui."
)


def sound(report: Report, reading: Reading) -> None:
    """What holds of any reading of any report."""
    size = len(report.text)
    assert reading.report_id == report.id
    assert len({c.id for c in reading.claims}) == len(reading.claims)
    for claim in reading.claims:
        assert 0 <= claim.start < claim.end <= size
        assert report.text[claim.start : claim.end] == claim.quote, claim.rule
        assert 0 <= claim.confidence <= 1
        assert claim.rule and claim.chain[0] == "narrator" and claim.chain[-1] == claim.speaker.key
        for start, end in claim.mentions:
            assert 0 <= start < end <= size
        for ref in (claim.actor, claim.target, claim.speaker):
            if ref is not None and ref.start is not None and ref.end is not None:
                assert 0 <= ref.start < ref.end <= size
        if claim.answers is not None:
            assert claim.answers != claim.id
    for place in reading.places:
        assert 0 <= place.start < place.end <= size
    for time in reading.times:
        assert 0 <= time.start < time.end <= size
    for attribution in reading.attributions:
        assert attribution.cue or attribution.content
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= size


@pytest.mark.parametrize(("text", "language"), [(EN, "en"), (FR, "fr")])
def test_a_reading_is_sound(reader: Reader, text: str, language: str) -> None:
    report = report_of(text, language)
    reading = reader.read(report)
    sound(report, reading)
    assert reading.reader == VERSION
    assert len(reading.claims) >= 3 and reading.places and reading.attributions and reading.times


@pytest.mark.parametrize(("text", "language"), [(EN, "en"), (FR, "fr")])
def test_the_same_report_gives_the_same_reading(reader: Reader, text: str, language: str) -> None:
    report = report_of(text, language)
    assert reader.read(report) == reader.read(report)


def test_what_was_read_before_changes_nothing(reader: Reader) -> None:
    first, other = report_of(EN, "en"), report_of("M23 captured Goma. It then took Bukavu.", "en")
    alone = reader.read(first)
    reader.read(other)
    assert reader.read(first) == alone


def test_a_stream_gives_the_readings_in_order(reader: Reader) -> None:
    reports = [report_of(EN, "en"), report_of(FR, "fr"), report_of("Nothing to see.", "en")]
    assert list(reader.pipe(reports)) == [reader.read(r) for r in reports]


def test_work_shows_what_was_found_on_the_way(reader: Reader) -> None:
    work = reader.work(report_of(EN, "en"))
    assert work.theatre is not None and work.theatre.key == "syria"
    assert work.places and work.actors and work.times and work.parsed and work.scenes
    assert tuple(work.claims) == reader.read(report_of(EN, "en")).claims


def test_refused_triggers_say_why(reader: Reader) -> None:
    text = "The photographer captured the old bridge. Rebels captured Hama."
    work = reader.work(report_of(text, "en"))
    assert work.rejected
    for rejected in work.rejected:
        assert rejected.reason and rejected.frame and text[rejected.start : rejected.end].strip()


# -- texts that say nothing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", ".", "?", "…", "-", "«", "Hama", "Hama.", "A", "12", "🙂", "\x07"])
@pytest.mark.parametrize("language", ["en", "fr", "und"])
def test_empty_and_short_texts_give_no_claims(reader: Reader, text: str, language: str) -> None:
    report = bare_report(text, language)
    reading = reader.read(report)
    sound(report, reading)
    assert reading.claims == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Rebellen haben am Donnerstag die Stadt Hama eingenommen."),
        ("ar", "سيطرت المعارضة على مدينة حماة يوم الخميس."),
        ("ru", "Повстанцы взяли город Хама в четверг."),
        ("zh", "叛军周四占领了哈马。"),
    ],
)
def test_other_languages_are_not_read_as_ours(reader: Reader, language: str, text: str) -> None:
    report = bare_report(text, language)
    reading = reader.read(report)
    sound(report, reading)
    assert reading.claims == ()


def test_paragraphs_are_read_in_their_own_language(desk: Desk) -> None:
    text = (
        "The rebels captured the city of Hama on Thursday after three days of fighting.\n\n"
        "Les rebelles sont entrés dans la ville de Homs vendredi, après une nuit de négociations."
    )
    events = {(c.event.value, brief(c)[2]) for c in desk.claims(text, "en")}
    assert {("capture", "Hama"), ("enter", "Homs")} <= events


# -- hostile texts ----------------------------------------------------------------------------------------------------

HOSTILE = {
    "bidi": "Rebels \u202ecaptured\u202c Hama \u2067on Thursday\u2069. The army left Homs.",
    "zero width": "Reb\u200bels cap\u200btured Ha\u200dma. Rebels captured Homs.",
    "soft hyphen": "Les re\u00adbelles ont pris Ha\u00adma. Les rebelles ont pris Homs.",
    "quotes never closed": "« Les rebelles ont pris Hama, a dit un habitant. “L’armée a quitté Homs.",
    "quotes closed twice": "Rebels captured Hama”, said a resident” ”. »»",
    "nested quotes": "“‘“Rebels captured Hama,” he said,’ she said,” they said.",
    "brackets": "Rebels ((((captured]]]] {Hama} <on> [[Thursday",
    "only capitals": "REBELS CAPTURED HAMA ON THURSDAY AS THE SYRIAN ARMY FLED HOMS",
    "no capitals": "rebels captured hama on thursday as the syrian army fled homs",
    "no punctuation": "rebels captured Hama the army left Homs residents said they are afraid " * 6,
    "only names": "Hama Homs Aleppo Damascus Idlib Daraa " * 10,
    "only cues": "said that said that said that denied that claimed that " * 8,
    "mathematical letters": "𝐑𝐞𝐛𝐞𝐥𝐬 𝐜𝐚𝐩𝐭𝐮𝐫𝐞𝐝 𝐇𝐚𝐦𝐚.",
    "combining marks": "Re\u0301be\u0301ls capture\u0301d Ha\u0301ma\u0301.",
    "surrogate pairs": "🚀🚀 Rebels captured Hama 🙂 on Thursday 🇸🇾.",
    "other scripts": "Rebels captured حماة and Хама on Thursday.",
    "line breaks": "Rebels\ncaptured\nHama\non\nThursday",
    "odd breaks": "Rebels captured Hama.\x0b\x0cThe army left\u2028Homs.\u2029\x85Bye.",
    "control characters": "Rebels \x01captured\x02 Hama\x7f.",
    "one long word": "Rebels captured " + "H" * 5000 + ".",
    "many spaces": "Rebels" + " " * 3000 + "captured" + "\u00a0" * 500 + "Hama.",
    "formula": "=cmd|'/c calc'!A1 captured Hama",
    "markup": "<script>alert('Rebels captured Hama')</script> <b>The army</b> left Homs&nbsp;!",
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_soundly(reader: Reader, name: str, language: str) -> None:
    report = bare_report(HOSTILE[name], language)
    sound(report, reader.read(report))


def test_what_is_sound_in_a_hostile_text_is_still_read(desk: Desk) -> None:
    for name in ("bidi", "zero width"):
        claims = desk.reader.read(bare_report(HOSTILE[name], "en")).claims
        assert any(brief(c)[2] == "Homs" for c in claims), name


@pytest.mark.parametrize(("text", "language"), [(EN, "en"), (FR, "fr")])
def test_fifty_thousand_characters(reader: Reader, text: str, language: str) -> None:
    whole = "\n\n".join([text] * (50_000 // len(text)))
    assert len(whole) > 45_000
    report = report_of(whole, language)
    reading = reader.read(report)
    sound(report, reading)
    once = {brief(c) for c in reader.read(report_of(text, language)).claims}
    assert {b for b in once if b[2]} <= {brief(c) for c in reading.claims}
    assert len(reading.claims) < 40 * len(once), "repetitions are one claim with several mentions"


def test_one_sentence_of_ten_thousand_characters(reader: Reader) -> None:
    text = "Rebels captured Hama" + " and the army said that residents had fled" * 240 + "."
    report = bare_report(text, "en")
    sound(report, reader.read(report))


PIECES = st.sampled_from(
    [
        *"Rebels captured Hama the army denied that not Homs said which on Thursday".split(),
        *"les rebelles ont pris selon l’armée dément de à jeudi que".split(),
        *", . “ ” ? — 2,000".split(),
        "\n\n",
    ]
)


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=25), st.sampled_from(["en", "fr"]))
def test_any_order_of_words_is_read_soundly(reader: Reader, pieces: list[str], language: str) -> None:
    report = bare_report(" ".join(pieces), language)
    sound(report, reader.read(report))


@settings(max_examples=25)
@given(st.text(max_size=120), st.sampled_from(["en", "fr"]))
def test_any_characters_are_read_soundly(reader: Reader, text: str, language: str) -> None:
    report = bare_report(text, language)
    sound(report, reader.read(report))


# -- the example corpus -----------------------------------------------------------------------------------------------


def corpus() -> list[Path]:
    return sorted((CORPUS / "reports").glob("*.json"))


@pytest.mark.parametrize("path", corpus(), ids=lambda p: p.stem)
def test_readings_of_the_example_corpus_are_sound(reader: Reader, path: Path) -> None:
    (taken,) = take([path], ReportLimits(), report_of("x", "en").first_seen)
    assert isinstance(taken, Intake)
    reading = reader.read(taken.report)
    sound(taken.report, reading)
    gold = json.loads((CORPUS / "gold" / path.name).read_text(encoding="utf-8"))["claims"]
    assert bool(reading.claims) is bool(gold)
    assert taken.report.text == json.loads(path.read_text(encoding="utf-8"))["text"]


def test_every_place_of_the_corpus_has_coordinates_or_a_reason(reader: Reader) -> None:
    (taken,) = take([corpus()[0]], ReportLimits(), report_of("x", "en").first_seen)
    assert isinstance(taken, Intake)

    def known(claim: Claim) -> bool:
        ref = claim.place
        if isinstance(ref, Described):
            ref = ref.anchor
        if isinstance(ref, (Place, Area)):
            return -90 <= ref.lat <= 90 and -180 <= ref.lon <= 180 and bool(ref.label)
        return bool(ref.reason)

    assert all(known(c) for c in reader.read(taken.report).claims)
