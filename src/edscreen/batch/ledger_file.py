"""The file of a ledger: opened so that what is recorded outlives the process, and why it cannot be used."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from typing import TYPE_CHECKING

from edscreen.profile.sources import shown_path

if TYPE_CHECKING:
    from pathlib import Path


class LedgerNotUsable(Exception):
    """The ledger cannot be written or is another's; the message says which and what to do."""


def connected(file: Path, *, is_new: bool) -> sqlite3.Connection:
    """Open the file of a ledger, with its tables.

    Raises:
        sqlite3.Error: it cannot be used.
    """
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        [[tables]] = connection.execute("SELECT count(*) FROM sqlite_master")
        if is_new or not tables:
            schema = files("edscreen.batch").joinpath("data/results.sql").read_text(encoding="utf-8")
            connection.executescript(f"BEGIN;{schema}COMMIT;")
        connection.execute("SELECT value FROM run LIMIT 1").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def why(file: Path, error: sqlite3.Error) -> str:
    """Say why a ledger cannot be used, and what to do."""
    name = getattr(error, "sqlite_errorname", "")
    causes = {
        "SQLITE_FULL": "the disk is full: make room, and go on with --resume",
        "SQLITE_IOERR": (
            "it could not be written, as the disk is full or fails, or a quota is used up: make room, and go"
            " on with --resume"
        ),
        "SQLITE_READONLY": "it may not be written: ask its owner for the right to, and go on with --resume",
        "SQLITE_BUSY": "another program holds it: close that, and go on with --resume",
        "SQLITE_NOTADB": "it is no ledger of edscreen: name another folder with --out",
    }
    cause = next((text for known, text in causes.items() if name.startswith(known)), str(error))
    return f"{shown_path(file)}: {cause}"
