"""Who vouches for an event: the innermost attribution around it, its chain, and what the cue does to factuality."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from whoholds.reading.arguments import Arguments
from whoholds.reading.attribution import AttributionSpan, cues
from whoholds.reading.factuality import Certainty
from whoholds.reading.scene import FIGHTERS, Actor, Scene
from whoholds.reading.sites import definite
from whoholds.reading.words import words
from whoholds.reference.folding import fold

_SPOKES = words("actors", "spokes")
_OFFICE = words("actors", "office")
_POSSESSIVES = words("actors", "possessives")
_CHIEFS = words("actors", "chiefs")
_COMMANDS = words("actors", "commands")
_AMONG = words("actors", "among")
_PRONOUNS = frozenset({"he", "she", "it", "they", "il", "elle", "ils", "elles", "celui-ci", "celle-ci", "lui", "eux"})
_PEOPLE = frozenset({"person", "leader", "president"})
NARRATOR = "narrator"
UNNAMED = "unnamed"
_SILENT = frozenset({"know"})  # attributes only where a document or a voice is the source
_WITNESSES = frozenset({"residents", "witnesses", "civilians", "journalists", "refugees"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it. `chain` runs from the outermost source inwards; `cue` is the cue's token or None."""

    key: str
    actor: Actor | None
    chain: tuple[str, ...]
    span: AttributionSpan | None


NOBODY_ELSE = Voice(NARRATOR, None, (NARRATOR,), None)


