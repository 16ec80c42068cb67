"""What a pipeline says of a word once its tag and its place in the tree are known: exceptions to tags, then the lemma.

Both components ask so little of the words around that the same word with the same tags gets the same answer nearly
always, yet they cost a third of parsing. Answers are therefore worked out by the components themselves on a text of
the words not met before, and remembered. Where a rule over several words might match, the components see the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

NAMES = ("attribute_ruler", "lemmatizer")
"""The components, in their order in a pipeline."""
KNOWN = 65_536
"""Answers remembered a language. Unit: words with their tags."""
_LOCAL = frozenset({"TAG", "POS", "DEP", "LOWER", "ORTH", "IS_SPACE"})  # what the key of an answer tells
_LITERAL = _LOCAL - {"IS_SPACE"}
_ASKED: list[int | str] = ["ORTH", "TAG", "POS", "MORPH", "DEP"]
_SET: list[int | str] = ["TAG", "POS", "MORPH", "DEP", "LEMMA"]
_Key = tuple[int, ...]


class Leaves:
    """Stands for the last two components of a pipeline and gives what they would give.

    Args:
        nlp: the pipeline, with both of them loaded, whether they are disabled or not.
    """

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._steps: list[Callable[[Doc], Doc]] = [nlp.get_pipe(name) for name in NAMES]
        self._known: dict[_Key, _Key] = {}
        _hashed(nlp.get_pipe(NAMES[1]))
        ruler: Any = nlp.get_pipe(NAMES[0])
        rules = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
        told = all(_LOCAL.issuperset(word) for pattern in rules for word in pattern)
        signs = [_sign(pattern) for pattern in rules if len(pattern) > 1]
        self._whole = not told or None in signs
        self._signs = {(s[0], self._vocab.strings.add(s[1])) for s in signs if s is not None}

    def __call__(self, doc: Doc) -> Doc:
        """The text with tags mended and lemmas set, in place."""
        if self._whole or self._several(doc):
            return self._by_components(doc)
        rows = [tuple(row) for row in doc.to_array(_ASKED).tolist()]
        new = {key: doc[at].text for at, key in enumerate(rows) if key not in self._known}
        answers = self._ask(new) if new else {}
        token: Any  # the stubs miss a setter
        for token, key in zip(doc, rows, strict=True):
            tag, pos, morph, dep, lemma = answers[key] if key in answers else self._known[key]
            if tag != key[1]:
                token.tag = tag
            if pos != key[2]:
                token.pos = pos
            if morph != key[3]:
                token.set_morph(morph)
            if dep != key[4]:
                token.dep = dep
            token.lemma = lemma
        if len(self._known) + len(answers) > KNOWN:
            self._known.clear()
        self._known.update(islice(answers.items(), KNOWN))
        return doc

    def _several(self, doc: Doc) -> bool:
        """May a rule over several words match?"""
        columns = {attribute for attribute, _ in self._signs}
        return any(
            not {sign for at, sign in self._signs if at == attribute}.isdisjoint(doc.to_array(attribute).tolist())
            for attribute in columns
        )

    def _ask(self, words: Mapping[_Key, str]) -> dict[_Key, _Key]:
        """What the components say of words in a text of nothing else: each as if it stood alone.

        Words that a rule over several could join there are asked about one by one.
        """
        alone = Doc(self._vocab, words=list(words.values()))
        word: Any
        for word, key in zip(alone, words, strict=True):
            word.tag, word.pos, word.dep = key[1], key[2], key[4]
            word.set_morph(key[3])
        if len(words) > 1 and self._several(alone):
            return {key: answer for one in words.items() for key, answer in self._ask(dict([one])).items()}
        self._by_components(alone)
        return dict(zip(words, map(tuple, alone.to_array(_SET).tolist()), strict=True))

    def _by_components(self, doc: Doc) -> Doc:
        for step in self._steps:
            doc = step(doc)
        return doc


def _hashed(lemmatizer: Any) -> None:
    """Known lemmas as sets: the packages have them in lists, which are searched from end to end for each word."""
    tables = lemmatizer.lookups
    if tables.has_table("lemma_index"):
        index = tables.get_table("lemma_index")
        for kind, lemmas in list(index.items()):
            index[kind] = frozenset(lemmas)


def _sign(pattern: Sequence[Mapping[str, Any]]) -> tuple[str, str] | None:
    """Attribute and value that a text must have somewhere for a pattern to match; None where there is no such."""
    for word in pattern:
        for attribute, value in word.items():
            if attribute in _LITERAL and isinstance(value, str):
                return attribute, value
    return None
