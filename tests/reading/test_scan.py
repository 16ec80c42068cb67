"""The scan: what is parsed and what is not, and that no claim is lost by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import CORPUS
from tests.reading.desk import NOW, report_of
from whoholds import settings
from whoholds.reading import Reader
from whoholds.reading.lexicon import lexicon
from whoholds.reading.reader import BATCH
from whoholds.reading.relevance import SHORT
from whoholds.reading.scan import AFFAIRS, Relevance, Scan, Stems, affairs, stem
from whoholds.reports.intake import Intake, take
from whoholds.settings import ReportLimits, Settings

BAKERY = (
    "The bakery on the corner of Mill Street has sold out of rye before noon every day this week.\n\n"
    "Its owner rises at three, shapes four hundred loaves and lets them rest under linen. He says that the secret is "
    "patience. Customers come from the other side of the valley, and some of them take five loaves at a time.\n\n"
    "“I have never seen a queue like this,” said one of them, who had driven for an hour. The oven, built in 1911, "
    "fell silent only once, when the chimney cracked. In spring the shop will open a second counter.\n"
)
BOULANGERIE = (
    "La boulangerie du coin de la rue du Moulin n'a plus de pain de seigle avant midi depuis une semaine.\n\n"
    "Son patron se lève à trois heures, façonne quatre cents pains et les laisse reposer sous le lin. Il dit que le "
    "secret est la patience. Des clients viennent de l'autre bout de la vallée et certains prennent cinq pains.\n\n"
    "« Je n'ai jamais vu une file pareille », a déclaré l'un d'eux, venu en une heure de route. Le four, bâti en 1911, "
    "ne s'est tu qu'une fois, quand la cheminée s'est fendue. Au printemps, un second comptoir ouvrira.\n"
)
SPEECH = (
    "The governor said on Monday that the election would go ahead as planned.\n\n"
    "Her opponent, a senator from the north, called the promise hollow and told voters that the campaign had been "
    "bought. The president has stayed silent. Polls give neither candidate a clear lead, and both parties claim that "
    "the undecided will break for them in the last week.\n\n"
    "“We will count every ballot,” she added, before leaving for a rally in the harbour district. A spokesman for the "
    "ministry of justice declined to comment on the lawsuit that was filed last month.\n"
)
WAR = "The rebels captured Hama on Thursday, residents said."


@pytest.fixture(scope="module")
def everything(reader: Reader) -> Reader:
    """The same reader without the scan."""
    blind = Settings()
    blind = blind.model_copy(update={"reading": blind.reading.model_copy(update={"scan": False})})
    return Reader(reader.toponyms.gazetteer, reader.actors, blind)


@pytest.mark.parametrize(("text", "language"), [(BAKERY, "en"), (BOULANGERIE, "fr")])
def test_what_is_about_no_war_is_not_parsed(reader: Reader, text: str, language: str) -> None:
    assert len(text) > SHORT
    work = reader.work(report_of(text, language))
    assert work.relevance is Relevance.NONE
    assert not work.parsed and not work.claims and not work.attributions
    reading = reader.read(report_of(text, language))
    assert reading.claims == () and reading.reader == reader.version


@pytest.mark.parametrize(("text", "language"), [(BAKERY, "en"), (BOULANGERIE, "fr")])
def test_one_fighter_makes_it_worth_reading(reader: Reader, text: str, language: str) -> None:
    more = WAR if language == "en" else "Les rebelles ont pris Hama jeudi, selon des habitants."
    work = reader.work(report_of(f"{text}\n\n{more}", language))
    assert work.relevance is Relevance.WAR
    assert any(c.event.value == "capture" for c in work.claims)


def test_a_short_report_is_taken_at_its_word(reader: Reader) -> None:
    work = reader.work(report_of("The kitchen is quiet.", "en"))
    assert work.relevance is Relevance.WAR and work.parsed


def test_public_affairs_are_read_for_who_says_what(reader: Reader, everything: Reader) -> None:
    report = report_of(SPEECH, "en")
    work = reader.work(report)
    assert work.relevance is Relevance.AFFAIRS
    assert work.attributions and not work.drafts and not work.claims
    assert tuple(work.attributions) == everything.read(report).attributions


def test_words_that_promise_fighters_are_not_enough(reader: Reader) -> None:
    """The gate opens for the words of "armed men"; that nobody fights shows once actors are looked for."""
    text = BAKERY + "The men who knead are armed with nothing but patience, and the women run the till.\n"
    report = report_of(text, "en")
    scan = Scan(reader.actors)
    assert scan.report(report, [(report.text[b.start : b.end], "en") for b in report.blocks]) is Relevance.WAR
    assert reader.work(report).relevance is Relevance.NONE


def test_no_claim_is_lost(reader: Reader, everything: Reader) -> None:
    taken = [i.report for i in take([CORPUS / "reports"], ReportLimits(), NOW) if isinstance(i, Intake)]
    assert len(taken) > 10
    for report in taken:
        assert reader.read(report).claims == everything.read(report).claims, report.name


@pytest.mark.parametrize("size", [1, 2, BATCH, BATCH + 3])
def test_batches_change_nothing(reader: Reader, size: int) -> None:
    texts = [WAR, BAKERY, "M23 captured Goma. It then took Bukavu.", SPEECH, "The army left Homs, the army said."]
    reports = [report_of(texts[i % len(texts)] + f"\n\nNote {i}.", "en") for i in range(size)]
    assert list(reader.pipe(reports)) == [reader.read(r) for r in reports]


def test_an_empty_stream_gives_nothing(reader: Reader) -> None:
    assert list(reader.pipe([])) == []


@pytest.mark.parametrize(
    ("language", "paragraph", "worth"),
    [
        ("en", "They withdrew overnight.", True),
        ("en", "Twelve dead.", True),
        ("en", "It has fallen.", True),
        ("en", "“Never again.”", True),
        ("en", "Photo: Lena Hollis", True),
        ("en", "14 32 07", False),
        ("en", "* * *", False),
        ("fr", "Ils s'en sont emparés.", True),
        ("fr", "La ville est tombée.", True),
        ("fr", "D'après lui, rien.", True),
        ("fr", "14 32 07", False),
    ],
)
def test_paragraphs_without_a_trigger_are_left_out(reader: Reader, language: str, paragraph: str, worth: bool) -> None:
    assert Scan(reader.actors).paragraph(paragraph, language) is worth


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_word_of_a_frame_is_a_trigger(reader: Reader, language: str) -> None:
    scan, known = Scan(reader.actors), lexicon(language)
    missing = [w for w in [*known.verbs, *known.nouns, *known.hands] if not scan.paragraph(w, language)]
    assert missing == []


FORMS = {
    "en": "took taken taking fell fallen held holding seized retook retaken left lost fled struck withdrew besieged "
    "overran overrun drove came said told denied fought stormed captured shelled bombed killed surrendered".split(),
    "fr": "pris prise prennent prit tombée tient tiennent tenu perdu fui retirés repris reprennent conquis assiégée "
    "bombardé tué rendus investi dit annoncé dément affirment abattu évacué quitté avancent attaquent".split(),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_so_are_its_irregular_forms(reader: Reader, language: str) -> None:
    scan = Scan(reader.actors)
    assert [form for form in FORMS[language] if not scan.paragraph(form, language)] == []


def test_stems() -> None:
    assert [stem(w) for w in ("conquer", "tenir", "fall", "hit", "be")] == ["conq", "ten", "fal", "hit", "be"]
    stems = Stems.of(["Échap", "tak", ""])
    assert stems.begin("echapper") and stems.begin("taking") and not stems.begin("ta") and not stems.begin("")


def test_words_of_affairs_are_folded_and_enough() -> None:
    assert "election" in affairs("fr") and "élection" not in affairs("fr")
    assert affairs("und") == frozenset()
    assert min(len(affairs("en")), len(affairs("fr"))) > 20 * AFFAIRS


def test_the_setting_turns_it_off(everything: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    assert everything.work(report_of(BAKERY, "en")).parsed
    monkeypatch.setenv("WHOHOLDS_READING__SCAN", "false")
    settings.load.cache_clear()
    assert settings.load().reading.scan is False
    settings.load.cache_clear()


def test_a_report_in_another_language_is_left_alone(reader: Reader) -> None:
    report = replace(report_of(BAKERY, "de"), language="de")
    assert reader.work(report).claims == []
