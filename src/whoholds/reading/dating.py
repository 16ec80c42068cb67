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
from whoholds.reading.time.expressions import TimeExpression


class Dating:
    """Dates the happenings of one scene from its expressions and the report's day."""

    def __init__(
        self,
        scene: Scene,
        expressions: Sequence[TimeExpression],
        anchor: date | None,
        entry: TimeExpression | None,
        *,
        dated: bool = True,
    ) -> None:
        self.scene = scene
        self.g: Grammar = scene.grammar
        self.anchor = anchor
        self.dated = dated
        self.entry = entry  # the clock time or dateline that heads a live-blog entry or the report
        self.at: list[tuple[Token, TimeExpression]] = []
        for expression in expressions:
            token = scene.parsed.head_in(expression.start, expression.end)
            if token is not None:
                self.at.append((token, expression))

    def when(self, happening: Happening, sure: Certainty, stop: int | None, effect: Effect) -> When:
        """Days the event falls in: stated in its clause, else the day of the news, else unknown."""
        stated = self._stated(happening, stop)
        if stated is not None:
            return stated
        if self.anchor is None:
            return UNKNOWN_WHEN
        if sure.open and sure.steps != ["question"] and effect is not Effect.HOLDS:
            return UNKNOWN_WHEN
        if sure.level == "PS" or sure.future:
            return UNKNOWN_WHEN
        verb = happening.support if happening.nominal else happening.trigger
        if verb is None and stop is not None:
            verb = self.g.doc[stop]  # "proclaiming the capture of X": news of the day that it is proclaimed
        if verb is None:
            return UNKNOWN_WHEN
        mood = self._mood(verb, stop)
        if not self.dated and mood != "present":
            return UNKNOWN_WHEN  # a report that names no day tells when of nothing but what is
        if mood == "past" and stop is None and effect is Effect.NONE and self._indefinite(verb):
            return UNKNOWN_WHEN
        if mood in ("past", "present", "pluperfect", "conditional", "participle", "infinitive", "subjunctive"):
            if mood == "pluperfect" and stop is None and happening.event not in (Event.CAPTURE, Event.WITHDRAW):
                return UNKNOWN_WHEN
            return When(self.anchor, self.anchor, Precision.DAY, Basis.INFERRED)
        return UNKNOWN_WHEN

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

    def _stated(self, happening: Happening, stop: int | None) -> When | None:
        best: tuple[int, TimeExpression] | None = None
        verb = happening.support or happening.trigger
        for token, expression in self.at:
            distance = self._distance(token, happening.trigger, verb, stop)
            if distance is None or expression.background:
                continue
            when = expression.during(self.anchor)
            if when.start is None and when.end is None:
                continue
            if best is None or distance < best[0]:
                best = (distance, expression)
        if best is not None:
            return best[1].during(self.anchor)
        return None

    def _distance(self, token: Token, trigger: Token, verb: Token, stop: int | None) -> int | None:
        """Steps from the expression up to the event's clause; None where it belongs to another one."""
        for steps, above in enumerate([token, *self.g.ancestors(token)]):
            if above.i in (trigger.i, verb.i):
                return steps
            if above.i == stop or (self.g.is_verb(above) and above.i != token.i):
                # A time on the governing verb dates what it governs: "managed on Monday to take X".
                chain = [a.i for a in self.g.ancestors(trigger)[:3]]
                if (
                    above.i in chain
                    and above.i != stop
                    and self.g.link(trigger).kind in ("infinitive", "conjunct", "participle", "adverbial")
                ):
                    return steps + 5
                if above.i in chain and above.i == stop:
                    return steps + 8
                return None
        return None
