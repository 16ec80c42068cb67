"""Attributions without a verb of speech: "according to", adjectives ("sure that"), nouns ("the claim that")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from whoholds.reading.attribution.draft import Draft, Trees
from whoholds.reading.attribution.lexicon import Cues, Wide
from whoholds.reading.grammar import Grammar


class According(Trees):
    """As in "selon X", "d'après X", "according to X": the rest of the sentence is what X says."""

    def __init__(self, grammar: Grammar, words: Cues) -> None:
        super().__init__(grammar)
        self.words = words

    def find(self) -> Iterator[Draft]:
        """Drafts in the order of the sources."""
        by_first = _by_first(self.words.preps)
        forms = [self.g.word(token) for token in self.g.doc]
        behind = 0
        for at, form in enumerate(forms):
            for phrase in by_first.get(form, ()) if at >= behind else ():
                if tuple(forms[at : at + len(phrase)]) != phrase:
                    continue
                found = self._draft(at, at + len(phrase))
                if found is not None:
                    yield found
                    behind = at + len(phrase)
                    break

    def _draft(self, first: int, behind: int) -> Draft | None:
        """The noun phrase behind the preposition is the source, the sentence around it the content."""
        if behind >= len(self.g.doc):
            return None
        sentence = self.sentence(self.g.doc[first])
        noun = self._first_noun(behind, min(behind + 7, sentence.end))
        if noun is None:
            return None
        for above in self.g.ancestors(noun):
            between = self.g.doc[noun.i : above.i]
            if not (behind <= above.i < behind + 8 and self.nominal(above)) or any(t.is_punct for t in between):
                break
            noun = above
        prep = " ".join(self.g.word(t) for t in self.g.doc[first:behind])
        if (prep == "per" and not self._somebody(noun, first)) or self.g.word(noun).startswith("indépendant"):
            return None  # "two a day", "vérifié de source indépendante"
        source = {i for i in self.under(noun) if i >= behind}
        comma = next((t.i for t in self.g.doc[behind : sentence.end] if t.text == ","), None)
        if first == sentence.start and comma is not None:  # "D'après un gradé, l'état-major …"
            source = {i for i in source if i < comma}
        cue = set(range(first, behind))
        low = max((t.i for t in sentence if t.text in (";", ":") and t.i < first), default=-1)
        high = min((t.i for t in sentence if t.text == ";" and t.i > first), default=sentence.end)
        content = {t.i for t in sentence if low < t.i < high} - source - cue
        if not any(not self.g.doc[i].is_punct for i in content):
            content = {t.i for t in sentence} - source - cue
        return Draft(self.g.doc[first], prep, "according", "according", content, cue, noun, source)

    def _somebody(self, noun: Token, per: int) -> bool:
        """Is the noun behind "per" a name or several people, and not what something is counted by ("two per day")?"""
        set_off = per > 0 and self.g.doc[per - 1].is_punct
        determined = any(c.dep_ in ("det", "poss") for c in self.g.children(noun))
        return noun.pos_ == "PROPN" or (set_off and (determined or "Plur" in noun.morph.get("Number", [])))

    def _first_noun(self, start: int, end: int) -> Token | None:
        """The first noun or pronoun, or what stands for one ("un notable" tagged as an adjective)."""
        last: Token | None = None
        for token in self.g.doc[start:end]:
            if token.is_punct or self.g.word(token) in self.g.relative_pronouns:
                break
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                return token
            if token.pos_ in ("ADJ", "NUM", "X", "VERB"):
                last = token
        return last if last is None or last.pos_ != "NUM" else None


@lru_cache(maxsize=8)
def _by_first(phrases: frozenset[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first word, the longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(_words(p)) for p in phrases), key=len, reverse=True):
        out.setdefault(phrase[0], []).append(phrase)
    return out


def _words(phrase: str) -> list[str]:
    """A preposition as the tokenizer splits it: "d'après" is "d'" and "après"."""
    return phrase.replace("'", "' ").split()


class Attitudes(Trees):
    """Adjectives and nouns of attitude."""

    def __init__(self, grammar: Grammar, words: Cues, wide: Wide) -> None:
        super().__init__(grammar)
        self.words = words
        self.wide = wide

    def find(self) -> Iterator[Draft]:
        """Drafts in the order of the words."""
        for token in self.g.doc:
            lemma = self.g.lemma(token)
            if (token.pos_ in ("ADJ", "VERB") and lemma in self.wide.adjectives) or (
                token.pos_ in ("ADJ", "VERB") and token.text.lower() in self.wide.adjectives
            ):
                found = self._adjective(token)
            elif token.pos_ == "NOUN" and lemma in self.wide.nouns:
                found = self._noun(token)
            else:
                continue
            if found is not None:
                yield found

    # -- adjectives -----------------------------------------------------------------------------------------------

    def _adjective(self, word: Token) -> Draft | None:
        lemma = self.g.lemma(word) if self.g.lemma(word) in self.wide.adjectives else word.text.lower()
        content = self._complement(word)
        if not content:
            return None
        verb = self._copula(word)
        source = self.g.surface_subject(verb) if self.g.is_verb(verb) or verb is not word else self.g.own_subject(word)
        if source is None and word.dep_ in ("amod", "acl"):
            source = word.head if self.nominal(word.head) else None
        phrase = set() if source is None else self.under(source) - content - self.under(word)
        own = {word.i} | ({verb.i} if verb is not word else set())
        return Draft(word, lemma, self.wide.adjectives[lemma], "adjective", content - own, own, source, phrase)

    def _copula(self, word: Token) -> Token:
        """The verb that the adjective is predicated by, or the adjective itself."""
        if word.dep_ in ("acomp", "oprd", "attr", "xcomp"):
            return word.head
        if word.dep_ == "mark":  # "est sûr que": taken for a part of the conjunction
            return next((a for a in self.g.ancestors(word) if a.pos_ in ("AUX", "VERB") and a.i < word.i), word)
        return word

    def _complement(self, word: Token) -> set[int]:
        copula = self._copula(word)
        above = [c for c in self.clauses(copula) if c.i > word.i] if self.french and copula is not word else []
        for child in [*self.clauses(word), *self.infinitives(word), *above]:
            return self.under(child) - {word.i}
        for prep, _, tokens in self.prepositional(word):
            if prep in self.wide.adjective_preps:
                return tokens
        return set()

    # -- nouns ----------------------------------------------------------------------------------------------------

    def _noun(self, noun: Token) -> Draft | None:
        content = self._noun_content(noun)
        if not content:
            return None
        source, phrase = self._noun_source(noun, content)
        lemma = self.g.lemma(noun)
        return Draft(noun, lemma, self.wide.nouns[lemma], "nominal", content - {noun.i}, {noun.i}, source, phrase)

    def _noun_content(self, noun: Token) -> set[int]:
        for child in self.g.children(noun):
            complement = (
                child.dep_ in ("acl", "ccomp")
                and child.i > noun.i
                and (self.g.is_verb(child) or self.g.auxiliaries(child))
            )
            relative = any(self.g.word(c) in ("which", "who", "whom", "qui", "dont") for c in self.g.children(child))
            if complement and not relative and self._introduced(child):
                return self.under(child)
        for prep, head, tokens in self.prepositional(noun):
            if prep in self.wide.content_preps and head.i > noun.i and self._kind_of_content(noun, prep, head):
                return tokens
        return set()

    def _introduced(self, clause: Token) -> bool:
        """That-clauses and infinitives complete a noun; a bare participle describes it."""
        if any(c.dep_ == "mark" or (c.dep_ == "aux" and c.tag_ == "TO") for c in self.g.children(clause)):
            return True
        return self.g.mood(clause) == "infinitive" or self.g.own_subject(clause) is not None

    def _kind_of_content(self, noun: Token, prep: str, head: Token) -> bool:
        """As in "the demand of the rebels" names the source, "criticism of the deal" the content."""
        if prep not in ("of", "de"):
            return True
        if self.french and self.wide.nouns[self.g.lemma(noun)] in ("say", "claim"):
            return self.g.lemma(noun) in self.wide.of_content
        return (
            self.wide.nouns[self.g.lemma(noun)] in ("oppose", "support", "fear", "say", "claim") and head.pos_ != "PRON"
        )

    def _noun_source(self, noun: Token, content: set[int]) -> tuple[Token | None, set[int]]:
        for child in self.g.children(noun):
            if child.dep_ == "poss":
                return child, self.under(child) - content
        for prep, head, tokens in self.prepositional(noun):
            if (prep in self.wide.source_preps or prep in ("of", "de")) and not tokens & content:
                return head, tokens
        verb = noun.head
        if self.g.is_verb(verb) and self.g.lemma(verb) in self.wide.light and noun.dep_ in ("dobj", "obj"):
            source = self.g.agent(verb) if self.g.passive(verb) else self.g.surface_subject(verb)
            if source is not None:
                return source, self.under(source) - content
        return None, set()
