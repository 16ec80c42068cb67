"""Who holds what, since when, according to whom, and how sure one can be.

The names below are the public face of the library; everything else may move. Each is loaded when it is first used, so
that `import whoholds` costs nothing.

    from whoholds import Ledger, load_settings, read

    for report, reading in read(["dispatch.txt"], load_settings()):
        for claim in reading.claims:
            print(claim.speaker.key, claim.event, claim.quote)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whoholds.control.weights import Weights
    from whoholds.errors import WhoholdsError
    from whoholds.ledger import ClaimFilter, Ledger
    from whoholds.model import (
        Area,
        Claim,
        Described,
        Event,
        Factuality,
        Holding,
        Place,
        Reading,
        Report,
        Standing,
        Unplaced,
        When,
    )
    from whoholds.reading import Reader
    from whoholds.reference.actors import Actors
    from whoholds.reference.gazetteer import Gazetteer
    from whoholds.settings import Settings
    from whoholds.settings import load as load_settings
    from whoholds.workflow import add, read

    __version__: str

_HOMES = {
    "Actors": "reference.actors",
    "Area": "model",
    "Claim": "model",
    "ClaimFilter": "ledger",
    "Described": "model",
    "Event": "model",
    "Factuality": "model",
    "Gazetteer": "reference.gazetteer",
    "Holding": "model",
    "Ledger": "ledger",
    "Place": "model",
    "Reader": "reading",
    "Reading": "model",
    "Report": "model",
    "Settings": "settings",
    "Standing": "model",
    "Unplaced": "model",
    "Weights": "control.weights",
    "When": "model",
    "WhoholdsError": "errors",
    "add": "workflow",
    "load_settings": "settings",
    "read": "workflow",
}
_RENAMED = {"load_settings": "load"}

__all__ = [
    "Actors",
    "Area",
    "Claim",
    "ClaimFilter",
    "Described",
    "Event",
    "Factuality",
    "Gazetteer",
    "Holding",
    "Ledger",
    "Place",
    "Reader",
    "Reading",
    "Report",
    "Settings",
    "Standing",
    "Unplaced",
    "Weights",
    "When",
    "WhoholdsError",
    "__version__",
    "add",
    "load_settings",
    "read",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("whoholds")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), _RENAMED.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
