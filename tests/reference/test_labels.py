"""Labels of generic keys."""

from __future__ import annotations

import pytest

from whoholds.reference.generic import LANGUAGES, grammar
from whoholds.reference.labels import generic
from whoholds.reference.theatres import DATA


def _named(key: str, language: str) -> str:
    return f"<{key}>"


@pytest.mark.parametrize(
    ("key", "language", "label"),
    [
        ("residents", "fr", "habitants"),
        ("rebels:syria", "en", "rebels (Syria)"),
        ("rebels:syria", "fr", "rebelles (Syrie)"),
        ("officials:tide_army", "en", "officials (<tide_army>)"),
        ("supporters_of_tide_army", "en", "supporters of <tide_army>"),
        ("media:pro_government", "fr", "médias proches du pouvoir"),
        ("zarma_front", "en", "zarma front"),
        ("army:utopia", "de", "army (<utopia>)"),
    ],
)
def test_a_generic_key_reads_well(key: str, language: str, label: str) -> None:
    assert generic(key, language, _named) == label


def test_every_fixed_key_of_the_phrases_has_a_label() -> None:
    rows = (DATA / "labels.tsv").read_text("utf-8").splitlines()[1:]
    listed = {row.split("\t")[0] for row in rows}
    assert len(listed) == len(rows)
    for language in LANGUAGES:
        for phrase in grammar(language).phrases:
            if phrase.key and phrase.kind != "stop":
                assert phrase.key in listed, phrase.key
