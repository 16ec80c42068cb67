"""Claims that answer claims: "…, a claim the army rejected", "ce que Kiev dément", "the rebels say the opposite"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from whoholds.model import ActorRef, Claim, Factuality
from whoholds.reading.arguments import Arguments
from whoholds.reading.attribution import AttributionSpan, cues
from whoholds.reading.claims import Draft, claim_id
from whoholds.reading.scene import Actor, Scene

_SAME = frozenset({"same", "likewise", "so", "même", "autant"})
_OPPOSITE = frozenset({"contrary", "opposite", "otherwise", "contraire", "inverse"})
_WHATEVER = frozenset({"whatever", "quoi", "despite", "malgré"})


class Answers:
    """Finds, in one scene, speakers who deny, confirm or repeat what somebody else just said."""

    def __init__(self, scene: Scene, args: Arguments, spans: Sequence[AttributionSpan], text: str) -> None:
        self.text = text  # the report as received: quotes are to the letter
        self.scene = scene
        self.g = scene.grammar
        self.args = args
        self.words = cues(scene.parsed.language)
        self.spans = {s.head: s for s in spans}

    def find(self, drafts: Sequence[Draft], earlier: Sequence[Claim]) -> list[Claim]:
        """Answering claims of the scene.

        Args:
            drafts: the scene's own claims, in reading order.
            earlier: the last claims of the paragraphs before, for "It denied this".
        """
        out: list[Claim] = []
        triggers = {d.happening.trigger.i for d in drafts}
        for verb in self.g.doc:
            if not self.g.is_verb(verb):
                continue
            verdict = self._verdict(verb)
            if verb.i in triggers and self.g.lemma(verb) not in self.words.classes.get("call", ()):
                continue
            if verdict is None or self._has_own_claim(verb, drafts):
                continue
            speaker = self._speaker(verb)
            if speaker is None or speaker.key is None or speaker.kind in ("lay", "object"):
                continue
            for claim in self._answered(verb, drafts, earlier):
                if claim.speaker.key != speaker.key:
                    out.append(self._answer(claim, verb, speaker, verdict))
        return out

    def _verdict(self, verb: Token) -> Factuality | None:
        """What the verb makes of what it refers to: denied, affirmed, left open; None where it refers to nothing."""
        lemma = self.g.lemma(verb)
        cls = self.words.verbs.get(lemma)
        here = {self.g.word(t) for t in self.g.subtree(verb)}
        negated = self.g.negated(verb)
        if lemma in self.words.classes.get("call", ()) and here & self.words.classes["false"]:
            return None if negated else Factuality.CERTAIN_NOT
        if cls == "deny" and self._refers(verb):
            return Factuality.UNCOMMITTED if negated else Factuality.CERTAIN_NOT
        if cls in ("say", "claim", "confirm", "admit", "think"):
            objects = {
                self.g.word(c)
                for c in self.g.children(verb)
                if c.dep_ in (*self.g.object_labels, "advmod", "attr", "xcomp", "ccomp", "nsubj", "obl:arg")
            }
            if objects & _OPPOSITE:
                return Factuality.CERTAIN_NOT
            if objects & _SAME:
                return Factuality.CERTAIN
            if self._ellipsis(verb):
                return Factuality.CERTAIN_NOT
            if any(self.g.word(t) in _WHATEVER for t in self.g.doc[max(0, verb.i - 6) : verb.i]) and self.g.link(
                verb
            ).kind in ("adverbial", "complement", "relative"):
                return Factuality.CERTAIN_NOT
            if cls == "confirm" and self._refers(verb) and not negated:
                return Factuality.CERTAIN
        return None

    def _ellipsis(self, verb: Token) -> bool:
        """Is a bare negated auxiliary what is said ("the army says they do not")?"""
        for child in self.g.children(verb):
            if (
                child.dep_ in ("ccomp",)
                and self.g.lemma(child) in ("do", "have", "be", "will")
                and self.g.negated(child)
            ):
                return not any(c.dep_ in ("dobj", "attr", "acomp", "xcomp", "ccomp") for c in self.g.children(child))
        return False

    def _refers(self, verb: Token) -> bool:
        """Is its object a pronoun, a relative pronoun or a noun like "claim"?"""
        for child in self.g.children(verb):
            if (
                child.dep_ in self.g.object_labels | {"nsubjpass", "nsubj:pass", "obl:arg", "nsubj"}
                and child.i != verb.i
            ):
                word, lemma = self.g.word(child), self.g.lemma(child)
                if word in (
                    "it",
                    "this",
                    "that",
                    "which",
                    "que",
                    "qu'",
                    "le",
                    "l'",
                    "cela",
                    "ce",
                    "ça",
                    "them",
                    "les",
                ) and child.dep_ not in ("nsubj",):
                    return True
                if lemma in self.words.nouns and child.dep_ != "nsubj":
                    return True
        link = self.g.link(verb)
        if link.kind in ("relative", "participle", "complement") and (
            self.g.lemma(link.head) in self.words.nouns or self.g.word(link.head) in ("ce", "this")
        ):
            return True
        before = self.g.doc[verb.i - 1] if verb.i else verb
        return (
            any(self.g.word(t) in ("which", "que", "qu'") for t in self.g.doc[max(0, verb.i - 6) : verb.i])
            and before.pos_ != "PUNCT"
        )

    def _takes(self, verb: Token, drafts: Sequence[Draft]) -> bool:
        """Is a nominal event what the verb confirms or denies ("sa prise, confirmée par les habitants")?"""
        object_ = self.g.object(verb)
        return object_ is not None and self.g.passive(verb) and any(d.happening.trigger.i == object_.i for d in drafts)

    def _has_own_claim(self, verb: Token, drafts: Sequence[Draft]) -> bool:
        span = self.spans.get(verb.i)
        inside = {t.i for t in self.g.subtree(verb)} if span is None else set(span.content)
        return any(
            d.happening.trigger.i in inside and d.voice.span is not None and d.voice.span.head == verb.i for d in drafts
        )

    def _speaker(self, verb: Token) -> Actor | None:
        subject = self.g.subject(verb)
        return self.args.actor(subject, speaker=True)

    def _answered(self, verb: Token, drafts: Sequence[Draft], earlier: Sequence[Claim]) -> list[Claim]:
        """What is answered: the nearest happening before in the sentence, else after it, else in earlier ones."""
        sentence = verb.sent
        before = [d for d in drafts if d.happening.trigger.i < verb.i]
        same = [d for d in before if d.happening.trigger.i >= sentence.start]
        if not same:
            same = [d for d in drafts if verb.i < d.happening.trigger.i < sentence.end][:1] or before
        if same:
            last = same[-1].happening.trigger.i
            return [d.claim for d in same if d.happening.trigger.i == last]
        return [earlier[-1]] if earlier else []

    def _answer(self, claim: Claim, verb: Token, speaker: Actor, verdict: Factuality) -> Claim:
        said = claim.factuality.polarity >= 0
        same = verdict is Factuality.CERTAIN
        value = Factuality.CERTAIN if said == same else Factuality.CERTAIN_NOT
        if verdict is Factuality.UNCOMMITTED:
            value = verdict
        start, end = self.g.clause(verb)
        return replace(
            claim,
            id=claim_id(claim.report_id, start, end, claim.event.value, claim.id, speaker.key),
            start=start,
            end=end,
            quote=self.text[start:end],
            speaker=ActorRef(speaker.key or "", speaker.text, speaker.start, speaker.end),
            chain=("narrator", speaker.key or ""),
            factuality=value,
            answers=claim.id,
            mentions=(),
            rule=f"{self.scene.parsed.language}:answer/{self.g.lemma(verb)}",
        )
