"""Answers in words, in French and English: the rule of a standing, what a claim counts for, and how sure that is.

The words are data (data/sentences.<language>.toml); the rooms that decide give clauses, which name a template and what
fills it. A template's field says how its value is written:

    {who}       a side or voice, as `name` calls it; of several "A, B, C"
    {who:and}   the same with "A, B and C"
    {who:de}    in French after "de" (de l'armée, des rebelles), {who:à} after "à" (à l'armée, aux rebelles)
    {days:n}    a number; the first one of a template chooses between `one` and `many`
    {day:day}   a day
    {name:text} as it is

Clauses are joined with "; ". A template that begins with a capital begins a sentence of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from string import Formatter
from typing import Any

from whoholds.errors import DataError, UsageError
from whoholds.model import Clause
from whoholds.reference import french

LANGUAGES = ("en", "fr")
REFERENCE = "en"  # the language whose keys and fields the others must have
LISTED = {"": "comma", "and": "last"}  # how a list ends, by a field's format
PREPOSITIONS: Mapping[str, Callable[[str], str]] = {"de": french.of, "à": french.to}
FORMATS = (*LISTED, *PREPOSITIONS, "n", "day", "text")
_FORM = ("comma", "last", "clause", "stop", "decimal", "day", "first", "months")
_SURE = ((0.05, "w05"), (0.20, "w20"), (0.45, "w45"), (0.55, "w55"), (0.80, "w80"), (0.95, "w95"))
_PARSER = Formatter()

Name = Callable[[str], str]
"""What sentences call a side or voice, by its key."""
Template = str | Mapping[str, str]


def say(key: str, **fields: str | float | date | Iterable[str]) -> Clause:
    """A clause for any language: its template's key, and for each field a key, number or day, or several keys."""
    pairs: list[tuple[str, str]] = []
    for name, value in fields.items():
        if isinstance(value, (int, float)):
            pairs.append((name, f"{value:g}"))
        elif isinstance(value, (str, date)):
            pairs.append((name, str(value)))
        else:
            pairs += [(name, one) for one in value]
    return Clause(key, tuple(pairs))


class Sentences:
    """One language's sentences; `sentences(language)` gives the shipped ones.

    Args:
        language: its code.
        table: the templates, by section and name, with the section `form`.

    Attributes:
        clause_mark: what stands between two clauses.
    """

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language = language
        self._form: Mapping[str, Any] = table["form"]
        self.clause_mark = french.spaced(self._form["clause"]) if language == "fr" else str(self._form["clause"])
        self._templates: dict[str, Template] = {
            f"{section}.{key}": _spaced(template) if language == "fr" else template
            for section, entries in table.items()
            if section != "form"
            for key, template in entries.items()
        }

    def __contains__(self, key: str) -> bool:
        return key in self._templates

    @property
    def keys(self) -> tuple[str, ...]:
        """Every template's key."""
        return tuple(self._templates)

    def __call__(self, key: str, /, **fields: str | float | date | Iterable[str]) -> str:
        """A template filled in; names are written as they are given."""
        return self.clause(say(key, **fields), str)

    def clause(self, clause: Clause, name: Name) -> str:
        """One clause in words.

        Raises:
            DataError: no template has its key, or lacks a field.
        """
        try:
            template = self._templates[clause.key]
        except KeyError:
            raise DataError(
                "sentences.key", f"no sentence {clause.key!r}", hint="sentences.en.toml lists them", subject=clause.key
            ) from None
        values: dict[str, list[str]] = {}
        for field, value in clause.fields:
            values.setdefault(field, []).append(value)
        if not isinstance(template, str):
            template = template["one" if self._is_one(template["many"], values) else "many"]
        out = []
        for text, slot, style in _parts(template):
            out.append(text)
            if slot is not None:
                out.append(self._written(values.get(slot, []), style, name))
        return "".join(out)

    def tell(self, clauses: Iterable[Clause], name: Name = str) -> str:
        """Clauses as sentences, with a capital and a full stop; nothing where there are none."""
        text = ""
        for part in (self.clause(clause, name) for clause in clauses):
            if not text:
                text = part[:1].upper() + part[1:]
            else:
                text += (f"{self._form['stop']} " if part[:1].isupper() else self.clause_mark) + part
        return text + self._form["stop"] if text else ""

    def notes(self, clauses: Iterable[Clause], name: Name = str) -> str:
        """Clauses in one line, without a capital or a full stop."""
        return self.clause_mark.join(self.clause(clause, name) for clause in clauses)

    def day(self, value: date) -> str:
        """A day as people write it: 7 December 2024, 1er décembre 2024."""
        number = self._form["first"] if value.day == 1 else str(value.day)
        month = self._form["months"][value.month - 1]
        return str(self._form["day"]).format(day=number, month=month, year=value.year)

    def sure(self, probability: float) -> str:
        """A probability in the words of ICD 203 (US Intelligence Community Directive 203, 2015)."""
        return self("sure." + next((key for limit, key in _SURE if probability < limit), "w100"))

    def number(self, value: float) -> str:
        """A number as short as it can be, with this language's decimal sign."""
        return f"{value:g}".replace(".", str(self._form["decimal"]))

    def signed(self, value: float) -> str:
        """A number with its sign and two decimals."""
        return f"{value:+.2f}".replace(".", str(self._form["decimal"]))

    def _is_one(self, template: str, values: Mapping[str, list[str]]) -> bool:
        field = next(field for _, field, style in _parts(template) if style == "n" and field)
        value = float(values[field][0])
        return value < 2 if self.language == "fr" else value == 1

    def _written(self, values: list[str], style: str, name: Name) -> str:
        if style == "n":
            return self.number(float(values[0]))
        if style == "day":
            return self.day(date.fromisoformat(values[0]))
        if style == "text":
            return ", ".join(values)
        names = list(dict.fromkeys(map(name, values)))
        if style in PREPOSITIONS:
            names = list(map(PREPOSITIONS[style], names))
        if self.language == "fr":
            names = [one.replace("'", "’") for one in names]
        return self._listed(names, "last" if style in PREPOSITIONS else LISTED[style])

    def _listed(self, names: list[str], last: str) -> str:
        if len(names) < 2:
            return "".join(names)
        return str(self._form["comma"]).join(names[:-1]) + str(self._form[last]) + names[-1]


