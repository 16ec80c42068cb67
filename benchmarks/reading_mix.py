"""Articles about sport, business, culture and the weather, for a stream of which little is about war.

Put together from the sentences of `reading_mix.toml`: each article takes a subject's sentences in an order of its own,
adds some of others, and fills the blanks its own way. The same articles every time. There are two halves that share no
sentence: whoever has read the one has not read the other. They are as long as a report about a war.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

EACH = 6  # articles of a subject in a half
MORE = 11  # sentences of other subjects
_BEGINNINGS = "b br c ch d dr f fl g gr h j k kl l m n p pl r s sh st t tr v w".split()
_VOWELS = "a e i o u ai ea ou ie".split()
_ENDINGS = "nd rth lling ston rova mel dax quist ben rsen ddo vik lph rque ndal zzi mont".split()
_SLOT = re.compile(r"\{(\w+)\}")


def articles(half: int) -> Iterator[dict[str, str]]:
    """Rows as `whoholds read` takes them: at least sixty different articles in each language.

    Args:
        half: 0 or 1; which half of the sentences they are made of.
    """
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for language, table in tables.items():
        pools = {name: table[name]["sentences"][half::2] for name in table if name != "slots"}
        for turn in range(EACH):
            for subject, own in pools.items():
                chance = random.Random(f"{language} {subject} {turn} {half}")
                others = [sentence for name, pool in pools.items() if name != subject for sentence in pool]
                chosen = [*chance.sample(own, len(own)), *chance.sample(others, MORE)]
                filled = [_filled(sentence, table["slots"], chance) for sentence in chosen]
                cut = [filled[:1], filled[1:4], filled[4:7], filled[7:]]
                yield {
                    "id": f"{language}-{subject}-{half}-{turn}",
                    "lang": language,
                    "published": f"2024-12-{1 + turn:02}T08:00:00Z",
                    "text": "\n\n".join(" ".join(part) for part in cut if part) + "\n",
                }


def _filled(sentence: str, slots: dict[str, list[str]], chance: random.Random) -> str:
    taken: set[str] = set()

    def fill(match: re.Match[str]) -> str:
        choice = chance.choice([word for word in slots[match[1]] if word not in taken])
        taken.add(choice)
        if match[1] == "person":
            return f"{choice.split()[0]} {_name(chance)}"
        return _name(chance) if match[1] == "town" else choice

    text = _SLOT.sub(fill, sentence)
    return text[0].upper() + text[1:]


def _name(chance: random.Random) -> str:
    """A name that nobody has: news is full of people and towns that were never mentioned before."""
    parts = (chance.choice(_BEGINNINGS) + chance.choice(_VOWELS) for _ in range(chance.choice((1, 2))))
    return ("".join(parts) + chance.choice(_ENDINGS)).capitalize()
