"""Claims that answer claims: "…, a claim the army rejected", "ce que Kiev dément", "that was untrue, the army said"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from whoholds.model import ActorRef, Claim, Effect, Event, Factuality
from whoholds.reading.arguments import Arguments
from whoholds.reading.attribution import AttributionSpan, cues
from whoholds.reading.claims import Draft, claim_id
from whoholds.reading.curt import curt_replies
from whoholds.reading.lexicon import effects
from whoholds.reading.renaming import Renamed
from whoholds.reading.replies import Replies
from whoholds.reading.scene import Actor, Scene
from whoholds.reading.speakers import NARRATOR, UNNAMED, Speakers

_CALLED = "+called"  # in the rule of a claim whose event is the answerer's own word
_NEXT = 30  # tokens behind a curt reply in which the denial itself may be told


@dataclass(frozen=True, slots=True)
class Reply:
    """What some words make of a claim before them. `speaker` is a key; `actor` whom it names, where it names one."""

    token: Token
    speaker: str
    actor: Actor | None
    verdict: Factuality
    event: Event | None = None  # what the speaker calls it instead
    curt: bool = False  # at the head of its sentence: it answers the one before


class Answers:
    """Finds, in one scene, speakers who deny, confirm or repeat what somebody else just said."""

    def __init__(
        self, scene: Scene, args: Arguments, spans: Sequence[AttributionSpan], speakers: Speakers, text: str
    ) -> None:
        self.text = text  # the report as received: quotes are to the letter
        self.scene = scene
        self.g = scene.grammar
        self.args = args
        self.words = cues(scene.parsed.language)
        self.spans = {s.head: s for s in spans}
        self.speakers = speakers
        self.replies = Replies(scene.grammar, self.words)
        self.renamed = Renamed(scene.grammar, scene.lexicon, self.words.classes)

    def find(self, drafts: Sequence[Draft], earlier: Sequence[Claim]) -> list[Claim]:
        """Answering claims of the scene.

        Args:
            drafts: the scene's own claims, in reading order.
            earlier: the last claims of the paragraphs before, for "It denied this".
        """
        out: list[Claim] = []
        taken: set[tuple[str, str]] = set()
        for reply in self._replies(drafts):
            for claim in self._meant(reply, drafts, earlier):
                own = claim.speaker.key == reply.speaker and (
                    reply.speaker != NARRATOR or reply.verdict is not Factuality.CERTAIN_NOT
                )
                if not own and (claim.id, reply.speaker) not in taken:
                    taken.add((claim.id, reply.speaker))
                    out.append(self._answer(claim, reply))
        return out

    def _meant(self, reply: Reply, drafts: Sequence[Draft], earlier: Sequence[Claim]) -> list[Claim]:
        """The claims that a reply answers; what is called otherwise is the last that can be called so."""
        if reply.event is None:
            return self._answered(reply.token, drafts, earlier, curt=reply.curt)
        before = [*earlier, *(d.claim for d in drafts if d.happening.trigger.i < reply.token.i)]
        fit = [c for c in before if self.renamed.fits(reply.event, c.event) and c.actor is not None]
        return fit[-1:]

    def _replies(self, drafts: Sequence[Draft]) -> Iterator[Reply]:
        triggers = {d.happening.trigger.i for d in drafts}
        heads: set[int] = set()
        for curt in curt_replies(self.scene, self.args):
            heads |= set(range(curt.token.i, curt.verb.i + 1))
            told = range(curt.token.i, curt.token.i + _NEXT)
            own = [d for d in drafts if d.happening.trigger.i in told and d.claim.speaker.key == curt.actor.key]
            if curt.actor.key is not None and not any(d.claim.factuality.polarity < 0 for d in own):
                yield Reply(curt.token, curt.actor.key, curt.actor, curt.verdict, curt=True)
        for token in self.g.doc:
            if token.i in heads:
                continue
            if self.g.is_verb(token):
                yield from self._by_verb(token, triggers, drafts)
            verdict = self.replies.predicate(token) or self.replies.phrase(token)
            if verdict is not None and token.i not in triggers:
                voice = self.speakers.voice(token.i)
                if voice.key != UNNAMED:
                    yield Reply(token, voice.key, voice.actor, verdict)

    def _by_verb(self, verb: Token, triggers: set[int], drafts: Sequence[Draft]) -> Iterator[Reply]:
        noun = self.renamed.noun(verb)
        if noun is not None:
            who = self._speaker(verb)
            if who is not None and who.key is not None and who.kind != "object":
                yield Reply(verb, who.key, who, Factuality.CERTAIN, self.renamed.event(noun))
            return
        verdict = self.replies.verb(verb, triggers)
        if verb.i in triggers and self.g.lemma(verb) not in self.words.classes["call"]:
            return
        if verdict is None or self._has_own_claim(verb, drafts):
            return
        speaker = self._speaker(verb)
        if speaker is not None and speaker.key is not None and speaker.kind != "object":
            yield Reply(verb, "residents" if speaker.key == "civilians" else speaker.key, speaker, verdict)
        elif self.replies.withdrawn(verb):
            yield Reply(verb, NARRATOR, None, Factuality.CERTAIN_NOT)

    def _has_own_claim(self, verb: Token, drafts: Sequence[Draft]) -> bool:
        span = self.spans.get(verb.i)
        inside = set(self.g.below(verb)) if span is None else set(span.content)
        return any(
            d.happening.trigger.i in inside and d.voice.span is not None and d.voice.span.head == verb.i for d in drafts
        )

    def _speaker(self, verb: Token) -> Actor | None:
        span = self.spans.get(verb.i)
        if span is not None and self.speakers.sources.get(span.head) is not None:
            return self.speakers.sources[span.head]
        found = self.args.actor(self.g.subject(verb), speaker=True)
        if found is not None and found.key is not None:
            return found
        if not self.replies.referring(verb):
            return found
        # "ce que l'armée conteste", "ce que confirment des habitants": the parse may lose the speaker beside the verb
        for near in (*reversed(self.g.doc[max(0, verb.i - 3) : verb.i]), *self.g.doc[verb.i + 1 : verb.i + 4]):
            if near.is_punct or self.g.word(near) in self.g.relative_pronouns:
                continue
            if self.scene.actor_at(near) is not None:
                return self.args.actor(near, speaker=True)
        return found

    def _answered(
        self, token: Token, drafts: Sequence[Draft], earlier: Sequence[Claim], *, curt: bool = False
    ) -> list[Claim]:
        """What is answered: the nearest happening before in the sentence, else after it, else in earlier ones.

        Of the sentence before, what changes hands is answered rather than what is said beside it.
        """
        beside = self.g.link(token)
        own = [d.claim for d in drafts if beside.kind == "participle" and d.happening.trigger.i == beside.head.i]
        if own:
            return own
        sentence = token.sent
        before = [d for d in drafts if d.happening.trigger.i < token.i]
        same = [] if curt else [d for d in before if d.happening.trigger.i >= sentence.start]
        if not same and not curt:
            after = [d for d in drafts if token.i < d.happening.trigger.i < sentence.end][:1]
            same = after if after and not self.replies.referring(token) else []
        if not same and before:
            last = before[-1].happening.trigger.sent.start
            near = [d for d in before if d.happening.trigger.sent.start == last]
            same = [d for d in near if d.claim.control is not Effect.NONE] or near
        if same:
            last = same[-1].happening.trigger.i
            return [d.claim for d in same if d.happening.trigger.i == last]
        return [earlier[-1]] if earlier else []

    def _answer(self, claim: Claim, reply: Reply) -> Claim:
        said = claim.factuality.polarity >= 0
        same = reply.verdict is Factuality.CERTAIN
        value = Factuality.CERTAIN if said == same else Factuality.CERTAIN_NOT
        if reply.verdict is Factuality.UNCOMMITTED:
            value = reply.verdict
        start, end = self.g.clause(reply.token)
        actor = reply.actor
        named = (actor.text, actor.start, actor.end) if actor is not None else ("", None, None)
        return replace(
            claim,
            id=claim_id(claim.report_id, start, end, claim.event.value, claim.id, reply.speaker),
            start=start,
            end=end,
            quote=self.text[start:end],
            speaker=ActorRef(reply.speaker, *named),
            chain=(NARRATOR,) if reply.speaker == NARRATOR else (NARRATOR, reply.speaker),
            factuality=value,
            answers=claim.id,
            mentions=(),
            rule=f"{self.scene.parsed.language}:answer/{self.g.lemma(reply.token)}{_CALLED if reply.event else ''}",
            event=reply.event or claim.event,
            control=effects()[reply.event, claim.place_role] if reply.event else claim.control,
        )


def filled(answers: Iterable[Claim], groups: Iterable[Sequence[Draft]]) -> list[Claim]:
    """Answers with what their claims have been given by context since: who acts, upon whom, and where."""
    now = {d.claim.id: d.claim for group in groups for d in group}
    out = []
    for answer in answers:
        claim = now.get(answer.answers or "")
        if claim is not None:
            called = answer.rule.endswith(_CALLED)
            answer = replace(
                answer,
                event=answer.event if called else claim.event,
                actor=claim.actor,
                target=claim.target,
                place=claim.place,
                place_role=claim.place_role,
                control=answer.control if called else claim.control,
            )
        out.append(answer)
    return out
