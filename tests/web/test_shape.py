from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import holding
from tests.web.samples import HAMA, HOMS, JARAMANA, ODD
from whoholds.ledger import ClaimFilter
from whoholds.model import Basis, Factuality, Precision, Standing, When
from whoholds.views.legend import standing_entries
from whoholds.views.markup import Markup as Xml
from whoholds.views.patterns import Mark
from whoholds.web import shape
from whoholds.web.desk import Board, Desk
from whoholds.web.language import Words, words

EN, FR = words("en"), words("fr")
DAY = date(2024, 12, 6)


@pytest.fixture(scope="module")
def board(desk: Desk) -> Board:
    return desk.board(DAY)


@pytest.fixture(scope="module")
def rows(board: Board) -> list[shape.PlaceRow]:
    return shape.place_rows(board, EN)


# words for numbers


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "almost no chance"),
        (0.049, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.45, "roughly even chance"),
        (0.55, "likely"),
        (0.8, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_a_probability_in_words(probability: float, said: str) -> None:
    assert shape.sure_words(probability, EN) == said


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_probability_is_never_said_to_be_lower(one: float, two: float) -> None:
    scale = [shape.sure_words(limit - 0.001, EN) for limit in (0.05, 0.2, 0.45, 0.55, 0.8, 0.95, 1.0)]
    low, high = sorted((one, two))
    assert scale.index(shape.sure_words(low, EN)) <= scale.index(shape.sure_words(high, EN))


def test_both_languages_have_seven_different_words() -> None:
    for spoken in (EN, FR):
        assert len({shape.sure_words(p, spoken) for p in (0, 0.1, 0.3, 0.5, 0.6, 0.9, 1)}) == 7


@pytest.mark.parametrize("value", Factuality)
def test_a_factuality_s_key_is_a_class_and_a_word(value: Factuality) -> None:
    key = shape.factuality_key(value)
    assert key.isidentifier()
    assert EN(f"factuality.{key}") != FR(f"factuality.{key}") or key in ("ct_plus", "pr_plus", "ps_plus")


# times


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (DAY, DAY, "about 6 December 2024"),
        (DAY, DAY + timedelta(2), "about 6 December 2024 to 8 December 2024"),
        (None, DAY, "up to 6 December 2024"),
        (DAY, None, "from 6 December 2024"),
        (None, None, "time of event not known"),
    ],
)
def test_a_time_in_words(start: date | None, end: date | None, said: str) -> None:
    when = When(start, end, Precision.DAY, Basis.STATED)
    assert shape.when_text(when, EN) == said
    assert shape.when_text(when, FR) != said


# the table


def test_the_table_is_by_name_and_has_every_place(rows: list[shape.PlaceRow], board: Board) -> None:
    assert {row.id for row in rows} == set(board.holdings)
    for one, two in pairwise(rows):
        assert one.name.casefold() <= two.name.casefold()


def test_a_row_says_what_its_holding_says(rows: list[shape.PlaceRow], board: Board) -> None:
    for row in rows:
        held = board.holdings[row.id]
        assert (row.name, row.holder_key, row.threatened) == (held.place, held.holder, held.threatened)
        assert row.percent == EN.percent(held.probability)
        assert row.since == held.valid_from
        assert row.since_text == (EN.day(held.valid_from) if held.valid_from else "–")
        ElementTree.fromstring(str(row.symbol))


def test_of_an_unknown_holder_nothing_is_claimed(board: Board) -> None:
    nobody = Mark(holding(holder="unknown", standing=Standing.UNKNOWN, probability=0.7))
    row = shape.place_row(nobody, board, EN, "Unknown")
    assert (row.probability, row.percent, row.sure, row.since, row.since_text) == (0.0, "", "–", None, "–")


@pytest.mark.parametrize(
    ("text", "side", "standing", "found"),
    [
        ("", "", "", {HAMA.id, HOMS.id, ODD.id}),
        ("HAM", "", "", {HAMA.id}),
        ("  hom ", "", "", {HOMS.id}),
        ("zzz", "", "", set()),
        ("", "nobody", "", set()),
        ("", "", "stale", set()),
        ("<img", "", "", {ODD.id}),
    ],
)
def test_a_filter(rows: list[shape.PlaceRow], text: str, side: str, standing: str, found: set[str]) -> None:
    assert {row.id for row in shape.chosen(rows, text, side, standing)} == found


def test_threatened_is_a_choice_beside_the_standings(rows: list[shape.PlaceRow]) -> None:
    some = [replace(rows[0], threatened=True), replace(rows[1], threatened=False)]
    assert shape.chosen(some, "", "", "threatened") == some[:1]


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_filtering_and_ordering_invent_no_row(desk: Desk, q: str, side: str, standing: str, sort: str) -> None:
    every = shape.place_rows(desk.board(DAY), EN)
    found = shape.ordered(shape.chosen(every, q, side, standing), sort)
    assert all(row in every for row in found)
    assert len({row.id for row in found}) == len(found)


@pytest.mark.parametrize("column", ["place", "holder", "sure", "standing", "since"])
def test_an_order_and_its_reverse(rows: list[shape.PlaceRow], column: str) -> None:
    up, down = shape.ordered(rows, column), shape.ordered(rows, f"-{column}")
    assert up == down[::-1]
    assert sorted(row.id for row in up) == sorted(row.id for row in rows)


