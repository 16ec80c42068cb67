"""Records to and from plain JSON data, exactly: `decode(type(x), encode(x)) == x` for every record of `model`.

Dates and instants become ISO 8601 strings, enums their values, tuples lists. A member of a union of records carries
its class name under `"is"`, so that it can be told apart when read back.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
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
    kind: Any = type(value)
    if kind is str or value is None:
        return value
    if (names := _names(kind)) is not None:
        data = {name: encode(getattr(value, name)) for name in names}
        return {"is": kind.__name__, **data} if kind in _TAGGED else data
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
def _names(kind: type) -> tuple[str, ...] | None:
    """Field names of a record's type, None for any other."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def decode(kind: type[T], data: Any) -> T:
    """Data as `encode` made it, as a record again.

    Raises:
        DataError: the data do not have the record's shape.
    """
    try:
        return typing.cast(T, _decoder(typing.cast(Any, kind))(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        name = getattr(kind, "__name__", str(kind))
        raise DataError("record.malformed", f"not a {name}: {error}", subject=name) from error


Decoder = Callable[[Any], Any]


@cache
def _decoder(kind: Any) -> Decoder:
    """What reads one type, made once from its hints: a ledger decodes claims by the thousand."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _union(arguments)
    if origin is tuple:
        return _tuple(arguments)
    if origin is not None:  # Mapping[str, str]
        return dict
    if is_dataclass(kind):
        return _record(typing.cast(type, kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (datetime, date):
        return typing.cast(Decoder, kind.fromisoformat)
    if kind is float:
        return lambda data: float(data) if isinstance(data, int) else data
    return lambda data: data


def _record(kind: type) -> Decoder:
    parts = [(f.name, _decoder(_hints(kind)[f.name])) for f in fields(kind)]

    def read(data: Any) -> Any:
        return kind(**{name: part(data[name]) for name, part in parts if name in data})

    return read


def _tuple(arguments: tuple[Any, ...]) -> Decoder:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        inner = _decoder(arguments[0])
        return lambda data: tuple(map(inner, data))
    parts = [_decoder(argument) for argument in arguments]
    return lambda data: tuple(part(item) for part, item in zip(parts, data, strict=True))


def _union(members: tuple[Any, ...]) -> Decoder:
    tagged = {m.__name__: _decoder(m) for m in members if m in _TAGGED}
    if tagged:
        return lambda data: None if data is None else tagged[data["is"]](data)
    inner = _decoder(next(m for m in members if m is not type(None)))
    return lambda data: None if data is None else inner(data)
