"""A list as it is now beside what a ledger holds of it: which rows are the same, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.placing import place_anew

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from edscreen.batch.items import Listed
    from edscreen.batch.lists.filling import RowReader


class Alignment(NamedTuple):
    """How a list differs from what was recorded of it; rows are files where it is a folder of profiles.

    Attributes:
        before: rows that were recorded.
        same: of these, those that the list still holds, cell for cell.
        moved: of the same, those that stand in another row, or under another path.
        repeating: of the same, those that are set aside now and were not, as they repeat another row.
        freed: of the same, those that were set aside and are not any more, as they repeat none.
        changed: of those before, those whose text is another now: rows of one key, or of one vendor and
            product.
        new: rows of the list that are none of the same and none of the changed.
        to_do: rows whose results are to be recorded yet.
    """

    before: int
    same: int
    moved: int
    repeating: int
    freed: int
    changed: int
    new: int
    to_do: int

    @property
    def gone(self) -> int:
        """Of those before, those that the list does not hold any more."""
        return self.before - self.same - self.changed

    @property
    def is_of_same_rows(self) -> bool:
        """Whether all that was recorded still stands where it stood."""
        return self.same == self.before and not (self.moved or self.repeating or self.freed)


def align(
    tables: sqlite3.Connection, items: Iterable[Listed], rows: RowReader | None, *, is_elsewhere: bool
) -> Alignment:
    """Fit what is recorded to a list: what moved is told where it stands now, what is not there is dropped.

    Args:
        tables: those of the ledger, in a transaction.
        items: the list.
        rows: what turns its rows into profiles; None where its items are files.
        is_elsewhere: whether the list itself has another name, sheet or first row than before.
    """
    for statement in _BEGIN:
        tables.execute(statement)
    tables.executemany(
        "INSERT INTO listed VALUES (?, ?, ?, ?, ?)",
        ((each.number, each.key, each.digest, each.digest[:16], each.identity) for each in items),
    )
    tables.execute("CREATE INDEX temp.listed_by_said ON listed (said)")
    _pair(tables)
    moved = "old <> new" if rows else "items.key <> listed.key"
    [counts] = tables.execute(_COUNTS.format(moved=moved))
    tables.execute(_ONLY_KEPT)
    [[kept]] = tables.execute("SELECT count(*) FROM pairs JOIN items ON item = old WHERE state <> 'claimed'")
    tables.execute(_PLACED.format(moved="TRUE" if rows and is_elsewhere else moved))
    for statement in _DROP:
        tables.execute(statement)
    for table in ("items", "scorecards", "errors", "waiver_uses", "notes"):
        for statement in _RENUMBER:
            tables.execute(statement.format(table=table))
    tables.execute(_NAME)
    place_anew(tables, rows)
    for table in ("placed", "dropped", "pairs", "listed"):
        tables.execute(f"DROP TABLE temp.{table}")
    tables.execute("DROP VIEW temp.recorded")
    before, listed, same, changed, moved_rows, repeating, freed = map(int, counts)
    new, to_do = listed - same - changed, listed - kept
    return Alignment(before, same, moved_rows, repeating, freed, changed, new, to_do)


def _pair(tables: sqlite3.Connection) -> None:
    """Find for each recorded row the row of the list that it is now, the surest way first."""
    tables.execute(
        "INSERT INTO pairs SELECT item, item, 1 FROM recorded JOIN listed USING (item, digest, identity)"
    )
    for alike, is_same in (("digest, identity", 1), ("digest", 1), ("said", 1), ("identity", 0)):
        tables.execute(_PAIR.format(alike=alike, is_same=is_same))


_BEGIN = (
    "DELETE FROM items WHERE state = 'claimed' AND attempts = 0",  # what the last owner did not finish
    (
        "CREATE TEMP TABLE listed (item INTEGER PRIMARY KEY, key TEXT NOT NULL, digest BLOB NOT NULL,"
        " said BLOB NOT NULL, identity BLOB NOT NULL)"
    ),
    ("CREATE TEMP VIEW recorded AS SELECT item, digest, substr(digest, 1, 16) AS said, identity FROM items"),
    (
        "CREATE TEMP TABLE pairs"
        " (old INTEGER PRIMARY KEY, new INTEGER NOT NULL UNIQUE, is_same INTEGER NOT NULL)"
    ),
    "CREATE TEMP TABLE placed (item INTEGER PRIMARY KEY)",
)
_PAIR = """
INSERT INTO pairs SELECT before.item, now.item, {is_same}
FROM (SELECT item, {alike}, row_number() OVER (PARTITION BY {alike} ORDER BY item) AS place FROM recorded
      WHERE ({is_same} OR identity <> x'') AND item NOT IN (SELECT old FROM pairs)) AS before
JOIN (SELECT item, {alike}, row_number() OVER (PARTITION BY {alike} ORDER BY item) AS place FROM listed
      WHERE item NOT IN (SELECT new FROM pairs)) AS now USING ({alike}, place)
"""
_COUNTS = """
SELECT (SELECT count(*) FROM items WHERE state <> 'claimed'), (SELECT count(*) FROM listed),
  coalesce(sum(is_same), 0), coalesce(sum(NOT is_same), 0),
  coalesce(sum(is_same AND {moved}), 0),
  coalesce(sum(is_same AND length(items.digest) < length(listed.digest)), 0),
  coalesce(sum(is_same AND length(items.digest) > length(listed.digest)), 0)
FROM pairs JOIN items ON items.item = old JOIN listed ON listed.item = new WHERE state <> 'claimed'
"""
# What was set aside for a reason that names rows, or is not set aside any more, is recorded anew.
_ONLY_KEPT = """
DELETE FROM pairs WHERE NOT is_same OR NOT EXISTS
  (SELECT 1 FROM items JOIN listed USING (digest) WHERE items.item = old AND listed.item = new)
"""
_PLACED = """
INSERT INTO placed SELECT new FROM pairs
JOIN items ON items.item = old JOIN listed ON listed.item = new WHERE {moved}
"""
_DROP = (
    (
        "CREATE TEMP TABLE dropped AS"
        " SELECT scorecard FROM scorecards WHERE item NOT IN (SELECT old FROM pairs)"
    ),
    (
        "DELETE FROM evidence WHERE finding IN"
        " (SELECT finding FROM findings WHERE scorecard IN (SELECT scorecard FROM dropped))"
    ),
    "DELETE FROM findings WHERE scorecard IN (SELECT scorecard FROM dropped)",
    "DELETE FROM scorecards WHERE scorecard IN (SELECT scorecard FROM dropped)",
    "DELETE FROM errors WHERE item NOT IN (SELECT old FROM pairs)",
    "DELETE FROM waiver_uses WHERE item NOT IN (SELECT old FROM pairs)",
    "DELETE FROM notes WHERE item NOT IN (SELECT old FROM pairs)",
    "DELETE FROM items WHERE item NOT IN (SELECT old FROM pairs)",
)
_RENUMBER = (  # by way of negative numbers, as the new one may still be another's
    (
        "UPDATE {table} SET item = -(SELECT new FROM pairs WHERE old = item)"
        " WHERE item IN (SELECT old FROM pairs WHERE old <> new)"
    ),
    "UPDATE {table} SET item = -item WHERE item < 0",
)
_NAME = """
UPDATE items SET key = listed.key, identity = listed.identity FROM listed
WHERE listed.item = items.item AND (listed.key <> items.key OR listed.identity <> items.identity)
"""
