# ruff: noqa: E501
"""Who speaks where the parse loses it, and who does not: each sentence beside one that differs in one thing."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, about

ROWS = [
    # an office and a name between commas before the verb; alone, the office
    ("en", "Ukrainian troops have left Vuhledar, their commander-in-chief, Oleksandr Syrskyi, said.", "Vuhledar", "oleksandr_syrskyi"),
    ("en", "Ukrainian troops have left Vuhledar, residents said.", "Vuhledar", "residents"),
    ("en", "The army has retaken Sennar, Sudan's army chief, General Abdel Fattah al-Burhan, said on Friday.", "Sennar", "abdel_fattah_al_burhan"),
    ("en", "Wagner has left Ménaka in Mali, a source close to the junta told reporters.", "Ménaka", "officials:mali"),
    # turned round
    ("fr", "L'armée ukrainienne a quitté Vouhledar, a annoncé son commandant en chef, Oleksandr Syrsky.", "Vouhledar", "oleksandr_syrskyi"),
    ("fr", "L'armée ukrainienne a quitté Vouhledar, a annoncé le porte-parole de l'armée, Andriy Kovaliov.", "Vouhledar", "armed_forces_of_ukraine"),
    # an adverb between auxiliary and participle
    ("fr", "L'armée soudanaise a d'abord affirmé que ses troupes tenaient Kadugli.", "Kadugli", "sudanese_armed_forces"),
    ("fr", "L'armée soudanaise a affirmé que ses troupes tenaient Kadugli.", "Kadugli", "sudanese_armed_forces"),
    # "per" and several people; "per" and a measure
    ("en", "Five soldiers killed in Dikwa, Nigeria, per local residents.", "Dikwa", "residents"),
    ("en", "Nigerian soldiers killed two rebels per day in Dikwa.", "Dikwa", "narrator"),
    # who hears and sees it; who is only there
    ("en", "Residents heard shelling in Omdurman on Monday, Sudan.", "Omdurman", "residents"),
    ("en", "Residents fled shelling in Omdurman on Monday, Sudan.", "Omdurman", "narrator"),
    ("fr", "Des habitants ont vu l'armée congolaise entrer dans Bunia.", "Bunia", "residents"),
    # a headline without a verb
    ("en", "No evidence that the army has left Malakal, says the UN mission in South Sudan.", "Malakal", "united_nations_mission_in_south_sudan"),
    ("en", "Assault on Baga foiled, says the Nigerian army.", "Baga", "nigerian_armed_forces"),
    # councils and volunteers
    ("fr", "Le conseil municipal de Zouara affirme que les miliciens libyens ont quitté Zouara.", "Zouara", "officials:libya"),
    ("en", "Volunteers said the Sudanese army had shelled Nyala.", "Nyala", "humanitarian_organizations"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "place", "speaker"), ROWS)
def test_who_vouches_for_it(desk: Desk, language: str, text: str, place: str, speaker: str) -> None:
    assert speaker in {c.speaker.key for c in about(desk.claims(text, language), place)}
