"""What the filter is compared with: majority vote, latest report, TruthFinder and Dawid-Skene, on the same statements.

Each takes a statement as a vote for a state and answers for every place from what was published by a day. The last two
judge their sources in windows of some days, place by place, and the newest window of a place is its answer.

- Yin, Han and Yu (2008), Truth discovery with multiple conflicting information providers on the web. TKDE 20(6).
- Dawid and Skene (1979), Maximum likelihood estimation of observer error-rates using the EM algorithm. JRSS C 28(1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from control_claims import ATTACK, CONTESTED, HOLD, LOST, NOT_TAKEN, TAKE, Panel, Said

Array = npt.NDArray[Any]
STATES = 3
FOUND_EARLIER = 0.9  # how sure one is of the state that a place began with, before any statement


def vote(said: Said) -> int:
    """The state that a statement votes for, -1 for none."""
    if said.kind in (TAKE, HOLD):
        return said.side
    if said.kind == ATTACK:
        return CONTESTED
    if said.kind in (NOT_TAKEN, LOST):
        return 1 - said.side
    return -1


def begun(panel: Panel) -> Array:
    """What one says before any statement. Shape: (places, states)."""
    return np.eye(STATES)[panel.states[0]] * FOUND_EARLIER + (1 - FOUND_EARLIER) / STATES


def majority(by: dict[int, list[Said]], panel: Panel, t: int, window: int) -> Array:
    """Share of the votes in the last `window` days before the last vote. Shape: (places, states)."""
    out = begun(panel)
    for p, all_said in by.items():
        some = [s for s in all_said if s.published <= t and vote(s) >= 0]
        if some:
            count = np.full(STATES, 0.25)
            for s in some:
                if s.published > some[-1].published - window:
                    count[vote(s)] += 1
            out[p] = count / count.sum()
    return out


def latest(by: dict[int, list[Said]], panel: Panel, t: int, slack: float) -> Array:
    """The last vote wins. Shape: (places, states)."""
    out = begun(panel)
    for p, all_said in by.items():
        some = [s for s in all_said if s.published <= t and vote(s) >= 0]
        if some:
            out[p] = np.eye(STATES)[vote(some[-1])] * (1 - slack) + slack / STATES
    return out


@dataclass(frozen=True)
class Votes:
    """Votes by a day, in windows counted back from it: each vote's window of a place, label and source.

    Attributes:
        places, windows: of each window; 0 is the newest.
    """

    places: Array
    windows: Array
    of: Array
    label: Array
    source: Array
    sources: int

    @classmethod
    def by(cls, said: list[Said], t: int, window: int) -> Votes:
        """The votes published by day t."""
        names = sorted({s.voice for s in said})
        index = {name: i for i, name in enumerate(names)}
        some = [s for s in said if s.published <= t and vote(s) >= 0]
        keys = np.array([(s.place, (t - s.published) // window) for s in some]).reshape(-1, 2)
        unique, of = np.unique(keys, axis=0, return_inverse=True)
        labels, sources = np.array([vote(s) for s in some], int), np.array([index[s.voice] for s in some], int)
        return cls(unique[:, 0], unique[:, 1], of.reshape(-1), labels, sources, len(names))

    def told(self, shares: Array, panel: Panel) -> Array:
        """The newest window of each place. Shape: (places, states)."""
        out = begun(panel)
        for i in np.argsort(-self.windows, kind="stable"):
            out[self.places[i]] = shares[i]
        return out


def truthfinder(said: list[Said], panel: Panel, t: int, window: int, gamma: float = 0.3, rho: float = 0.5) -> Array:
    """Trust in sources and confidence in facts by turns; facts of one window exclude each other (`rho`)."""
    v = Votes.by(said, t, window)
    if not len(v.label):
        return begun(panel)
    seen = np.unique(np.c_[v.of, v.label, v.source], axis=0)  # one vote a source and fact
    trust = np.full(v.sources, 0.9)
    score = np.zeros((len(v.places), STATES))
    for _ in range(20):
        total = np.zeros((len(v.places), STATES))
        np.add.at(total, (seen[:, 0], seen[:, 1]), -np.log(1 - np.clip(trust, 0, 0.999))[seen[:, 2]])
        score = 1 / (1 + np.exp(-gamma * (total - rho * (total.sum(1, keepdims=True) - total))))
        count = np.bincount(seen[:, 2], minlength=v.sources)
        new = np.bincount(seen[:, 2], score[seen[:, 0], seen[:, 1]], v.sources)
        new = np.where(count > 0, new / np.maximum(count, 1), 0.9)
        if np.abs(new - trust).max() < 1e-4:
            break
        trust = new
    said_of = np.zeros_like(score, bool)
    said_of[seen[:, 0], seen[:, 1]] = True
    score = np.where(said_of, score, 0.02)
    return v.told(score / score.sum(1, keepdims=True), panel)


def dawid_skene(said: list[Said], panel: Panel, t: int, window: int, smooth: float = 1.0) -> Array:
    """A confusion matrix for each source, learnt with the windows' states by expectation-maximisation."""
    v = Votes.by(said, t, window)
    if not len(v.label):
        return begun(panel)
    q = np.full((len(v.places), STATES), 0.01)
    np.add.at(q, (v.of, v.label), 1)
    q /= q.sum(1, keepdims=True)
    for _ in range(50):
        confusion = np.full((v.sources, STATES, STATES), smooth / STATES) + np.eye(STATES) * smooth
        for s in range(STATES):
            np.add.at(confusion[:, s, :], (v.source, v.label), q[v.of, s])
        logs = np.log(confusion / confusion.sum(2, keepdims=True))
        likely = np.tile(np.log(q.mean(0) + 1e-9), (len(q), 1))
        np.add.at(likely, v.of, logs[v.source, :, v.label])
        new = np.exp(likely - likely.max(1, keepdims=True))
        new /= new.sum(1, keepdims=True)
        done = np.abs(new - q).max() < 1e-4
        q = new
        if done:
            break
    return v.told(q, panel)
