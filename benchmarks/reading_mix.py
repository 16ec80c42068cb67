"""Articles about sport, business, culture and the weather, for a stream of which little is about war.

Put together from the sentences of `reading_mix.toml`: each article takes a subject's sentences in an order of its own,
adds some of another subject, and fills the blanks its own way. The same articles every time.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

EACH = 12  # articles of a subject
_SLOT = re.compile(r"\{(\w+)\}")


def articles() -> Iterator[dict[str, str]]:
    """Rows as `whoholds read` takes them: at least sixty different articles in each language."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for language, table in tables.items():
        subjects = [name for name in table if name != "slots"]
        for turn in range(EACH):
            for number, subject in enumerate(subjects):
                chance = random.Random(f"{language} {subject} {turn}")
                other = subjects[(number + 1 + turn) % len(subjects)]
                own = chance.sample(table[subject]["sentences"], len(table[subject]["sentences"]))
                more = chance.sample(table[other]["sentences"], 3) if other != subject else []
                filled = [_filled(sentence, table["slots"], chance) for sentence in [*own, *more]]
                cut = [filled[:1], filled[1:4], filled[4:7], filled[7:]]
                yield {
                    "id": f"{language}-{subject}-{turn}",
                    "lang": language,
                    "published": f"2024-12-{1 + turn:02}T08:00:00Z",
                    "text": "\n\n".join(" ".join(part) for part in cut if part) + "\n",
                }


def _filled(sentence: str, slots: dict[str, list[str]], chance: random.Random) -> str:
    taken: set[str] = set()

    def fill(match: re.Match[str]) -> str:
        choice = chance.choice([word for word in slots[match[1]] if word not in taken])
        taken.add(choice)
        return choice

    text = _SLOT.sub(fill, sentence)
    return text[0].upper() + text[1:]
