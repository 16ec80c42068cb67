"""Signs of posts that a parser takes for words: entry numbers, pictures, "BREAKING |", hash signs.

Each gives way to spaces or a full stop; one character stays one character, so that offsets hold and quotes are cut from
the report itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from whoholds.reading.scene import FIGHTERS
from whoholds.reading.words import ordered
from whoholds.reference.mention import ActorMention

_PICTURE = (
    "[\u2049\u203c\u20e3\u2190-\u21ff\u2300-\u23ff\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d"
    "\U0001f000-\U0001faff]"
)
_PICTURES = re.compile(_PICTURE)
_FLASH = re.compile(
    r"(?P<head>^[ \t]*(?:\(?\d{1,2}/\d{0,2}\)?[ \t]+)?)#?"
    rf"(?:{'|'.join(ordered('posts', 'flashes'))})\b[ \t]*[|:!–—-]+(?=[ \t])",
    re.MULTILINE,
)
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,200}?)(?<=\S)\*\*")
_NUMBER = re.compile(r"^[ \t]*(?:\(\d{1,2}/\d{0,2}\)|\d{1,2}/\d{0,2})(?=[ \t])", re.MULTILINE)
_SHARED = re.compile(r"(?:^|(?<=\s))(?:RT|MT|via)(?=[ \t]+@\w)", re.MULTILINE)
_LAST_TAGS = re.compile(r"(?<=\S)[ \t]+#(?=\w+(?:[ \t]+#\w+)*[ \t]*$)", re.MULTILINE)
_TAG = re.compile(r"(?<![\w&])#(?=[^\W\d])")
_HANDLE = re.compile(r"(?<![\w.])@(\w{2,40})")
_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zà-ÿ]+|\d+")
_OWNERS = frozenset({"ministry", "media", "monitor", "person"})
_HEAD = 3  # words of an entry's head in bold
_CLOSED = frozenset('.!?…"»”:;,')


def plain(text: str) -> str:
    """The text without the signs of posts; as long as before.

    Args:
        text: a normalised text.
    """
    text = _PICTURES.sub(" ", text)
    if "**" in text:
        text = _BOLD.sub(lambda m: _unbold(text, m), text)
    text = _FLASH.sub(lambda m: m["head"] + " " * (len(m[0]) - len(m["head"])), text)
    text = _NUMBER.sub(lambda m: " " * len(m[0]), text)
    if "@" in text:
        text = _SHARED.sub(lambda m: " " * len(m[0]), text)
    if "#" not in text:
        return text
    text = _LAST_TAGS.sub(lambda m: _stopped(text, m), text)
    return _TAG.sub(" ", text)


def _unbold(text: str, match: re.Match[str]) -> str:
    """Bold words without their signs; of an entry's head in bold, "**Goma.** Tenue par …", the stop is a colon."""
    words, opens = match[1], match.start() == 0 or text[match.start() - 1] == "\n"
    head = opens and words.endswith(".") and words.count(" ") < _HEAD
    return "  " + (words[:-1] + ":" if head else words) + "  "


def _stopped(text: str, match: re.Match[str]) -> str:
    """The space before the hash signs that end a post; a full stop keeps them out of the sentence before."""
    stop = " " if text[match.start() - 1] in _CLOSED else "."
    return stop + " " * (len(match[0]) - 1)


def handles(text: str, who: Callable[[str], Sequence[ActorMention]]) -> list[ActorMention]:
    """Accounts that a post names: those of an organisation that the handle names too, else somebody online.

    Args:
        text: a text.
        who: the actors that a few words name; "@RSF_Media" is asked for as "RSF Media".
    """
    out = []
    for match in _HANDLE.finditer(text):
        said = " ".join(_HUMPS.findall(match[1].replace("_", " ")))
        owner = next((m for m in who(said) if m.named and (m.kind in FIGHTERS or m.kind in _OWNERS)), None)
        key, kind = (owner.key, owner.kind) if owner is not None else ("social_media", "social_media")
        mention = ActorMention(match.start(), match.end(), key, kind, True, match[0], head=match.start())
        out.append(mention if owner is None else replace(mention, speaker_key=owner.speaker_key))
    return out


__all__ = ["handles", "plain"]
