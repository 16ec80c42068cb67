"""What an actor matcher finds in a text."""

from __future__ import annotations

from dataclasses import dataclass

ORGANISED = frozenset(
    {
        "armed_group",
        "army",
        "soldiers",
        "government",
        "ministry",
        "paramilitary",
        "militia",
        "police",
        "command",
        "coalition",
        "party",
        "security_forces",
        "state",
        "media",
        "monitor",
        "international",
        "peacekeepers",
        "humanitarian",
        "officials",
        "border_guards",
        "tribe",
        "company",
        "civil_society",
        "human_rights_groups",
    }
)
"""Kinds that can have fighters, officers, spokespersons."""

ARMED = frozenset(
    {"armed_group", "army", "soldiers", "paramilitary", "militia", "coalition", "command", "police", "security_forces"}
)


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A name or a phrase that stands for an actor: `text == report_text[start:end]`.

    Attributes:
        key: canonical key; of an unresolved phrase ("its men", "the attackers") the phrase's own generic word.
        kind: what sort of actor: "armed_group", "army", "government", "officials", "ministry", "media",
            "monitor", "residents", "civilians", "person", "state", "object", "anaphor" …;
            the data files say which phrase is of which kind.
        named: a proper name, not a description.
        head: offset of the head word (the noun in the parse that carries the phrase).
        number: "sing", "plur" or "" where the text does not tell. gender: "m", "f" or "".
        definite: "the", "les", "their" before it.
        individual: one or some persons of an organisation ("two army officers"), not the organisation.
        anaphoric: its referent is somewhere else in the text; a resolver must find it.
        metonym: a capital that may stand for a government.
        country: lower snake English name of the country it belongs to, where one was bound.
        speaker_key: key to use where it speaks ("Tehran denies" is `officials:iran`), if it differs from `key`.
        actor_key: key to use where it acts in the field ("Russia's withdrawal" is the Russian army), if it differs.
        member: class of a noun that takes the organisation beside it, where none was found beside it.
        provisional: a named group that no list knows yet.
        source: "name", "phrase", "state", "theatre", "composed" or "pattern".
    """

    start: int
    end: int
    key: str
    kind: str
    named: bool
    text: str
    head: int = -1
    number: str = ""
    gender: str = ""
    definite: bool = False
    individual: bool = False
    anaphoric: bool = False
    metonym: bool = False
    country: str = ""
    speaker_key: str = ""
    actor_key: str = ""
    member: str = ""
    provisional: bool = False
    source: str = "name"

    @property
    def as_speaker(self) -> str:
        """The key where it is who says so."""
        return self.speaker_key or self.key

    @property
    def as_actor(self) -> str:
        """The key where it is who does so."""
        return self.actor_key or self.key
