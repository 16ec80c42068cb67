"""Which sides a place in dispute is between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from whoholds.control.glance import Glance
from whoholds.ledger import StoredClaim
from whoholds.model import ActorRef, Claim, Effect, Standing
from whoholds.reference.actors import Actors
from whoholds.reference.theatres import Theatre


def in_dispute(
    holdings: Mapping[str, Glance], claims: Mapping[str, StoredClaim], actors: Actors, theatre: Theatre, on: date
) -> dict[str, tuple[str, ...]]:
    """For each place in dispute, the two sides most said to take or hold it, or to fight for it.

    Args:
        holdings: the places' answers on the day, by id.
        claims: by id.
        actors: who acts for whom.
        theatre: whose sides they are.
        on: the day.
    """
    order = [side.key for side in theatre.sides]
    found = {}
    for key, held in holdings.items():
        if not _disputed(held):
            continue
        sides = [actor for id in held.claims if id in claims for actor in _for_it(claims[id].claim)]
        named = Counter(actors.side(actor.key, theatre, on) for actor in sides)
        known = [side for side in named if side in order]
        found[key] = tuple(sorted(map(str, known), key=lambda side: (-named[side], order.index(side)))[:2])
    return found


def _disputed(holding: Glance) -> bool:
    return holding.holder == "contested" or holding.standing in (Standing.CONTESTED, Standing.DENIED)


def _for_it(claim: Claim) -> list[ActorRef]:
    """Who is said to take, hold or fight for the claim's place; a denial names nobody."""
    if claim.factuality.polarity < 0 or claim.actor is None:
        return []
    if claim.control in (Effect.GAINS, Effect.HOLDS):
        return [claim.actor]
    if claim.control is Effect.CONTESTS:
        return [claim.actor, claim.target] if claim.target else [claim.actor]
    return []
