"""A building or base that only its town places: who takes it has not taken the town."""

from __future__ import annotations

from spacy.tokens import Token

from whoholds.model import Event, Place
from whoholds.reading.sites import Site
from whoholds.reading.trial import Trial
from whoholds.reading.words import words

OF_SITES = frozenset({Event.CAPTURE, Event.HOLD, Event.LOSS})
"""Events that say who has a place."""
_SITE_KINDS = words("places", "site_kinds")
_SITES = ("site_nouns", "buildings", "things")
_WHOLE = ("place_nouns", "at_parts", "near_parts")
_SIGNS = frozenset({"flag", "drapeau", "banner", "étendard"})


def stands_in(trial: Trial, noun: Token, site: Site) -> bool:
    """Is what is taken a site inside the place: "the central bank in Khartoum", "a military camp in Goma"?

    Args:
        trial: the frame being tried.
        noun: that led to the place.
        site: the place.
    """
    if not isinstance(site.ref, Place) or site.ref.kind in _SITE_KINDS or _whole(trial, noun):
        return False
    if _is_site(trial, noun) and trial.scene.place_at(noun) is None:
        return True
    taken = trial.object
    return taken is not None and taken.i != noun.i and _is_site(trial, taken) and taken.i < noun.i


def _is_site(trial: Trial, noun: Token) -> bool:
    if noun.pos_ != "NOUN" or trial.g.lemma(noun) in _SIGNS or _whole(trial, noun):
        return False
    return any(trial.is_in(noun, name) for name in _SITES)


def _whole(trial: Trial, noun: Token) -> bool:
    return any(trial.is_in(noun, name) for name in _WHOLE)
