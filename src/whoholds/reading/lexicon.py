"""Frames, cues and word classes as data: `frames/<language>.toml`, checked against a schema when loaded."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from whoholds.errors import DataError
from whoholds.model import Effect, Event, PlaceRole
from whoholds.reading.extension import Frames, used
from whoholds.reading.languages import language_of

_VERB_KEYS = {
    "event",
    "verbs",
    "actor",
    "target",
    "place",
    "needs",
    "all",
    "object",
    "subject",
    "control",
    "note",
    "role",
    "quantity",
    "negated",
    "echo",
}
_NOUN_KEYS = {"event", "nouns", "of", "actor", "target", "place", "needs", "all", "control", "note", "role"}
_BARE_KEYS = {"event", "preps", "nouns", "note"}
_PHRASE_KEYS = {"nouns", "preps", "lost", "note"}
_SIGNATURE_KEYS = {"words", "affirmed", "negated", "note"}
_FREE_KEYS = {"examples", "where"}  # of an analyst's entry: what it must read, and where it stands
_LISTS = ("verbs", "nouns", "needs", "object", "subject", "of", "preps", "words", "examples")
_NEEDS = frozenset(
    (
        "attempted beleaguered cleared-of habit "
        "motion no-statement counted captive-subject freed prison echo still inside whole "
        "person-subject parley defence-subject attack-subject passive agentless alone under-it denied driven finite "
        "stationed turn there-is blown-up people only-seen again as-before "
        "actor bare-fall air-subject appeal-noun armed bomb-subject civilian-object civilian-subject "
        "combat event-noun fighters force-object forces-object gates ground-object "
        "human into intransitive intransitive-or-arms intransitive-or-forces irreflexive negated-hold "
        "not-denial not-return of-hands official-or-soldier person-object place place-object place-subject placed "
        "placed-or-towns placelike-object takeable bare-object in-office gone reflexive reflexive-or-capitulate "
        "regime-of regime-subject soldiers "
        "territorial thing-object thing-subject civilians-moving to verbless unblocked-object victim victim-or-place "
    ).split()
)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an argument stands: "subject", "object", "locative", or prepositions; and the role it gives a place."""

    source: str
    preps: frozenset[str] = frozenset()
    role: PlaceRole | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb or noun means. `objects` and `subjects` are lemmas that the object or subject must have."""

    name: str
    event: Event
    lemmas: tuple[str, ...]
    actor: tuple[Slot, ...]
    target: tuple[Slot, ...]
    place: tuple[Slot, ...]
    needs: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    of: tuple[str, ...] = ()
    every: bool = False
    control: Effect | None = None
    negated: bool = False
    echo: bool = False  # says of a place what was last said of another: "Y followed"


@dataclass(frozen=True, slots=True)
class Signature:
    """What a governing word does to the factuality of what it governs (Karttunen's implicatives, Saurí's SIPs).

    `affirmed` and `negated` are operations: "keep", "negate", "PR", "PS", "U", "drop".
    """

    affirmed: str
    negated: str


@dataclass(frozen=True, slots=True)
class Bare:
    """What a headline without a verb means by the preposition between who and where."""

    event: Event
    preps: frozenset[str]
    nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that a language's data file says."""

    language: str
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    hands: Mapping[str, frozenset[str]]  # noun -> prepositions, for "in the hands of"
    hands_lost: Mapping[str, frozenset[str]]  # the same for "out of the hands of"
    bare: tuple[Bare, ...]
    classes: Mapping[str, frozenset[str]]
    signatures: Mapping[str, Signature]
    adverbs: Mapping[str, str]
    modals: Mapping[str, str]
    marks: Mapping[str, str]
    respell: Mapping[str, tuple[str, str]]  # form -> (form shown to the parser, lemma)

    def is_in(self, word: str, name: str) -> bool:
        """Is the lemma a member of the word class?"""
        return word in self.classes.get(name, frozenset())


def _slots(values: Any) -> tuple[Slot, ...]:
    if isinstance(values, str):
        values = [values]
    out = []
    for value in values:
        left, _, right = value.partition(">")
        role = PlaceRole(right.strip()) if right else None
        left = left.strip()
        if left in (
            "subject",
            "object",
            "locative",
            "none",
            "possessor",
            "holder",
            "attribute",
            "predicate",
            "nation",
            "owner",
            "direction",
            "beside",
            "patient",
            "above",
            "means",
        ):
            out.append(Slot(left, role=role))
        else:
            out.append(Slot("preps", frozenset(p.strip() for p in left.split("|")), role))
    return tuple(out)


def _check(table: Mapping[str, Any], allowed: set[str], where: str) -> None:
    for key in table:
        if key in _LISTS and not (isinstance(table[key], list) and all(isinstance(word, str) for word in table[key])):
            raise DataError(
                "frames.bad_value", f"{where}: {key} is no list of words", hint=f'write {key} = ["…"]', subject=where
            )
        if key not in allowed | _FREE_KEYS:
            raise DataError(
                "frames.unknown_key",
                f"{where}: unknown key {key!r}",
                hint="known keys: " + ", ".join(sorted(allowed)),
                subject=where,
            )
    for need in table.get("needs", []):
        if need not in _NEEDS:
            raise DataError(
                "frames.unknown_need",
                f"{where}: unknown need {need!r}",
                hint="known needs: " + ", ".join(sorted(_NEEDS)),
                subject=where,
            )


