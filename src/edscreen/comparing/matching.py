"""Two reports side by side, product by product, in a temporary database: neither is held in memory."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections import deque
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import TypeAdapter

from edscreen.profile.quoting import shown
from edscreen.report.kept_scorecards import MAKE_ANEW, KeptError, KeptFinding, KeptScorecard, UnreadableReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

OLD, NEW = 0, 1

_TABLES = """
CREATE TABLE cards (
    card INTEGER PRIMARY KEY, side INTEGER, product BLOB, place TEXT, sha256 TEXT, findings BLOB, content BLOB
);
CREATE INDEX by_product ON cards (product, side, card, place, sha256, findings);
CREATE TABLE unread (side INTEGER, profile TEXT, PRIMARY KEY (side, profile)) WITHOUT ROWID;
"""
_FAST = 1
_FINDINGS = TypeAdapter(tuple[KeptFinding, ...])


class Card(NamedTuple):
    """One scorecard, as far as matching needs it.

    Attributes:
        number: its number in the database.
        place: the file and the document it was made from.
        sha256: digest of the profile.
        findings: digest of the findings.
    """

    number: int
    place: str
    sha256: str
    findings: bytes


class Pair(NamedTuple):
    """A product's scorecards; one of the two may be missing.

    Attributes:
        old: the earlier one.
        new: the later one.
        is_one_of_several: whether others of the same name stand in a report.
    """

    old: Card | None
    new: Card | None
    is_one_of_several: bool

    @property
    def is_unchanged(self) -> bool:
        """Whether the product stands in both reports, with the same findings."""
        return self.old is not None and self.new is not None and self.old.findings == self.new.findings


class Shelf:
    """The scorecards of two reports."""

    def __init__(self) -> None:
        """Open a database in a temporary file that goes with the process."""
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;"
        )
        self._db.executescript(_TABLES)
        self.rules: tuple[set[str], set[str]] = (set(), set())
        self.errors = [0, 0]
        self.set_aside = [0, 0]
        self.products = [0, 0]

    def close(self) -> None:
        """Throw the database away."""
        self._db.close()

    def put(self, side: int, entries: Iterable[KeptScorecard | KeptError]) -> None:
        """Take in one report, `OLD` or `NEW`.

        Raises:
            UnreadableReport: it holds what no report can hold.
        """
        self._db.execute("BEGIN")
        for entry in entries:
            if isinstance(entry, KeptError) and entry.is_set_aside:
                self.set_aside[side] += 1
            elif isinstance(entry, KeptError):
                self.errors[side] += 1
                self._db.execute("INSERT OR IGNORE INTO unread VALUES (?, ?)", (side, entry.profile))
            else:
                self.products[side] += 1
                self.rules[side].update(finding.rule for finding in entry.findings)
                self._db.execute("INSERT INTO cards VALUES (NULL, ?, ?, ?, ?, ?, ?)", _row(side, entry))
        self._db.execute("COMMIT")

    def scorecard(self, card: Card) -> KeptScorecard:
        """The scorecard itself."""
        [content] = self._db.execute("SELECT content FROM cards WHERE card = ?", [card.number]).fetchone()
        return KeptScorecard.model_validate(json.loads(zlib.decompress(content)))

    def was_unread(self, side: int, profile: str) -> bool:
        """Whether the profile of that name could not be read for a report."""
        query = "SELECT 1 FROM unread WHERE side = ? AND profile = ?"
        return self._db.execute(query, (side, profile)).fetchone() is not None

    def at_place(self, side: int, place: str) -> list[Card]:
        """The scorecards made from a file's document, two at most."""
        query = "SELECT card, place, sha256, findings FROM cards WHERE side = ? AND place = ? LIMIT 2"
        return [Card(*row) for row in self._db.execute(query, (side, place))]

    def prepare_places(self) -> None:
        """Make it quick to ask what stands at a place."""
        self._db.execute("CREATE INDEX IF NOT EXISTS by_place ON cards (side, place)")

    def pairs(self) -> Iterator[Pair]:
        """Yield every product of the two reports once; several of one name as they belong together."""
        query = "SELECT product, side, card, place, sha256, findings FROM cards ORDER BY product, side, card"
        for _, rows in groupby(self._db.execute(query), key=lambda row: bytes(row[0])):
            sides: tuple[list[Card], list[Card]] = ([], [])
            for _, side, *card in rows:
                sides[side].append(Card(*card))
            yield from _paired(*sides)


def _row(side: int, scorecard: KeptScorecard) -> tuple[object, ...]:
    try:
        findings = _FINDINGS.dump_json(scorecard.findings)
        head = scorecard.model_dump_json(by_alias=True, exclude={"findings"}).encode()
    except ValueError:  # half a character, or a deep nesting
        what = f"the scorecard of {shown(scorecard.product)} holds what no report can hold"
        raise UnreadableReport(f"{what}: {MAKE_ANEW}") from None
    content = b'%b,"findings":%b}' % (head[:-1], findings)
    return (
        side,
        _digest(json.dumps([scorecard.vendor, scorecard.product]).encode()),
        "" if scorecard.listed is not None else f"{scorecard.document} {scorecard.profile}",
        scorecard.profile_sha256,
        _digest(findings),
        zlib.compress(content, _FAST),
    )


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _paired(old: list[Card], new: list[Card]) -> Iterator[Pair]:
    """Match scorecards of one name: by profile, then by place, then the last one left on either side."""
    several = len(old) > 1 or len(new) > 1
    if several:
        for same in (attrgetter("findings", "sha256"), attrgetter("sha256"), attrgetter("place")):
            for before, now in _alike(old, new, same):
                old.remove(before)
                new.remove(now)
                yield Pair(before, now, is_one_of_several=True)
    if len(old) == len(new) == 1:
        yield Pair(old[0], new[0], is_one_of_several=several)
        return
    yield from (Pair(card, None, is_one_of_several=several) for card in old)
    yield from (Pair(None, card, is_one_of_several=several) for card in new)


def _alike(old: list[Card], new: list[Card], same: Callable[[Card], Any]) -> list[tuple[Card, Card]]:
    """Cards that are the same in something, each in one pair; what is empty is the same as nothing."""
    waiting: dict[Any, deque[Card]] = {}
    for card in old:
        if same(card):
            waiting.setdefault(same(card), deque()).append(card)
    return [(waiting[same(card)].popleft(), card) for card in new if waiting.get(same(card))]
