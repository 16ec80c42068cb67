"""Words of war in other senses: a clause about games, elections, weather or relief tells of no ground."""

from __future__ import annotations

import re

from spacy.tokens import Token

from whoholds.model import Event
from whoholds.reading.scene import FIGHTERS, LAY
from whoholds.reading.trial import Trial

_GROUND = frozenset({
    Event.CAPTURE, Event.HOLD, Event.LOSS, Event.HANDOVER, Event.REPEL, Event.ENTER, Event.WITHDRAW, Event.BESIEGE,
    Event.ADVANCE, Event.OFFENSIVE,
})  # fmt: skip
_WON = frozenset({Event.CAPTURE, Event.HOLD, Event.LOSS, Event.HANDOVER})
_MOVING = frozenset({Event.ENTER, Event.ADVANCE, Event.WITHDRAW})
_LONG_AGO = re.compile(r"1[0-8]\d\d|19[0-3]\d")
_OTHER_VERB = frozenset({"up", "off", "down", "aside", "apart"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})


def other_sense(event: Event, lemmas: tuple[str, ...], trial: Trial) -> str:
    """Why the trigger tells of no ground in this clause; "" where nothing speaks against it.

    Args:
        event: what the frame takes it for.
        lemmas: what the frame is listed under.
        trial: the trigger with its arguments.
    """
    if event not in _GROUND:
        return ""
    if any(_LONG_AGO.fullmatch(t.text) for t in trial.trigger.sent) and not _counts(trial):
        return "long_ago"
    return _no_war(event, lemmas, trial)


def _no_war(event: Event, lemmas: tuple[str, ...], trial: Trial) -> str:
    armed = trial.actor is not None and trial.actor.kind in FIGHTERS
    if event in _WON and not armed and any(trial.is_in(t, "polls") for t in trial.trigger.sent):
        return "an_election"
    if trial.nominal:
        return ""
    if any(trial.is_in(t, "games") for t in _arguments(trial)):
        return "a_game"
    if trial.is_in(trial.subject, "ills"):
        return "no_force_does_it"
    if event is Event.BESIEGE and trial.actor is not None and trial.actor.kind in LAY - {"object"}:
        return "no_force_does_it"
    if event in _MOVING and _relief(trial):
        return "it_brings_relief"
    if trial.subject is not None and trial.g.word(trial.subject) == "whoever":
        return "nobody_in_particular"
    if event in (Event.CAPTURE, Event.HOLD):
        return _another_verb(lemmas, trial) or _convened(trial) or _office(trial)
    return ""


def _counts(trial: Trial) -> bool:
    """Does such a number count something ("1,850 men")? A year stands alone or behind a preposition."""
    years = [t for t in trial.trigger.sent if _LONG_AGO.fullmatch(t.text)]
    return all(t.dep_ == "nummod" and t.head.i > t.i for t in years)


def _arguments(trial: Trial) -> list[Token]:
    """Object, subject and what hangs on the verb or its object behind a preposition."""
    found = [t for t in (trial.subject, trial.object, trial.g.surface_subject(trial.trigger)) if t is not None]
    found += [o.noun for t in (trial.trigger, trial.object) if t is not None for o in trial.g.obliques(t)]
    return [t for t in found if trial.scene.place_at(t) is None]


def _relief(trial: Trial) -> bool:
    """Is it a convoy, a team, a flight of those who help?"""
    if trial.subject is None or not (trial.is_in(trial.subject, "vehicles") or trial.is_in(trial.subject, "carriers")):
        return False
    near = trial.g.subtree(trial.subject)
    mentions = [trial.scene.actor_at(t) for t in near]
    return any(trial.is_in(t, "relief") for t in near) or any(m and m.kind == "humanitarian" for m in mentions)


def _another_verb(lemmas: tuple[str, ...], trial: Trial) -> str:
    """Has the verb a particle that makes another of it ("took up his post", "held up traffic")?"""
    particles = [trial.g.word(c) for c in trial.g.children(trial.trigger) if c.dep_ == "prt"]
    others = [p for p in particles if p in _OTHER_VERB and f"{trial.g.lemma(trial.trigger)} {p}" not in lemmas]
    return "another_verb_with_its_particle" if others else ""


def _convened(trial: Trial) -> str:
    """Is something held that takes place ("hold a market", "held their summit"), and not a hill of that name?"""
    if trial.g.lemma(trial.trigger) != "hold" or not trial.is_in(trial.object, "convened") or trial.object is None:
        return ""
    pointed = any(trial.g.word(c) in _POINTING for c in trial.g.children(trial.object))
    return "" if pointed else "it_takes_place"


def _office(trial: Trial) -> str:
    """Does one person run a house of some kind ("a colonel who ran a prison")?"""
    person = trial.actor is not None and trial.actor.kind in ("person", "officials") and not trial.actor.plural
    runs = person and trial.g.lemma(trial.trigger) in ("run", "administer", "govern")
    house = trial.object is not None and trial.scene.place_at(trial.object) is None
    return "an_office" if runs and house and trial.is_in(trial.object, "site_nouns") else ""


__all__ = ["other_sense"]
