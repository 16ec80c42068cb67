"""Which SQLite library the ledger talks to, and whether its write-ahead log can be trusted.

SQLite 3.7.0 to 3.51.2 can lose or damage pages when a write-ahead log is reset while another connection checkpoints
(the "WAL-reset bug", sqlite.org/wal.html). `pysqlite3` brings a newer library. Where only an older one is found, the
ledger keeps a rollback journal instead: just as durable, but a reader waits while a commit is written.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from whoholds.errors import SetupError

WAL_SAFE_FROM = (3, 51, 3)
STRICT_FROM = (3, 37, 0)  # STRICT tables
MODULES = ("pysqlite3.dbapi2", "sqlite3")


@dataclass(frozen=True, slots=True)
class Driver:
    """A DB-API module for SQLite and the version of the library inside it."""

    module: ModuleType
    version: tuple[int, ...]

    @property
    def name(self) -> str:
        """The module and its SQLite, e.g. "pysqlite3 3.53.4"."""
        return f"{self.module.__name__.split('.')[0]} {'.'.join(map(str, self.version))}"

    @property
    def wal_safe(self) -> bool:
        """Whether this library's write-ahead log is free of the reset bug."""
        return self.version >= WAL_SAFE_FROM

    @property
    def journal_mode(self) -> str:
        """The journal that this library can be trusted with."""
        return "wal" if self.wal_safe else "delete"

    @property
    def warning(self) -> str:
        """What `doctor` should say about it; empty when all is well."""
        if self.wal_safe:
            return ""
        return (
            f"{self.name} has the WAL-reset bug (fixed in 3.51.3); the ledger uses a rollback journal instead, so "
            "readers wait for the writer. Install pysqlite3 0.6.1 or newer."
        )


def choose(modules: Sequence[str] = MODULES) -> Driver:
    """The first of `modules` whose write-ahead log is safe, or else the newest that can hold the ledger at all.

    Raises:
        SetupError: none of them is there, or all are older than STRICT tables (SQLite 3.37).
    """
    found = []
    for name in modules:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        driver = Driver(module, tuple(module.sqlite_version_info))
        if driver.wal_safe:
            return driver
        found.append(driver)
    usable = [driver for driver in found if driver.version >= STRICT_FROM]
    if not usable:
        raise SetupError(
            "sqlite.too_old",
            "no SQLite of version 3.37 or newer was found",
            hint="pip install 'pysqlite3>=0.6.1', which brings its own",
            subject=", ".join(driver.name for driver in found) or "none",
        )
    return max(usable, key=lambda driver: driver.version)


@cache
def driver() -> Driver:
    """The driver of this process.

    Raises:
        SetupError: no SQLite here can hold the ledger.
    """
    return choose(MODULES)
