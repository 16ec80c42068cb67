"""Frames and cues that an analyst adds in files of their own, merged over the shipped ones.

A file has a `language` and the entries that the shipped frames have, cues under `[cues]`, and examples beside the
entries: "sentence => event | actor | place | factuality". Which files count is a matter of the reader that reads
(`using`), so that two readers of one process may differ.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from whoholds.errors import DataError

HINT = "see docs/how-to/add-a-verb.md"
ENTRIES = ("verb", "noun", "hands", "bare", "signature")
TABLES = ("classes", "adverbs", "modals", "marks")
CUES = ("verbs", "nouns", "preps", "classes")
_SPEECH = ("say", "claim", "deny", "confirm", "admit", "doubt", "predict", "promise", "think", "fear", "know")
CUE_CLASSES: Mapping[str, Sequence[str]] = {"verbs": _SPEECH, "nouns": _SPEECH, "preps": ("according",)}
"""The classes of cues that rules know, by table; `classes` are lists that rules of one language ask for by name."""
_KNOWN = frozenset({"language", "examples", "cues", "respell", *ENTRIES, *TABLES})
_HEADER = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]", re.MULTILINE)
NOTHING = "nothing"  # an example's claim where there must be none
ANY = "-"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what must be read in it; None stands for anything, `event` None for no claim at all."""

    sentence: str
    language: str
    event: str | None
    actor: str | None
    place: str | None
    factuality: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Frames:
    """The analyst's files, checked for their outline; two with one digest are alike."""

    digest: str = ""
    data: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False)  # by language
    examples: tuple[Example, ...] = field(default=(), compare=False)
    names: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, sources: Iterable[tuple[str, str]], languages: Sequence[str]) -> Frames:
        """From names and texts of files.

        Args:
            sources: in the order in which they count; what an earlier one says of a word goes before.
            languages: those that are read.

        Raises:
            DataError: `frames.not_toml`, `frames.unknown_table`, `frames.language` or `frames.example`.
        """
        whole = hashlib.sha256()
        data: dict[str, Mapping[str, Any]] = {}
        examples: list[Example] = []
        names = []
        for name, text in sources:
            whole.update(name.encode() + b"\0" + text.encode() + b"\0")
            found = _table(name, text, languages)
            language = str(found["language"])
            examples += _examples(found, language, name, _lines(text))
            data[language] = merged(found, data.get(language, {}))
            names.append(name)
        return cls(whole.hexdigest()[:8] if names else "", data, tuple(examples), tuple(names))

    def over(self, shipped: Mapping[str, Any], language: str) -> Mapping[str, Any]:
        """The shipped data of a language with the analyst's before it."""
        own = self.data.get(language)
        return merged(own, shipped) if own else shipped

    def cues(self, shipped: Mapping[str, Any], language: str) -> Mapping[str, Any]:
        """The shipped cues of a language with the analyst's before them."""
        own = self.data.get(language, {}).get("cues")
        return (
            {name: _joined(own.get(name, {}), shipped.get(name, {}), move=name != "classes") for name in CUES}
            if own
            else shipped
        )


NONE = Frames()
_used: ContextVar[Frames] = ContextVar("frames", default=NONE)


def used() -> Frames:
    """The analyst's frames of the reader that is reading."""
    return _used.get()


@contextmanager
def using(frames: Frames) -> Iterator[None]:
    """Read with these frames."""
    token = _used.set(frames)
    try:
        yield
    finally:
        _used.reset(token)


def merged(over: Mapping[str, Any], under: Mapping[str, Any]) -> dict[str, Any]:
    """Two files' data: entries of the first go before those of the second, tables are joined."""
    out = {**under, **{k: v for k, v in over.items() if k not in (*ENTRIES, *TABLES, "cues", "respell")}}
    for name in ENTRIES:
        out[name] = [*over.get(name, ()), *under.get(name, ())]
    for name in TABLES:
        out[name] = _joined(over.get(name, {}), under.get(name, {}), move=name != "classes")
    out["respell"] = {**under.get("respell", {}), **over.get("respell", {})}
    if "cues" in over:
        out["cues"] = _cues(over["cues"], under.get("cues", {}))
    return out


def _cues(over: Mapping[str, Any], under: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _joined(over.get(name, {}), under.get(name, {}), move=name != "classes") for name in CUES}


