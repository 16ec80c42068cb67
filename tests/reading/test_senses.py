"""Words of war in other senses: each sentence beside one in which the same words are of the war."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk
from whoholds.model import Effect, Event
from whoholds.reading.senses import other_sense

GROUND = {Effect.GAINS, Effect.HOLDS, Effect.LOSES, Effect.CONTESTS}

# event, a sentence of the war, one of the same words that is of none, why
PAIRS = [
    ("hold", "The M23 hold Rutshuru.", "The M23 held a rally in Rutshuru.", ""),
    ("hold", "The Taliban hold Farah.", "Taliban fighters hold a market in Farah.", "it_takes_place"),
    ("capture", "The peshmerga took Sinjar.", "The peshmerga took up a collection in Sinjar.", ""),
    ("capture", "The Sudanese army took Bara.", "The Sudanese army took the lead in Bara.", ""),
    ("hold", "The Sri Lankan army holds Galle.", "The Sri Lankan army held Galle to a draw.", "a_game"),
    ("loss", "The army lost Mubi.", "The governor lost Mubi in the election.", "an_election"),
    ("hold", "The FARC kept Miraflores.", "The mayor kept Miraflores after the vote.", "an_election"),
    ("besiege", "Al-Shabaab blocked the road to Baidoa.", "Floods blocked the road to Baidoa.", "no_force_does_it"),
    ("besiege", "The RSF cut the road to Dilling.", "Residents cut the road to Dilling.", "no_force_does_it"),
    ("advance", "The rebels gained ground in Hama.", "Cholera gained ground in Hama.", "no_force_does_it"),
    ("enter", "A Russian convoy entered Tartus.", "A convoy of food aid entered Tartus.", "it_brings_relief"),
    ("enter", "Rebels stormed into Bambari.", "Rebels stormed out of the talks in Bambari.", "moves_out_of_it"),
    ("withdraw", "A British army left Kabul in 1989.", "A British army left Kabul in 1842.", "long_ago"),
    ("capture", "The Taliban captured Kabul.", "Whoever captured Kabul would be rich.", ""),
]


@pytest.mark.parametrize(("event", "war", "peace", "_why"), PAIRS, ids=[p[2] for p in PAIRS])
def test_the_war_is_read_and_the_rest_is_not(desk: Desk, event: str, war: str, peace: str, _why: str) -> None:
    read = [c for c in desk.claims(war, "en") if c.event.value == event]
    assert read, war
    assert not [c for c in desk.claims(peace, "en") if c.event.value == event and c.control in GROUND], peace


@pytest.mark.parametrize(("peace", "why"), [(p[2], p[3]) for p in PAIRS if p[3]], ids=[p[2] for p in PAIRS if p[3]])
def test_a_refusal_says_why(desk: Desk, peace: str, why: str) -> None:
    assert why in {x.reason for x in desk.work(peace, "en").rejected}


@pytest.mark.parametrize(
    "text",
    [
        "Fighters of the 1st Brigade took Bor with 1,850 men.",
        "The army lost 1,900 men and Mubi.",
        "Soldiers of the party's militia hold Pibor.",
    ],
)
def test_numbers_and_parties_with_arms_are_no_reason(desk: Desk, text: str) -> None:
    reasons = {x.reason for x in desk.work(text, "en").rejected}
    assert not reasons & {"long_ago", "an_election"}


def test_other_events_are_never_asked() -> None:
    assert all(other_sense(event, (), None) == "" for event in (Event.KILL, Event.APPEAL, Event.PROTEST))  # type: ignore[arg-type]
