"""Speech verbs inserted into what is said or put behind it, and who speaks where the parse does not tell.

French turns subject and verb round ("…, a annoncé le général"); the parser then often takes the speaker for the
object and the sentence for nothing to do with it. Position tells: a speech verb right behind a comma or a closing
quotation mark, with a noun phrase right behind it.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from whoholds.reading.attribution.draft import Trees

_SET_OFF = frozenset({",", "»", '"', "''", "—", "–", "-", "(", ";", ":", "--"})
_TURNED = frozenset({",", "»", '"', "''", "—", "–", "!", "?"})
_INSERTED = frozenset(
    {"parataxis", "conj", "dep", "advcl", "acl:relcl", "acl", "ccomp", "relcl", "obl:mod", "appos", "xcomp", "nmod"}
)
_AS = frozenset({"comme", "as"})
_PARTITIVE = frozenset({"des", "d'"})  # tagged as prepositions: "disent des habitants"
_CLITICS = frozenset({"l'", "le", "la", "les", "ne", "n'", "-", "t", "-t"})
_TURNED_ENGLISH = frozenset("say add write explain reply note recall argue insist warn report conclude".split())
_PARTICIPLES = ("é", "ée", "és", "ées", "ant", "u", "ue", "us", "ues")
_NAMELIKE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP"})
_LONG = 10  # tokens of a speaker's name or office
_DAYS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche hier monday tuesday wednesday thursday friday".split()
)


@dataclass(frozen=True, slots=True)
class Turned:
    """An inverted cue: its speaker's head and tokens, and what is said."""

    head: Token
    source: set[int]
    content: set[int]


