"""Views kept under a name in the data folder: an address with its day, knowledge, viewpoint, filters and place.

Each is a file that a person can read and change, shared by all who read this ledger. What a browser keeps for its
reader alone is a matter of the page.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from whoholds.control.toml import toml
from whoholds.errors import DataError, NotFound, UsageError, WhoholdsError
from whoholds.web.asked import THEN, chosen_layers, day, instant, span_of_days
from whoholds.web.wanted import NAMES, wanted_of

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_AT = re.compile(r"\d{1,2}(\.\d{1,4})?/-?\d{1,2}(\.\d{1,6})?/-?\d{1,3}(\.\d{1,6})?")
SHOWN = frozenset({"on", "as_known", "viewpoint", "lang", "layers", "days", "q", "side", "standing", "sort", *NAMES})
"""Parts of an address that say what the map shows."""
LONGEST = 200  # characters of a value
MOST_ADDRESS = 4000  # characters of a view's address


class SavedView(BaseModel):
    """A view: `query` as an address has it, `at` as `zoom/latitude/longitude` or nothing for the whole theatre."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str = ""
    query: Mapping[str, str] = {}
    at: str = ""

    @field_validator("query")
    @classmethod
    def _known(cls, query: Mapping[str, str]) -> Mapping[str, str]:
        if unknown := sorted(set(query) - SHOWN):
            raise ValueError(f"no such part: {unknown[0][:40]}; there are {', '.join(sorted(SHOWN))}")
        return query

    @field_validator("at")
    @classmethod
    def _place(cls, at: str) -> str:
        if at and not _AT.fullmatch(at):
            raise ValueError("write it as zoom/latitude/longitude: 7.2/34.8/38.9")
        return at

    @property
    def address(self) -> str:
        """Where the map is that it shows."""
        query = f"?{urlencode(self.query)}" if self.query else ""
        return f"/{query}{f'#{self.at}' if self.at else ''}"

    @property
    def data(self) -> dict[str, Any]:
        """The view for programs."""
        return {**self.model_dump(), "address": self.address}


def view_of(name: str, address: str, title: str = "") -> SavedView:
    """A view from the address of the map, whichever server it was copied from.

    Raises:
        UsageError: the address says something that has no sense.
    """
    parts = urlsplit(address)
    query = {key: value[:LONGEST] for key, value in parse_qsl(parts.query) if key in SHOWN}
    found = _checked({"name": name, "title": title.strip()[:LONGEST], "query": query, "at": parts.fragment})
    day(query.get("on"))
    if query.get("as_known") != THEN:
        instant(query.get("as_known"))
    chosen_layers([query["layers"]] if "layers" in query else [])
    span_of_days(query.get("days"))
    wanted_of(query)
    return found


def name_of(title: str) -> str:
    """The name of a file for what people call a view: its letters a to z and digits; others count by a number.

    Raises:
        UsageError: it is called nothing.
    """
    if not title.strip():
        raise UsageError("view.untitled", "a view has a name", hint="write what people will know it by")
    plain = normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    parts = re.findall("[a-z0-9]+", plain)
    if not parts or 2 * sum(map(len, parts)) < sum(map(str.isalnum, title)):
        parts.append(hashlib.sha256(title.strip().encode()).hexdigest()[:8])
    return "-".join(parts)[:40].rstrip("-")


class SavedViews:
    """The views of a data folder.

    Args:
        folder: where their files are; it need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[SavedView]:
        """All of them, by name.

        Raises:
            DataError: a file is no view.
        """
        names = sorted(path.stem for path in self.folder.glob("*.toml")) if self.folder.is_dir() else []
        return [self.find(name) for name in names if _NAME.fullmatch(name)]

    def find(self, name: str) -> SavedView:
        """A view by its name.

        Raises:
            NotFound: there is none.
            DataError: its file is no view.
        """
        path = self._path(name)
        if not path.is_file():
            raise NotFound("view.unknown", "no such view", hint="whoholds views list", subject=name[:40])
        try:
            read = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise DataError("view.not_toml", f"not a view: {error}", subject=str(path)) from error
        try:
            return _checked({**read, "name": name})
        except UsageError as error:
            raise DataError("view.invalid", error.message, hint=error.hint, subject=str(path)) from error

    def save(self, view: SavedView) -> bool:
        """Keep a view; one of the same name is replaced. Returns whether its name is new.

        Raises:
            UsageError: the name cannot be a file's.
        """
        path = self._path(view.name)
        new = not path.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        path.write_text(toml(view.model_dump(exclude={"name"}, exclude_defaults=True)), encoding="utf-8")
        return new

    def remove(self, name: str) -> None:
        """Forget a view.

        Raises:
            NotFound: there is none.
        """
        try:
            self._path(name).unlink()
        except FileNotFoundError as error:
            raise NotFound("view.unknown", "no such view", hint="whoholds views list", subject=name[:40]) from error

    def readable(self) -> list[SavedView]:
        """Those whose files are views: a page does not fail for a file that somebody wrote wrongly."""
        found = []
        for path in sorted(self.folder.glob("*.toml")) if self.folder.is_dir() else ():
            try:
                found.append(self.find(path.stem))
            except WhoholdsError:
                continue  # `whoholds views list` says what is wrong with it
        return found

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            hint = "small letters, digits, - and _, at most 40"
            raise UsageError("view.name", "not a name of a view", hint=hint, subject=name[:40])
        return self.folder / f"{name}.toml"


def _checked(data: Mapping[str, Any]) -> SavedView:
    try:
        return SavedView.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "view"
        raise UsageError("view.invalid", f"{where}: {first['msg'].removeprefix('Value error, ')}") from error
