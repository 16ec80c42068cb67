"""Plain data as TOML, for files that a person can read and change; the standard library only reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def toml(table: Mapping[str, Any]) -> str:
    """A table of texts, numbers, truth values, lists and tables as TOML; `tomllib` reads it back equal."""
    return "\n".join(_lines(table, ())) + "\n"


def _lines(table: Mapping[str, Any], above: tuple[str, ...]) -> list[str]:
    """A table as TOML: its values, then the tables in it."""
    out = [f"{_key(key)} = {_value(value)}" for key, value in table.items() if not _tables(value)]
    for key, value in table.items():
        head = (*above, key)
        name = ".".join(map(_key, head))
        if isinstance(value, Mapping):
            out += ["", f"[{name}]", *_lines(value, head)]
        elif _tables(value):
            for one in value:
                out += ["", f"[[{name}]]", *_lines(one, head)]
    return out


def _tables(value: Any) -> bool:
    """Whether a value is a table, or a list of some."""
    if isinstance(value, (list, tuple)):
        return bool(value) and all(isinstance(one, Mapping) for one in value)
    return isinstance(value, Mapping)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    return repr(value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _value(key)
