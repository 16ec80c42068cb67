"""What one run may spend on asking a model. Free of prices: these change, and most servers here cost electricity."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from whoholds.errors import UsageError
from whoholds.settings import ModelSettings

CHARACTERS_A_TOKEN = 2
"""For servers that do not count: fewer than any real text has, so that the estimate is high. Unit: characters."""


@dataclass(slots=True)
class Spent:
    """What was spent so far. `tokens` as the server counts them, estimated where it does not."""

    requests: int = 0
    tokens: int = 0
    seconds: float = 0.0
    kept: int = 0  # answers that were on the disk already and cost nothing


class Budget:
    """Counts what is spent, and says when it is enough.

    Args:
        limits: requests, tokens and seconds of a run.
        clock: seconds that never run backwards.
    """

    def __init__(self, limits: ModelSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self.spent = Spent()
        self._limits = limits
        self._clock = clock
        self._since = 0.0

    def request(self, characters: int) -> None:
        """A request with so much text is about to go out.

        Raises:
            UsageError: it would be over the budget; nothing was sent.
        """
        spent, limits = self.spent, self._limits
        tokens = characters // CHARACTERS_A_TOKEN
        for name, have, most in (
            ("run_requests", spent.requests + 1, limits.run_requests),
            ("run_tokens", spent.tokens + tokens, limits.run_tokens),
            ("run_seconds", spent.seconds, limits.run_seconds),
        ):
            if have > most:
                raise UsageError(
                    "model.budget",
                    f"the run's budget for asking the model is spent (model.{name} = {most:g})",
                    hint="answers so far are kept; run the same command again to go on, or raise the setting",
                    subject=f"model.{name}",
                )
        spent.requests += 1
        self._since = self._clock()

    def done(self, tokens: int | None = None, characters: int = 0) -> None:
        """A request has ended, well or not.

        Args:
            tokens: as the server counted; None where it did not say.
            characters: text sent and received, for an estimate where it did not.
        """
        self.spent.tokens += characters // CHARACTERS_A_TOKEN if tokens is None else tokens
        self.spent.seconds += self._clock() - self._since
