"""Tables of sentences: what must be read in each.

A line is `language <tab> claims <tab> sentence`. Claims are separated by ` ; `, each is

    event actor place factuality speaker role

with `*` for anything, `-` for nothing and `_` for a space inside a name; fields at the end may be left out. The
sentence must hold each of them; ` ...` at the end of the claims lets it hold more, else further claims that take, hold
or lose a place fail it. A `!` before the language marks what is not read yet: such lines are counted, not required.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.reading.desk import brief
from whoholds.model import Claim, Effect

FOLDER = Path(__file__).with_name("cases")
OPEN = " ..."
STATED = (Effect.GAINS, Effect.HOLDS, Effect.LOSES)


@dataclass(frozen=True)
class Case:
    """One line of a table."""

    table: str
    line: int
    language: str
    hard: bool
    wanted: tuple[tuple[str, ...], ...]
    more: bool
    text: str

    @property
    def id(self) -> str:
        return f"{self.table}:{self.line}-{self.language}"


def load(name: str) -> list[Case]:
    out = []
    for number, line in enumerate((FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        language, claims, text = line.split("\t")
        more = claims.endswith(OPEN)
        parts = claims.removesuffix(OPEN).strip()
        wanted = tuple(tuple(p.split()) for p in parts.split(" ; ")) if parts != "none" else ()
        hard = language.startswith("!")
        out.append(Case(name, number, language.removeprefix("!"), hard, wanted, more, text))
    return out


def easy(cases: Sequence[Case]) -> list[Case]:
    return [c for c in cases if not c.hard]


def hard(cases: Sequence[Case]) -> list[Case]:
    return [c for c in cases if c.hard]


def fits(claim: Claim, wanted: tuple[str, ...]) -> bool:
    got = (*brief(claim), claim.place_role.value if claim.place_role else None)
    return all(
        want == "*" or (have is None if want == "-" else have == want.replace("_", " ") or have == want)
        for want, have in zip(wanted, got, strict=False)
    )


def faults(case: Case, claims: Sequence[Claim]) -> list[str]:
    """What is wrong with a reading of a case, in words; nothing where it is right."""
    left = list(claims)
    out = []
    for wanted in case.wanted:
        match = next((c for c in left if fits(c, wanted)), None)
        if match is None:
            out.append(f"missing {' '.join(wanted)}")
        else:
            left.remove(match)
    if not case.more:
        out += [f"too much: {brief(c)}" for c in left if c.control in STATED]
    if out:
        out.append(f"read {[brief(c) for c in claims]}")
    return out
