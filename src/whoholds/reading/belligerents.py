"""Who attacks and who defends in a report, by what its claims say and what the theatre's data know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from whoholds.model import ActorRef, Claim, Effect, Event
from whoholds.reading.claims import Draft
from whoholds.reading.scene import FIGHTERS, Actor, point_of, spot_of
from whoholds.reference.actors import Actors
from whoholds.reference.countries import by_iso
from whoholds.reference.theatres import Theatre

GAIN = frozenset({Event.CAPTURE, Event.ENTER, Event.ADVANCE, Event.OFFENSIVE, Event.BESIEGE, Event.HANDOVER})
LOSE = frozenset({Event.LOSS, Event.WITHDRAW, Event.REPEL, Event.REDEPLOY})
_NOBODY = frozenset({"armed_men", "fighters", "group", "militia", "units"})
_ENOUGH = 2  # claims that must show a side gaining or losing before it is taken for the attacker or the defender


@dataclass(slots=True)
class Belligerents:
    """Who attacks and who defends in a report: keys by how often, and their sides."""

    gains: Counter[str]
    losses: Counter[str]
    refs: dict[str, ActorRef]
    side: Callable[[str], str | None]
    army: Callable[[str], str | None]
    state: str | None = None  # the government's side
    rebels: ActorRef | None = None  # who fights the government, where the data name it
    named: frozenset[str] = frozenset()  # sides whose deeds the report tells
    first_person: bool = False  # does it tell of "our forces"?
    signed: ActorRef | None = None  # whose statement it is
    armies: tuple[str, ...] = ()  # of the countries of the theatre, that of the report first
    took: dict[str, list[ActorRef]] = field(default_factory=dict)  # by spot: who is said to have come there
    leads: Callable[[str], str] = str  # what a person leads, "" where the data do not say
    held: dict[str, list[ActorRef]] = field(default_factory=dict)  # by spot: who is said to hold it
    lost: dict[str, list[ActorRef]] = field(default_factory=dict)  # by spot: who is said to have lost it

    def on_the_spot(self, claim: Claim, *, regained: bool) -> ActorRef | None:
        """Who took or lost a place, by what else the report says of the same place; None where it says nothing."""
        where = spot_of(claim.place)
        if where is None or claim.event not in GAIN | LOSE:
            return None
        took, held, lost = (table.get(where, []) for table in (self.took, self.held, self.lost))
        foe = self._one([*took, *held] if regained else took)
        if claim.event in GAIN and not regained:
            return foe
        if claim.event in LOSE and regained:
            return self._one(took)  # "reprise en juin, … est retombée": who had taken it lost it
        found = self._one(lost)
        if claim.target is not None and regained:
            foe = claim.target
        if found is not None and (foe is None or self.side(found.key) != self.side(foe.key)):
            return found
        return self.opponent(self.side(foe.key)) if foe is not None else None

    def who_was_there(self, claim: Claim) -> ActorRef | None:
        """The group that the report has at a place which "the fighters" leave or hold; None where it is not one."""
        where = spot_of(claim.place)
        if where is None or claim.event not in (Event.LOSS, Event.WITHDRAW, Event.HOLD):
            return None
        there = [r for r in (*self.took.get(where, []), *self.held.get(where, [])) if ":" not in r.key]
        army = self.army(self.state) if self.state is not None else None
        return self._one([r for r in there if r.key != army])

    def _one(self, refs: Sequence[ActorRef]) -> ActorRef | None:
        """The last of them, where all are of one side and no two groups of it are named."""
        groups = {r.key for r in refs if ":" not in r.key}
        one = len(groups) < 2 and len({self.side(r.key) or r.key for r in refs}) == 1
        return refs[-1] if one else None

    def attacker(self, with_side: str | None = None, without: str | None = None) -> ActorRef | None:
        """The side that gains ground, by the key that the report uses most; else who fights the side that loses it."""
        found = self._pick(self.gains, with_side, without)
        if found is not None and self._rivalled(found.key):
            return None
        if found is None and not self.gains and with_side is None and without is None:
            loser = self._pick(self.losses, None, None)
            found = self.opponent(self.side(loser.key)) if loser is not None else None
        return found

    def _rivalled(self, key: str) -> bool:
        """Does another group of the same side gain as much, or nearly? What nobody is named for may be its deed."""
        most = self.gains[key]
        mine = [k for k in self.gains if ":" not in k and k != key and self.side(k) == self.side(key)]
        return any(2 * self.gains[k] > most for k in mine)

    def defender(self, with_side: str | None = None) -> ActorRef | None:
        """The side that loses ground; its army where the data know it."""
        first = self.attacker()
        foe = self.side(first.key) if first is not None else None
        found = self._pick(self.losses, with_side, foe if with_side is None else None)
        if found is None and with_side is None and foe is not None and foe != self.state:
            with_side = self.state  # whoever attacks, the state defends
        side = self.side(found.key) if found is not None else with_side
        army = self.army(side) if side is not None else None
        if found is not None and found.key.partition(":")[0] not in ("soldiers", "officials"):
            return found
        return ActorRef(army) if army is not None else found

    def opponent(self, side: str | None) -> ActorRef | None:
        """Who fights a side: the state's army against all others, the rebels of the data against the state."""
        if side is None or self.state is None:
            return None
        if side == self.state:
            return self.rebels
        army = self.army(self.state)
        return ActorRef(army) if army is not None else None

    def foe(self, side: str) -> ActorRef | None:
        """Whom a side calls the enemy: the other side that the report tells of most; else who fights it in the data."""
        told = [(n, k) for k, n in (self.gains + self.losses).items() if self.side(k) not in (None, side)]
        if told:
            return self.refs.get(max(told)[1])
        against = self.opponent(side)
        army = next((k for k in self.armies if self.side(k) not in (None, side)), None)
        return against or (ActorRef(army) if army is not None else None)

    def forces(self, side: str) -> ActorRef | None:
        """The army of a side, where the data know it."""
        army = self.army(side)
        return ActorRef(army) if army is not None else None

    def own(self) -> ActorRef | None:
        """Who says "our forces": the rebels or the army, whose deeds the report tells as nobody's; else who gains."""
        if self.signed is not None:
            return self.signed
        army = self.army(self.state) if self.state is not None else None
        if self.state in self.named and self.rebels is not None and self.side(self.rebels.key) not in self.named:
            return self.rebels
        if self.state is not None and self.state not in self.named and self.named and army is not None:
            return ActorRef(army)
        return self._pick(self.gains, None, None)

    def victor(self, claim: Claim, beaten: Actor | None) -> ActorRef | None:
        """Who took a place from those whom the clause names as driven from it ("X was cleared of insurgents")."""
        gained = claim.event is Event.CAPTURE and claim.target is not None and claim.factuality.polarity >= 0
        if not gained or claim.target is None or beaten is None or beaten.kind not in FIGHTERS:
            return None
        return self.opponent(self.side(claim.target.key))

    def led_by(self, key: str) -> ActorRef | None:
        """The forces of a person, a government or one of its officers: those that it leads, else its side's army."""
        led = self.leads(key)
        party = self.side(key)
        if led or party is None:
            return ActorRef(led) if led else None
        own = self.rebels is not None and self.side(self.rebels.key) == party
        return self.rebels if own else self.forces(party)

    def _pick(self, count: Counter[str], with_side: str | None, without: str | None) -> ActorRef | None:
        sides: Counter[str] = Counter()
        for key, n in count.items():
            side = self.side(key) or key
            if (with_side is None or side == with_side) and side != without:
                sides[side] += n
        top = sorted(sides.items(), key=lambda kv: (-kv[1], kv[0]))[:2]
        if not top or (with_side is None and top[0][1] < _ENOUGH) or (len(top) == 2 and top[0][1] == top[1][1]):
            return None
        keys = sorted(
            ((n, k) for k, n in count.items() if (self.side(k) or k) == top[0][0]), key=lambda nk: (-nk[0], nk[1])
        )
        return self.refs.get(keys[0][1])


