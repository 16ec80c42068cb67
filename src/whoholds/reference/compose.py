"""Neighbouring mentions that make one: "M23 fighters", "porte-parole de l'armée", "deux officiers rebelles"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from whoholds.reference.mention import ARMED, ORGANISED, ActorMention

_GAP_EN_BEFORE = re.compile(
    r"(?:['’]s?)?[ \xa0\n]+"
    r"(?:own |top |senior |chief |military |local |field |official |regular |few |remaining |elite )?|-"
)
_GAP_EN_OF = re.compile(
    r"[ \xa0\n]+(?:of|for|from|within|inside|with|led by|in"
    r"|(?:close|loyal|allied|linked|affiliated|belonging|answering) (?:to|with))[ \xa0\n]+"
    r"(?:the |a |an |this |that |(?:[A-Z]\w+ ){0,2}[A-Z]\w+['’]s? )?"
)
_LINK_FR = (
    r"(?:de|du|des|d['’]|de la|de l['’]|pour|pour l[ae]|pour les|pour l['’]|au sein d(?:e|u|es)(?: la| l['’])?|"
    r"(?:proches?|membres?) d(?:e|u|es)(?: la| l['’])?|"
    r"(?:fidèles?|loyaux|loyales?|affiliée?s?|liée?s?|alliée?s?|ralliée?s?) (?:à|au|aux)(?: la| l['’])?)"
)
_GAP_FR_OF = re.compile(rf"[ \xa0\n]+{_LINK_FR}[ \xa0\n]*(?:général |colonel )?")
_OWNS = re.compile(r"['’]s? ")
_SPACE = re.compile(r"[ \xa0\n]")
_QUOTE = re.compile(r"[ \xa0]?[«\"“][ \xa0]?")

Leader = Callable[[ActorMention], str | None]
_FOLLOWING = ("supporters", "fighters", "units")
_DESCRIBING = ("armed_group", "paramilitary", "militia", "fighters", "coalition")


def compose(
    mentions: Sequence[ActorMention], text: str, language: str, leader: Leader, led: Callable[[str], str]
) -> list[ActorMention]:
    """Merge neighbours until nothing changes; nouns that mean nothing alone (`only`) fall out.

    Args:
        text: the text they are from.
        language: "fr" or "en".
        mentions: in text order, without overlap.
        leader: who leads an organisation, None where unknown.
        led: what a person leads, "" where unknown.
    """
    out = _without_owners(mentions, text) if language == "en" else list(mentions)
    at = 0
    while at + 1 < len(out):
        merged = _merge(out[at], out[at + 1], text, language, leader, led)
        if merged is None:
            at += 1
            continue
        out[at : at + 2] = [merged]
        at = max(at - 1, 0)
    return out


def _without_owners(mentions: Sequence[ActorMention], text: str) -> list[ActorMention]:
    """Without the state that a named group is said to be of: the leader of "Sudan's RSF" leads the RSF."""
    out: list[ActorMention] = []
    for n, mention in enumerate(mentions):
        after = mentions[n + 1] if n + 1 < len(mentions) else None
        group = after is not None and after.named and after.kind in ARMED | {"party"}
        if after is not None and group and mention.kind == "state" and _OWNS.fullmatch(text[mention.end : after.start]):
            continue
        out.append(mention)
    return out


def _merge(
    a: ActorMention, b: ActorMention, text: str, language: str, leader: Leader, led: Callable[[str], str]
) -> ActorMention | None:
    if b.start - a.end > 40:
        return None
    gap = text[a.end : b.start]
    if "\n\n" in gap:
        return None
    close = _SPACE.fullmatch(gap) is not None
    if close and b.kind == "person" and b.named and _is_title(a):
        return replace(
            b, start=a.start, text=text[a.start : b.end], head=a.head if language == "fr" else b.head
        )  # a title
    named_after = (
        (close or _QUOTE.fullmatch(gap)) and b.named and not b.metonym and b.kind in ARMED | {"party", "company"}
    )
    described = a.kind in _DESCRIBING or a.key == "group" or (language == "fr" and _soldiers(a))
    if not a.named and named_after and described and a.source != "composed":
        return _joined(a, b, b, text, a.head)  # "the paramilitary Rapid Support Forces", "le mouvement Ansar Dine"
    if language == "en":
        chief = a.individual and " of " in a.text and a.kind in ("president", "leader", "person", "commander")
        if chief and b.named and b.kind in ARMED | {"party"} and _OWNS.fullmatch(gap):
            return _member(replace(a, member="leader"), b, a, b, text, leader, led)  # "the leader of Sudan's RSF"
        if a.kind == "person" and a.named and _fighting(b) and gap.strip() in ("'s", "’s", "'", "’") and led(a.key):
            return _member(replace(b, member="fighters"), a, a, b, text, leader, led)  # "Gbagbo's troops"
        if (
            b.member
            and a.kind in ORGANISED | {"person"}
            and not a.anaphoric
            and (_GAP_EN_BEFORE.fullmatch(gap) or close)
        ):
            return _member(b, a, a, b, text, leader, led)
        following = b.kind in _DESCRIBING or _soldiers(b)
        if a.named and not a.metonym and close and following and not b.named and a.kind in ARMED:
            return _joined(a, b, a, text, b.head)  # "M23 rebels", "FARDC troops"
        if (
            a.member
            and (b.kind in ORGANISED or (b.kind == "person" and a.member in _FOLLOWING))
            and not b.anaphoric
            and _GAP_EN_OF.fullmatch(gap)
            and (b.kind != "state" or not gap.strip().startswith("in"))
        ):
            return _member(a, b, a, b, text, leader, led)
        return None
    linked = _GAP_FR_OF.fullmatch(gap) is not None
    if linked and b.kind == "person" and b.named and _fighting(a) and led(b.key):
        return _member(replace(a, member="fighters"), b, a, b, text, leader, led)  # "les troupes du général Burhane"
    if (
        a.member
        and b.kind in ORGANISED | {"person"}
        and not b.anaphoric
        and (linked or (close and (b.named or b.kind == "armed_group")))
    ):
        return _member(a, b, a, b, text, leader, led)
    if b.named and not b.metonym and b.kind in ARMED and not a.named and a.kind in _DESCRIBING and linked:
        return _joined(a, b, b, text, a.head)  # "les rebelles du M23"
    return None


def _soldiers(mention: ActorMention) -> bool:
    """Bare "troops", "soldats": whose they are, the name beside them says."""
    return mention.kind in ("army", "soldiers") and mention.number == "plur" and " " not in mention.text


def _fighting(mention: ActorMention) -> bool:
    """Bare "troops" or "army": beside a person's name, those whom that person leads."""
    return _soldiers(mention) or (mention.kind == "army" and not mention.named and " " not in mention.text)


