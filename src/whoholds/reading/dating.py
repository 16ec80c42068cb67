"""Which time expression dates an event, and what the tense says where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Token

from whoholds.model import UNKNOWN_WHEN, Basis, Effect, Event, Precision, When
from whoholds.reading.factuality import Certainty
from whoholds.reading.grammar import Grammar
from whoholds.reading.happenings import Happening
from whoholds.reading.scene import Scene
from whoholds.reading.time.days import back
from whoholds.reading.time.expressions import Relation, TimeExpression
from whoholds.reading.timing import STOPS, Timing, sentence
from whoholds.reading.words import words

_FORMERLY = words("times", "formerly")
_NEWS = 3  # days; what a report tells of longer ago is history, and the next sentence goes on with it

_LASTING = frozenset(
    {Event.HOLD, Event.BESIEGE, Event.OFFENSIVE, Event.CLASH, Event.SHELLING, Event.AIR_STRIKE, Event.GOVERN}
)


class Dating:
    """Dates the happenings of one scene from its expressions and the report's day."""

    def __init__(
        self,
        scene: Scene,
        expressions: Sequence[TimeExpression],
        anchor: date | None,
        day: date | None = None,
        *,
        dated: bool = True,
    ) -> None:
        self.scene = scene
        self.g: Grammar = scene.grammar
        self.anchor = anchor
        self.dated = dated
        self.day = day or anchor  # the day of the news: that of a heading above, else that of publication
        self.timing = Timing(scene.grammar)
        self.told: list[tuple[int, When]] = []  # where an event stands and the day that its clause states
        self.at: list[tuple[Token, TimeExpression]] = []
        for expression in expressions:
            token = scene.parsed.head_in(expression.start, expression.end)
            if token is not None:
                self.at.append((token, expression))

    def meet(self, happenings: Sequence[Happening]) -> None:
        """Note the scene's events: an expression beside one of them dates no other."""
        self.timing.meet(happenings)
        for happening in happenings:
            stated = self._stated(happening, None)
            news = not happening.nominal and self.g.link(happening.trigger).kind != "relative"
            if stated is not None and news and stated.precision in (Precision.DAY, Precision.MONTH):
                self.told.append((happening.trigger.i, stated))

    def when(
        self, happening: Happening, sure: Certainty, stop: int | None, effect: Effect, spot: Token | None = None
    ) -> When:
        """Days the event falls in: stated in its clause, else the day of the news, else unknown.

        Args:
            happening: the event.
            sure: how sure its speaker is.
            stop: token of the cue above which the words are the speaker's.
            effect: what it says of control.
            spot: the place, where the event has several: a day right behind it is its own.
        """
        stated = self._behind(happening, spot) or self._stated(happening, stop)
        if stated is not None:
            return stated
        if self.anchor is None or self.day is None:
            return UNKNOWN_WHEN
        if sure.open and sure.steps != ["question"] and effect is not Effect.HOLDS:
            return UNKNOWN_WHEN
        if sure.future or (sure.level == "PS" and not self._indefinite(happening.trigger)):
            return UNKNOWN_WHEN  # "may have been taken" is news, "may be taken" is none
        verb = happening.support if happening.nominal else happening.trigger
        if verb is None and stop is not None:
            verb = self.g.doc[stop]  # "proclaiming the capture of X": news of the day that it is proclaimed
        if verb is None and effect is Effect.HOLDS:
            verb = next((a for a in self.g.ancestors(happening.trigger) if self.g.is_verb(a)), None)
        if verb is None:
            return UNKNOWN_WHEN
        if self._formerly(happening):
            last = next((when.end for _, when in reversed(self.told) if when.end is not None), self.day)
            return When(None, last, Precision.INTERVAL, Basis.INFERRED)
        mood = self._mood(verb, stop)
        carried = self._carried(happening, verb, mood)
        if carried is not None:
            return carried
        if mood == "conditional" and effect is Effect.HOLDS and not self.g.auxiliaries(verb):
            mood = "present"  # "contrôlerait": a state of the day
        if not self.dated and mood != "present":
            return UNKNOWN_WHEN  # a report that names no day tells when of nothing but what is
        if mood == "past" and effect is Effect.NONE and self._indefinite(verb):
            return UNKNOWN_WHEN
        if mood == "infinitive" and stop is not None and self.g.auxiliaries(verb) and not self.g.passive(verb):
            return UNKNOWN_WHEN  # "claims to have taken": by then
        if mood in ("past", "present", "pluperfect", "conditional", "participle", "infinitive", "subjunctive"):
            if mood == "pluperfect" and stop is None and self._background(verb, happening):
                return UNKNOWN_WHEN
            return When(self.day, self.day, Precision.DAY, Basis.INFERRED)
        return UNKNOWN_WHEN

    def _formerly(self, happening: Happening) -> bool:
        """As in "jusque-là tenue par", "previously held by": until now."""
        verb = happening.trigger
        if happening.event is not Event.HOLD or self.g.mood(verb) != "participle" or self.g.auxiliaries(verb):
            return False
        return any(self.g.word(t) in _FORMERLY for t in self.g.doc[max(0, verb.i - 3) : verb.i])

    def _carried(self, happening: Happening, verb: Token, mood: str) -> When | None:
        """The day that the same sentence has stated before, or the day of history that the sentence before told of."""
        past = mood in ("past", "pluperfect", "participle") and not self._indefinite(verb)
        if not past or self.g.link(verb).kind == "relative" or self.anchor is None:
            return None
        start, _ = sentence(self.g, verb, STOPS)
        before = [(i, when) for i, when in self.told if i < happening.trigger.i]
        if not before:
            return None
        at, when = before[-1]
        if at >= start:
            return when
        previous, _ = sentence(self.g, self.g.doc[start - 1], STOPS)
        old = when.end is not None and (self.anchor - when.end).days > _NEWS
        return when if old and at >= previous else None

    def _background(self, verb: Token, happening: Happening) -> bool:
        """What had happened before, told in a clause beside the news, or that is no change of hands."""
        aside = self.g.link(verb).kind in ("relative", "adverbial")
        aside = aside or any(self.g.word(c) in self.g.relative_pronouns for c in self.g.children(verb) if c.i < verb.i)
        return aside or happening.event not in (Event.CAPTURE, Event.WITHDRAW)

    def _indefinite(self, verb: Token) -> bool:
        """The English perfect says that it is done, not when: "HTS has imposed a curfew"."""
        return self.g.parsed.language == "en" and any(self.g.lemma(a) == "have" for a in self.g.auxiliaries(verb))

    def _mood(self, verb: Token, stop: int | None) -> str:
        mood = self.g.mood(verb)
        if mood not in ("infinitive", "participle") or self.g.auxiliaries(verb):
            return mood
        for above in self.g.ancestors(verb):
            if above.i == stop:
                break
            if self.g.is_verb(above) and self.g.mood(above) not in ("infinitive", "participle"):
                return self.g.mood(above)
        return mood

    def _behind(self, happening: Happening, spot: Token | None) -> When | None:
        """As in "took X in March, Y in May"."""
        for token, expression in self.at if spot is not None else ():
            if spot is not None and token.i == spot.i + 1 and not expression.background:
                when = self._days(expression, happening)
                return None if when.start is None and when.end is None else when
        return None

    def _stated(self, happening: Happening, stop: int | None) -> When | None:
        best: tuple[int, TimeExpression] | None = None
        for token, expression in self.at:
            if expression.background:
                continue
            distance = self.timing.belongs(token, happening, stop)
            if happening.listed:  # the signs of a list tear the tree apart
                distance = 0 if token.i in happening.consumed else None
            when = self._days(expression, happening)
            if distance is None or (when.start is None and when.end is None):
                continue
            if best is None or distance < best[0]:
                best = (distance, expression)
        return None if best is None else self._days(best[1], happening)

    def _days(self, expression: TimeExpression, happening: Happening) -> When:
        """The expression's days; what has lasted for a time began that long ago ("has been under siege for a year")."""
        if expression.relation is Relation.DURATION and expression.amount is not None and self.anchor is not None:
            verb = happening.support or happening.trigger
            lasts = happening.event in _LASTING and self._lasts(verb)
            start = back(self.anchor, *expression.amount) if lasts else None
            return UNKNOWN_WHEN if start is None else When(start, self.anchor, Precision.INTERVAL, Basis.STATED)
        return expression.during(self.anchor)

    def _lasts(self, verb: Token) -> bool:
        """Is it still so: a present, or an English present perfect?"""
        return self.g.mood(verb) == "present" or self._indefinite(verb)