def belligerents(
    drafts: Sequence[Draft],
    theatre: Theatre | None,
    actors: Actors,
    signed: ActorRef | None = None,
    on: date | None = None,
) -> Belligerents:
    """Who attacks and who defends in this report of a day, by what its claims say."""
    gains: Counter[str] = Counter()
    losses: Counter[str] = Counter()
    refs: dict[str, ActorRef] = {}
    took: dict[str, list[ActorRef]] = {}
    held: dict[str, list[ActorRef]] = {}
    lost: dict[str, list[ActorRef]] = {}
    for draft in drafts:
        claim = draft.claim
        _spotted(draft, took, held, lost)
        actor, target = claim.actor, claim.target
        if actor is not None and _fights(draft) and actor.key not in _NOBODY:
            refs.setdefault(actor.key, actor)
            if claim.event in GAIN and claim.factuality.polarity >= 0:
                gains[actor.key] += 2 if claim.control is Effect.GAINS else 1
            elif claim.event in LOSE:
                losses[actor.key] += 1
        if (
            target is not None
            and claim.event in GAIN
            and target.key not in _NOBODY
            and draft.happening.target is not None
            and (draft.happening.target.kind in FIGHTERS or draft.happening.target.kind == "government")
        ):
            refs.setdefault(target.key, target)
            losses[target.key] += 1

    def side(key: str) -> str | None:
        return actors.side(key, theatre, on) if theatre is not None else None

    table = by_iso()
    home = [table[c].key for c in _home(drafts, theatre) if c in table]

    lands = (*home, *theatre.generic) if theatre is not None else ()
    armies = [k for c in lands if theatre is not None and (k := theatre.role(c, "army", on)) is not None]

    def army(wanted: str) -> str | None:
        return next((key for key in armies if side(key) == wanted), None)

    state = next((s for c in home if (s := side(f"government:{c}")) is not None), None)
    foes = [theatre.role(c, "enemy", on) or theatre.role(c, "rebels", on) for c in home] if theatre is not None else []
    rebels = next((k for k in foes if k is not None), None)
    named = frozenset(s for d in drafts if d.claim.actor is not None and (s := side(d.claim.actor.key)) is not None)
    ours = any(d.happening.actor is not None and d.happening.actor.own for d in drafts)

    def leads(key: str) -> str:
        officer = actors.actors.get(key.removeprefix("officials:"))
        if officer is not None and officer.kind in FIGHTERS:
            return officer.key
        known = actors.actors.get(key)
        led = actors.actors.get(known.leads) if known is not None else None
        return led.key if led is not None and led.kind not in ("government", "state", "ministry") else ""

    return Belligerents(
        gains,
        losses,
        refs,
        side,
        army,
        state,
        ActorRef(rebels) if rebels else None,
        named,
        ours,
        signed,
        tuple(armies),
        took,
        leads,
        held,
        lost,
    )


