"""A parsed block as a tree to walk: children in order, subtrees, governors."""

from __future__ import annotations

from spacy.tokens import Token

from whoholds.reading.parse import Parsed


class Tree:
    """The dependency tree of one block, with the words as the report has them."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self._children: list[list[Token]] = [[] for _ in self.doc]
        for token in self.doc:
            if token.head.i != token.i:
                self._children[token.head.i].append(token)

    def children(self, token: Token) -> list[Token]:
        """Direct dependents in order."""
        return self._children[token.i]

    def word(self, token: Token) -> str:
        """The token's form in the report, lower case."""
        return self.parsed.word(token).lower()

    def subtree(self, token: Token) -> list[Token]:
        """The token and all below it, in order."""
        out, todo = [], [token]
        while todo:
            current = todo.pop()
            out.append(current)
            todo.extend(self._children[current.i])
        return sorted(out, key=lambda t: t.i)

    def ancestors(self, token: Token) -> list[Token]:
        """Governors from the nearest to the root; stops at a cycle."""
        out: list[Token] = []
        seen = {token.i}
        while token.head.i not in seen:
            token = token.head
            seen.add(token.i)
            out.append(token)
        return out
