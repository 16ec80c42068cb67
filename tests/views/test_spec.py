from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from tests.views.samples import DAY
from whoholds.errors import UsageError
from whoholds.views.spec import MapSpec
from whoholds.views.words import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_has_the_words_of_its_language(language: str) -> None:
    assert MapSpec(on=DAY, language=language).words.language == language


def test_a_language_without_words_is_refused_when_they_are_asked_for() -> None:
    spec = MapSpec(on=DAY, language="xx")
    with pytest.raises(UsageError) as caught:
        spec.words  # noqa: B018
    assert caught.value.subject == "xx"
    assert all(language in caught.value.hint for language in LANGUAGES)


def test_only_the_day_must_be_said() -> None:
    spec = MapSpec(on=DAY)
    assert (spec.as_known, spec.height, spec.extent, spec.title) == (None, None, None, None)
    assert (spec.theme, spec.home, spec.sides) == ("light", (), ())
    with pytest.raises(TypeError):
        MapSpec()


def test_a_spec_does_not_change_and_can_be_a_key() -> None:
    spec = MapSpec(on=DAY)
    with pytest.raises(FrozenInstanceError):
        spec.width = 3.0
    assert {spec: 1}[MapSpec(on=DAY)] == 1
