"""The results of a batch read back from `results.sqlite`; its tables are in `batch/data/results.sql`."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from edscreen.profile.quoting import escaped
from edscreen.report.kept_json import MOST_CHARACTERS
from edscreen.report.kept_scorecards import (
    KeptError,
    KeptHead,
    KeptScorecard,
    UnreadableReport,
    checked,
    other_form,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "results.sqlite"
"""The file of a batch's folder that is read."""

_SCHEMA_VERSION = "1"
_NONE, _NOT_VISITED = "none", "not visited"
_ROW = ("item", "identity", "name")
_ERROR = ("kind", "profile", "line", "column", "sheet", "message")
_SCORECARDS = (
    "SELECT scorecard, report, scorecards.item, hex(identity), name"
    " FROM scorecards CROSS JOIN items USING (item) ORDER BY scorecards.item, scorecard"
)
_ERRORS = (
    'SELECT kind, profile, line, "column", sheet, message, errors.item, hex(identity), name'
    " FROM errors CROSS JOIN items USING (item) ORDER BY error"
)
_OPTIONS = ("prepared_by", "waivers", "baseline", "fill", "mapping")


class Tables:
    """The tables of a batch.

    Attributes:
        head: what they say of the run.
    """

    def __init__(self, folder: Path) -> None:
        """Read the head.

        Raises:
            UnreadableReport: the folder holds no batch, or a damaged one or one of another version.
        """
        self._file = folder / FILE
        if not self._file.is_file():
            raise UnreadableReport(
                f"this folder holds no {FILE}: name the folder that edscreen batch wrote (--out)"
            )
        with self._opened() as tables:
            about = {str(name): str(value) for name, value in tables.execute("SELECT name, value FROM run")}
            if (version := about.get("schema_version", "missing")) != _SCHEMA_VERSION:
                raise UnreadableReport(other_form(version, _SCHEMA_VERSION))
            self.head = _head(about)

    def entries(self) -> Iterator[KeptScorecard | KeptError]:
        """Yield what they hold of each product, in the order of the list, and what could not be read.

        Raises:
            UnreadableReport: they are damaged.
        """
        with self._opened() as tables:
            for number, content, *row in tables.execute(_SCORECARDS):
                where = f"scorecard {number} of {FILE}"
                entry = _unpacked(content)
                if isinstance(entry, dict):
                    entry |= {"row": dict(zip(_ROW, row, strict=True))}
                yield checked(KeptScorecard, entry, where)
            for values in tables.execute(_ERRORS):
                told, row = values[: len(_ERROR)], values[len(_ERROR) :]
                entry = {**dict(zip(_ERROR, told, strict=True)), "row": dict(zip(_ROW, row, strict=True))}
                yield checked(KeptError, entry, f"the errors of {FILE}")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(_connected(self._file)) as tables:
                yield tables
        except (sqlite3.Error, zlib.error, ValueError, RecursionError) as error:
            raise UnreadableReport(
                f"{FILE} in this folder is damaged, or none of edscreen's ({escaped(str(error))[:200]}): "
                "take an undamaged copy, or screen the list anew"
            ) from None


def _connected(file: Path) -> sqlite3.Connection:
    """Open it to read only, leaving nothing beside it unless a run may be writing to it."""
    address = f"{file.resolve().as_uri()}?mode=ro"
    log = file.with_name(f"{file.name}-wal")
    if not log.exists():  # no run has it open
        return sqlite3.connect(f"{address}&immutable=1", uri=True)
    connection = sqlite3.connect(address, uri=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        connection.close()
        if not isinstance(error, sqlite3.OperationalError) or log.stat().st_size:
            raise
        return sqlite3.connect(f"{address}&immutable=1", uri=True)  # nothing may be written beside it
    return connection


def _unpacked(content: object) -> Any:
    if not isinstance(content, bytes):
        raise ValueError("a report that is no report")  # noqa: TRY004 - the file is wrong, not the call
    unpacker = zlib.decompressobj()
    line = unpacker.decompress(content, MOST_CHARACTERS)
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise ValueError("a report that is too long or cut off")
    return json.loads(line)


def _head(about: dict[str, str]) -> KeptHead:
    policy, site, rules = about.get("policy"), about.get("site"), about.get("selected")
    return KeptHead(
        "batch",
        version=about.get("edscreen"),
        as_of=date.fromisoformat(about["as_of"]) if "as_of" in about else None,
        policy="" if policy == _NONE else policy,
        rules_digest=about.get("rules"),
        rules=None if rules is None else frozenset(rules.split()),
        site="" if site == _NOT_VISITED else site,
        options={name: about[name] for name in _OPTIONS if name in about},
        fail_on=about.get("fail_on"),
        is_finished=about.get("state") == "finished",
    )