class Inserted(Trees):
    """Answers for one block."""

    def content(self, verb: Token) -> set[int] | None:
        """What an inserted or final speech verb says, by the tree and else by position; None where it is none."""
        for found in (self._outer(verb), self._tag(verb), self._as(verb)):
            if found:
                near = self._near(verb, found)
                if any(self.g.is_verb(self.g.doc[i]) or self.g.doc[i].pos_ in ("AUX", "VERB") for i in near):
                    return near
        return None

    def _outer(self, verb: Token) -> set[int] | None:
        """An inserted or final speech verb: "…, a annoncé le général", "…, it maintained, …"."""
        subject = self.subject_child(verb)
        if verb.head.i == verb.i or subject is None or verb.dep_ not in _INSERTED:
            return None
        mine = self.under(verb)
        if not self._set_off(mine) or not (subject.i > verb.i or verb.dep_ == "parataxis"):
            return None
        if any(self.g.word(c) in self.g.relative_pronouns for c in self.g.children(verb)):
            return None
        root = verb.head
        while root.head.i != root.i and not (self.g.is_verb(root) and self.g.own_subject(root) is not None):
            root = root.head
        return self.under(root) - mine

    def amid(self, verb: Token) -> set[int] | None:
        """As in "P, SOHR said, in a front that …": between commas, whatever the parse hangs on the cue behind it."""
        subject = self.subject_child(verb)
        if verb.dep_ != "parataxis" or subject is None or subject.i > verb.i or verb.i + 1 >= len(self.g.doc):
            return None
        mine = self.under(subject) | self.own(verb)
        follows = self.g.doc[verb.i + 1]
        if follows.text != "," or not self._set_off(mine) or max(mine) - min(mine) >= len(mine) + 2:
            return None
        rest = {t.i for t in self.sentence(verb)} - mine
        return self._near(verb, rest) if any(self.g.is_verb(self.g.doc[i]) for i in rest if i < min(mine)) else None

    def _set_off(self, mine: set[int]) -> bool:
        """Does a comma, dash or quotation mark stand before the words, or first among them?"""
        first = min(mine)
        inside = self.g.doc[first].text in _SET_OFF and len(mine) > 1
        return inside or (first > 0 and self.g.doc[first - 1].text in _SET_OFF)

    def _tag(self, verb: Token) -> set[int] | None:
        """As in "…, residents said": a clause, a comma, and the cue at the sentence's end, whatever the parse."""
        mine = self._group(verb)
        if mine is None or self.g.passive(verb) or not self._set_off(mine):
            return None
        sentence = self.sentence(verb)
        before = [t for t in self.g.doc[sentence.start : min(mine)] if not t.is_punct]
        after = [t for t in self.g.doc[max(mine) + 1 : sentence.end] if not t.is_punct]
        closed = max(mine) + 1 >= sentence.end or self.g.doc[max(mine) + 1].is_punct or len(after) <= 4
        if not closed or len(before) < 3 or not any(self.g.is_verb(t) for t in before):
            return None
        goes_on = max(mine) + 1 < sentence.end and self.g.doc[max(mine) + 1].text == ","
        return {t.i for t in before} | ({t.i for t in after} if goes_on else set())

    def _group(self, verb: Token) -> set[int] | None:
        """The cue with its subject, which the tree or else a stretch of nouns behind a comma gives."""
        subject = self.subject_child(verb)
        if subject is not None and self.g.word(subject) in self.g.relative_pronouns:
            return None
        own = self.own(verb)
        if subject is not None:
            mine = self.under(subject) | own
            if max(mine) - min(mine) + 1 - len(mine) <= 3 and "," not in {
                self.g.doc[i].text for i in self.under(subject)
            }:
                return mine
        stretch = self.stretch(verb)
        return (
            stretch | own
            if stretch
            else (
                mine if subject is not None and len(mine) > 1 and max(mine) - min(mine) + 1 - len(mine) <= 3 else None
            )
        )

    def stretch(self, verb: Token) -> set[int]:
        """Nouns and what belongs to them between a comma and the verb; empty where there is more or nothing."""
        out: set[int] = set()
        at = min(self.own(verb)) - 1
        while at >= self.sentence(verb).start and self.g.doc[at].pos_ in _NAMELIKE and len(out) < 8:
            out.add(at)
            at -= 1
        named = any(self.nominal(self.g.doc[i]) for i in out)
        if any(self.g.word(self.g.doc[i]) in self.g.relative_pronouns for i in out):
            return set()  # "…, ce que confirment des habitants"
        return out if named and at >= self.sentence(verb).start and self.g.doc[at].text == "," else set()

    def _as(self, verb: Token) -> set[int] | None:
        """As in "…, as the army said", "comme l'a annoncé l'armée": the rest of the sentence."""
        at = min(self.own(verb)) - 1
        while at >= 0 and self.g.word(self.g.doc[at]) in _CLITICS:
            at -= 1
        subject = self.subject_child(verb)
        if at >= 0 and subject is not None and subject.i < verb.i:
            at = min(self.under(subject)) - 1
        if at < 0 or self.g.word(self.g.doc[at]) not in _AS:
            return None
        mine = self.under(verb) | {at}
        return {t.i for t in self.sentence(verb)} - mine

    # -- inversion ------------------------------------------------------------------------------------------------

    def turned(self, verb: Token) -> Turned | None:
        """As in "…, a annoncé le général", "…, said the governor": speaker and content, or None."""
        if not self._may_turn(verb):
            return None
        sentence = self.sentence(verb)
        start = min(self.own(verb))
        while start > sentence.start and self.g.word(self.g.doc[start - 1]) in _CLITICS:
            start -= 1
        if start == sentence.start or self.g.doc[start - 1].text not in _TURNED:
            return None
        speaker = self.behind(verb, self._closing(start - 1))
        if speaker is None:
            return None
        source = {i for i in self.under(speaker) - self._after_comma(speaker) if i >= verb.i}
        while max(source) + 1 < sentence.end and self.g.doc[max(source) + 1].pos_ == "PROPN":
            source.add(max(source) + 1)
        last = max(source)
        if last + 2 < sentence.end and not self.g.doc[last].whitespace_ and self.g.doc[last + 1].text == "-":
            source |= {last + 1, last + 2}  # "état-major" in three tokens
        before = {t.i for t in sentence if t.i < start}
        after = {t.i for t in sentence if t.i > max(source)}
        follows = max(source) + 1
        if follows >= sentence.end:
            follows = sentence.end - 1
        colon = self.g.doc[follows].text == ":"
        if not self._closing(start - 1) and not any(self._main(self.g.doc[i], before) for i in before):
            split = self.g.doc[follows].text == "," and any(self.finite(self.g.doc[i]) for i in after)
            bare = self.finite(verb) and not any(self.g.is_verb(self.g.doc[i]) for i in after)
            bare = bare and self._headline(before)  # "Chute de Goma, affirme le M23"
            return Turned(speaker, source, before | after) if split or bare or (colon and len(before) <= 4) else None
        if not self.french and follows < sentence.end and not self.g.doc[follows].is_punct:
            return None
        goes_on = follows < sentence.end and self.g.doc[follows].text in (",", ":")
        return Turned(speaker, source, self._near(verb, before | after) if goes_on else self._near(verb, before))

    def _after_comma(self, noun: Token) -> set[int]:
        """What a comma sets off behind a noun with a preposition is no second name: "…, onze ans après sa perte"."""
        kinds = {child.i: {c.dep_ for c in self.g.children(child)} for child in self.g.children(noun)}
        hung = [
            c for c in self.g.children(noun) if c.dep_ == "conj" and "case" in kinds[c.i] and "cc" not in kinds[c.i]
        ]
        return {i for child in hung for i in self.under(child)}

    def _headline(self, words: set[int]) -> bool:
        """A verbless statement: nouns and participles, more than a name or a day, from the block's beginning."""
        named = [i for i in words if self.nominal(self.g.doc[i]) or self.g.is_verb(self.g.doc[i])]
        return min(words, default=1) == 0 and len(named) > 1

    def _may_turn(self, verb: Token) -> bool:
        """A finite form; English turns few verbs round. "craint" and "dit" pass for participles with the tagger."""
        mood = self.g.mood(verb)
        if not self.french:
            return (
                mood in ("past", "present") and self.g.lemma(verb) in _TURNED_ENGLISH and not self.g.auxiliaries(verb)
            )
        word = self.g.word(verb)
        return mood != "infinitive" and (mood != "participle" or not word.endswith(_PARTICIPLES))

    def _main(self, token: Token, stretch: set[int]) -> bool:
        """A finite verb of the stretch that stands in no relative clause of it."""
        if token.pos_ not in ("VERB", "AUX") or not self.finite(token):
            return False
        chain = [token, *(a for a in self.g.ancestors(token) if a.i in stretch)]
        for above in chain:
            pronoun = any(self.g.word(c) in self.g.relative_pronouns for c in self.g.children(above))
            if above.dep_ == "acl:relcl" or (pronoun and above.dep_ in ("acl", "advcl", "ccomp", "conj", "dep")):
                return False
        return True

    def behind(self, verb: Token, quoted: bool) -> Token | None:
        """The noun phrase that begins within three tokens behind the verb and hangs on it."""
        left = next((c for c in self.g.children(verb) if c.dep_ in self.g.subject_labels and c.i < verb.i), None)
        if left is not None and not quoted and not self._apart(left, verb) and self.french:
            return None
        for child in self.g.children(verb):
            plain = child.dep_ in (
                "obj",
                "dobj",
                "nsubj",
                "nsubj:pass",
                "obl:arg",
                "obl:mod",
                "appos",
                "ccomp",
                "xcomp",
                "nmod",
                "flat:name",
            )
            if (
                child.i > verb.i
                and plain
                and child.pos_ in ("NOUN", "PROPN", "PRON")
                and min(self.right(child, verb)) - verb.i <= 3
                and not any(g.dep_ == "case" and self.g.word(g) not in _PARTITIVE for g in self.g.children(child))
                and self.g.word(child) not in _DAYS
            ):
                return child
        return self._far_behind(verb) if self.french else None

    def _far_behind(self, verb: Token) -> Token | None:
        """The speaker behind who is spoken to: "dit à notre journal un commerçant", "a confié à l'AFP un officier"."""
        for child in self.g.children(verb):
            told = child.i > verb.i and any(
                g.dep_ == "case" and self.g.word(g) in ("à", "au", "aux") for g in self.g.children(child)
            )
            if not told:
                continue
            for below in self.g.subtree(child):
                grand = self.g.children(below)
                plain = any(g.dep_ == "det" for g in grand) and not any(g.dep_ == "case" for g in grand)
                if below.i > child.i and below.pos_ in ("NOUN", "PROPN") and plain:
                    return below
        return None

    def _apart(self, left: Token, verb: Token) -> bool:
        """Is there a clause before the comma that the parse's subject does not contain? Then it is not the subject."""
        inside = self.under(left)
        before = self.g.doc[self.sentence(verb).start : min(self.own(verb))]
        return any(t.pos_ in ("VERB", "AUX") and t.i not in inside and self.finite(t) for t in before)

    def finite(self, token: Token) -> bool:
        """Is it a finite verb form?"""
        return "Fin" in token.morph.get("VerbForm", [])

    def right(self, token: Token, verb: Token) -> set[int]:
        """The part of a phrase behind the verb."""
        return {i for i in self.under(token) if i > verb.i} or {token.i}

    def _closing(self, index: int) -> bool:
        return any(self.g.doc[i].text in ("»", '"') for i in range(max(0, index - 1), index + 1))

    def apposed(self, verb: Token) -> set[int]:
        """As in "P, their commander, NAME, said", "P, a man close to X told us": who speaks, where the parse lost it.

        Returns:
            The one or two phrases between commas right before an English speech verb; empty where there are none.
        """
        first, at = self.sentence(verb).start, min(self.own(verb)) - 1
        comma = at > first and self.g.doc[at].text == ","
        near, at = self._phrase(at - comma, first)
        if not near or self.g.doc[at].text != ",":
            return set()
        if not comma:
            return near
        far, at = self._phrase(at - 1, first)
        return near | far if far and self.g.doc[at].text == "," else set()

    def _phrase(self, at: int, first: int) -> tuple[set[int], int]:
        """Nouns and what belongs to them up to a token, and the index before them."""
        out: set[int] = set()
        while at >= first and len(out) < _LONG:
            token = self.g.doc[at]
            if token.pos_ not in _NAMELIKE and self.g.word(token) not in ("-", "'s", "'"):
                break
            out.add(at)
            at -= 1
        return (out if any(self.nominal(self.g.doc[i]) for i in out) else set()), max(at, 0)

    # -- who ------------------------------------------------------------------------------------------------------

    def speaker(self, verb: Token, known: Token | None) -> Token | None:
        """The subject, or the noun phrase right before the verb where the parse names none or a day of the week."""
        if known is not None and self.g.word(known) not in _DAYS:
            return known
        if self.g.mood(verb) in ("infinitive", "participle") and not self.bare(verb):
            return known
        found = self.ahead(verb)
        return found if found is not None else known

    def bare(self, verb: Token) -> bool:
        """A French form that is also a participle, without an auxiliary: "un officier dit avoir vu"."""
        return self.french and not self.g.auxiliaries(verb) and not self.g.word(verb).endswith(_PARTICIPLES)

    def ahead(self, verb: Token) -> Token | None:
        """The noun phrase that ends right before the verb."""
        start = min(self.own(verb))
        first = self.sentence(verb).start
        at = start - 1
        while at >= first and (self.g.word(self.g.doc[at]) in _CLITICS or self.g.doc[at].pos_ == "ADV"):
            at -= 1
        if at < first or self.g.doc[at].is_punct:
            return None
        best = None
        for above in [self.g.doc[at], *self.g.ancestors(self.g.doc[at])]:
            if above.i >= start:
                break
            if self.nominal(above):
                best = above
        return best

    def _near(self, verb: Token, content: set[int]) -> set[int]:
        """The part of a sentence between colons or semicolons that the inserted cue stands in."""
        breaks = [t.i for t in self.sentence(verb) if t.text in (":", ";")]
        low = max((i for i in breaks if i < verb.i - 1), default=-1)
        high = min((i for i in breaks if i > verb.i and self.g.doc[i].text == ";"), default=len(self.g.doc))
        kept = {i for i in content if low < i < high}
        return kept if any(self.g.is_verb(self.g.doc[i]) for i in kept) else content
