"""Which of the candidates for actors that overlap in a text are kept."""

from __future__ import annotations

from dataclasses import replace

from whoholds.reference.mention import ARMED, ActorMention

ONLY_MEMBER = "only"
"""Source of a noun that only means something beside an organisation."""
_FIGHTING = frozenset({"armed_group", "soldiers", "militia", "paramilitary", "fighters"})


def of_the_named(candidates: list[tuple[float, ActorMention]], text: str) -> list[tuple[float, ActorMention]]:
    """Phrases that took a name for one of their modifiers: "Anti-balaka fighters" are Anti-balaka."""
    names = [m for _, m in candidates if m.source == "name" and m.kind in ARMED]
    out = []
    for rank, phrase in candidates:
        if 1 <= rank <= 2 and not phrase.named and phrase.kind in _FIGHTING:
            inside = [n for n in names if phrase.start <= n.start and n.end <= phrase.end and n.text != phrase.text]
            for name in inside:
                if "-" not in (text[name.start - 1 : name.start], text[name.end : name.end + 1]):
                    phrase = replace(phrase, key=name.key, kind=name.kind, named=True, country=name.country, member="")
        out.append((rank, phrase))
    return out


def longest(candidates: list[tuple[float, ActorMention]]) -> list[ActorMention]:
    """The longest first, of equally long ones that whose own words are more ("jihadist fighters" are no mere fighters).

    A noun that only means something beside an organisation yields to everything else.
    """
    order = sorted(
        candidates,
        key=lambda item: (item[1].source == ONLY_MEMBER, item[1].start - item[1].end, item[0], item[1].start),
    )
    kept: list[ActorMention] = []
    starts: set[int] = set()
    for _, mention in order:
        span = range(mention.start, mention.end)
        if not any(position in starts for position in span):
            kept.append(mention)
            starts.update(span)
    return sorted(kept, key=lambda mention: mention.start)
