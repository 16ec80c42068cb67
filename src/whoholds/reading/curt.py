"""Curt replies at the head of a sentence: "Untrue, says the army", "Faux, répond le ministère", "Not so, per Kyiv"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from whoholds.model import Factuality
from whoholds.reading.arguments import Arguments
from whoholds.reading.attribution import cues
from whoholds.reading.scene import Actor, Scene

_STOPS = frozenset('.!?…:;»”"«“\n')
_WORDS = 4  # the longest reply ("il n'en est rien" has its own reader)
_REACH = 7  # tokens between the comma and who speaks
_SPOKEN = frozenset({"say", "claim", "confirm", "deny", "admit"})


@dataclass(frozen=True, slots=True)
class Curt:
    """A reply at the head of a sentence: its first token, whose it is, what it makes of the sentence before."""

    token: Token
    verb: Token
    actor: Actor
    verdict: Factuality


def curt_replies(scene: Scene, args: Arguments) -> Iterator[Curt]:
    """The replies of a scene, in order."""
    g, words = scene.grammar, cues(scene.parsed.language)
    phrases = {
        tuple(phrase.split()): verdict
        for name, verdict in (("curt_no", Factuality.CERTAIN_NOT), ("curt_yes", Factuality.CERTAIN))
        for phrase in words.classes.get(name, ())
    }
    for token in g.doc:
        if token.is_punct or (token.i and g.doc[token.i - 1].text not in _STOPS):
            continue
        for length in range(_WORDS, 0, -1):
            said = tuple(scene.parsed.word(t).lower() for t in g.doc[token.i : token.i + length])
            behind = token.i + length
            if said not in phrases or behind >= len(g.doc):
                continue
            while behind < len(g.doc) and g.doc[behind].text in ("»", "”", '"'):
                behind += 1
            if behind < len(g.doc) and g.doc[behind].text in (",", "–", "—", "-"):
                verb, actor = _speaker(scene, args, behind + 1)
                if verb is not None and actor is not None and actor.key is not None:
                    yield Curt(token, verb, actor, phrases[said])
            break


def _speaker(scene: Scene, args: Arguments, start: int) -> tuple[Token | None, Actor | None]:
    """The verb of speech or "according to" at `start`, and the first actor behind or before it in the clause."""
    g, words = scene.grammar, cues(scene.parsed.language)
    cue: Token | None = None
    for token in g.doc[start : start + _REACH]:
        if token.text in _STOPS:
            break
        opens = " ".join(scene.parsed.word(t).lower() for t in g.doc[token.i : token.i + 2])
        first = scene.parsed.word(token).lower()
        if cue is None and token.i <= start + 1:
            spoken = g.is_verb(token) and words.verbs.get(g.lemma(token)) in _SPOKEN
            if spoken or opens in words.preps or first in words.preps:
                cue = token
        mention = scene.actor_at(token)
        if mention is None:
            continue
        head = scene.parsed.head_in(mention.start, mention.end) or token
        actor = args.actor(head, speaker=True)
        if cue is None:  # "Untrue, the army said"
            later = g.doc[head.i + 1 : head.i + 3]
            cue = next((t for t in later if words.verbs.get(g.lemma(t)) in _SPOKEN), None)
        return cue, actor
    return None, None


__all__ = ["Curt", "curt_replies"]
