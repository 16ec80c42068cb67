"""Reports as JSON: one object a file, a list of objects, or JSON lines.

The format is that of the example corpus: `text` (needed), `title`, `outlet`, `url`, `published`, `lang` or `language`,
`id`. Other keys are passed over and named in the provenance. The text is kept to the letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from whoholds.errors import InputRefused
from whoholds.reports.dates import parse_published
from whoholds.reports.decoding import check_characters
from whoholds.reports.drafts import Draft
from whoholds.settings import ReportLimits

KNOWN = frozenset({"id", "text", "title", "outlet", "url", "published", "lang", "language"})
_UNKNOWN_WORDS = frozenset({"", "unknown", "inconnu", "n/a", "none", "null", "-"})
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9-]{1,20})?")


def _refuse(code: str, message: str, hint: str, subject: str) -> InputRefused:
    return InputRefused(code, message, hint=hint, subject=subject)


def parse(text: str, subject: str) -> Any:
    """Strict JSON: no key twice, no NaN, no endless nesting.

    Raises:
        InputRefused: `input.bad_json` (with line and column), `input.duplicate_key`.
    """

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) < len(found):
            keys = [key for key, _ in found]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise _refuse("input.duplicate_key", f"the key {twice!r} is there twice", "keep one of the two", subject)
        return made

    def constant(name: str) -> Any:
        raise ValueError(f"{name} is not JSON")

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column" if "\n" in text else "column"
        raise _refuse(
            "input.bad_json",
            f"{at} {error.colno}: {error.msg.lower()}",
            "check the file with a JSON tool; a file with one object a line must end in .jsonl",
            subject,
        ) from error
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        if "digits" in reason:
            reason = "a number with too many digits"
        raise _refuse("input.bad_json", reason, "check the file with a JSON tool", subject) from error


def from_object(data: Any, subject: str, now: datetime, limits: ReportLimits) -> Draft:
    """One report from its JSON object.

    Raises:
        InputRefused: `input.not_a_report`, `input.bad_field`, `input.empty`, and what `check_characters` raises.
    """
    if not isinstance(data, Mapping):
        raise _refuse(
            "input.not_a_report", f"a {_name(data)} where an object is needed", 'write {"text": "…"}', subject
        )
    if "text" not in data:
        raise _refuse("input.not_a_report", "the object has no text", 'the report goes into the key "text"', subject)
    text = _text(data, "text", subject) or ""
    if not text.strip():
        raise _refuse("input.empty", "the text is empty", "leave the row out, or fill it", subject)
    provenance = {"text": "json:text"}
    title = _field(data, "title", subject, provenance)
    outlet = _field(data, "outlet", subject, provenance)
    url = address(_field(data, "url", subject, provenance), "json:url", provenance)
    published = parse_published(data.get("published"), now, limits.future_hours)
    note_published(published.at, published.note, "json:published", provenance)
    if ignored := sorted(str(key) for key in data if key not in KNOWN):
        provenance["ignored"] = ", ".join(ignored)[:500]
        check_characters(provenance["ignored"], subject)
    return Draft(
        text=text,
        name=_row_name(data.get("id"), subject),
        title=title,
        outlet=outlet,
        url=url,
        published=published.at,
        language=_language(data, subject, provenance),
        provenance=provenance,
    )


def note_published(at: datetime | None, note: str, source: str, provenance: dict[str, str]) -> None:
    """Write down where a published time came from, what was assumed, or why it is unknown."""
    if at is not None:
        provenance["published"] = f"{source} ({note})" if note else source
    elif note:
        provenance["published"] = f"{note} ({source})"


def address(url: str | None, source: str, provenance: dict[str, str]) -> str | None:
    """A web address, or None with a note where it is none: what is shown as a link must be one."""
    if url is None:
        return None
    if re.fullmatch(r"https?://[^\s<>\"'\\]{1,2000}", url, re.IGNORECASE):
        return url
    provenance["url"] = f"unknown: not a web address ({source})"
    return None


def declared_language(value: str) -> str | None:
    """The two-letter code of "fr", "fr-FR", "EN_us"; None for anything else."""
    match = _LANGUAGE.fullmatch(value.strip())
    return match[1].lower() if match else None


def _language(data: Mapping[str, Any], subject: str, provenance: dict[str, str]) -> str | None:
    for key in ("lang", "language"):
        value = _text(data, key, subject)
        if value is None:
            continue
        code = declared_language(value)
        if code is not None:
            provenance["language"] = f"json:{key}"
            return code
    return None


def _field(data: Mapping[str, Any], key: str, subject: str, provenance: dict[str, str]) -> str | None:
    value = _text(data, key, subject)
    if value is None or value.strip().lower() in _UNKNOWN_WORDS:
        return None
    provenance[key] = f"json:{key}"
    return value.strip()


def _text(data: Mapping[str, Any], key: str, subject: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _refuse("input.bad_field", f"{key!r} is a {_name(value)}, not a text", "write it in quotes", subject)
    check_characters(value, subject)
    return value


def _row_name(value: Any, subject: str) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise _refuse("input.bad_field", f"'id' is a {_name(value)}", "an id is a text or a whole number", subject)
    name = str(value).strip()
    check_characters(name, subject)
    return name


def _name(value: Any) -> str:
    kinds = {dict: "object", list: "list", str: "text", bool: "truth value", int: "number", float: "number"}
    return kinds.get(type(value), "null")


def lines(raw: bytes, subject: str) -> Iterator[tuple[str, str | InputRefused]]:
    """Where (`file:line`) and text of each line that is not blank; a line that is no UTF-8 is refused alone."""
    start, number = 3 if raw.startswith(b"\xef\xbb\xbf") else 0, 0
    while start < len(raw):
        end = raw.find(b"\n", start)
        end = len(raw) if end < 0 else end
        number += 1
        line, start = raw[start:end].strip(), end + 1
        if not line:
            continue
        where = f"{subject}:{number}"
        try:
            yield where, line.decode("utf-8")
        except UnicodeDecodeError as error:
            yield (
                where,
                _refuse("input.encoding", f"byte {error.start} of the line is not valid UTF-8", "JSON is UTF-8", where),
            )
