"""From a noun phrase to who it is: mentions, heads, possessors, echoes of names, pronouns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from whoholds.reading.attribution import AttributionSpan
from whoholds.reading.direct import spoken_directly
from whoholds.reading.memory import Memory
from whoholds.reading.scene import FIGHTERS, LAY, STATES, Actor, Scene
from whoholds.reading.sites import Site, Sites, definite
from whoholds.reading.words import words
from whoholds.reference.mention import ActorMention
from whoholds.reference.registry import Actor as KnownActor

_THIRD = frozenset({"they", "them", "their", "he", "him", "his", "she", "her", "it", "its"})
_OWNED = words("actors", "owned")
_POSSESSIVES = words("actors", "possessives")
_OWN = words("actors", "own")
_MILITANTS = words("actors", "militants")
_THE = frozenset({"the", "this", "la", "les", "des", "cette", "ces", "these", "no"})
_SPOKEN_FOR = frozenset({"spokesperson", "commander", "command"})
_SAME = frozenset({"same", "même", "mêmes"})
_ENEMY = words("actors", "enemy")
_SOME = words("actors", "some")
_REMAINS = words("actors", "remains")
_NOBODY = words("actors", "nobody")
_NOBODY_BARE = words("actors", "nobody_bare")
_NO_ANTECEDENT = words("actors", "no_antecedent")
_OTHERS = frozenset({"they", "them", "their", "ils", "elles", "leur", "leurs"})


class Arguments:
    """Reads noun phrases of one scene."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self.scene = scene
        self.memory = memory
        self.g = scene.grammar
        self.lex = scene.lexicon
        self.spans: Sequence[AttributionSpan] = ()
        self.sites = Sites(scene, memory)
        self.known: Mapping[str, KnownActor] = {}  # the actors that the data files name

    def _source_around(self, token: Token, word: str) -> Actor | None:
        """Who is being quoted around a pronoun, if it may stand for them: "the army said its forces …"."""
        if word in _THIRD and spoken_directly(self.scene, token):
            return None
        around = sorted(
            (s for s in self.spans if token.i in s.content and s.source_head is not None and s.source_head != token.i),
            key=lambda s: len(s.content),
        )
        for span in around[:1]:
            source = self.g.doc[span.source_head or 0]
            if source.pos_ == "PRON" and self.g.word(source) == word:
                continue
            told = source.i < token.i or source.pos_ != "PRON"
            actor = self.actor(source, speaker=source.pos_ == "PRON") if told else None
            if (
                actor is not None
                and actor.key is not None
                and actor.kind not in ("object", "social_media", "media", "monitor")
            ):
                return actor
        return None

    def leads(self, person: str) -> str:
        """Key of what a person leads, "" where the data files do not say."""
        return self.known[person].leads if person in self.known else ""

    def site(self, token: Token | None) -> Site | None:
        """Where a noun phrase is; None where it is no place at all."""
        return self.sites.site(token)

    def places(self, token: Token) -> list[Site]:
        """The places of a noun phrase: one, none, or the several of "both towns"."""
        one: list[Site | None] = [*self.sites.both(token)] or [self.sites.site(token)]
        return [s for s in one if s is not None]

    def actor(self, token: Token | None, *, speaker: bool = False) -> Actor | None:
        """Who a noun phrase is; None where nobody stands there. A lay noun gives an actor without key."""
        if token is None:
            return None
        mention = self.scene.actor_at(token)
        hyphen = token.i + 1 < len(self.g.doc) and self.g.doc[token.i + 1].text == "-"  # "Russian-held"
        if mention is None and (
            hyphen
            or (
                token.pos_ == "ADJ"
                and (token.dep_ != "nsubj" or self.g.word(token) != self.g.word(self.g.conjuncts(token)[-1]))
            )
        ):
            mention = self.scene.people_at(token)
        if mention is not None:
            return self._from_mention(token, self._first_of(mention), speaker)
        word = self.g.word(token)
        if word in ("our", "ours", "nos", "notre"):
            start, end = self.scene.offsets(token)
            return Actor(token, None, "fighters", start, end, word, True, own=True)  # "in our hands"
        if word in _NOBODY | _NOBODY_BARE | _SOME:
            for oblique in self.g.obliques(token):
                if oblique.prep in ("of", "de", "parmi", "among"):
                    return self.actor(oblique.noun, speaker=speaker)  # "none of the columns"
        bare = not any(c.dep_ == "det" for c in self.g.children(token))
        if word in _NOBODY or (word in _NOBODY_BARE and bare):
            return None
        after = self.g.doc[token.i + 1] if token.pos_ == "NUM" and token.i + 1 < len(self.g.doc) else None
        if after is not None and after.dep_ == token.dep_ and self.scene.actor_at(after) is not None:
            return self.actor(after, speaker=speaker)  # "not one Boko Haram fighter": the name is one token
        if token.pos_ == "PRON" or word in ("on", "ils", "elles", "they", "he", "she", "it"):
            return self._pronoun(token, word, speaker)
        inside = self._inside(token)
        lemma = self.g.lemma(token)
        group = (
            self.lex.is_in(lemma, "soldiers") or self.lex.is_in(lemma, "officials") or self.lex.is_in(lemma, "regimes")
        )
        people = self.lex.is_in(lemma, "persons") or self.lex.is_in(lemma, "civilians")
        if inside is not None and (group or people or speaker or word in _REMAINS):
            return self._from_mention(token, inside, speaker)
        start, end = self.scene.offsets(token)
        text = self.scene.parsed.word(token)
        plural = "Plur" in token.morph.get("Number", [])
        counted = self._counted(token, lemma)
        if counted is not None:
            return counted
        before = self._known_before(token, lemma)
        if before is not None:
            return Actor(token, before.key, before.kind, start, end, text, plural, False, before.provisional)
        whose = next((p for c in self.g.children(token) if (p := self.scene.people_at(c)) is not None), None)
        if group and whose is not None and not speaker and self.lex.is_in(lemma, "soldiers"):
            return self._from_mention(token, whose)  # "éclaireurs russes"
        if group:
            return Actor(token, None, "fighters", start, end, text, plural)
        if self.lex.is_in(lemma, "civilians"):
            return Actor(token, "civilians", "civilians", start, end, text, plural)
        acronym = text.isupper() and len(text) > 2
        if (token.pos_ == "PROPN" or acronym) and self.scene.place_at(token) is None:
            return Actor(token, None, "unknown", start, end, text, plural)
        return Actor(token, None, "lay", start, end, text, plural)

    def with_others(self, token: Token) -> Actor | None:
        """The soldiers that share a noun with somebody who has none: "African Union and Somali soldiers"."""
        if self.scene.actor_at(token) is None:
            return None
        others = (self.actor(n) for n in self.g.conjuncts(token) if n.i != token.i)
        return next((a for a in others if a is not None and a.kind in FIGHTERS), None)

    def people(self, token: Token) -> Actor | None:
        """Whose forces an adjective of nationality stands for; None where it is none."""
        mention = self.scene.people_at(token)
        return self._from_mention(token, mention) if mention is not None else None

    def _from_mention(self, token: Token, m: ActorMention, speaker: bool = False) -> Actor:
        lemma = self.g.lemma(token)
        crew = self.lex.is_in(lemma, "soldiers") or self.lex.is_in(lemma, "vehicles")
        if m.kind == "object" and crew and not speaker:
            whose = self._inside(token)  # "army trucks", "un blindé de l'armée"
            if whose is not None:
                return self._from_mention(token, whose)
        if m.kind == "object" and self.lex.is_in(lemma, "soldiers") and not speaker:
            return Actor(token, None, "fighters", m.start, m.end, m.text, True)  # tanks move, columns leave
        if self._first_person(m):
            quoted = self._source_around(token, "we") or self._teller()
            key, kind = (quoted.key, quoted.kind) if quoted is not None else (None, m.kind)
            return Actor(token, key, kind, m.start, m.end, m.text, m.number == "plur", own=quoted is None)
        if m.anaphoric:
            adjectives = (self.scene.people_at(t) for t in self.scene.parsed.tokens_in(m.start, m.end))
            whose = next((p for p in adjectives if p is not None), None)
            if whose is not None:
                return self._from_mention(token, whose, speaker)  # "the Tigrayan command"
        if m.anaphoric or self._same(token, m):
            fighters = m.kind in FIGHTERS or m.kind == "anaphor"
            teller = self._teller() if self.g.lemma(token) in _ENEMY else None
            back = (
                self._owner(token, m)
                or self._announcer(token, m)
                or self.memory.who(
                    "" if m.member == "spokesperson" else "they" if m.number == "plur" else "it",
                    m.start,
                    fighters=fighters,
                    without=teller.key if teller is not None else None,
                    speakers=speaker,
                    irregular=m.key == "group",
                )
            )
            if back is not None and back.kind in LAY and fighters and not speaker:
                back = None  # attackers are no residents
            if back is not None:
                return Actor(
                    token, back.key, back.kind, m.start, m.end, m.text, m.number == "plur", False, back.provisional
                )
            if teller is not None:
                return Actor(token, None, "fighters", m.start, m.end, m.text, m.number == "plur")
        whose = self._sent_by(token) if not m.named and m.kind in FIGHTERS and not speaker else None
        if whose is not None:
            return self._from_mention(token, whose)
        key = m.as_speaker if speaker else m.as_actor
        spoken_of = self._spoken_of(m)
        if spoken_of is not None:
            key = spoken_of
        owner = self._owner(token, m) if not m.named and m.kind in _OWNED and not m.member else None
        if owner is not None:
            return Actor(
                token, owner.key, owner.kind, m.start, m.end, m.text, m.number == "plur", False, owner.provisional
            )
        if m.member and m.source == "phrase" and ":" not in key and key not in self.known and not self._unknown_men(m):
            back = self._owner(token, m)
            if back is None and key == "unnamed" and not self._close_to(token):
                return Actor(token, key, m.kind, m.start, m.end, m.text, m.number == "plur")
            fighters = m.kind in FIGHTERS or m.member in ("fighters", "units")
            back = back or self.memory.who(
                "they" if m.number == "plur" else "it", m.start, fighters=fighters, speakers=speaker
            )
            if back is not None and back.key is not None:
                key = (
                    f"officials:{back.key.partition(':')[2] or back.key}"
                    if m.member in ("officers", "sources")
                    else back.key
                )
        return Actor(token, key, m.kind, m.start, m.end, m.text, m.number == "plur", m.named, m.provisional)

    def _first_of(self, m: ActorMention) -> ActorMention:
        """The first of two armies that share a noun ("Chadian and Nigerien troops"); else the mention itself."""
        first = next((t.i for t in self.scene.parsed.tokens_in(m.start, m.end)), 0)
        if first < 2 or m.kind not in FIGHTERS or self.g.word(self.g.doc[first - 1]) not in ("and", "et"):
            return m
        people = self.scene.people_at(self.g.doc[first - 2])
        bare = first < 3 or self.scene.actor_at(self.g.doc[first - 3]) is None
        return people if people is not None and bare and self.g.doc[first - 2].pos_ in ("ADJ", "PROPN") else m

    def _spoken_of(self, m: ActorMention) -> str | None:
        """The group that "the militants" or "the militia" of a country are, where the text has named only one."""
        role = m.as_actor.partition(":")[0]
        if m.named or ":" not in m.as_actor or m.kind not in FIGHTERS:
            return None
        if role != "militias" and _MILITANTS.isdisjoint(m.text.lower().split()):
            return None
        first = next((t.i for t in self.scene.parsed.tokens_in(m.start, m.end)), 0)
        if not any(self._article(t) for t in self.g.doc[max(0, first - 1) : first + 1]):
            return None
        kinds = ("militia", "armed_group") if role == "militias" else ("armed_group",)
        for kind in kinds:
            groups = {s.actor.key for s in self.memory.actors if s.actor.named and s.actor.kind == kind}
            if groups:
                return groups.pop() if len(groups) == 1 else None
        return None

    def _article(self, token: Token) -> bool:
        """Is it one that points back: "the", "la", "des" for "de les", but not "des" for some?"""
        return self.g.word(token) in _THE and not (self.g.word(token) == "des" and token.dep_ == "det")

    def _announcer(self, token: Token, m: ActorMention) -> Actor | None:
        """The group whose statement stands behind a colon: "Communiqué de X : le mouvement …"."""
        if m.key != "group" or m.number == "plur":
            return None
        heads = [s.source_head for s in self.spans if s.kind == "colon" and token.i in s.content]
        found = self.actor(self.g.doc[heads[0]], speaker=True) if heads and heads[0] is not None else None
        return found if found is not None and found.kind in FIGHTERS and found.key is not None else None

    def _unknown_men(self, m: ActorMention) -> bool:
        """Armed men without an article are some that nobody knows, not those of the sentence before."""
        return m.key == "armed_men" and not m.definite

    def _same(self, token: Token, m: ActorMention) -> bool:
        """As in "the same forces": those spoken of, not those of the theatre."""
        return not m.named and m.kind in FIGHTERS and any(self.g.word(c) in _SAME for c in self.g.children(token))

    def _sent_by(self, token: Token) -> ActorMention | None:
        """The named group whose "troops" or "units" they are: "troops of the Wagner group"."""
        for oblique in self.g.obliques(token):
            mention = self.scene.actor_at(oblique.noun) if oblique.prep in ("of", "de") else None
            if mention is not None and mention.named and mention.kind in FIGHTERS:
                return mention
        return None

    def _close_to(self, token: Token) -> bool:
        """As in "a source close to the group", "un responsable du mouvement": the phrase says whose."""
        return any(o.prep.split()[0] in ("close", "proche", "de", "of", "in", "within") for o in self.g.obliques(token))

    def _teller(self) -> Actor | None:
        """The fighters whose words the paragraph is: they are "we", and no enemy of themselves."""
        teller = self.memory.quoting
        return teller if teller is not None and teller.kind in FIGHTERS else None

    def _first_person(self, m: ActorMention) -> bool:
        """Does "our" or "nos" stand in the phrase or before it?"""
        tokens = self.scene.parsed.tokens_in(m.start, m.end)
        first = tokens[0].i if tokens else 0
        near = [*tokens[:1], *self.g.doc[max(0, first - 1) : first]]
        return not m.named and any(self.g.word(t) in _OWN for t in near)

    def _owner(self, token: Token, m: ActorMention) -> Actor | None:
        """Whose "its forces", "leur commandement" are."""
        first = next(iter(self.scene.parsed.tokens_in(m.start, m.end)), token)
        word = self.g.word(first)
        if word not in _POSSESSIVES and first.i:
            word = self.g.word(self.g.doc[first.i - 1])
        if word == "whose":
            owner = self.actor(self.g.antecedent(token))  # "Uganda, whose special forces have been in Juba"
            return owner if owner is not None and owner.kind in FIGHTERS | STATES else None
        if word not in _POSSESSIVES:
            return None
        source = self._source_around(token, word)
        if source is not None and source.kind in FIGHTERS | STATES - {"officials"}:
            return source
        return self.memory.who(word, m.start, fighters=True)

    def _counted(self, token: Token, lemma: str) -> Actor | None:
        """Who stands behind a word of number: "dozens of armed men", "two thirds of the garrison"."""
        if not self.lex.is_in(lemma, "numbers_of"):
            return None
        for oblique in self.g.obliques(token):
            mention = self.scene.actor_at(oblique.noun) if oblique.prep == "of" else None
            forces = mention is not None and mention.kind in FIGHTERS
            if oblique.prep == "of" and (forces or self.lex.is_in(self.g.lemma(oblique.noun), "soldiers")):
                return self.actor(oblique.noun)
        return None

    def _known_before(self, token: Token, lemma: str) -> Actor | None:
        """A definite noun that was part of an earlier actor's name: "le ministère", "the Observatory"."""
        if not definite(self.g, token) or len(lemma) < 5:
            return None
        start = self.scene.offsets(token)[0]
        for seen in reversed(self.memory.actors):
            if seen.offset < start and self.g.word(token) in seen.actor.text.lower().split():
                return seen.actor
        return None

    def _inside(self, token: Token) -> ActorMention | None:
        """An actor that modifies the noun: "HTS fighters", "troupes d'Assad", "his forces"."""
        for child in self.g.children(token):
            if (
                child.dep_ in ("compound", "amod", "poss", "nmod", "flat:name", "appos", "flat:foreign")
                and abs(child.i - token.i) <= 5
            ):
                mention = self.scene.actor_at(child)
                if mention is not None and mention.kind != "object":
                    return mention
        for oblique in self.g.obliques(token):
            if oblique.prep in ("of", "de", "from"):
                mention = self.scene.actor_at(oblique.noun)
                if mention is not None and mention.kind != "object":
                    return mention
        if not any(self.lex.is_in(self.g.lemma(token), crew) for crew in ("soldiers", "vehicles")):
            return None
        peoples = (self.scene.people_at(c) for c in self.g.children(token) if c.dep_ == "amod" and c.i < token.i)
        return next((p for p in peoples if p is not None), None)  # "under Russian guard"

    def _doer(self, token: Token) -> str | None:
        """Key of the subject beside an object pronoun, which stands for somebody else ("l'armée les a contenus")."""
        if token.dep_ not in self.g.object_labels or not self.g.is_verb(token.head):
            return None
        subject = self.g.own_subject(token.head)
        mention = self.scene.actor_at(subject) if subject is not None else None
        return mention.as_actor if mention is not None and not mention.anaphoric else None

    def pronoun(self, token: Token) -> Actor | None:
        """Who a pronoun or a possessive stands for."""
        return self._pronoun(token, self.g.word(token), False)

    def _pronoun(self, token: Token, word: str, speaker: bool) -> Actor | None:
        start, end = self.scene.offsets(token)
        if word in ("nous", "us", "we"):
            quoted = self._source_around(token, word)
            if quoted is not None and quoted.kind in FIGHTERS:
                return Actor(token, quoted.key, quoted.kind, start, end, quoted.text, quoted.plural)
            leader = word == "we" and quoted is not None and quoted.kind == "person"  # "We hold X," a general said
            if leader or self.g.obliques_of(token) or word == "us" or self.memory.ours:
                return Actor(token, None, "fighters", start, end, word, True, own=True)
        if word in _NO_ANTECEDENT:
            return None
        if word in ("celui-ci", "celle-ci", "ceux-ci", "ce dernier", "others"):
            word = "ils" if word == "ceux-ci" else "il"
        quoted = self._source_around(token, word) if not speaker else None
        another = self._doer(token)
        if quoted is not None and word in _OTHERS and self.scene.in_quotes(token):
            another, quoted = quoted.key, None  # who speaks of himself says "we"
        if quoted is not None and self.memory.fits(word, quoted):
            kind = "fighters" if quoted.kind in _SPOKEN_FOR else quoted.kind  # "In a statement, it says it holds X"
            return Actor(token, quoted.key, kind, start, end, quoted.text, quoted.plural, False, quoted.provisional)
        since = self.scene.offsets(token.sent[0])[0]
        found = self.memory.who(word, start, fighters=not speaker, speakers=speaker, since=since, without=another)
        if found is None:
            return Actor(
                token, None, "unknown", start, end, self.scene.parsed.word(token), word in ("they", "ils", "elles")
            )
        return Actor(token, found.key, found.kind, start, end, found.text, found.plural, False, found.provisional)