def _home(drafts: Sequence[Draft], theatre: Theatre | None) -> list[str]:
    """The country that the report tells of, of the several of a theatre; its first where the places do not say."""
    if theatre is None:
        return []
    told = Counter(c for d in drafts if (c := getattr(point_of(d.claim.place), "country", None)) in theatre.countries)
    return [c for c, _ in told.most_common(1)] or list(theatre.countries[:1])


def _spotted(
    draft: Draft, took: dict[str, list[ActorRef]], held: dict[str, list[ActorRef]], lost: dict[str, list[ActorRef]]
) -> None:
    """Notes who came to a place, who holds it and who lost it, as far as the clause itself says."""
    claim, where = draft.claim, spot_of(draft.claim.place)
    if where is None or draft.happening.actor is None or claim.actor is None or not _fights(draft):
        return
    if claim.factuality.polarity < 0 or claim.actor.key in _NOBODY:
        return
    if claim.event in GAIN:
        took.setdefault(where, []).append(claim.actor)
        if claim.target is not None and draft.happening.target is not None and draft.happening.target.kind in FIGHTERS:
            lost.setdefault(where, []).append(claim.target)
    elif claim.event is Event.HOLD:
        held.setdefault(where, []).append(claim.actor)
    elif claim.event in (Event.LOSS, Event.WITHDRAW):
        lost.setdefault(where, []).append(claim.actor)


def _fights(draft: Draft) -> bool:
    actor = draft.happening.actor
    if actor is None:
        return draft.claim.actor is not None  # filled in from the context
    return actor is not None and (actor.kind in FIGHTERS or actor.kind in ("state", "government", "ministry"))
