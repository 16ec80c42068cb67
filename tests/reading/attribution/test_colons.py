"""What stands behind a colon that a clause of speech ends in."""

from __future__ import annotations

import pytest

from tests.reading.attribution.blocks import find, grammar, said

SPOKEN = [
    ("en", "The ministry gave another account: the garrison had left.", "The ministry", "the garrison had left"),
    ("en", "The army denied it: its men were still in town.", "The army", "its men were still in town"),
    ("en", "Residents told a different story: soldiers had looted the shops.", "Residents",
     "soldiers had looted the shops"),
    ("en", "The mayor confirmed the news: the bridge is down; nobody crosses.", "The mayor", "the bridge is down"),
    ("fr", "L'agence soutient le contraire : l'assaut a échoué.", "L'agence", "l'assaut a échoué"),
    ("fr", "Le gouverneur donne une autre version : la garnison est partie.", "Le gouverneur",
     "la garnison est partie"),
    ("fr", "Communiqué de la milice : le mouvement retire ses troupes de la ville.", "de la milice",
     "le mouvement retire ses troupes de la ville"),
]  # fmt: skip
SILENT = [
    ("en", "The column took three villages: it met no resistance."),
    ("en", "The officer who said this was wrong: the bridge is down."),
    ("en", "Two things were left: bread and salt."),
    ("en", "A note of thanks to all of you, and then this: the bridge is down."),
    ("fr", "La colonne a pris trois villages : elle n'a rencontré personne."),
]


@pytest.mark.parametrize(("language", "text", "source", "content"), SPOKEN)
def test_a_statement_behind_a_colon(language: str, text: str, source: str, content: str) -> None:
    block = grammar(text, language)
    spans = [s for s in find(text, language, attitudes=False) if s.kind == "colon"]
    assert [(said(block, s.source), said(block, s.content)) for s in spans] == [(source, content)]


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_a_colon_alone_says_nothing(language: str, text: str) -> None:
    assert [s for s in find(text, language, attitudes=False) if s.kind == "colon"] == []


def test_a_quotation_behind_the_colon_is_said_once() -> None:
    spans = find('The mayor told another story: "The bridge is down and nobody crosses it."', "en", attitudes=False)
    down = [s for s in spans if 10 in s.content]
    assert len(down) == 1
