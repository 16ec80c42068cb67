"""The first map of a large ledger, worked out in a process of its own: answers that are asked for meanwhile come first.

Threads of one process take turns at the interpreter, so that minutes of weighing would double the time of each answer.
The other process reads the same ledger, and hands over what it found through a pipe that no one else can write to.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from whoholds.control.timeline import Line
from whoholds.control.viewpoints import Viewpoint
from whoholds.control.weights import Weights
from whoholds.errors import StorageError
from whoholds.reference.actors import Actors
from whoholds.settings import Settings
from whoholds.web.board import Board

BEHIND = 5
"""How much the other process stands back for others (`os.nice`)."""
First = tuple[Board, Mapping[str, Line]]
"""The newest day's board, and every place over all days."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a desk is made from, and what it is asked: see `desk.Desk`."""

    settings: Settings
    actors: Actors
    weights: Weights
    theatre: str | None
    viewpoint: Viewpoint | None
    as_known: datetime | None
    head: int


def first_map(ask: Ask) -> First:
    """What `Desk.timeline` answers, from another process.

    Raises:
        StorageError: it cannot be started, was stopped, or the ledger has grown since.
    """
    command = [sys.executable, "-m", __name__]
    try:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise StorageError("web.apart", f"no process can be started: {error}", hint="ask again") from error
    atexit.register(child.kill)
    try:
        told, _ = child.communicate(pickle.dumps(ask))
        if child.returncode != 0:
            raise StorageError("web.apart", "the process that works out the first map was stopped", hint="ask again")
        found: First = pickle.loads(told)  # our own process wrote it
    finally:
        atexit.unregister(child.kill)
        child.kill()
    if found[0].head != ask.head:
        raise StorageError("web.apart", "the ledger has grown meanwhile", hint="ask again")
    return found


def main() -> None:
    """The other process: a question comes in, its answer goes out."""
    from whoholds.web.desk import Desk

    os.nice(BEHIND)
    ask: Ask = pickle.loads(sys.stdin.buffer.read())  # our own process wrote it
    desk = Desk(ask.settings, ask.actors, ask.weights, ask.theatre, ask.viewpoint, apart=False)
    sys.stdout.buffer.write(pickle.dumps(desk.timeline(ask.as_known), pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main()
