"""What a language model is asked as a second reader, and what of its answer counts. Pure: nothing is sent from here."""

from whoholds.reading.second.align import Aligned, align
from whoholds.reading.second.ground import Ground, ground_of
from whoholds.reading.second.pieces import Piece, pieces_of
from whoholds.reading.second.prompt import Message, fingerprint, messages_for, schema
from whoholds.reading.second.wire import Answer, Proposed, parse

__all__ = [
    "Aligned",
    "Answer",
    "Ground",
    "Message",
    "Piece",
    "Proposed",
    "align",
    "fingerprint",
    "ground_of",
    "messages_for",
    "parse",
    "pieces_of",
    "schema",
]
