"""Who reads: the rules, or a language model beside them. Their readings of one report are kept apart."""

from __future__ import annotations

from enum import StrEnum


class Readers(StrEnum):
    """Whose readings are meant."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"

    @property
    def each(self) -> tuple[Readers, ...]:
        """The single readers that it stands for, the rules first."""
        return (Readers.RULES, Readers.MODEL) if self is Readers.BOTH else (self,)


MODEL_PREFIX = "model-"
"""How the name of every model's reader begins; all others are the rules', or somebody's by hand."""


def family(reader: str) -> Readers:
    """Whose a reading is, by its reader's name and version."""
    return Readers.MODEL if reader.startswith(MODEL_PREFIX) else Readers.RULES