def _is_title(a: ActorMention) -> bool:
    """May a person's name follow as an apposition without a comma ("rebel commander X", "le président X")?"""
    return (a.source == "composed" and a.individual) or (
        not a.named
        and a.kind
        in ("officials", "leader", "commander", "president", "person", "ministry", "spokesperson", "residents")
    )


def _joined(a: ActorMention, b: ActorMention, keep: ActorMention, text: str, head: int) -> ActorMention:
    described = a if keep is b else b
    return replace(
        keep,
        start=a.start,
        end=b.end,
        text=text[a.start : b.end],
        head=head,
        number=described.number or keep.number,
        gender=described.gender or keep.gender,
        definite=a.definite,
        source="composed",
    )


def _member(
    noun: ActorMention,
    org: ActorMention,
    a: ActorMention,
    b: ActorMention,
    text: str,
    leader: Leader,
    led: Callable[[str], str],
) -> ActorMention | None:
    """The noun of membership with its organisation: whose key counts depends on what the noun says."""
    voices = org.kind == "officials" and noun.member in ("spokesperson", "officers", "sources")
    if org.individual and org.kind != "person" and not voices:
        return None
    key, kind, individual = org.key, org.kind, noun.individual
    if org.kind == "person":
        if noun.member == "supporters":
            key, kind = f"supporters_of_{org.key}", "supporters"
        elif noun.member in ("fighters", "units"):
            key = led(org.key) or org.key
            kind = "armed_group"
        else:
            key = org.key
    elif org.kind == "state":
        if org.metonym and noun.member not in ("spokesperson", "sources", "fighters"):
            return None
        key = org.as_actor if noun.member in ("fighters", "units", "officers") else org.as_speaker
        kind = "officials"
    elif noun.member == "leader":
        found = leader(org)
        key, kind = (found, "person") if found else (org.key, org.kind)
        individual = True
    elif noun.member == "supporters":
        key, kind = f"supporters_of_{org.key.partition(':')[0]}", "supporters"
    elif noun.member in ("officers", "sources") and org.kind != "officials":
        key, kind = _officials(noun, org)
        individual = True
    elif noun.member in ("officers", "sources"):
        kind = "officials"
    return replace(
        noun,
        start=a.start,
        end=b.end,
        text=text[a.start : b.end],
        key=key,
        kind=kind,
        named=org.named,
        anaphoric=False,
        individual=individual,
        country=org.country,
        member="",
        definite=a.definite,
        source="composed",
        provisional=org.provisional,
        speaker_key="",
        actor_key="",
    )


def _officials(noun: ActorMention, org: ActorMention) -> tuple[str, str]:
    if org.kind in ("army", "soldiers", "command"):
        return f"officials:{org.key}" if not org.key.startswith("soldiers:") else org.key, "officials"
    if org.kind in ("government", "ministry", "security_forces", "police") and org.country:
        return (org.key if org.kind == "ministry" else f"officials:{org.country}"), "officials"
    if org.kind in ARMED and org.named and noun.member == "sources":
        return f"officials:{org.key}", "officials"
    return org.key, org.kind
