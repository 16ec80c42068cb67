"""What a pipeline says of a word once its tag and its place in the tree are known: exceptions to tags, then the lemma.

Both components ask so little of the words around that the same word with the same tags gets the same answer nearly
always, yet they cost a third of parsing. Answers are therefore worked out by the components themselves on a text of
that one word, and remembered. Where a rule over several words might match, the components see the whole text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
        rows = doc.to_array(_ASKED).tolist()
        token: Any  # the stubs miss a setter
        for token, row in zip(doc, rows, strict=True):
            key = tuple(row)
            answer = self._known.get(key)
            if answer is None:
                answer = self._ask(doc, token.i, key)
            tag, pos, morph, dep, lemma = answer
            if tag != key[1]:
                token.tag = tag
            if pos != key[2]:
                token.pos = pos
            if morph != key[3]:
                token.set_morph(morph)
            if dep != key[4]:
                token.dep = dep
            token.lemma = lemma
        return doc

    def _several(self, doc: Doc) -> bool:
        """May a rule over several words match?"""
        columns = {attribute for attribute, _ in self._signs}
        return any(
            not {sign for at, sign in self._signs if at == attribute}.isdisjoint(doc.to_array(attribute).tolist())
            for attribute in columns
        )

    def _ask(self, doc: Doc, at: int, key: _Key) -> _Key:
        """What the components say of the word in a text of its own."""
        alone = Doc(self._vocab, words=[doc[at].text])
        word: Any = alone[0]
        word.tag, word.pos, word.dep = key[1], key[2], key[4]
        word.set_morph(key[3])
        self._by_components(alone)
        if len(self._known) >= KNOWN:
            self._known.clear()
        answer = self._known[key] = tuple(alone.to_array(_SET)[0].tolist())
        return answer

    def _by_components(self, doc: Doc) -> Doc:
        for step in self._steps:
            doc = step(doc)
        return doc


def _sign(pattern: Sequence[Mapping[str, Any]]) -> tuple[str, str] | None:
    """Attribute and value that a text must have somewhere for a pattern to match; None where there is no such."""
    for word in pattern:
        for attribute, value in word.items():
            if attribute in _LITERAL and isinstance(value, str):
                return attribute, value
    return None
