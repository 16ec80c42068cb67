"""The table of languages: what is shipped, what a package brings, and what is refused."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import Desk
from tests.reading.spanish import distribution, forget, load
from whoholds.errors import DataError
from whoholds.reading import Reader
from whoholds.reading.attribution.lexicon import cues, wide
from whoholds.reading.grammar import Universal
from whoholds.reading.languages import GROUP, KINDS, SHIPPED, Files, Language, known, language_of
from whoholds.reading.lexicon import lexicon
from whoholds.reading.time.find import find_expressions
from whoholds.reading.time.lexicon import timed
from whoholds.reference.actors import Actors
from whoholds.reference.gazetteer import Gazetteer
from whoholds.settings import Settings

FRAMES = """
[[verb]]
event = "capture"
verbs = ["tomar"]
place = ["object>at"]
needs = ["place", "armed"]
"""
CUES = """
[verbs]
say = ["decir"]
[nouns]
[preps]
according = ["según"]
"""
Bring = Callable[..., Path]


class Spanish(Universal):
    """The least that a grammar has."""

    negators = frozenset({"no"})


def spanish(folder: Path) -> Language:
    """A language of one verb."""
    (folder / "frames.toml").write_text(FRAMES, "utf-8")
    (folder / "cues.toml").write_text(CUES, "utf-8")
    masks = dict.fromkeys(KINDS, ("Lima",))
    return Language("es", "none", Spanish, masks, "ayer", Files.of(folder), load=load)


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bring]:
    """Installs a package whose entry point is what is given."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(name: str, value: object) -> Path:
        distribution(tmp_path, name, f"[{GROUP}]\n{name} = {name}:BROUGHT\n")
        module = type(sys)(name)
        if value is not None:
            module.BROUGHT = value
        monkeypatch.setitem(sys.modules, name, module)
        known.cache_clear()
        return tmp_path

    forget()
    yield install
    forget()


def test_what_is_shipped() -> None:
    assert [language.code for language in SHIPPED] == ["fr", "en"]
    for language in SHIPPED:
        assert language_of(language.code) is language and language.leaves
        for file in (language.files.frames, language.files.cues, language.files.attitudes, *language.files.times):
            assert file is not None and file.is_file()


def test_an_unknown_language_says_which_are_known() -> None:
    with pytest.raises(DataError) as caught:
        language_of("xx")
    assert caught.value.code == "language.unknown" and "fr, en" in caught.value.hint


@given(st.text(max_size=4).filter(lambda t: not (len(t) == 2 and t.isascii() and t.islower())))
def test_a_code_has_two_small_letters(code: str) -> None:
    with pytest.raises(DataError, match="ISO 639-1"):
        replace(SHIPPED[0], code=code)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_mask_is_needed(kind: str) -> None:
    for masks in ({**SHIPPED[0].masks, kind: ()}, {k: v for k, v in SHIPPED[0].masks.items() if k != kind}):
        with pytest.raises(DataError, match=kind):
            replace(SHIPPED[0], masks=masks)


def test_an_unknown_kind_of_mask_is_refused() -> None:
    with pytest.raises(DataError, match="river"):
        replace(SHIPPED[0], masks={**SHIPPED[0].masks, "river": ("Seine",)})


def test_files_of_a_folder(tmp_path: Path) -> None:
    bare = Files.of(tmp_path)
    assert bare.attitudes is None and bare.times == ()
    for name in ("attitudes.toml", "times.toml"):
        (tmp_path / name).write_text("", "utf-8")
    full = Files.of(tmp_path)
    assert full.attitudes is not None and [t.name for t in full.times] == ["times.toml"]


def test_a_package_brings_a_language(bring: Bring, tmp_path: Path, gazetteer_file: Path, actors: Actors) -> None:
    bring("whoholds_one", spanish(tmp_path))
    assert list(known()) == ["fr", "en", "es"]
    desk = Desk(Reader.load(Gazetteer.open(gazetteer_file), actors, Settings()))
    assert desk.briefs("Hezbollah tomó Aleppo.", "es") == [("capture", "hezbollah", "Aleppo", "CT+", "narrator")]
    assert desk.briefs("Hezbollah no tomó Aleppo.", "es") == [("capture", "hezbollah", "Aleppo", "CT-", "narrator")]
    assert desk.briefs("Hezbollah tomó nota.", "es") == []
    assert desk.only("Hezbollah took Aleppo.", "en").event.value == "capture"


def test_what_a_package_leaves_out_is_empty(bring: Bring, tmp_path: Path) -> None:
    bring("whoholds_two", spanish(tmp_path))
    assert set(lexicon("es").verbs) == {"tomar"}
    assert cues("es").verbs == {"decir": "say"} and cues("es").preps == {"según"}
    assert set(cues("es").classes) >= set(cues("en").classes) and not any(cues("es").classes.values())
    assert not wide("es").verbs and not wide("es").light
    assert "es" not in timed() and find_expressions("el viernes", 0, 10, "es", anchor=None) == []


def test_without_the_package_the_language_is_not_read(desk: Desk) -> None:
    assert "es" not in known()
    assert desk.briefs("Hezbollah tomó Aleppo.", "es") == []


def test_two_packages_with_one_code(bring: Bring, tmp_path: Path) -> None:
    bring("whoholds_three", spanish(tmp_path))
    bring("whoholds_four", spanish(tmp_path))
    with pytest.raises(DataError) as caught:
        known()
    assert caught.value.code == "language.twice" and caught.value.subject.startswith("whoholds_")


@pytest.mark.parametrize("value", [None, "es", Spanish])
def test_an_entry_point_that_names_no_language(bring: Bring, value: object) -> None:
    bring("whoholds_five", value)
    with pytest.raises(DataError) as caught:
        known()
    assert caught.value.code == "language.bad" and "add-a-language" in caught.value.hint