def _joined(over: Mapping[str, Any], under: Mapping[str, Any], *, move: bool = True) -> dict[str, list[str]]:
    """Lists by name, the first's words before the second's; with `move` a word that the first lists is only there."""
    moved = {word for words in over.values() for word in words} if move else set()
    out = {name: [*words] for name, words in over.items()}
    for name, words in under.items():
        mine = out.get(name, [])
        out[name] = [*mine, *(word for word in words if word not in moved)]
    return out


def _table(name: str, text: str, languages: Sequence[str]) -> Mapping[str, Any]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            "frames.not_toml", f"{name}: {error}", hint="check the line that it names", subject=name
        ) from error
    unknown = sorted(set(found) - _KNOWN)
    if unknown:
        raise DataError(
            "frames.unknown_table",
            f"{name}: unknown table {unknown[0]!r}",
            hint="known: " + ", ".join(sorted(_KNOWN)),
            subject=name,
        )
    if found.get("language") not in languages:
        what = f"language {found['language']!r} is not read" if "language" in found else "names no language"
        raise DataError(
            "frames.language",
            f"{name}: {what}",
            hint='begin the file with language = "' + '" or "'.join(languages) + '"',
            subject=name,
        )
    for table in (*TABLES, "cues", "respell"):
        if not isinstance(found.get(table, {}), dict):
            raise DataError("frames.bad_value", f"{name}: [{table}] is no table", hint=HINT, subject=name)
    for kind in (*ENTRIES, "examples"):
        if not isinstance(found.get(kind, []), list):
            raise DataError("frames.bad_value", f"{name}: {kind} is no list", hint=f"write [[{kind}]]", subject=name)
    for table in found.get("cues", {}):
        if table not in CUES:
            raise DataError(
                "frames.unknown_table",
                f"{name}: unknown table [cues.{table}]",
                hint="known: " + ", ".join(CUES),
                subject=name,
            )
        _check_classes(name, table, found["cues"][table])
    return found


def _check_classes(name: str, table: str, lists: Any) -> None:
    """A class of cues that no rule knows would never count: it is refused, and so is what is no list of words."""
    known = CUE_CLASSES.get(table)
    for key, words in lists.items() if isinstance(lists, dict) else [("", None)]:
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise DataError(
                "frames.bad_value",
                f"{name}: [cues.{table}] {key} is no list of words",
                hint=f'write {key or "claim"} = ["word", "word"]',
                subject=name,
            )
        if known is not None and key not in known:
            raise DataError(
                "frames.unknown_class",
                f"{name}: [cues.{table}] knows no class {key!r}",
                hint="known: " + ", ".join(known),
                subject=name,
            )


def _lines(text: str) -> dict[tuple[str, int], int]:
    """The line on which each entry begins, by kind and number."""
    out: dict[tuple[str, int], int] = {}
    counts: dict[str, int] = {}
    for match in _HEADER.finditer(text):
        counts[match[1]] = counts.get(match[1], 0) + 1
        out[match[1], counts[match[1]]] = text.count("\n", 0, match.start(1)) + 1
    return out


def _examples(data: Mapping[str, Any], language: str, name: str, lines: Mapping[tuple[str, int], int]) -> list[Example]:
    """Examples of the file and of each entry; each entry also learns where it stands, for what is wrong with it."""
    out = [example(text, language, name) for text in data.get("examples", ())]
    for kind in ENTRIES:
        for number, entry in enumerate(data.get(kind, ()), 1):
            where = f"{name} line {lines.get((kind, number), '?')}: {kind} {number}"
            if not isinstance(entry, dict):
                raise DataError("frames.bad_value", f"{where} is no table", hint=f"write [[{kind}]]", subject=name)
            entry["where"] = where
            out += [example(text, language, where) for text in entry.get("examples", ())]
    return out


def example(text: str, language: str, where: str) -> Example:
    """An example from its text.

    Raises:
        DataError: `frames.example`: it has no "=>", or more than four parts behind it.
    """
    sentence, arrow, wanted = text.rpartition("=>")
    parts = [part.strip() for part in wanted.split("|")]
    if not arrow or not sentence.strip() or len(parts) > 4 or not parts[0]:
        raise DataError(
            "frames.example",
            f"{where}: not an example: {text!r}",
            hint='write "sentence => event | actor | place | factuality", or "sentence => nothing"',
            subject=where,
        )
    if parts == [NOTHING]:
        return Example(sentence.strip(), language, None, None, None, None, where)
    padded = [part if part not in ("", ANY) else None for part in (*parts, "", "", "")]
    return Example(sentence.strip(), language, parts[0], padded[1], padded[2], padded[3], where)
