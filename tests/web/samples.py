"""A small ledger with three invented reports, whose claims are written by hand: the page is tested, not the reader."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from whoholds.ledger import Ledger
from whoholds.model import (
    UNKNOWN_WHEN,
    ActorRef,
    Basis,
    Block,
    BlockKind,
    Claim,
    Effect,
    Event,
    Factuality,
    Place,
    PlaceRef,
    Precision,
    Reading,
    Report,
    Unplaced,
    When,
)
from whoholds.settings import Settings

HAMA = Place("Hama", "gn:170017", "Hama", 35.1318, 36.7578, "settlement", "SY", 0.9)
HOMS = Place("Homs", "gn:169577", "Homs", 34.7268, 36.7234, "settlement", "SY", 0.9)
ODD = Place("<b>Odd</b>", "wh:sy:odd-<b>", '<img src=x onerror="alert(1)">', 34.9, 37.2, "settlement", "SY", 0.9)
JARAMANA = Place("Jaramana", "gn:171267", "Jaramana", 33.4862, 36.3461, "settlement", "SY", 0.9)
NOWHERE = Unplaced(None, "none named")

REBELS, ARMY, RESIDENTS, MONITOR = (
    ActorRef("rebels:syria"),
    ActorRef("syrian_armed_forces"),
    ActorRef("residents"),
    ActorRef("monitor:SOHR"),
)
HOSTILE = "<script>alert('title')</script>"


def day(n: int, month: int = 12) -> When:
    at = date(2024, month, n)
    return When(at, at, Precision.DAY, Basis.STATED)


def report(
    paragraphs: list[str], outlet: str, published: datetime, language: str = "en", url: str | None = None
) -> Report:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for i, part in enumerate(paragraphs):
        kind = BlockKind.TITLE if i == 0 else BlockKind.PARAGRAPH
        blocks.append(Block(at, at + len(part), language, kind))
        at += len(part) + 2
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(
        id=f"r-{digest[:20]}",
        sha256=digest,
        name=outlet.lower().replace(" ", "-"),
        text=text,
        blocks=tuple(blocks),
        title=paragraphs[0],
        language=language,
        outlet=outlet,
        url=url,
        published=published,
    )


def claim(
    of: Report,
    quote: str,
    event: Event,
    actor: ActorRef | None,
    place: PlaceRef,
    control: Effect,
    when: When = UNKNOWN_WHEN,
    speaker: ActorRef | None = None,
    factuality: Factuality = Factuality.CERTAIN,
    **more: object,
) -> Claim:
    start = of.text.index(quote)
    who = speaker or ActorRef("narrator")
    return Claim(
        id=f"{of.id}-{start}-{event.value}",
        report_id=of.id,
        start=start,
        end=start + len(quote),
        quote=quote,
        event=event,
        actor=actor,
        target=None,
        place=place,
        place_role=None,
        speaker=who,
        chain=("outlet", who.key),
        factuality=factuality,
        when=when,
        quantity=None,
        control=control,
        rule="test",
        **more,
    )


def corpus() -> list[tuple[Report, list[Claim]]]:
    """The reports and their claims."""
    first = report(
        [
            "Army holds Hama",
            "The army holds Hama, residents said on Tuesday. Crowds tore down a poster in Jaramana.",
            "Rebel fighters are advancing on the city from the north.",
        ],
        "Courier Seven",
        datetime(2024, 12, 3, 18, 0, tzinfo=UTC),
        url="https://courier.example/hama",
    )
    second = report(
        [
            HOSTILE + " Hama est tombée",
            "L'armée a reconnu avoir quitté Hama jeudi. Le SOHR affirme que les rebelles tiennent la ville.",
            "Les rebelles disent avoir pris Homs ; l'armée dément toute avancée à Homs.",
        ],
        "Dépêche <Neuf>",
        datetime(2024, 12, 5, 19, 0, tzinfo=UTC),
        "fr",
        url="javascript:alert(1)",
    )
    third = report(
        ["حماة", "قال سكان إن المعارضة تسيطر على حماة. The rebels hold Odd."],
        "قناة الخبر",
        datetime(2024, 12, 6, 8, 0, tzinfo=UTC),
        "ar",
    )
    holds, gains, loses, none = Effect.HOLDS, Effect.GAINS, Effect.LOSES, Effect.NONE
    return [
        (
            first,
            [
                claim(first, "Army holds Hama", Event.HOLD, ARMY, HAMA, holds, day(3), headline=True),
                claim(first, "The army holds Hama", Event.HOLD, ARMY, HAMA, holds, day(3), RESIDENTS),
                claim(first, "Crowds tore down a poster in Jaramana", Event.DESTROY, None, JARAMANA, none),
                claim(first, "Rebel fighters are advancing", Event.ADVANCE, REBELS, HAMA, Effect.CONTESTS, day(3)),
            ],
        ),
        (
            second,
            [
                claim(second, "avoir quitté Hama", Event.WITHDRAW, ARMY, HAMA, loses, day(5), ARMY),
                claim(second, "les rebelles tiennent la ville", Event.HOLD, REBELS, HAMA, holds, day(5), MONITOR),
                claim(second, "avoir pris Homs", Event.CAPTURE, REBELS, HOMS, gains, day(5), REBELS),
                claim(
                    second,
                    "dément toute avancée à Homs",
                    Event.CAPTURE,
                    REBELS,
                    HOMS,
                    gains,
                    day(5),
                    ARMY,
                    Factuality.CERTAIN_NOT,
                ),
                claim(second, "L'armée a reconnu", Event.APPEAL, ARMY, NOWHERE, none),
            ],
        ),
        (
            third,
            [
                claim(third, "المعارضة تسيطر على حماة", Event.HOLD, REBELS, HAMA, holds, day(6), RESIDENTS),
                claim(third, "The rebels hold Odd", Event.HOLD, REBELS, ODD, holds, day(6), RESIDENTS),
            ],
        ),
    ]


def fill(settings: Settings) -> None:
    """Write the corpus as a ledger, each report known from the time it was published."""
    with Ledger.open(settings.ledger_path, blobs=settings.blobs_path) as ledger:
        for found, claims in corpus():
            ledger.add_report(found, found.text.encode(), known_from=found.published)
            ledger.add_reading(Reading(found.id, "by hand 1", tuple(claims)), known_from=found.published)
