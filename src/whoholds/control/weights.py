"""The weights of the method, read from a TOML file that a person can read, and checked."""

from __future__ import annotations

import math
import tomllib
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from whoholds.errors import DataError

Share = Field(ge=0.0, le=1.0)
Positive = Field(gt=0.0)
Odds = Field(ge=1.0)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Prior(_Table):
    """Shares before any claim."""

    named: float = Positive
    named_by_odds: float = Field(gt=1.0)
    threatening: float = Share
    unnamed: float = Positive
    contested: float = Positive
    unknown: float = Positive
    initial: float = Positive


class Speaker(_Table):
    """A class of speakers that are no party."""

    name: str
    keys: tuple[str, ...]
    odds: float = Odds
    opens: float = Field(1.0, ge=0.0, le=1.0)
    note: str = ""

    def matches(self, key: str) -> bool:
        """Whether the key of an actor belongs to the class."""
        return any(key.startswith(k[:-1]) if k.endswith("*") else key == k for k in self.keys)


class InterestWeight(_Table):
    """What a party's word counts when it serves this interest."""

    odds: float = Odds
    opens: float = Share
    contested: float = Share
    note: str = ""


class Interests(_Table):
    """The interests of `evidence.Interest` that parties have."""

    own_gain: InterestWeight
    enemy_loss: InterestWeight
    denial: InterestWeight
    admission: InterestWeight
    third_party: InterestWeight
    candid: InterestWeight

    @model_validator(mode="after")
    def _ordered(self) -> Interests:
        if not self.denial.odds < self.own_gain.odds <= self.admission.odds:
            raise ValueError("odds must rise: denial < own_gain <= admission")
        return self


class FactualityWeight(_Table):
    """Weight by commitment."""

    CT: float = Share
    PR: float = Share
    PS: float = Share
    U: float = Share


class RoleWeight(_Table):
    """Weight by how the event touches its place."""

    at: float = Share
    from_: float = Field(alias="from", ge=0.0, le=1.0)
    near: float = Share
    near_holds: float = Share
    toward: float = Share
    to: float = Share
    part: float = Share
    unsaid: float = Share


class DateWeight(_Table):
    """Weight by what is known of the day."""

    stated: float = Share
    inferred: float = Share
    undated: float = Share
    unseen: float = Share
    week: float = Share
    month: float = Share
    year: float = Share


class HeadlineWeight(_Table):
    """Weight of a flat headline."""

    alone: float = Share


class Copies(_Table):
    """When statements are one origin."""

    window_hours: float = Positive
    same_event_days: int = Field(ge=0)
    repeat_days: float = Positive
    repeat: float = Share
    crowd: float = Share
    quote_words: int = Field(ge=2)


class Shape(_Table):
    """What a kind of statement says of each state: 0 expected, 1 as unlikely as the odds make it."""

    actor: float = Share
    target: float = Share
    others: float = Share
    contested: float = Share
    unknown: float = Share
    opens: float = Field(ge=0.0, le=0.8)
    decides: float = Field(ge=0.0, le=0.8)
    from_: Literal["any", "actor"] = Field(alias="from")
    to: Literal["actor", "others", "contested"]
    stage: Literal[0, 1]


class Shapes(_Table):
    """Every kind of statement."""

    gains: Shape
    holds: Shape
    loses: Shape
    not_gains: Shape
    not_holds: Shape
    not_loses: Shape
    enter: Shape
    offensive: Shape
    besiege: Shape
    clash: Shape
    not_enter: Shape
    not_attacked: Shape


class Before(_Table):
    """Weight of what a statement says of earlier days than its own."""

    weight: float = Share
    since: float = Share


class Entered(_Table):
    """Weight of an entry as a gain, where another side is known to have left within some days."""

    weight: float = Share
    days: int = Field(ge=0)


class Dynamics(_Table):
    """How places change by themselves."""

    quiet_change: float = Field(ge=0.0, le=0.25)
    talked_change: float = Field(ge=0.0, le=0.25)
    to_contested: float = Share
    contested_quiet: float = Field(ge=0.0, le=0.5)
    contested_talked: float = Field(ge=0.0, le=0.5)
    left_to_nobody: float = Share
    fade_days: float = Positive
    contested_fade_days: float = Positive


class Answer(_Table):
    """When a holder is named."""

    floor: float = Field(gt=0.0, le=0.2)
    sharpness: float = Field(1.0, ge=0.5, le=1.5)
    take: float = Field(gt=0.5, lt=1.0)
    keep: float = Field(gt=0.0, le=0.5)
    settle_days: int = Field(ge=0)


