"""Generic phrases ("les rebelles", "government forces"): their data files, and the words that may surround them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from whoholds.errors import DataError
from whoholds.reference.countries import Gloss
from whoholds.reference.patterns import Matcher, Pattern, Slot, compile_pattern
from whoholds.reference.schema import PhraseEntry, Strict, load_toml, validated
from whoholds.reference.tokens import Words, fold_word

_DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "fr")


class Phrase(Strict):
    """One class of phrases. `role` is resolved by theatre and country, `key` stands as it is.

    `member` marks nouns that take the organisation beside them ("M23 fighters"); `only_member` ones mean nothing
    without it. `definite` needs "the" before it, `capital` a capital letter, `needs_country` a nationality.
    """

    kind: str
    forms: tuple[str, ...] = Field(min_length=1)
    role: str = ""
    key: str = ""
    member: str = ""
    individual: bool = False
    anaphoric: bool = False
    bare: bool = False
    only_member: bool = False
    definite: bool = False
    capital: bool = False
    needs_country: bool = False
    exclude: tuple[str, ...] = Field((), alias="except")


class GenericFile(Strict):
    """A whole `generic.<language>.toml`."""

    sets: Mapping[str, str]
    words: Mapping[str, str]
    phrase: tuple[Phrase, ...]


class RoleRule(Strict):
    """What a role means where no theatre says; see `roles.toml`."""

    like: str = ""
    key: str = ""
    prefix: str = ""
    of_army: bool = False


@lru_cache(maxsize=1)
def roles() -> dict[str, RoleRule]:
    """Every role and its rule of last resort.

    Raises:
        DataError: `roles.toml` is malformed.
    """
    return {name: validated(RoleRule, rule, "roles.toml") for name, rule in load_toml(_DATA / "roles.toml").items()}


@dataclass(slots=True)
class Grammar:
    """What a language brings: its phrases, determiners, modifiers, and the slots of its patterns."""

    language: str
    phrases: tuple[Phrase, ...]
    sets: dict[str, tuple[str, ...]]
    gloss: Gloss
    lists: dict[str, frozenset[str]]
    runs: dict[str, dict[str, list[tuple[str, ...]]]]
    slots: dict[str, Slot] = field(init=False)

    def __post_init__(self) -> None:
        self.slots = {
            "nat": self._nat,
            "country": self._country,
            "mod": self._mod,
            "num": self._num,
            "of": self._of_country,
            "pre": self._pre,
        }

    def matcher(self, patterns: Sequence[Pattern]) -> Matcher:
        """A matcher that takes in this language's usual modifiers around each pattern."""
        before = ("num", "mod", "nat") if self.language == "en" else ("num", "pre")
        after = ("of",) if self.language == "en" else ("mod", "nat", "of")
        return Matcher(patterns, self.slots, before, after)

    def bare_matcher(self, patterns: Sequence[Pattern]) -> Matcher:
        """A matcher that takes patterns as they stand."""
        return Matcher(patterns, self.slots)

    def compile(self, sources: Sequence[str], data: object, where: str) -> list[Pattern]:
        """Patterns of this language from their sources."""
        head: Literal["first", "last"] = "last" if self.language == "en" else "first"
        return [compile_pattern(source, self.sets, data, head=head, where=where) for source in sources]

    def has(self, name: str, word: str) -> bool:
        """Is a folded word in one of the language's word lists?"""
        return word in self.lists.get(name, frozenset())

    # Slots: each yields (words taken, countries bound) from word i in direction `step`.

    def _num(self, text: Words, i: int, step: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        if text.folds[i].isdigit() or text.folds[i] in self.lists["number"]:
            yield 1, ()
        elif (
            step < 0 and self.language == "en" and text.folds[i] == "of" and i and self.has("number", text.folds[i - 1])
        ):
            yield 2, ()  # "dozens of"

    def _nat(self, text: Words, i: int, step: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        for size, _, keys in self.gloss.at(text, i, step, ("adjective",)):
            yield size, keys
        if self.language != "en":
            return
        if step < 0 and text.folds[i] == "s" and i and text.text[text.ends[i - 1] : text.starts[i]] in ("'", "\u2019"):
            for size, _, keys in self.gloss.at(text, i - 1, -1, ("name", "capital")):
                yield size + 1, keys
        else:
            for size, _, keys in self.gloss.at(text, i, step, ("name", "capital")):
                yield size, keys

    def _country(self, text: Words, i: int, step: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        for size, _, keys in self.gloss.at(text, i, step, ("name", "capital")):
            yield size, keys

    def _of_country(self, text: Words, i: int, step: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Such as "of Mali", "from the Central African Republic"; "du Mali", "d'Ukraine", "de la RDC"."""
        prepositions = ("of", "from") if self.language == "en" else ("de", "du", "des", "d")
        articles = ("the",) if self.language == "en" else ("la", "l", "le")
        if step < 0 or text.folds[i] not in prepositions or not text.joined[i]:
            return
        at = i + 1
        if text.folds[at] in articles and text.joined[at]:
            at += 1
        for size, _, keys in self.gloss.at(text, at, 1, ("name", "capital")):
            yield at - i + size, keys
            return

    def _pre(self, text: Words, i: int, step: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        if text.folds[i] in self.lists["premodifier"]:
            yield 1, ()

    def _mod(self, text: Words, i: int, step: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        word = text.folds[i]
        if word in self.lists["modifier"] and not (self.language == "en" and word == "us"):
            yield 1, ()
        for run in self.runs["modifier"].get(word, ()) if step > 0 else ():
            if text.folds[i : i + len(run)] == run and all(text.joined[i : i + len(run) - 1]):
                yield len(run), ()
        if self.language == "en" and step < 0 and i:
            if (
                word in self.lists["modifier_suffix"] and text.joined[i - 1]
            ):  # "Turkish-backed": says nothing of whose they are
                taken = [size for size, _, _ in self.gloss.at(text, i - 1, -1, ("name", "capital", "adjective"))]
                yield 1 + (taken[0] if taken else 1), ()
            elif (
                text.folds[i - 1] in self.lists["modifier_prefix"]
                and text.text[text.ends[i - 1] : text.starts[i]] == "-"
            ):
                yield 2, ()
        if self.language == "fr" and step > 0 and word in self.lists.get("participle", ()):
            yield from self._participle(text, i)

    def _participle(self, text: Words, i: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Such as "soutenus par Ankara", "appuyées par la Russie": the supporter, not the nationality."""
        at = i + 1
        if at >= len(text) or not text.joined[i] or text.folds[at] not in ("par", "a", "au", "de"):
            return
        at += 1
        while at < len(text) and text.joined[at - 1] and text.folds[at] in ("la", "l", "le", "les"):
            at += 1
        if at >= len(text) or not text.joined[at - 1]:
            return
        for size, _, _ in self.gloss.at(text, at, 1, ("name", "capital")):
            yield at - i + size, ()
            return


@lru_cache(maxsize=4)
def grammar(language: str) -> Grammar:
    """The grammar of a language; English where we have none of its own.

    Raises:
        DataError: its file is malformed.
    """
    language = language if language in LANGUAGES else "en"
    name = f"generic.{language}.toml"
    file = validated(GenericFile, load_toml(_DATA / name), name)
    for number, phrase in enumerate(file.phrase, 1):
        if not phrase.role and not phrase.key:
            raise DataError("data.schema", f"{name}: phrase {number}: neither role nor key", subject=name)
        if phrase.role and phrase.role not in roles():
            raise DataError("data.schema", f"{name}: phrase {number}: unknown role {phrase.role!r}", subject=name)
    lists: dict[str, frozenset[str]] = {}
    runs: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for key, value in file.words.items():
        lists[key] = frozenset(fold_word(word) for word in value.split() if "_" not in word)
        table = runs.setdefault(key, {})
        for word in value.split():
            parts = tuple(fold_word(part) for part in word.replace("-", "_").split("_") if part)
            if len(parts) > 1:
                table.setdefault(parts[0], []).append(parts)
    sets = {key: tuple(value.split()) for key, value in file.sets.items()}
    return Grammar(language, file.phrase, sets, Gloss(language), lists, runs)


@lru_cache(maxsize=4)
def generic_matchers(language: str) -> tuple[Matcher, Matcher]:
    """The matchers of a language's generic phrases: with free modifiers around them, and bare."""
    rules = grammar(language)
    free: list[Pattern] = []
    bare: list[Pattern] = []
    for number, phrase in enumerate(rules.phrases, 1):
        patterns = rules.compile(phrase.forms, phrase, f"generic.{rules.language}.toml: phrase {number}")
        (bare if phrase.bare else free).extend(patterns)
    return rules.matcher(free), rules.bare_matcher(bare)


def phrase_matcher(language: str, phrases: Sequence[tuple[PhraseEntry, str]]) -> Matcher:
    """The matcher of a theatre's own phrases; what it gives back is the `PhraseEntry`."""
    rules = grammar(language)
    patterns: list[Pattern] = []
    for phrase, where in phrases:
        patterns += rules.compile(phrase.fr if rules.language == "fr" else phrase.en, phrase, where)
    return rules.matcher(patterns)
