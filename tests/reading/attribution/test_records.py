from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reading.attribution.blocks import find, grammar
from whoholds.reading.attribution.records import records

TEXT = "The ministry said on Friday that rebels had taken Goma."


def cut(spans: tuple[tuple[int, int], ...], text: str) -> list[str]:
    return [text[a:b] for a, b in spans]


def test_an_attribution_is_given_in_characters() -> None:
    found = list(records(grammar(TEXT, "en").parsed, find(TEXT, "en")))
    assert len(found) == 1
    assert cut(found[0].source, TEXT) == ["The ministry"]
    assert cut(found[0].cue, TEXT) == ["said"]
    assert cut(found[0].content, TEXT) == ["that rebels had taken Goma"]


@pytest.mark.parametrize(("tokens", "words"), [((0, 1), ["The ministry"]), ((0, 2, 3), ["The", "said on"]), ((), [])])
def test_tokens_side_by_side_make_one_span(tokens: tuple[int, ...], words: list[str]) -> None:
    parsed = grammar(TEXT, "en").parsed
    (span,) = find(TEXT, "en")
    (made,) = records(parsed, [replace(span, source=tokens)])
    assert cut(made.source, TEXT) == words
