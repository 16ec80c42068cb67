"""Time expressions of French and English reporting, and the days that they name.

    find_times(text, start, end, language, anchor=…)        -> list[TimeMention]
    find_expressions(text, start, end, language, anchor=…)  -> list[TimeExpression]

`find_expressions` says more: the relation ("since", "until", "by" …), the length of a duration, whether the expression
only marks background ("for the first time since 2016"), and `during(anchor)`: the days that an event can fall in.
"""

from whoholds.reading.time.expressions import Relation, TimeExpression
from whoholds.reading.time.find import find_expressions, find_times

__all__ = ["Relation", "TimeExpression", "find_expressions", "find_times"]