def test_an_unknown_column_changes_nothing(rows: list[shape.PlaceRow]) -> None:
    for sort in ("", "-", "--place", "nothing", "<script>"):
        assert shape.ordered(rows, sort) == rows


def test_by_how_sure_the_least_sure_come_first(rows: list[shape.PlaceRow]) -> None:
    found = [row.probability for row in shape.ordered(rows, "sure")]
    assert found == sorted(found)


# drawings


def test_swatches_are_hidden_from_those_who_hear_the_text(board: Board) -> None:
    for drawing, text in shape.legend_rows(standing_entries(board.marks, EN, shape.PREFIX, long=True)):
        root = ElementTree.fromstring(str(drawing))
        assert root.get("aria-hidden") == "true"
        assert text


def test_markup_of_ours_is_not_escaped_again() -> None:
    assert str(shape.safe(Xml("<g/>"))) == "<g/>"


def test_hatchings_that_a_page_without_a_map_needs(board: Board) -> None:
    xml = str(shape.shared_definitions(board.sides))
    for side in board.sides:
        assert f'id="{shape.PREFIX}h{side.index}"' in xml


# dossiers


def test_every_claim_of_a_dossier_is_on_one_card(desk: Desk) -> None:
    for place_id in (HAMA.id, HOMS.id, JARAMANA.id, ODD.id):
        dossier = desk.dossier(place_id, DAY)
        sides = shape.split(dossier, desk.actors, EN)
        shown = [one.claim.id for _, cards in sides.columns for one in cards] + [one.claim.id for one in sides.other]
        assert sorted(shown) == sorted(dossier.claims)
        assert len(sides.columns) == 2


def test_the_steps_add_up_in_the_order_of_publication(desk: Desk) -> None:
    dossier = desk.dossier(HAMA.id, DAY)
    explanation = dossier.answer.explanation
    assert explanation is not None
    total = explanation.prior
    for one in shape.split(dossier, desk.actors, EN).steps:
        assert one.step is not None
        total += one.step.log_odds
        assert one.step.total == pytest.approx(total)
    assert total == pytest.approx(explanation.total)


def test_the_weightiest_claim_comes_first(desk: Desk) -> None:
    for _, cards in shape.split(desk.dossier(HAMA.id, DAY), desk.actors, EN).columns:
        weights = [max(abs(one.step.log_odds), abs(one.step.without)) for one in cards if one.step]
        assert weights == sorted(weights, reverse=True)


def test_a_card_names_the_speaker_and_never_a_bare_key(desk: Desk) -> None:
    for spoken in (EN, FR):
        for one in shape.split(desk.dossier(HAMA.id, DAY), desk.actors, spoken).steps:
            assert one.speaker
            assert ":" not in one.speaker
            assert "_" not in one.speaker
            assert one.quote is not None
            assert one.quote.quote == one.claim.quote


def test_the_reports_own_voice_is_named_by_its_outlet(desk: Desk) -> None:
    cards = shape.split(desk.dossier(HAMA.id, DAY), desk.actors, EN).steps
    own = [one for one in cards if one.claim.speaker.key == "narrator"]
    assert own
    assert {one.speaker for one in own} == {"Courier Seven"}


def test_a_card_without_its_report_has_no_paragraph(desk: Desk) -> None:
    stored = next(iter(desk.dossier(HAMA.id, DAY).claims.values()))
    bare = shape.card(stored, None, desk.actors, EN, number=7)
    assert (bare.quote, bare.step, bare.bar, bare.number) == (None, None, None, 7)


def test_a_band_of_days_is_at_least_two_weeks_and_ends_on_the_day_shown(desk: Desk) -> None:
    for place_id in (HAMA.id, HOMS.id, ODD.id):
        first, last = shape.strip_range(desk.dossier(place_id, DAY))
        assert last == DAY
        assert (last - first).days >= 13


@pytest.mark.parametrize(
    ("holder", "said"),
    [("unknown", "Not known who holds it"), ("contested", "Contested"), ("opp", "Held by The side")],
)
def test_the_answer_in_a_few_words(holder: str, said: str) -> None:
    assert shape.headline_of(holding(holder=holder), "The side", EN) == said
    assert shape.headline_of(holding(holder=holder), "The side", FR) != said


@pytest.mark.parametrize(
    ("words", "value", "start", "end"),
    [
        (EN, Factuality.CERTAIN_NOT, "Denies what ", " said on 5 December 2024"),
        (EN, Factuality.CERTAIN, "Confirms what ", " said on 5 December 2024"),
        (EN, Factuality.UNCOMMITTED, "Leaves open what ", " said on 5 December 2024"),
        (FR, Factuality.CERTAIN_NOT, "Dément une affirmation du 5 décembre 2024 (", ")"),
        (FR, Factuality.CERTAIN, "Confirme une affirmation du 5 décembre 2024 (", ")"),
    ],
)
def test_a_card_says_what_its_claim_answers(desk: Desk, words: Words, value: Factuality, start: str, end: str) -> None:
    said = {c.claim.quote: c for c in desk.claims(ClaimFilter(place_id=HOMS.id))}
    taken, denied = said["avoir pris Homs"], said["dément toute avancée à Homs"]
    denied = replace(denied, claim=replace(denied.claim, factuality=value))
    card = shape.card(denied, None, desk.actors, words, answered=taken)
    assert card.answers.startswith(start) and card.answers.endswith(end)
    assert card.answered == taken.claim.id
    assert (shape.card(denied, None, desk.actors, words).answers, taken.claim.quote) == ("", "avoir pris Homs")
