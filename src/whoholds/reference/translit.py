"""One key for the press spellings of a transliterated name: "Khan Cheikhoun", "Khān Shaykhūn", "Khan Sheikhun".

The same Arabic, Cyrillic or Persian name is spelt by French, English, German and scholarly rules. The skeleton undoes
what these rules differ in: articles, `ou`/`u`, `ch`/`sh`, `dj`/`j`, `q`/`k`, doubled letters, vowels. It is loose on
purpose (a skeleton of three letters fits many names), so it is only asked for within countries that the context gives.
"""

from __future__ import annotations

import re

from whoholds.reference.folding import fold, is_latin

_ARTICLES = frozenset("al el ar as ash at az an ad adh ath ed es ez er ech esh et en il ul le la les".split())
_GLUED_ARTICLE = re.compile(r"^(?:al|el)(?=[a-z]{5,})")
_SOUNDS = {
    "tsch": "C", "dsch": "j", "shch": "S", "tch": "C", "sch": "S", "dzh": "j", "zh": "j", "sh": "S", "ch": "S",
    "kh": "k", "gh": "g", "dj": "j", "th": "t", "dh": "d", "ph": "f", "ou": "u", "oo": "u", "ee": "i",
    "q": "k", "c": "k", "x": "k", "w": "u", "y": "i", "z": "s",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]+")
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_FROM_CYRILLIC = str.maketrans(_CYRILLIC)
_ARABIC_ARTICLE = re.compile(r"(?:^|(?<= ))ال(?=\S{3,})")
_ARABIC_VOWELS = str.maketrans("", "", "اويءئؤ")


def skeleton(name: str) -> str:
    """The loose key of a name; empty where too little of it is left to tell names apart (fewer than two consonants)."""
    return skeleton_of_key(fold(name))


def skeleton_of_key(key: str) -> str:
    """`skeleton` of a name that is already folded."""
    if not key:
        return ""
    if "а" <= key[0] <= "ґ":
        key = key.translate(_FROM_CYRILLIC)
    if not is_latin(key):
        return _arabic(key)
    words = key.split()
    kept = [w for w in words if w not in _ARTICLES] or words
    text = "".join(kept)
    if len(kept) == len(words):
        text = _GLUED_ARTICLE.sub("", text)
    text = _SOUND.sub(_sound, text)
    text = text[0] + text[1:].replace("h", "")
    bones = _DOUBLED.sub(r"\1", _VOWELS.sub("", _DOUBLED.sub(r"\1", text)))
    if len(bones) < 2:
        return ""
    return ("a" if text[0] in "aeiou" else "") + bones


def _sound(match: re.Match[str]) -> str:
    return _SOUNDS[match[0]]


def _arabic(key: str) -> str:
    """Arabic without the article and the letters that spellings leave out; other scripts as they are."""
    if not "\u0621" <= key[0] <= "\u064a":
        return ""
    bones = _ARABIC_ARTICLE.sub("", key).translate(_ARABIC_VOWELS).replace(" ", "")
    if bones.endswith("ه"):
        bones = bones[:-1]
    return bones if len(bones) >= 2 else ""


def distance(a: str, b: str, limit: int = 99) -> int:
    """Letters to insert, delete or replace to make one string of the other (Levenshtein); stops counting at `limit`."""
    if abs(len(a) - len(b)) >= limit:
        return limit
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (x != y)))
        if min(current) >= limit:
            return limit
        previous = current
    return min(previous[-1], limit)


def likeness(a: str, b: str) -> float:
    """1 for equal folded names, 0 for names with no letter in common, articles set aside."""
    a, b = _bare(a.translate(_FROM_CYRILLIC)), _bare(b.translate(_FROM_CYRILLIC))
    return 1 - distance(a, b) / max(len(a), len(b), 1)


def _bare(key: str) -> str:
    words = key.split()
    return "".join([w for w in words if w not in _ARTICLES] or words)
