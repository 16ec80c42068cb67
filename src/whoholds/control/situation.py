"""What the ledger knew at an instant, ready to be weighed for one theatre and day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from whoholds.control.board import board
from whoholds.control.needs import World
from whoholds.control.viewpoints import Viewpoints
from whoholds.control.weights import Weights
from whoholds.errors import SetupError
from whoholds.ledger import ClaimFilter, KnownPlace, Ledger, StoredClaim
from whoholds.model import Holding
from whoholds.reference.actors import Actors
from whoholds.reference.outlets import Outlets
from whoholds.reference.theatres import Theatre


@dataclass(frozen=True, slots=True)
class Situation:
    """Claims, and what they are weighed against.

    Attributes:
        on: the day in the world that is asked about.
        as_known: the instant that it is told as of; None for all that the ledger knows.
        claims: as reviewed, without those that reviewers rejected.
    """

    theatre: Theatre
    world: World
    weights: Weights
    on: date
    as_known: datetime | None
    claims: tuple[StoredClaim, ...]

    def board(self, *, areas: bool = False) -> dict[str, Holding]:
        """Who holds what; see `control.board`."""
        world = self.world
        return board(
            self.claims,
            world.actors,
            self.theatre,
            self.weights,
            self.on,
            outlets=world.outlets,
            viewpoint=world.viewpoint,
            areas=areas,
        )


def situation(
    ledger: Ledger,
    actors: Actors,
    weights: Weights,
    *,
    theatre: str | None = None,
    on: date | None = None,
    as_known: datetime | None = None,
    viewpoint: str | None = None,
    viewpoints: Viewpoints | None = None,
) -> Situation:
    """Ask a ledger for all that it knows.

    Args:
        ledger: open for reading.
        actors: who fights for whom.
        weights: what a claim counts.
        theatre: its key; by default the one in whose countries most claims lie.
        on: by default the day of the latest report known.
        as_known: by default now.
        viewpoint: name of one of `viewpoints`; by default everything counts.
        viewpoints: those that there are.

    Raises:
        NotFound: nothing was known yet at that instant, or there is no such theatre or viewpoint.
        StorageError: the ledger cannot be read.
    """
    day = on or ledger.latest_published(as_known).date()
    asked = actors.theatre(theatre) if theatre else busiest(actors, ledger.places(as_known))
    chosen = asked.as_known(as_known)
    told = viewpoints.find(viewpoint, [s.key for s in chosen.sides]) if viewpoints and viewpoint else None
    world = World(actors, chosen, Outlets.load().lines, viewpoint=told)
    return Situation(
        chosen,
        world,
        told.weigh(weights) if told else weights,
        day,
        as_known,
        tuple(ledger.claims(ClaimFilter(as_known=as_known))),
    )


def busiest(actors: Actors, places: Iterable[KnownPlace]) -> Theatre:
    """The theatre in whose countries most claims lie; of equals the first by key.

    Raises:
        SetupError: no theatre is installed.
    """
    claims: Counter[str] = Counter()
    for place in places:
        claims[place.country] += place.claims
    theatres = actors.theatres()
    if not theatres:
        raise SetupError("theatre.none", "no theatre is installed", hint="reinstall whoholds")
    return max(theatres, key=lambda theatre: sum(claims[country] for country in theatre.countries))
