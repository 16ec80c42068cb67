"""Viewpoints: the same claims told by one side, by neutral speakers, without an outlet, or with one's own weights."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from whoholds.control.evidence import Evidence, Interest, Site, site_of, weigh
from whoholds.control.glance import Answer
from whoholds.control.needs import SideLike, StoredClaimLike, World
from whoholds.control.toml import toml
from whoholds.control.weights import Weights
from whoholds.errors import DataError, NotFound, UsageError

EVERYTHING = "all"
SIDE, WITHOUT = "side:", "without:"
_NOWHERE = Site("", "", 0.0, 0.0)
_TEMPLATES = ("side", "without")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class Viewpoint(BaseModel):
    """What counts, and how much; data/viewpoints.toml explains the fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: dict[str, str] = Field(default_factory=dict)
    speakers: str = Field("all", pattern=r"^(all|neutral|side:.*)$")
    against_interest: bool = False
    without_outlets: tuple[str, ...] = ()
    only_outlets: tuple[str, ...] = ()
    weights: dict[str, Any] = Field(default_factory=dict)

    def admits(self, stored: StoredClaimLike, evidence: Evidence) -> bool:
        """Whether a claim counts here."""
        if not self.hears(stored.outlet):
            return False
        side = evidence.speaker_side
        if self.speakers != "all" and side != (self.speakers[len(SIDE) :] if self.speakers != "neutral" else None):
            return False
        return not self.against_interest or side is None or evidence.interest is Interest.ADMISSION

    def hears(self, outlet: str | None) -> bool:
        """Whether anything that an outlet reports counts here."""
        return outlet not in self.without_outlets and (not self.only_outlets or outlet in self.only_outlets)

    def weigh(self, weights: Weights) -> Weights:
        """The weights, with those of the viewpoint in their place.

        Raises:
            DataError: a value breaks the schema.
        """
        return weights.over(self.weights, self.name) if self.weights else weights

    @property
    def side(self) -> str | None:
        """The side whose map it is, None where it is nobody's."""
        return self.speakers[len(SIDE) :] if self.speakers.startswith(SIDE) else None

    def called(self, language: str, sides: Iterable[SideLike] = ()) -> str:
        """What people call it; the side whose map it is by its name among `sides`, else by its key."""
        title = self.title.get(language) or self.title.get("en") or self.name
        said = {side.key: side.said.get(language, side.key) for side in sides}
        side, outlets = self.side or "", ", ".join(self.without_outlets)
        return title.replace("{side}", said.get(side, side)).replace("{outlet}", outlets)


def admitted(stored: StoredClaimLike, world: World, weights: Weights) -> bool:
    """Whether a claim counts in the world's viewpoint, be it about who holds a place or not."""
    if world.viewpoint is None:
        return True
    return world.viewpoint.admits(stored, weigh(stored, site_of(stored.claim) or _NOWHERE, world, weights))


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that two viewpoints tell differently; None where one says nothing of it."""

    place_id: str
    place: str
    one: Answer | None
    other: Answer | None


def differences(one: Mapping[str, Answer], other: Mapping[str, Answer]) -> list[Difference]:
    """Places with another holder or standing, those with another holder first, then by name."""
    out = []
    for key in sorted({*one, *other}):
        a, b = one.get(key), other.get(key)
        if _said(a) != _said(b):
            either = a or b
            out.append(Difference(key, either.place if either else key, a, b))
    return sorted(out, key=lambda d: (_said(d.one)[0] == _said(d.other)[0], d.place, d.place_id))


def _said(holding: Answer | None) -> tuple[str, str]:
    return (holding.holder, holding.standing.value) if holding else ("", "")


class Viewpoints:
    """The shipped viewpoints and a person's own.

    Args:
        folder: where a person's own are; it need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """Names of all, the shipped ones first."""
        return [*(name for name in _shipped() if name not in _TEMPLATES), *sorted(self._own())]

    def is_shipped(self, name: str) -> bool:
        """Whether it comes with the programme, and is nobody's own."""
        return name in _shipped()

    def all(self) -> list[Viewpoint]:
        """All of them, in the order of `names`.

        Raises:
            DataError: a file is no viewpoint.
        """
        return [self.find(name) for name in self.names()]

    def find(self, name: str, sides: Iterable[str] = ()) -> Viewpoint:
        """A viewpoint by name, one side's by `side:KEY`, or everything but an outlet by `without:OUTLET`.

        Args:
            name: of a shipped viewpoint, of a saved one, `side:` and a side's key, or `without:` and an outlet's name.
            sides: keys that a side may have; any where none are given.

        Raises:
            NotFound: there is none of that name, or no such side.
            DataError: its file is no viewpoint.
        """
        shipped = _shipped()
        if name.startswith(SIDE):
            key, known = name[len(SIDE) :], list(sides)
            if not key or (known and key not in known):
                hint = "one of " + ", ".join(SIDE + side for side in known) if known else "side:KEY"
                raise NotFound("viewpoint.side", "no such side in this theatre", hint=hint, subject=name)
            return _checked({**shipped["side"], "name": name, "speakers": name}, name)
        if name.startswith(WITHOUT) and len(name) > len(WITHOUT):
            return _checked({**shipped["without"], "name": name, "without_outlets": [name[len(WITHOUT) :]]}, name)
        if name in shipped and name not in _TEMPLATES:
            return _checked({**shipped[name], "name": name}, name)
        path = self._own().get(name)
        if path is None:
            hint = "one of " + ", ".join([*self.names(), "side:KEY", "without:OUTLET"])
            raise NotFound("viewpoint.unknown", f"no viewpoint {name!r}", hint=hint, subject=name)
        return _checked({**_read(path), "name": name}, str(path))

    def save(self, viewpoint: Viewpoint) -> Path:
        """Keep a viewpoint as a file of its own; one of the same name is replaced.

        Raises:
            UsageError: the name cannot be a file's, or belongs to a shipped one.
        """
        if not _NAME.fullmatch(viewpoint.name) or viewpoint.name in _shipped():
            hint = "small letters, digits, - and _; not the name of a shipped viewpoint"
            raise UsageError("viewpoint.name", "not a name to save under", hint=hint, subject=viewpoint.name)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{viewpoint.name}.toml"
        data = viewpoint.model_dump(exclude={"name"}, exclude_defaults=True)
        path.write_text(toml(data), encoding="utf-8")
        return path

    def _own(self) -> dict[str, Path]:
        return {path.stem: path for path in self.folder.glob("*.toml")} if self.folder.is_dir() else {}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError("viewpoint.not_toml", f"not a viewpoint: {error}", subject=str(path)) from error


def _checked(data: dict[str, Any], subject: str) -> Viewpoint:
    try:
        found = Viewpoint.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "file"
        hint = "control/data/viewpoints.toml explains the fields"
        raise DataError("viewpoint.invalid", f"{where}: {first['msg']}", hint=hint, subject=subject) from error
    found.weigh(Weights.load())
    return found


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files("whoholds.control").joinpath("data/viewpoints.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
