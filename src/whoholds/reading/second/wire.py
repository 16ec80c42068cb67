"""The model's answer as it comes over the wire: its shape, and reading it without believing anything."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from whoholds.errors import DataError
from whoholds.model import Event, Factuality, PlaceRole

MOST_CLAIMS = 300
"""Claims of one answer that are looked at; the rest is rejected."""
SAID = 600
"""Characters of a rejected claim that are kept."""

_FENCE = re.compile(r"^\s*```[a-z]*\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)


class Shape(BaseModel):
    """A part of the answer: these fields, all of them, and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Number(Shape):
    """A stated number."""

    value: float = Field(allow_inf_nan=False)
    unit: str
    approx: bool


class Proposed(Shape):
    """A claim as the model proposes it; `guide.toml` says what each field means."""

    paragraph: int
    quote: str
    event: Event
    actor: str | None
    target: str | None
    place: str | None
    place_role: PlaceRole | None
    speaker: str
    factuality: Factuality
    dated: Literal["stated", "news", "unknown"]
    time: str | None
    quantity: Number | None


class Whole(Shape):
    """The whole answer."""

    claims: list[Proposed]


Rejection = tuple[str, str]
"""Why something that the model said does not count, and what it said, as JSON."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The claims of an answer that have the right shape, and those that have not."""

    claims: tuple[Proposed, ...]
    rejected: tuple[Rejection, ...] = ()


def parse(text: str) -> Answer:
    """An answer as the model wrote it.

    Raises:
        DataError: it is no JSON, or no object with a list of claims. One claim of the wrong shape is only rejected.
    """
    fenced = _FENCE.match(text)
    try:
        data = json.loads(fenced[1] if fenced else text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise DataError(
            "model.answer_broken",
            f"the model's answer is no JSON: {str(error)[:120]}",
            hint="a longer model.answer_tokens, or a server that keeps to a JSON schema, may help",
        ) from error
    if not isinstance(data, dict) or not isinstance(data.get("claims"), list):
        raise DataError(
            "model.answer_shape",
            "the model's answer is no object with a list of claims",
            hint="the model may be too small for the task, or the server ignores the JSON schema",
        )
    return _sorted(data["claims"])


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _sorted(claims: Sequence[Any]) -> Answer:
    good: list[Proposed] = []
    bad: list[Rejection] = []
    for item in claims[:MOST_CLAIMS]:
        try:
            good.append(Proposed.model_validate_json(json.dumps(item), strict=True))
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            bad.append((f"shape: {'.'.join(map(str, first['loc']))}: {first['msg']}"[:200], said(item)))
    if len(claims) > MOST_CLAIMS:
        bad.append((f"too many: only the first {MOST_CLAIMS} claims of an answer are looked at", str(len(claims))))
    return Answer(tuple(good), tuple(bad))


def said(item: Any) -> str:
    """What the model said, as JSON in plain ASCII (half a surrogate pair cannot be stored otherwise), cut short."""
    data = item.model_dump(mode="json") if isinstance(item, BaseModel) else item
    return json.dumps(data, ensure_ascii=True)[:SAID]
