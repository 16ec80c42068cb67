"""What tests of event-data exports share: claims of every kind, told as rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st

from tests.views.samples import AREA, DESCRIBED, PLACE, UNPLACED, Stored, claim, wild_text
from whoholds.model import ActorRef, Claim, Effect, Event, Factuality, PlaceRole, Quantity, When
from whoholds.reference.actors import Actors

ARMY, REBELS, CIVILIANS = ActorRef("syrian_armed_forces"), ActorRef("rebels:syria"), ActorRef("civilians")
ACTORS = Actors.load()


def read(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


def said(
    event: Event,
    actor: ActorRef | None = ARMY,
    target: ActorRef | None = None,
    control: Effect = Effect.NONE,
    quote: str = "x",
) -> Claim:
    return replace(claim(quote=quote), event=event, actor=actor, target=target, control=control, place_role=None)


keys = st.sampled_from(["syrian_armed_forces", "rebels:syria", "iran", "nobody_known", "residents", "=1+1", "a:b:c"])


@st.composite
def anything(draw: st.DrawFn) -> Stored:
    """A claim of any event, factuality, place and time, with text from anybody."""
    text = draw(wild_text) or "x"
    day = draw(st.none() | st.dates())
    made = replace(
        claim(quote=text, place=draw(st.sampled_from([PLACE, AREA, DESCRIBED, UNPLACED, replace(PLACE, label=text)]))),
        event=draw(st.sampled_from(list(Event))),
        actor=draw(st.none() | st.builds(ActorRef, keys)),
        target=draw(st.none() | st.builds(ActorRef, keys)),
        speaker=ActorRef(draw(keys)),
        factuality=draw(st.sampled_from(list(Factuality))),
        place_role=draw(st.none() | st.sampled_from(list(PlaceRole))),
        control=draw(st.sampled_from(list(Effect))),
        when=When(day, draw(st.sampled_from([day, None]))),
        quantity=draw(st.none() | st.builds(Quantity, st.floats(0, 1e6), st.just(text), st.booleans())),
        rule=text,
    )
    return Stored(made, outlet=draw(st.none() | wild_text), title=draw(st.none() | wild_text))
