"""Who vouches for an event: the innermost attribution around it, its chain, and what the cue does to factuality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.reading.arguments import Arguments
from whoholds.reading.attribution import AttributionSpan, cues
from whoholds.reading.factuality import Certainty
from whoholds.reading.scene import Actor, Scene

NARRATOR = "narrator"
UNNAMED = "unnamed"
_SILENT = frozenset({"know"})  # attributes only where a document or a voice is the source


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it. `chain` runs from the outermost source inwards; `cue` is the cue's token or None."""

    key: str
    actor: Actor | None
    chain: tuple[str, ...]
    span: AttributionSpan | None


class Speakers:
    """Attributions of one scene, asked for token by token."""

    def __init__(self, scene: Scene, args: Arguments, spans: Sequence[AttributionSpan]) -> None:
        self.scene = scene
        self.args = args
        self.spans = spans
        self.quoted_only = cues(scene.parsed.language).classes.get("quoted_only", frozenset())

    def around(self, index: int) -> list[AttributionSpan]:
        """Attributions whose content holds the token, innermost first."""
        hits = [s for s in self.spans if index in s.content and s.head != index]
        return sorted(hits, key=lambda s: len(s.content))

    def voice(self, index: int) -> Voice:
        """Who vouches for what the token says."""
        chain: list[str] = []
        innermost: tuple[AttributionSpan, Actor | None, str] | None = None
        for span in self.around(index):
            source = self._source(span)
            key = self._key(span, source)
            if key is None:
                continue
            chain.insert(0, key)
            if innermost is None:
                innermost = (span, source, key)
        if innermost is None:
            return Voice(NARRATOR, None, (NARRATOR,), None)
        span, source, key = innermost
        self.args.memory.voices.add(key)
        return Voice(key, source, (NARRATOR, *chain), span)

    def _source(self, span: AttributionSpan) -> Actor | None:
        if span.source_head is None:
            return None
        return self.args.actor(self.scene.grammar.doc[span.source_head], speaker=True)

    def _key(self, span: AttributionSpan, source: Actor | None) -> str | None:
        """The speaker's key, or None where this is no attribution ("the truck reported missing")."""
        if span.cue_class in _SILENT:
            documents = source is not None and source.kind in ("social_media", "document", "media", "monitor")
            if not documents:
                return None
        if span.lemma in self.quoted_only and span.kind not in ("parenthesis", "quote", "colon"):
            return None
        if source is None:
            passive = (span.kind in ("passive", "infinitive") or span.source_head is None) and not span.negated
            if span.source_head is not None and self.scene.grammar.word(self.scene.grammar.doc[span.source_head]) in (
                "we",
                "nous",
                "on",
                "i",
                "je",
            ):
                return NARRATOR
            return (
                UNNAMED
                if passive
                and span.cue_class
                in ("say", "claim", "think", "fear", "according", "confirm", "deny", "doubt", "predict")
                else None
            )
        if source.key is not None and source.kind != "object":
            return source.key
        if source.kind == "lay" and self.scene.grammar.doc[source.token.i].pos_ not in ("NOUN", "PROPN"):
            return None
        if source.kind in ("object",):
            return None
        return UNNAMED


def commit(voice: Voice, sure: Certainty, *, own_plan: bool, plan: bool = False) -> None:
    """What the cue does to the value: a denial negates, a doubt weakens, a promise of one's own leaves it open."""
    span = voice.span
    if span is None:
        if sure.future and own_plan:
            sure.apply("U", "announced plan")
        return
    cls = span.cue_class
    if cls == "deny":
        if span.negated:
            sure.apply("U", "did not deny")
        else:
            sure.apply("negate", span.lemma)
    elif cls == "doubt":
        sure.apply("keep" if span.negated else "PR-not", span.lemma)
    elif cls == "think":
        sure.apply("PR-not" if span.negated else "PR", span.lemma)
    elif cls == "predict":
        sure.apply("PR", span.lemma)
    elif cls == "fear":
        sure.apply("U", span.lemma)
    elif cls == "promise":
        if sure.positive:
            sure.apply("U", span.lemma)
        else:
            sure.level = "CT"
    elif span.negated:
        sure.apply("U", f"not {span.lemma}")
    if span.kind == "infinitive" and cls == "claim" and plan:
        sure.apply("U", span.lemma)  # "swore to take it back"
    if cls in ("say", "claim", "according") and sure.future and not sure.positive and voice.key != UNNAMED:
        sure.level = "CT"  # "it will not fall" is a promise, not a forecast
    if cls in ("say", "claim", "according") and sure.future and own_plan and sure.positive:
        sure.apply("U", "announced plan")
    if voice.key == UNNAMED and cls in ("say", "claim", "according") and span.source_head is None:
        sure.apply("PR", "no source named")
    if voice.key != UNNAMED and sure.hearsay and cls in ("say", "claim", "according"):
        sure.apply("PR", "conditional of the press")
