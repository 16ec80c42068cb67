"""A parsed block as a tree to walk: children in order, subtrees, governors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spacy.tokens import Span, Token

from whoholds.reading.parse import Parsed

_NONE = frozenset({"no", "aucun", "aucune", "nul", "nulle"})
_BEFORE = frozenset({"det", "neg", "amod", "advmod"})
_A = frozenset({"a", "an", "one", "un", "une"})
_FAR = 5  # tokens from "not" to the noun ("not one of the last government soldiers" is no longer looked through)


class Tokens(list[Token]):
    """The tokens of a block, made once: a `Doc` makes a new one each time it is asked."""

    def __init__(self, parsed: Parsed) -> None:
        super().__init__(parsed.doc)
        self._doc = parsed.doc

    @property
    def sents(self) -> Iterator[Span]:
        """The sentences as the parser cut them."""
        return iter(self._doc.sents)


class Tree:
    """The dependency tree of one block, with the words as the report has them.

    Answers that depend on nothing but the tree are worked out once a token: frames ask the same again and again.
    """

    remembered: tuple[str, ...] = ("subtree", "ancestors")

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.doc = Tokens(parsed)
        self._words = [parsed.text[a:b].lower() for a, b in zip(parsed.starts, parsed.ends, strict=True)]
        self._children: list[list[Token]] = [[] for _ in self.doc]
        offsets = parsed.doc.to_array("HEAD").astype("int64").tolist()  # all at once: a token asked makes another
        self._heads: list[int] = [at + offset for at, offset in enumerate(offsets)]
        self._hanging: list[list[int]] = [[] for _ in self.doc]
        self._below: dict[int, tuple[int, ...]] = {}
        for at, head in enumerate(self._heads):
            if head != at:
                self._children[head].append(self.doc[at])
                self._hanging[head].append(at)
        for name in self.remembered:
            self.__dict__[name] = _once(getattr(self, name))

    def children(self, token: Token) -> list[Token]:
        """Direct dependents in order."""
        return self._children[token.i]

    def word(self, token: Token) -> str:
        """The token's form in the report, lower case."""
        return self._words[token.i]

    def no_such(self, noun: Token) -> bool:
        """Is it said of none of them ("no town", "aucune ville", "not a soldier", "not one rebel")?"""
        if any(self.word(c) in _NONE and c.dep_ in _BEFORE for c in self.children(noun)):
            return True
        if noun.pos_ not in ("NOUN", "PROPN"):
            return False
        if any(self.word(c) == "moindre" for c in self.children(noun)):
            return bool({"ne", "n'", "sans"} & set(self._words[max(0, noun.i - 9) : noun.i]))  # "not the least of them"
        for at in range(noun.i - 1, max(-1, noun.i - _FAR), -1):
            if self._words[at] in _A:
                return at > 0 and (self._words[at - 1] in ("not", "pas") or self._no_more(at - 1))
        return False

    def _no_more(self, at: int) -> bool:
        """Is it a French "plus" that denies: opening the sentence or behind "ne", not "three men plus one soldier"?"""
        if self._words[at] != "plus":
            return False
        opens = at == 0 or not self._words[at - 1][-1:].isalnum()
        return opens or bool({"ne", "n'"} & set(self._words[max(0, at - 8) : at]))

    def subtree(self, token: Token) -> list[Token]:
        """The token and all below it, in order."""
        return [self.doc[at] for at in self.below(token)]

    def below(self, token: Token) -> tuple[int, ...]:
        """Indices of the token and all below it, in order."""
        at = token.i
        if at not in self._below:
            out, todo = [], [at]
            while todo:
                current = todo.pop()
                out.append(current)
                todo.extend(self._hanging[current])
            self._below[at] = tuple(sorted(out))
        return self._below[at]

    def ancestors(self, token: Token) -> list[Token]:
        """Governors from the nearest to the root; stops at a cycle."""
        out: list[Token] = []
        at = token.i
        seen = {at}
        while (at := self._heads[at]) not in seen:
            seen.add(at)
            out.append(self.doc[at])
        return out


def _once(asked: Callable[..., Any]) -> Callable[..., Any]:
    """A method of one token that remembers its answers; a list is given out as a copy, which its taker may change."""
    known: dict[int, Any] = {}

    def answer(token: Token, *more: Any) -> Any:
        if more:
            return asked(token, *more)
        at = token.i
        try:
            found = known[at]
        except KeyError:
            found = known[at] = asked(token)
        return found[:] if type(found) is list else found

    return answer
