"""The ledger of a run: which items are done, and what came of each, in one SQLite file.

One process owns it, by a lock that dies with the process; it alone writes, so no claim has to run out before
another may take its place. What came of an item and that it is done are one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from edscreen.batch.alignment import align
from edscreen.batch.ledger_file import LedgerNotUsable, connected, why
from edscreen.batch.screened import EVIDENCE_COLUMNS
from edscreen.profile.sources import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from edscreen.batch.alignment import Alignment
    from edscreen.batch.items import Listed
    from edscreen.batch.lists.filling import RowReader
    from edscreen.batch.screened import FindingRows, Screened
    from edscreen.screening.rule import Options, Rule

FILE = "results.sqlite"
SCHEMA_VERSION = "1"
_LOCK = ".results.lock"


class Ledger:
    """The ledger of the run in a folder."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, lock: FileLock, *, is_new: bool) -> None:
        """Take an open ledger; see `open_ledger`."""
        self.folder = folder
        self.is_new = is_new
        self._db = connection
        self._lock = lock
        self._scorecards = count(self._last("scorecard", "scorecards") + 1)
        self._findings = count(self._last("finding", "findings") + 1)

    def close(self) -> None:
        """Let go of it; what was recorded is on the disk."""
        self._db.close()
        self._lock.release()

    @property
    def reading(self) -> sqlite3.Connection:
        """What its tables are read by."""
        return self._db

    def about(self) -> dict[str, str]:
        """What the run rests on, and how far it came, by name."""
        return dict(self._db.execute("SELECT name, value FROM run"))

    def note(self, values: Mapping[str, str]) -> None:
        """Record what the run rests on, or how far it came."""
        with self._transaction():
            self._db.executemany(_NOTE, values.items())

    def count(self) -> int:
        """How many items are done or were given up."""
        [[number]] = self._db.execute("SELECT count(*) FROM items WHERE state <> 'claimed'")
        return int(number)

    def errors_by_kind(self) -> dict[str, int]:
        """How many errors there are of each kind."""
        return dict(self._db.execute("SELECT kind, count(*) FROM errors GROUP BY kind"))

    def put_rules(self, rules: Iterable[Rule], options: Mapping[str, Options] | None = None) -> None:
        """Record the questions asked, in place of those of a run that was killed at its very beginning."""
        given = options or {}
        rows = [
            (
                rule.id,
                rule.title,
                rule.family,
                rule.severity,
                (given.get(rule.id) or rule.options()).model_dump_json(),
                json.dumps([{"title": source.title, "url": source.url} for source in rule.sources]),
            )
            for rule in rules
        ]
        with self._transaction():
            self._db.execute("DELETE FROM rules")
            self._db.executemany("INSERT INTO rules VALUES (?, ?, ?, ?, ?, ?)", rows)

    def align(
        self,
        items: Iterable[Listed],
        rows: RowReader | None = None,
        *,
        is_elsewhere: bool = False,
        notes: Mapping[str, str] | None = None,
    ) -> Alignment:
        """Fit what is recorded to the list as it is now, and note which list that is; see `alignment.align`.

        Whatever the last owner had begun and not finished is free again. Where anything is to be recorded, or
        is told otherwise now, the run is not finished any more, and what was made from it is out of date.
        """
        with self._transaction():
            found = align(self._db, items, rows, is_elsewhere=is_elsewhere)
            if found.to_do or is_elsewhere or not found.is_of_same_rows:
                self._db.execute("INSERT OR REPLACE INTO run VALUES ('state', 'running'), ('made', '')")
            # Together: whoever goes on after a kill finds results under the name that is noted.
            self._db.executemany(_NOTE, (notes or {}).items())
        return found

    def finished(self, items: Sequence[Listed]) -> set[int]:
        """Of these items those that are done or were given up."""
        numbers = [item.number for item in items]
        marks = ", ".join("?" * len(numbers))
        return {
            number
            for [number] in self._db.execute(
                f"SELECT item FROM items WHERE state <> 'claimed' AND item IN ({marks})",  # noqa: S608
                numbers,
            )
        }

    def claim(self, items: Iterable[Listed]) -> None:
        """Record that these are being worked on."""
        rows = [(item.number, item.key, item.digest, item.identity, item.name) for item in items]
        with self._transaction():
            self._db.executemany(
                "INSERT INTO items (item, key, digest, identity, name, state)"
                " VALUES (?, ?, ?, ?, ?, 'claimed')"
                " ON CONFLICT (item) DO NOTHING",  # one that was tried before keeps its count of attempts
                rows,
            )

    def failed(self, number: int) -> int:
        """Count that what worked on an item died or hung; return how often that has happened."""
        with self._transaction():
            [attempts] = self._db.execute(
                "UPDATE items SET attempts = attempts + 1 WHERE item = ? RETURNING attempts", [number]
            ).fetchone()
        return int(attempts)

    def record(self, results: Iterable[Screened], *, given_up: bool = False) -> None:
        """Record what came of items, and that they are done: all of it or nothing."""
        state = "given_up" if given_up else "done"
        scorecards: list[dict[str, Any]] = []
        findings: list[tuple[Any, ...]] = []
        evidence: list[tuple[Any, ...]] = []
        errors: list[tuple[Any, ...]] = []
        uses: list[tuple[Any, ...]] = []
        notes: list[tuple[Any, ...]] = []
        done: list[tuple[str, int]] = []
        for result in results:
            done.append((state, result.number))
            errors += ((result.number, *error) for error in result.errors)
            uses += ((result.number, *use) for use in result.uses)
            notes += ((result.number, *note) for note in result.notes)
            for rows in result.scorecards:
                number = next(self._scorecards)
                scorecards.append({"scorecard": number, "item": result.number, **rows.columns})
                self._number(rows.findings, number, findings, evidence)
        with self._transaction():
            if scorecards:
                self._db.executemany(_insert("scorecards", scorecards[0]), scorecards)
            self._db.executemany(_FINDING, findings)
            self._db.executemany(_EVIDENCE, evidence)
            self._db.executemany(_ERROR, errors)
            self._db.executemany("INSERT INTO waiver_uses VALUES (?, ?, ?, ?)", uses)
            self._db.executemany("INSERT INTO notes VALUES (?, ?, ?)", notes)
            self._db.executemany("UPDATE items SET state = ? WHERE item = ?", done)

    def _number(
        self,
        rows: Iterable[FindingRows],
        scorecard: int,
        findings: list[tuple[Any, ...]],
        evidence: list[tuple[Any, ...]],
    ) -> None:
        for each in rows:
            number = next(self._findings)
            findings.append((number, scorecard, *each.finding))
            evidence += ((number, position, *row) for position, row in enumerate(each.evidence))

    def _last(self, column: str, table: str) -> int:
        [[number]] = self._db.execute(f"SELECT coalesce(max({column}), 0) FROM {table}")  # noqa: S608
        return int(number)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield
        except sqlite3.Error as error:
            raise LedgerNotUsable(why(self.folder / FILE, error)) from error


