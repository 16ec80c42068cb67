"""One character to one character, so that every offset into the report's text stays true."""

from __future__ import annotations

# Typographic forms that taggers and word lists do not expect. Each maps to exactly one character.
_PLAIN = tuple(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2007": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2212": "-",
        "\u00ad": "-",
        "\u200b": " ",
        "\u200e": " ",
        "\u200f": " ",
        "\u202a": " ",
        "\u202b": " ",
        "\u202c": " ",
        "\u2066": " ",
        "\u2067": " ",
        "\u2068": " ",
        "\u2069": " ",
        "\ufeff": " ",
        "\t": " ",
    }.items()
)


def normalise(text: str) -> str:
    """The same text with plain apostrophes, quotes, spaces and hyphens; `len` does not change.

    Dashes (– and —) stay: they separate clauses.
    """
    for typographic, plain in _PLAIN:  # each is looked for much faster than every character is looked up
        text = text.replace(typographic, plain)
    return text