def _spaced(template: Template) -> Template:
    if isinstance(template, str):
        return french.spaced(template)
    return {number: french.spaced(text) for number, text in template.items()}


@cache
def _parts(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """A template taken apart: each text, and the field behind it with its format."""
    return tuple((text, field, style or "") for text, field, style, _ in _PARSER.parse(template))


@lru_cache(maxsize=8192)
def english(clauses: tuple[Clause, ...]) -> str:
    """Notes in English; kept, because the same claims are asked about for many days."""
    return sentences("en").notes(clauses)


def sentences(language: str) -> Sentences:
    """The shipped sentences of a language.

    Raises:
        UsageError: there are none in it.
        DataError: a file breaks its schema, or lacks a key or field of the English one.
    """
    if language not in LANGUAGES:
        raise UsageError(
            "sentences.language",
            f"no sentences in {language!r}",
            hint=f"one of {', '.join(LANGUAGES)}",
            subject=language,
        )
    return _shipped(language)


@cache
def _shipped(language: str) -> Sentences:
    table = checked(_text(language), f"sentences.{language}.toml")
    if language != REFERENCE:
        same_fields(table, checked(_text(REFERENCE), f"sentences.{REFERENCE}.toml"), f"sentences.{language}.toml")
    return Sentences(language, table)


def _text(language: str) -> str:
    return resources.files("whoholds.control").joinpath(f"data/sentences.{language}.toml").read_text(encoding="utf-8")


def checked(text: str, file: str) -> dict[str, Any]:
    """A file's table of sentences.

    Raises:
        DataError: with the file, the entry and what is wrong with it.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(file, "file", f"not TOML: {error}") from error
    form = table.get("form")
    if not isinstance(form, dict) or sorted(form) != sorted(_FORM):
        raise _wrong(file, "form", f"must have {', '.join(_FORM)}")
    if not isinstance(form["months"], list) or len(form["months"]) != 12:
        raise _wrong(file, "form.months", "must be twelve names")
    for section, entries in table.items():
        if not isinstance(entries, dict):
            raise _wrong(file, section, "must be a table")
        for key, template in entries.items() if section != "form" else ():
            _check(template, file, f"{section}.{key}")
    return table


def _check(template: Any, file: str, entry: str) -> None:
    if isinstance(template, dict):
        if sorted(template) != ["many", "one"]:
            raise _wrong(file, entry, "must be a text, or have `one` and `many`")
        if not any(style == "n" for style in fields(template["many"], file, entry).values()):
            raise _wrong(file, entry, "has `one` and `many` but no number, as in {days:n}")
        if not fields(template["one"], file, entry).items() <= fields(template["many"], file, entry).items():
            raise _wrong(file, entry, "`one` has a field that `many` has not")
    else:
        fields(template, file, entry)


def fields(template: Any, file: str, entry: str) -> dict[str, str]:
    """A template's fields with their formats; of `one` and `many` those of `many`.

    Raises:
        DataError: it is no text, no format, or a field is written in no known way.
    """
    text = template["many"] if isinstance(template, dict) else template
    if not isinstance(text, str) or not text.strip():
        raise _wrong(file, entry, "must be a text")
    try:
        found = {field: style for _, field, style in _parts(text) if field is not None}
    except ValueError as error:
        raise _wrong(file, entry, str(error)) from error
    for field, style in found.items():
        if not field.isidentifier():
            raise _wrong(file, entry, f"{{{field}}} is no name of a field")
        if style not in FORMATS:
            raise _wrong(file, entry, f"{{{field}:{style}}}: no such way of writing a field")
    return found


def same_fields(table: Mapping[str, Any], other: Mapping[str, Any], file: str) -> None:
    """Check a table against the English one: the same entries, and in each the same fields of the same kinds.

    Raises:
        DataError: with the file, the entry and what is wrong with it.
    """
    for section in sorted({*table, *other} - {"form"}):
        mine, theirs = table.get(section, {}), other.get(section, {})
        for key in sorted({*mine, *theirs}):
            entry = f"{section}.{key}"
            if key not in mine or key not in theirs:
                raise _wrong(file, entry, "is missing" if key not in mine else "is in no other language")
            here, there = fields(mine[key], file, entry), fields(theirs[key], file, entry)
            if {f: _kind(s) for f, s in here.items()} != {f: _kind(s) for f, s in there.items()}:
                raise _wrong(file, entry, f"has the fields {sorted(here)}, the English one {sorted(there)}")


def _kind(style: str) -> str:
    return style if style in ("n", "day", "text") else "name"


def _wrong(file: str, entry: str, what: str) -> DataError:
    return DataError(
        "sentences.schema", f"{file}: {entry}: {what}", hint="control/sentences.py explains the file", subject=file
    )
