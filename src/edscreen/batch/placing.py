"""Where the rows of a list stand, put anew into what is recorded of them, as if they were screened there."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from edscreen.batch.notes import DECIDES, REPLY, TO_CONFIRM, USER
from edscreen.batch.screened import packed
from edscreen.profile.sheet_places import cell_name
from edscreen.report.json_text import json_text

if TYPE_CHECKING:
    import sqlite3

    from edscreen.batch.lists.filling import RowReader

_AT_ONCE = 200  # scorecards that are held in memory


def place_anew(tables: sqlite3.Connection, rows: RowReader | None) -> None:
    """Tell results where their items stand now.

    Args:
        tables: those of a ledger, with the numbers of these items in the temporary table `placed`; `items`
            and what hangs on it have their numbers and names already.
        rows: what turns rows of the list into profiles; None where its items are files, whose results name
            lines of the file, which are the same wherever it lies.
    """
    of_rows, sheet = (rows.shown, rows.sheet) if rows else (None, None)
    given = {"list": of_rows, "sheet": sheet}
    tables.execute(_EVIDENCE.format(anew=_ANEW_IN_LIST if rows else ""), given)
    tables.execute(_ERRORS.format(anew=_ANEW_IN_LIST if rows else ""), given)
    _place_notes(tables, rows)
    last = 0
    while several := tables.execute(_SCORECARDS, [last, _AT_ONCE]).fetchall():
        last = several[-1][0]
        tables.executemany(_PUT, [_placed(each, rows) for each in several])


def _place_notes(tables: sqlite3.Connection, rows: RowReader | None) -> None:
    """Tell the notes on profiles where those stand now."""
    last = 0
    while several := tables.execute(_NOTES, [last, _AT_ONCE]).fetchall():
        last = several[-1][0]
        anew = []
        for number, item, key, about in several:
            data = json.loads(about)
            if "profile" in data:
                data["profile"] = rows.shown if rows else key
            if rows and "document" in data:
                data["document"] = item - rows.first
            if rows and "line" in data:
                data["line"], data["sheet"] = item, rows.sheet
            anew.append((json_text(data), number))
        tables.executemany("UPDATE notes SET about = ? WHERE rowid = ?", anew)


def _placed(stored: tuple[Any, ...], rows: RowReader | None) -> dict[str, Any]:
    """Return the columns of `scorecards` that say where something stands."""
    scorecard, item, key, document, line, listed, report = stored
    data = json.loads(zlib.decompress(report))
    data["profile"] = name = rows.shown if rows else key
    for finding in data["findings"]:
        for evidence in finding["evidence"]:
            if evidence["kind"] == "profile":
                evidence["file"] = name
                if rows:
                    _put_row(evidence, item, rows.sheet)
    if rows:
        data["document"] = document = item - rows.first
        line = item
    if "list" in data:
        data["list"]["row"] = item
        listed = json_text(data["list"])
    return {
        "scorecard": scorecard,
        "profile": name,
        "document": document,
        "line": line,
        "list": listed,
        "report": packed(json_text(data).encode("ascii") + b"\n"),
    }


def _put_row(evidence: dict[str, Any], row: int, sheet: str) -> None:
    evidence["line"] = row
    if "cell" in evidence:
        evidence["sheet"], evidence["cell"] = sheet, cell_name(row, evidence["column"])


_ANEW_IN_LIST = """,
  line = items.item, cell = rtrim(cell, '0123456789') || items.item,
  sheet = CASE WHEN sheet IS NOT NULL THEN :sheet END"""
_EVIDENCE = """
UPDATE evidence SET file = coalesce(:list, items.key){anew}
FROM temp.placed JOIN items USING (item) JOIN scorecards USING (item) JOIN findings USING (scorecard)
WHERE evidence.finding = findings.finding AND evidence.kind = 'profile'
"""
_ERRORS = """
UPDATE errors SET profile = coalesce(:list, items.key){anew}
FROM temp.placed JOIN items USING (item) WHERE errors.item = items.item
"""
_NOTES = f"""
SELECT notes.rowid, item, key, about FROM notes CROSS JOIN placed USING (item) CROSS JOIN items USING (item)
WHERE notes.rowid > ? AND kind IN ('{REPLY}', '{TO_CONFIRM}', '{USER}', '{DECIDES}')
ORDER BY notes.rowid LIMIT ?
"""  # noqa: S608 - of our own names
_SCORECARDS = """
SELECT scorecard, item, key, document, line, list, report
FROM scorecards CROSS JOIN placed USING (item) CROSS JOIN items USING (item)
WHERE scorecard > ? ORDER BY scorecard LIMIT ?
"""
_PUT = """
UPDATE scorecards SET profile = :profile, document = :document, line = :line, list = :list, report = :report
WHERE scorecard = :scorecard
"""
