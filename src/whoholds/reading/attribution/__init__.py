"""Who says what: attribution spans over a parsed block."""

from whoholds.reading.attribution.lexicon import Cues, cues
from whoholds.reading.attribution.spans import AttributionSpan, find_attributions

__all__ = ["AttributionSpan", "Cues", "cues", "find_attributions"]
