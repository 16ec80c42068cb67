"""An analyst's frames: merged over the shipped ones for the reader that has them, refused with a line where wrong."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.reading.desk import brief, report_of
from whoholds.errors import DataError
from whoholds.reading import VERSION, Reader
from whoholds.reading.attribution.lexicon import cues
from whoholds.reading.conditions import CONDITIONS
from whoholds.reading.extension import CUE_CLASSES, NONE, Example, Frames, example, merged, used, using
from whoholds.reading.lexicon import lexicon
from whoholds.settings import Settings

LANGUAGES = ("fr", "en")
POCKET = """
language = "en"

[[verb]]
event = "capture"
verbs = ["pocket"]
place = ["object>at"]
needs = ["place", "armed"]
examples = ["Rebels pocketed Goma. => capture | rebels | Goma | CT+"]

[cues.verbs]
deny = ["pooh-pooh"]
say = ["claim"]

[classes]
place_nouns = ["ksar"]
"""


def frames(text: str, name: str = "my.toml") -> Frames:
    return Frames.of([(name, text)], LANGUAGES)


def refused(text: str, code: str) -> DataError:
    with pytest.raises(DataError) as caught, using(frames(text)):
        lexicon("en")
    assert caught.value.code == code, caught.value
    assert caught.value.hint and "my.toml" in caught.value.message
    return caught.value


def test_without_files_nothing_is_added() -> None:
    assert used() is NONE
    assert "pocket" not in lexicon("en").verbs
    assert Frames.of([], LANGUAGES) == NONE and Frames.of([], LANGUAGES).digest == ""


def test_frames_count_while_they_are_used_and_not_after() -> None:
    with using(frames(POCKET)):
        (frame,) = lexicon("en").verbs["pocket"]
        assert frame.event.value == "capture" and frame.needs == {"place", "armed"}
        assert cues("en").verbs["pooh-pooh"] == "deny"
        assert lexicon("en").is_in("ksar", "place_nouns") and lexicon("en").is_in("town", "place_nouns")
        assert "pocket" not in lexicon("fr").verbs
    assert "pocket" not in lexicon("en").verbs and "pooh-pooh" not in cues("en").verbs


def test_a_cue_that_is_listed_elsewhere_moves() -> None:
    assert cues("en").verbs["claim"] == "claim"
    with using(frames(POCKET)):
        assert cues("en").verbs["claim"] == "say" and cues("en").verbs["assert"] == "claim"


def test_own_frames_go_before_the_shipped_ones() -> None:
    own = 'language = "en"\n[[verb]]\nevent = "protest"\nverbs = ["seize"]\n'
    with using(frames(own)):
        events = [f.event.value for f in lexicon("en").verbs["seize"]]
    assert events[0] == "protest" and "capture" in events


def test_several_files_in_their_order() -> None:
    first = 'language = "en"\n[[verb]]\nevent = "protest"\nverbs = ["pocket"]\n'
    both = Frames.of([("a.toml", first), ("b.toml", POCKET)], LANGUAGES)
    with using(both):
        assert {f.event.value for f in lexicon("en").verbs["pocket"]} == {"protest", "capture"}
    assert both.names == ("a.toml", "b.toml") and len(both.examples) == 1


def test_the_digest_tells_files_apart() -> None:
    assert frames(POCKET).digest == frames(POCKET).digest != ""
    assert len({frames(POCKET).digest, frames(POCKET + "\n").digest, frames(POCKET, "x.toml").digest}) == 3


def test_the_reader_reads_with_them_and_says_so(reader: Reader) -> None:
    more = Reader.load(reader.toponyms.gazetteer, reader.actors, Settings(), frames(POCKET))
    report = report_of("Rebels pocketed Goma on Friday.", "en")
    (claim,) = more.read(report).claims
    assert brief(claim)[0] == "capture" and brief(claim)[2] == "Goma"
    assert reader.read(report).claims == ()
    assert more.read(report).reader == more.version == f"{VERSION}+frames-{frames(POCKET).digest}"
    assert reader.version == VERSION


def test_a_new_word_is_worth_parsing(reader: Reader) -> None:
    from whoholds.reading.scan import Scan

    plain, own = Scan(reader.actors), Scan(reader.actors)
    assert not plain.paragraph("xylograph", "en")
    with using(frames('language = "en"\n[[verb]]\nevent = "capture"\nverbs = ["xylograph"]\n')):
        assert own.paragraph("They xylographed it", "en")


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ('language = "en"\nverb verb', "frames.not_toml", "line 2"),
        ('language = "en"\nverb = 3', "frames.bad_value", "verb is no list"),
        ("verb = 3", "frames.language", "names no language"),
        ('language = "de"', "frames.language", "de"),
        ('language = "en"\nverbs = []', "frames.unknown_table", "verbs"),
        ('language = "en"\n[cues.shouts]\nsay = ["x"]', "frames.unknown_table", "cues.shouts"),
        ('language = "en"\n[cues.verbs]\nclaims = ["x"]', "frames.unknown_class", "'claims'"),
        ('language = "en"\n[cues.preps]\nsay = ["per"]', "frames.unknown_class", "cues.preps"),
        ('language = "en"\n[cues.verbs]\nclaim = "trumpet"', "frames.bad_value", "claim is no list of words"),
        ('language = "en"\n[cues.nouns]\nclaim = [3]', "frames.bad_value", "claim is no list of words"),
        ('language = "en"\n[cues]\nverbs = 3', "frames.bad_value", "cues.verbs"),
        ('language = "en"\nclasses = 3', "frames.bad_value", "classes"),
        ('language = "en"\n\n[[verb]]\nevent = "capture"', "frames.missing_key", "line 3: verb 1"),
        ('language = "en"\n[[verb]]\nverbs = ["a"]', "frames.missing_key", "line 2: verb 1"),
        ('language = "en"\n[[verb]]\nevent = "grab"\nverbs = ["a"]', "frames.bad_value", "grab"),
        ('language = "en"\n[[verb]]\nevent = "capture"\nverbs = "a"', "frames.bad_value", "verbs is no list"),
        ('language = "en"\n[[verb]]\nevent="capture"\nverbs=["a"]\nneeds=["luck"]', "frames.unknown_need", "luck"),
        ('language = "en"\n[[verb]]\nevent = "capture"\nverbs = ["a"]\nlike = 1', "frames.unknown_key", "like"),
        ('language = "en"\n[[hands]]\nnouns = ["grip"]', "frames.missing_key", "line 2: hands 1"),
        ('language = "en"\n[[signature]]\nwords = ["try"]', "frames.missing_key", "affirmed"),
        ('language = "en"\nexamples = ["no arrow"]', "frames.example", "no arrow"),
        ('language = "en"\n[[verb]]\nverbs=["a"]\nexamples=["x => a|b|c|d|e"]', "frames.example", "line 2"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(text: str, code: str, says: str) -> None:
    assert says in refused(text, code).message


def test_examples() -> None:
    assert example("Rebels took Goma. => capture | rebels | - | CT+", "en", "x") == Example(
        "Rebels took Goma.", "en", "capture", "rebels", None, "CT+", "x"
    )
    assert example("A => capture", "en", "x").place is None
    assert example("A => nothing", "en", "x").event is None
    assert example("a => b => capture", "en", "x").sentence == "a => b"


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=3)
TABLE = st.dictionaries(st.sampled_from(["say", "claim", "deny"]), WORDS, max_size=3)


@given(over=TABLE, under=TABLE)
def test_no_word_is_lost_by_merging(over: dict[str, list[str]], under: dict[str, list[str]]) -> None:
    out = merged({"adverbs": over, "verb": [1]}, {"adverbs": under, "verb": [2]})
    assert out["verb"] == [1, 2]
    assert {w for words in out["adverbs"].values() for w in words} == {
        w for table in (over, under) for words in table.values() for w in words
    }
    for name, words in over.items():
        assert out["adverbs"][name][: len(words)] == words


def test_the_shipped_cues_keep_to_the_classes_that_are_known() -> None:
    for language in ("en", "fr"):
        text = resources.files("whoholds.reading.frames").joinpath(f"cues.{language}.toml").read_text("utf-8")
        for table, known in CUE_CLASSES.items():
            assert set(tomllib.loads(text)[table]) <= set(known)


def test_the_page_for_analysts_says_what_every_need_asks() -> None:
    """A condition without a row is one that nobody outside the code can use."""
    page = (ROOT / "docs" / "how-to" / "add-a-verb.md").read_text("utf-8").partition("## What `needs` asks")[2]
    rows = re.findall(r"^\| (`[^|]+`) \|", page, re.M)
    told = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert told == set(CONDITIONS)