class StandingRule(_Table):
    """Thresholds of the standings."""

    assessed_odds: float = Odds
    assessed_probability: float = Share
    stale_days: int = Field(gt=0)
    dispute_days: int = Field(gt=0)
    threat_days: int = Field(gt=0)


class ChangeRule(_Table):
    """What counts as a change of the map."""

    probability: float = Share
    settle_days: int = Field(ge=0)


class Learning(_Table):
    """How odds are learnt (`control.fit`)."""

    class_prior: float = Positive
    source_prior: float = Positive
    wait_days: int = Field(ge=0)
    most: float = Odds
    judge_odds: float = Odds
    sharpness_spread: float = Positive


class LearntSource(_Table):
    """A voice's own odds for a kind of statement."""

    key: str
    group: str
    odds: float = Odds
    statements: int = Field(ge=0)


class LearntOdds(_Table):
    """Odds that were learnt, in place of the shipped ones; empty in the shipped file."""

    classes: dict[str, float] = Field(default_factory=dict)
    sources: tuple[LearntSource, ...] = ()

    @cached_property
    def by_source(self) -> dict[tuple[str, str], float]:
        """Odds by group and source."""
        return {(one.group, one.key): one.odds for one in self.sources}


class Neighbours(_Table):
    """How far the places around tell what to expect of a place before anything is said of it."""

    influence: float = Share
    most: float = Field(ge=0.0, le=2.0)
    count: int = Field(gt=0)
    km: float = Positive


class ReviewWeights(_Table):
    """Which claims a person should look at first."""

    misread: float = Share


class Weights(_Table):
    """All weights; `Weights.load()` gives the shipped ones."""

    version: Literal[1]
    prior: Prior
    speakers: tuple[Speaker, ...]
    interest: Interests
    factuality: FactualityWeight
    place_role: RoleWeight
    date: DateWeight
    headline: HeadlineWeight
    copies: Copies
    shapes: Shapes
    before: Before
    entered: Entered
    dynamics: Dynamics
    answer: Answer
    standing: StandingRule
    review: ReviewWeights
    changes: ChangeRule
    learning: Learning
    learnt: LearntOdds = LearntOdds()
    neighbours: Neighbours

    @model_validator(mode="after")
    def _some_speaker_for_everybody(self) -> Weights:
        if not self.speakers or "*" not in self.speakers[-1].keys:
            raise ValueError('the last of [[speakers]] must take everybody: keys = ["*"]')
        return self

    def speaker(self, key: str) -> Speaker:
        """The class of a speaker that is no party."""
        return next(speaker for speaker in self.speakers if speaker.matches(key))

    def odds(self, group: str, source: str, shipped: float) -> float:
        """Odds of a voice for a group of statements: its own if they were learnt, else its class's, else as shipped."""
        kind, _, name = group.partition(".")
        of_class = self.learnt.classes.get(name, shipped) if kind == "speakers" else shipped
        return self.learnt.by_source.get((group, source), of_class)

    @property
    def assessed_strength(self) -> float:
        """`standing.assessed_odds` in natural-log odds."""
        return math.log(self.standing.assessed_odds)

    def over(self, values: dict[str, Any], subject: str) -> Weights:
        """These weights with some values in place of their own.

        Args:
            values: tables as in the file, complete or not.
            subject: what the values come from, for messages.

        Raises:
            DataError: a value breaks the schema.
        """
        return _checked(_merged(self.model_dump(by_alias=True), values), subject)

    @classmethod
    def load(cls, path: Path | None = None) -> Weights:
        """The shipped weights, with those that a file names in their place.

        Args:
            path: a TOML file of the same shape, complete or not; None for the shipped weights alone.

        Raises:
            DataError: the file cannot be read, is not TOML, or breaks the schema.
        """
        if path is None:
            return _shipped()
        try:
            own = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise DataError(
                "weights.unreadable",
                f"the weights file cannot be read: {error}",
                hint="check the path",
                subject=str(path),
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise DataError(
                "weights.not_toml", f"not a TOML file: {error}", hint="see control/data/weights.toml", subject=str(path)
            ) from error
        return _checked(_merged(_shipped_data(), own), str(path))


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    out = dict(base)
    for key, value in over.items():
        below = out.get(key)
        out[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return out


def _checked(data: dict[str, Any], subject: str) -> Weights:
    try:
        return Weights.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "file"
        raise DataError(
            "weights.invalid",
            f"{where}: {first['msg']}",
            hint="control/data/weights.toml explains every value",
            subject=subject,
        ) from error


def _shipped_data() -> dict[str, Any]:
    text = resources.files("whoholds.control").joinpath("data/weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _shipped() -> Weights:
    return _checked(_shipped_data(), "control/data/weights.toml")
