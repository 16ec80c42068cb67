"""Records to and from plain JSON data, exactly: `decode(type(x), encode(x)) == x` for every record of `model`.

Dates and instants become ISO 8601 strings, enums their values, tuples lists. A member of a union of records carries
its class name under `"is"`, so that it can be told apart when read back.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from whoholds import model
from whoholds.errors import DataError

T = TypeVar("T")
_TAGGED = frozenset({model.Place, model.Area, model.Described, model.Unplaced})


def encode(value: Any) -> Any:
    """A record (or a value inside one) as data that `json.dumps` takes."""
    if is_dataclass(value) and not isinstance(value, type):
        data = {f.name: encode(getattr(value, f.name)) for f in fields(value)}
        return {"is": type(value).__name__, **data} if type(value) in _TAGGED else data
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    return value


def canonical(value: Any) -> bytes:
    """The one byte form of a record, for hashing: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        encode(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def decode(kind: type[T], data: Any) -> T:
    """Data as `encode` made it, as a record again.

    Raises:
        DataError: the data do not have the record's shape.
    """
    try:
        return typing.cast(T, _decode(kind, data))
    except (KeyError, TypeError, ValueError) as error:
        name = getattr(kind, "__name__", str(kind))
        raise DataError("record.malformed", f"not a {name}: {error}", subject=name) from error


def _decode(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _decode_union(typing.get_args(kind), data)
    if origin is tuple:
        inner = typing.get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_decode(inner[0], item) for item in data)
        return tuple(_decode(k, item) for k, item in zip(inner, data, strict=True))
    if origin is not None:  # Mapping[str, str]
        return dict(data)
    if is_dataclass(kind):
        hints = _hints(typing.cast(type, kind))
        record: Any = kind
        return record(**{f.name: _decode(hints[f.name], data[f.name]) for f in fields(kind) if f.name in data})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind in (datetime, date):
        return kind.fromisoformat(data)
    if kind is float and isinstance(data, int):
        return float(data)
    return data


def _decode_union(members: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        return None
    tagged = {m.__name__: m for m in members if m in _TAGGED}
    if tagged:
        return _decode(tagged[data["is"]], data)
    return _decode(next(m for m in members if m is not type(None)), data)