def open_ledger(folder: Path) -> Ledger:
    """Open the ledger of the run in a folder, or begin one there, and own it.

    Raises:
        LedgerNotUsable: another run owns it, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK)
        lock.acquire(timeout=0)
    except Timeout:
        raise LedgerNotUsable(
            f"another run of edscreen is writing to {shown_path(folder)}: wait for it, or name another folder"
            " with --out"
        ) from None
    except OSError as error:
        raise LedgerNotUsable(
            f"{shown_path(folder)} cannot be written: {error.strerror or error}; mend that, or name another"
            " folder with --out"
        ) from None
    file = folder / FILE
    is_new = not file.exists()
    try:
        return Ledger(folder, connected(file, is_new=is_new), lock, is_new=is_new)
    except sqlite3.Error as error:
        lock.release()
        raise LedgerNotUsable(why(folder / FILE, error)) from None


def _insert(table: str, columns: Iterable[str]) -> str:
    names = list(columns)
    values = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"  # noqa: S608 - of our own names


_NOTE = "INSERT OR REPLACE INTO run VALUES (?, ?)"
_FINDING = "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_EVIDENCE = f"INSERT INTO evidence VALUES (?, ?{', ?' * len(EVIDENCE_COLUMNS)})"  # noqa: S608 - of marks alone
_ERROR = (
    'INSERT INTO errors (item, kind, profile, line, "column", sheet, cell, path, message)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
