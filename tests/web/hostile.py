"""A ledger whose reports were written by somebody who means harm: every text that a reader may meet is a trick."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.web.samples import ARMY, HAMA, REBELS, RESIDENTS, claim, day, report
from whoholds.ledger import Ledger
from whoholds.model import ActorRef, Claim, Effect, Event, Place, Reading, Report
from whoholds.settings import Settings

TRICKS = {
    "script": "<script>alert(1)</script>",
    "broken": '"><svg/onload=alert(1)>',
    "attribute": "' onmouseover='alert(1)",
    "template": "{{7*7}}${7*7}#{7*7}<%= 7*7 %>",
    "jinja": "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "formula": "=cmd|' /C calc'!A0",
    "formula-part": 'Hama;=HYPERLINK("http://evil.example";"x")',
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "override": "\u202egnirts desrever\u202c",
    "isolate": "\u2066left\u2069 \u200bzero",
    "comment": "<!-- ]]> --> &lt;b&gt; &amp; &#60;",
    "link": "javascript:alert(1)",
    "closing": "</title></style></textarea></mark></bdi>",
    "plus": "+1+1",
}

HIT = "hit"
"""What a text of `MANY` sets at the window, if it is run."""
MANY: tuple[str, ...] = tuple(
    tomllib.loads(Path(__file__).with_name("data").joinpath("tricks.toml").read_text("utf-8"))["tricks"]
)


def trick(number: int, text: str) -> tuple[Report, list[Claim]]:
    """A report whose title, text, outlet, actors, place and address are all one trick."""
    made = report(
        [text, f"Before it. {text} is held by the rebels. After it.", f"The army holds Hama {text}."],
        outlet=text,
        published=datetime(2024, 12, 1 + number % 6, 9 + number // 60, number % 60, tzinfo=UTC),
        url=f"javascript:alert('{text}')",
    )
    made = replace(made, name=text)
    place = Place(text, f"wh:sy:{text}", text, 34.0 + number % 20 / 10, 36.5 + number / 30, "settlement", "SY", 0.9)
    held = f"{text} is held by the rebels"
    return made, [
        claim(made, held, Event.HOLD, REBELS, place, Effect.HOLDS, day(1 + number % 6), RESIDENTS),
        claim(made, f"The army holds Hama {text}", Event.HOLD, ARMY, HAMA, Effect.HOLDS, day(1 + number % 6)),
        claim(
            made,
            "Before it.",
            Event.ATTACK,
            ActorRef(text, text, provisional=True),
            HAMA,
            Effect.NONE,
            day(1 + number % 6),
            ActorRef(text, text, provisional=True),
        ),
    ]


def corpus(texts: Iterable[str] = tuple(TRICKS.values())) -> list[tuple[Report, list[Claim]]]:
    return [trick(i, text) for i, text in enumerate(texts)]


def fill(settings: Settings, texts: Iterable[str] = tuple(TRICKS.values())) -> None:
    with Ledger.open(settings.ledger_path, blobs=settings.blobs_path) as ledger:
        for found, claims in corpus(texts):
            ledger.add_report(found, found.text.encode(), known_from=found.published)
            ledger.add_reading(Reading(found.id, "by hand 1", tuple(claims)), known_from=found.published)
