"""Asking a language model: the network, the answers kept on disk, and what a run may spend. Optional.

What is asked and what of an answer counts is decided in `reading.second`, which sends nothing.
"""

from whoholds.asking.budget import Budget, Spent
from whoholds.asking.kept import KeptAnswers
from whoholds.asking.reader import ModelReader
from whoholds.asking.server import Server, where_to

__all__ = ["Budget", "KeptAnswers", "ModelReader", "Server", "Spent", "where_to"]
