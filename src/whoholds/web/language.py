"""Which language a reader gets: the address says it, else the browser's preference, else English."""

from __future__ import annotations

from whoholds.views.words import LANGUAGES, Words

PACKAGE = "whoholds.web"
DEFAULT = "en"


def choose(asked: str | None, accept: str | None) -> str:
    """A language that pages speak.

    Args:
        asked: the `lang` of the address; what is not spoken is passed over.
        accept: an Accept-Language header (RFC 9110, section 12.5.4).
    """
    if asked in LANGUAGES:
        return asked or DEFAULT
    best, best_quality = DEFAULT, 0.0
    for part in (accept or "").split(",")[:20]:
        tag, _, parameter = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        quality = _quality(parameter)
        if language in LANGUAGES and quality > best_quality:
            best, best_quality = language, quality
    return best


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0


def words(language: str) -> Words:
    """The words of pages and maps in a language."""
    return Words.of(language, PACKAGE)