class Speakers:
    """Attributions of one scene, asked for token by token."""

    def __init__(self, scene: Scene, args: Arguments, spans: Sequence[AttributionSpan]) -> None:
        self.scene = scene
        self.args = args
        self.spans = spans
        self.words = cues(scene.parsed.language).classes
        self.quoted_only = self.words.get("quoted_only", frozenset())
        self.sources = {s.head: self._source(s) for s in sorted(spans, key=lambda s: s.source_head or s.head)}

    def announcing(self) -> Actor | None:
        """The subject of the block's last verb of speech ("X a déclaré dimanche :"), else of its last verb with one."""
        g, verbs = self.scene.grammar, cues(self.scene.parsed.language).verbs
        every = [verb for verb in reversed(list(g.doc)) if g.is_verb(verb)]
        speech = [v for v in every if verbs.get(g.lemma(v)) in ("say", "claim", "confirm", "deny", "admit")]
        for verb in speech[:1] or every:
            found = self.args.actor(g.surface_subject(verb), speaker=True)
            if found is not None and found.key is not None and found.kind != "object":
                return found
        return None

    def around(self, index: int) -> list[AttributionSpan]:
        """Attributions whose content holds the token, innermost first."""
        hits = [s for s in self.spans if index in s.content and s.head != index]
        return sorted(hits, key=lambda s: len(s.content))

    def voice(self, index: int) -> Voice:
        """Who vouches for what the token says."""
        chain: list[str] = []
        innermost: tuple[AttributionSpan, Actor | None, str] | None = None
        for span in self.around(index):
            source = self.sources[span.head]
            key = self._key(span, source) or self._misparsed(span)
            if key is None:
                continue
            chain.insert(0, key)
            if innermost is None or self._rumour_denied(innermost, span):
                innermost = (span, source, key)
        outer = self.args.memory.quoting
        if innermost is None and outer is not None and outer.key is not None:
            return Voice(outer.key, outer, (NARRATOR, outer.key), None)
        if innermost is None:
            return Voice(NARRATOR, None, (NARRATOR,), None)
        span, source, key = innermost
        self.args.memory.voices.add(key)
        return Voice(key, source, (NARRATOR, *chain), span)

    def _rumour_denied(self, inner: tuple[AttributionSpan, Actor | None, str], span: AttributionSpan) -> bool:
        """Is what a rumour says denied by somebody ("dément les rumeurs faisant état d'un retrait")?"""
        head = inner[0].source_head
        return inner[2] == UNNAMED and span.cue_class == "deny" and head is not None and head in span.content

    def _source(self, span: AttributionSpan) -> Actor | None:
        """Who the source is, noted as the last voice heard."""
        if span.source_head is None:
            return None
        token = self.scene.grammar.doc[span.source_head]
        source = self._taken_up(token, span)
        if source is None:
            source = self._by_name(self.args.actor(token, speaker=True), span)
        if source is not None:
            self.args.memory.hears(replace(source, start=self.scene.offsets(token)[0]))
        return source

    def _taken_up(self, token: Token, span: AttributionSpan) -> Actor | None:
        """A voice heard before: "it added", "the same source", "the text says", "l'un d'eux", "l'ONG"."""
        g, memory = self.scene.grammar, self.args.memory
        offset, word = self.scene.offsets(token)[0], g.word(token).lstrip("-")
        if word == "t" and token.i + 1 < len(g.doc):
            word = g.word(g.doc[token.i + 1]).lstrip("-")  # "a-t-il ajouté"
        phrase = {g.word(g.doc[i]) for i in span.source}
        if word in _PRONOUNS:
            voice = memory.last_voice(offset, {"celui-ci": "il", "celle-ci": "elle", "eux": "ils"}.get(word, word))
            nearer = memory.who(word, offset, speakers=True) if word in ("he", "she") else None
            other = memory.single(offset) if word in ("he", "she") else None
            if other is not None and (voice is None or other.start > voice.start):
                return other
            if voice is not None and nearer is not None and nearer.kind in _PEOPLE and nearer.start > voice.start:
                return None
            return voice
        if not phrase.isdisjoint(self.words["same"]):
            return self._same(token, offset)
        if word in _AMONG and not phrase.isdisjoint({"eux", "elles", "them"}):
            return memory.last_voice(offset, "ils")
        mention = self.scene.actor_at(token)
        if definite(g, token) and g.lemma(token) in self.words["document"]:
            own = len(phrase) > 2 or (mention is not None and mention.named)
            return None if own else memory.last_voice(offset)
        if mention is not None and not mention.named and mention.kind == "humanitarian" and definite(g, token):
            return next((a for a in reversed(memory.heard) if a.kind in ("monitor", "humanitarian")), None)
        return None

    def _same(self, token: Token, offset: int) -> Actor | None:
        """As in "the same source": who spoke last; "the same factions" are forces, who may not have spoken before."""
        known, voice = self.args.actor(token), self.args.memory.last_voice(offset)
        if known is None or known.kind not in FIGHTERS or (voice is not None and voice.kind in FIGHTERS):
            return voice
        return known

    def _by_name(self, source: Actor | None, span: AttributionSpan) -> Actor | None:
        """A minister or leader by name is the person; a spokesman or commander by name stands for who sent him."""
        g, phrase = self.scene.grammar, self._phrase(span)
        mentions = {id(m): m for i in phrase if (m := self.scene.actor_at(g.doc[i])) is not None}
        people = [m for m in mentions.values() if m.kind in _PEOPLE and m.named]
        words_ = {g.word(g.doc[i]) for i in phrase} | {g.lemma(g.doc[i]) for i in phrase}
        if source is not None and not people and words_ & _OFFICE and not words_ & _SPOKES:
            return self._stranger(source, phrase)
        if source is None or not people:
            return source
        person = people[0]
        chief = not words_.isdisjoint(_CHIEFS) and words_.isdisjoint(_SPOKES - _COMMANDS)
        if not words_.isdisjoint(_SPOKES) and not chief:
            known = self.args.leads(person.key)
            sender = next((m for m in mentions.values() if m.kind not in _PEOPLE and m.as_speaker != person.key), None)
            theirs = source.kind in FIGHTERS and not words_.isdisjoint(_POSSESSIVES)
            if sender is not None and not sender.anaphoric:
                key: str | None = sender.as_speaker
            elif theirs and known not in {seen.actor.key for seen in self.args.memory.actors}:
                key = source.key  # "their spokesman" speaks for those just named, whoever's he was known to be
            else:
                key = known or source.key
            return replace(source, key=key) if key else source
        if source.key != person.key and not words_.isdisjoint(_OFFICE):
            return replace(source, key=person.key, kind=person.kind, text=person.text)
        return source

    def _stranger(self, source: Actor, phrase: Sequence[int]) -> Actor:
        """The name that no list knows, beside an office: "le ministre de la Défense, NAME NAME, a confirmé …"."""
        doc, scene = self.scene.grammar.doc, self.scene
        run: list[str] = []
        for token in doc[min(phrase) + 1 : max(phrase) + 6]:
            word = scene.parsed.word(token)
            free = scene.actor_at(token) is None and scene.place_at(token) is None
            if word[:1].isupper() and word[-1:].isalpha() and free:
                run.append(word)
            elif len(run) > 1 or token.i > max(phrase) + 1:
                break
            else:
                run = []
        if not 1 < len(run) < 5:
            return source
        name = " ".join(run)
        return replace(source, key="_".join(re.findall("[a-z0-9]+", fold(name))), kind="person", text=name)

    def _phrase(self, span: AttributionSpan) -> list[int]:
        """The source with all of its office, and the name behind a comma: "a annoncé le commandant en chef, NAME."."""
        doc, head = self.scene.grammar.doc, span.source_head
        mention = self.scene.actor_at(doc[head]) if head is not None else None
        out = set(span.source)
        if mention is not None:
            out |= {t.i for t in self.scene.parsed.tokens_in(mention.start, mention.end)}
        name = self.scene.actor_at(doc[last + 2]) if (last := max(out, default=len(doc))) + 2 < len(doc) else None
        if name is not None and name.named and name.kind in _PEOPLE and doc[last + 1].text == ",":
            behind = [t.i for t in self.scene.parsed.tokens_in(name.start, name.end)]
            if behind[-1] + 1 >= len(doc) or doc[behind[-1] + 1].is_punct:
                out.update(behind)
        return sorted(out)

    def _key(self, span: AttributionSpan, source: Actor | None) -> str | None:
        """The speaker's key, or None where this is no attribution ("the truck reported missing")."""
        if span.cue_class in _SILENT:
            documents = source is not None and source.kind in ("social_media", "document", "media", "monitor")
            witnesses = source is not None and source.kind in _WITNESSES and span.lemma in self.words["sense"]
            if not documents and not (witnesses and not span.negated):
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
                quoting = self.args.memory.quoting
                return quoting.key if quoting is not None and quoting.key is not None else NARRATOR
            return (
                UNNAMED
                if passive
                and span.cue_class
                in ("say", "claim", "think", "fear", "according", "confirm", "deny", "doubt", "predict")
                else None
            )
        if source.key is not None and source.kind != "object":
            return "residents" if source.key == "civilians" else source.key
        if source.kind == "lay" and self.scene.grammar.doc[source.token.i].pos_ not in ("NOUN", "PROPN"):
            return None
        if source.kind in ("object",):
            return None
        return UNNAMED

    def _misparsed(self, span: AttributionSpan) -> str | None:
        """Accounts and channels that the parser took for a verb ("Social media accounts close to X claimed …")."""
        if span.source_head is None or span.cue_class not in ("say", "claim"):
            return None
        named = (m for i in sorted(span.source) if (m := self.scene.actors.get(i)) is not None)
        first = next(named, None)
        return first.as_speaker if first is not None and first.kind in ("social_media", "media") else None


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