def _whole(table: Mapping[str, Any], allowed: set[str], needed: Sequence[str], where: str) -> None:
    """As `_check`; what is needed is there, too."""
    _check(table, allowed, where)
    missing = [key for key in needed if key not in table]
    if missing:
        raise DataError(
            "frames.missing_key",
            f"{where}: {missing[0]!r} is missing",
            hint="see docs/how-to/add-a-verb.md",
            subject=where,
        )


def _frame(table: Mapping[str, Any], kind: str, where: str) -> Frame:
    _check(table, _VERB_KEYS if kind == "verbs" else _NOUN_KEYS, where)
    try:
        event = Event(table["event"])
        lemmas = tuple(table[kind])
        control = Effect(table["control"]) if "control" in table else None
        place = _slots(table.get("place", ["locative"]))
    except KeyError as error:
        raise DataError(
            "frames.missing_key", f"{where}: {error} is missing", hint="see docs/how-to/add-a-verb.md", subject=where
        ) from error
    except ValueError as error:
        raise DataError(
            "frames.bad_value", f"{where}: {error}", hint="see docs/how-to/add-a-verb.md", subject=where
        ) from error
    return Frame(
        name=f"{event.value}/{lemmas[0]}",
        event=event,
        lemmas=lemmas,
        actor=_slots(table.get("actor", "subject" if kind == "verbs" else "by|par")),
        target=_slots(table.get("target", "none")),
        place=place,
        needs=frozenset(table.get("needs", [])),
        objects=frozenset(table.get("object", [])),
        subjects=frozenset(table.get("subject", [])),
        of=tuple(table.get("of", [])),
        every=bool(table.get("all", False)),
        control=control,
        negated=bool(table.get("negated", False)),
        echo=bool(table.get("echo", False)),
    )


def parse_lexicon(data: Mapping[str, Any], language: str, where: str = "frames") -> Lexicon:
    """Data of a frames file as a lexicon.

    Raises:
        DataError: `frames.unknown_key`, `frames.missing_key`, `frames.bad_value` or `frames.unknown_need`.
    """
    verbs: dict[str, list[Frame]] = defaultdict(list)
    nouns: dict[str, list[Frame]] = defaultdict(list)
    for number, table in enumerate(data.get("verb", []), 1):
        frame = _frame(table, "verbs", table.get("where") or f"{where} verb {number}")
        for lemma in frame.lemmas:
            verbs[lemma].append(frame)
    for number, table in enumerate(data.get("noun", []), 1):
        frame = _frame(table, "nouns", table.get("where") or f"{where} noun {number}")
        for lemma in frame.lemmas:
            nouns[lemma].append(frame)
    hands: dict[str, frozenset[str]] = {}
    lost: dict[str, frozenset[str]] = {}
    for number, table in enumerate(data.get("hands", []), 1):
        _whole(table, _PHRASE_KEYS, ("nouns", "preps"), table.get("where") or f"{where} hands {number}")
        for noun in table["nouns"]:
            (lost if table.get("lost") else hands)[noun] = frozenset(table["preps"])
    bare = []
    for number, table in enumerate(data.get("bare", []), 1):
        _whole(table, _BARE_KEYS, ("event", "preps"), table.get("where") or f"{where} bare {number}")
        bare.append(Bare(Event(table["event"]), frozenset(table["preps"]), frozenset(table.get("nouns", []))))
    signatures = {}
    for number, entry in enumerate(data.get("signature", []), 1):
        _whole(entry, _SIGNATURE_KEYS, ("words", "affirmed"), entry.get("where") or f"{where} signature {number}")
        for lemma in entry["words"]:
            signatures[lemma] = Signature(entry["affirmed"], entry.get("negated", "negate"))
    return Lexicon(
        language=language,
        verbs={k: tuple(v) for k, v in verbs.items()},
        nouns={k: tuple(v) for k, v in nouns.items()},
        hands=hands,
        hands_lost=lost,
        bare=tuple(bare),
        classes={k: frozenset(v) for k, v in data.get("classes", {}).items()},
        signatures=signatures,
        adverbs={w: op for op, words in data.get("adverbs", {}).items() for w in words},
        modals={w: op for op, words in data.get("modals", {}).items() for w in words},
        marks={w: op for op, words in data.get("marks", {}).items() for w in words},
        respell={form: (shown, lemma) for form, (shown, lemma) in data.get("respell", {}).items()},
    )


def lexicon(language: str) -> Lexicon:
    """The lexicon of a language: the shipped one, and what the reader's analyst adds (`extension.using`)."""
    return _lexicon(language, used())


@lru_cache(maxsize=16)
def _lexicon(language: str, frames: Frames) -> Lexicon:
    file = language_of(language).files.frames
    name, raw = file.name, file.read_bytes()
    try:
        data = tomllib.loads(raw.decode())
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            "frames.not_toml", f"{name}: {error}", hint="check the line that it names", subject=name
        ) from error
    return parse_lexicon(frames.over(data, language), language, name)


def at_stake(event: Event) -> bool:
    """May control of a place depend on it?"""
    return any(effects()[event, role] is not Effect.NONE for role in (None, PlaceRole.AT))


@lru_cache(maxsize=1)
def effects() -> Mapping[tuple[Event, PlaceRole | None], Effect]:
    """What each event says of control at each role of its place (`frames/events.toml`)."""
    data = tomllib.loads(resources.files("whoholds.reading.frames").joinpath("events.toml").read_text())
    out: dict[tuple[Event, PlaceRole | None], Effect] = {}
    for event, table in data["control"].items():
        for role in [None, *PlaceRole]:
            value = table.get(role.value if role else "default", table["default"])
            out[Event(event), role] = Effect(value)
    return out
