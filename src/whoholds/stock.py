"""What there is to work with: the ledger, the gazetteer, the actors, and the places that people name."""

from __future__ import annotations

import contextlib
import difflib
import time
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from whoholds.errors import NotFound, SetupError, StorageError
from whoholds.ledger import ClaimFilter, KnownPlace, Ledger
from whoholds.model import Area, Place
from whoholds.reference.folding import fold
from whoholds.settings import Settings

if TYPE_CHECKING:
    from whoholds.control.weights import Weights
    from whoholds.reference.actors import Actors
    from whoholds.reference.gazetteer import Gazetteer

_PAUSE = 0.02  # between two looks at whether another writer has finished; seconds
_LIKENESS = 0.6  # of two spellings of one name, 0 … 1 (Ratcliff and Obershelp)
Progress = Callable[[str, float], None]
"""Told what is being done and which part of it is done, 0 to 1."""


def silent(doing: str, part: float) -> None:
    """A `Progress` that tells nobody."""


def reading_ledger(settings: Settings) -> Ledger:
    """The ledger, for looking things up; close it when done.

    Raises:
        StorageError: there is none yet, or it cannot be read.
    """
    return Ledger.open(settings.ledger_path, blobs=settings.blobs_path, read_only=True, counts=settings.model.counts)


def writing_ledger(settings: Settings, *, create: bool = True, wait: float = 0.0) -> Ledger:
    """The ledger, for adding to it. Only one at a time; close it when done.

    Args:
        settings: where it lies.
        create: make it where there is none.
        wait: seconds to wait for another one that writes to it.

    Raises:
        StorageError: another process writes to it, or the disk refuses.
    """
    until = time.monotonic() + wait
    while True:
        try:
            return Ledger.open(settings.ledger_path, blobs=settings.blobs_path, create=create)
        except StorageError as error:
            if error.code != "ledger.in_use" or time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)


def gazetteer(settings: Settings, on_progress: Progress = silent) -> Gazetteer:
    """The gazetteer, compiled first where that has not been done or was done by another version."""
    from whoholds.reference.gazetteer import Gazetteer

    try:
        return Gazetteer.open(settings.gazetteer_path)
    except SetupError:
        from whoholds.reference.build import build

        build(settings.gazetteer_path, on_progress)
        return Gazetteer.open(settings.gazetteer_path)


def known_actors(settings: Settings) -> Actors:
    """The actors and theatres, the user's own among them.

    Their parsed files are kept beside the gazetteer, so that the next start is short.
    """
    from whoholds.reference.actors import Actors

    return Actors.load(kept=settings.home / "parsed.json", own=settings.theatres_path)


def find_place(settings: Settings, name: str) -> KnownPlace:
    """The place of this name or id that the ledger has claims about.

    Names that the gazetteer has, in any script, go before those that the reports use, and these before spellings that
    are only alike. Of several places that are called so, the best match that claims speak of is taken.

    Raises:
        NotFound: no claim speaks of such a place; the hint names what is like it.
        StorageError: there is no ledger yet, or it cannot be read.
    """
    with reading_ledger(settings) as ledger:
        places = ledger.places()
        by_id = {place.id: place for place in places}
        if name in by_id:
            return by_id[name]
        countries = sorted({place.country for place in places if place.country})
        exact, alike = gazetteer_ids(settings, name, countries)
        said = (stored.claim.place for stored in ledger.claims(ClaimFilter(place_name=name)))
        reported = (place.id for place in said if isinstance(place, (Place, Area)))
        for id in chain(exact, reported, alike):
            if id in by_id:
                return by_id[id]
    near = difflib.get_close_matches(name, [place.label for place in places], n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else "whoholds claims lists what the ledger knows"
    raise NotFound("place.unreported", f"no claim in the ledger speaks of {name}", hint=hint, subject=name)


def gazetteer_ids(settings: Settings, name: str, countries: list[str]) -> tuple[list[str], list[str]]:
    """Ids of places that bear this name, and of those whose name is like it; none where no gazetteer is compiled."""
    from whoholds.reference.gazetteer import Gazetteer

    try:
        with Gazetteer.open(settings.gazetteer_path) as places:
            hits = places.find(name, countries)
            rows = [hit.row for hit in hits]
            named = {hit.row.id for hit in places.exact(name)} or {hit.row.id for hit in hits if hit.how == "name"}
    except SetupError:
        return [], []
    # a name that some place bears is that place's, however alike another one's is
    alike = [] if named else [row.id for row in rows if _resemble(name, row.name)]
    return [row.id for row in rows if row.id in named], alike


def _resemble(name: str, other: str) -> bool:
    """Whether two spellings share more than their consonants: "Gomma" is not Hama."""
    return difflib.SequenceMatcher(None, fold(name), fold(other)).ratio() >= _LIKENESS


def place_names(settings: Settings, ids: Iterable[str], language: str) -> dict[str, str]:
    """What people call places in a language, by id; without those that the gazetteer does not know.

    English is left to the ledger: its places are called there as the gazetteer called them when they were read.
    """
    from whoholds.reference.gazetteer import Gazetteer

    if language == "en":
        return {}
    found = {}
    try:
        with Gazetteer.open(settings.gazetteer_path) as places:
            for id in ids:
                with contextlib.suppress(NotFound):
                    found[id] = places.display(id, language)
    except SetupError:
        return {}
    return found


def known_weights(settings: Settings, path: Path | None = None) -> Weights:
    """The weights of a file, else the shipped ones with what `whoholds control fit` has learnt over them.

    Raises:
        DataError: a file breaks the schema.
    """
    from whoholds.control.weights import Weights

    if path is None and settings.fitted_path.exists():
        path = settings.fitted_path
    return Weights.load(path)
