"""Rows of a list, and files, that could not be read for one of two reports, and whose product they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.sheet_places import place_in_words
from edscreen.profile.words import same_words
from edscreen.report.escaping import shortened

if TYPE_CHECKING:
    import sqlite3

    from edscreen.report.kept_scorecards import KeptError

_TABLES = """
CREATE TABLE lists (profile TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE unread (
    error INTEGER PRIMARY KEY, side INTEGER, profile TEXT, is_item INTEGER, unit INTEGER,
    identity TEXT, name TEXT, why TEXT, is_known INTEGER DEFAULT 0
);
"""
# A list has one error or several a row; a file that holds profiles is read, or not, as one.
_QUICK = """
UPDATE unread SET unit = 0 WHERE NOT is_item AND profile NOT IN (SELECT profile FROM lists);
CREATE INDEX IF NOT EXISTS unread_by_profile ON unread (side, profile);
CREATE INDEX IF NOT EXISTS unread_by_identity ON unread (side, identity);
CREATE INDEX IF NOT EXISTS unread_by_name ON unread (side, name, identity, unit);
"""
_COUNT = "SELECT count(*) FROM (SELECT DISTINCT profile, unit FROM unread WHERE side = ?"
_LONGEST = 400


class Unread:
    """What could not be read for either of two reports, but for rows that were set aside.

    A product is found again by what a batch knows its row by: the key, or vendor and product; where the row
    states neither any more, by the name that one row alone has. A file is found by its name.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        """Keep it in a temporary database, which its owner closes."""
        self._db = database
        self._db.executescript(_TABLES)

    def put(self, side: int, error: KeptError) -> None:
        """Take in one reason why a row or a file could not be read for a report.

        Raises:
            ValueError: its words hold half a character, which no report can hold.
        """
        row = error.row
        place = place_in_words(error.profile, error.line, error.column, error.sheet or "")
        why = shortened(f"{place}: {error.message}" if error.message else place, _LONGEST)
        known_by = (row.identity, folded(row.name)) if row else ("", "")
        values = side, error.profile, row is not None, row.item if row else error.line, *known_by, why
        self._db.execute("INSERT INTO unread VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, 0)", values)

    def put_list(self, profile: str) -> None:
        """Note that a file is a list, of which each row is read for itself."""
        self._db.execute("INSERT OR IGNORE INTO lists VALUES (?)", [profile])

    def prepare(self) -> None:
        """Make questions quick, once both reports are in."""
        self._db.executescript(_QUICK)

    def number(self, side: int) -> int:
        """How many rows and files there are."""
        return int(self._db.execute(f"{_COUNT})", [side]).fetchone()[0])

    def number_unknown(self, side: int) -> int:
        """How many rows and files there are of which nobody knows, so far, which product they hold."""
        return int(self._db.execute(f"{_COUNT} AND NOT is_known)", [side]).fetchone()[0])

    def of_file(self, side: int, profile: str) -> str:
        """Why a file could not be read: place and cause; empty where it was."""
        return self._why("side = ? AND profile = ?", (side, profile))

    def of_row(self, side: int, identity: str, name: str) -> str:
        """Why a product's row could not be read: place and cause; empty where it was, or cannot be told.

        Args:
            side: for which of the reports.
            identity: what the row is known by; empty where nothing is.
            name: as `folded` gives it; empty where others have it as well.
        """
        if identity and (why := self._why("side = ? AND identity = ?", (side, identity))):
            return why
        nameless = "side = ? AND name = ? AND identity = ''"
        query = f"SELECT DISTINCT unit FROM unread WHERE {nameless} LIMIT 2"  # noqa: S608 - own words
        if name and len(self._db.execute(query, (side, name)).fetchall()) == 1:
            return self._why(nameless, (side, name))
        return ""

    def _why(self, where: str, values: tuple[int | str, ...]) -> str:
        query = f"SELECT why, is_known FROM unread WHERE {where} ORDER BY error LIMIT 1"  # noqa: S608 - own words
        found = self._db.execute(query, values).fetchone()
        if found is None:
            return ""
        why, is_known = found
        if not is_known:  # once for all, as a file can have as many errors as products
            self._db.execute(f"UPDATE unread SET is_known = 1 WHERE {where}", values)  # noqa: S608 - own words
        return str(why)


def folded(name: str) -> str:
    """A name as it is compared: without case and spaces."""
    return same_words(name)
