"""What the model is told, from `guide.toml`: the task, the report as data, and the shape that an answer must have."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from whoholds.model import Event, Report
from whoholds.reading.second.pieces import Piece
from whoholds.reading.second.wire import Whole

Message = dict[str, str]
"""A message of a chat: `role` and `content`."""


@lru_cache(maxsize=1)
def guide() -> Mapping[str, Any]:
    """The guide's tables."""
    return tomllib.loads(resources.files("whoholds.reading.second").joinpath("guide.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def schema() -> Mapping[str, Any]:
    """The JSON schema of an answer (draft 2020-12, as `response_format` takes it); field meanings as descriptions."""
    whole = Whole.model_json_schema()
    fields = whole["$defs"]["Proposed"]["properties"]
    for name, text in guide()["fields"].items():
        if "$ref" in fields[name]:  # a description beside $ref is refused by strict servers
            continue
        fields[name]["description"] = text
    for table in (whole, *whole["$defs"].values()):
        table.pop("description", None)
        for field in table.get("properties", {}).values():
            field.pop("title", None)
    return whole


@lru_cache(maxsize=1)
def instructions() -> str:
    """The system message."""
    tables = guide()
    parts = [tables["task"]["text"].strip(), 'Answer with JSON: {"claims": [ … ]}. The fields of a claim, all of them:']
    parts.append("\n".join(f"- {name}: {text}" for name, text in tables["fields"].items()))
    parts.append("Events:\n" + "\n".join(f"- {event.value}: {tables['events'][event.value]}" for event in Event))
    parts.append("Rules:\n" + "\n".join(f"- {line}" for line in tables["rules"]["lines"]))
    return "\n\n".join(parts)


def messages_for(report: Report, piece: Piece) -> list[Message]:
    """The chat that asks for the claims of one piece of a report. The report goes in as JSON, so that it stays data.

    Sent are the text, its title, its language and its day of publication; not the outlet, the address or the file.
    """
    first = piece.paragraphs[0].number if piece.paragraphs else 1
    data: dict[str, Any] = {
        "published": report.published.date().isoformat() if report.published else None,
        "language": report.language,
        "paragraphs": [
            {"number": p.number, "kind": p.kind.value, "text": report.text[p.start : p.end].strip()}
            for p in piece.paragraphs
        ],
    }
    if first > 1 and report.title:
        data["title"] = report.title
    return [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
    ]


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """SHA-256, in hex, over all that the model is told apart from the report."""
    whole = json.dumps([guide()["version"], instructions(), schema()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()
