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

from edscreen.comparing.unread import Unread, folded
from edscreen.profile.quoting import shown
from edscreen.report.kept_scorecards import MAKE_ANEW, KeptError, KeptFinding, KeptScorecard, UnreadableReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

OLD, NEW = 0, 1

_TABLES = """
CREATE TABLE cards (
    card INTEGER PRIMARY KEY, side INTEGER, product BLOB, place TEXT, sha256 TEXT, findings BLOB,
    content BLOB, name TEXT
);
CREATE INDEX by_product ON cards (product, side, card, place, sha256, findings);
"""
_QUICK = """
CREATE INDEX IF NOT EXISTS by_place ON cards (side, place);
CREATE INDEX IF NOT EXISTS by_name ON cards (side, name);
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
    """The scorecards of two reports.

    Attributes:
        unread: the rows and files that could not be read for them.
        rules: ids of the rules that each answers.
        set_aside: how many rows were set aside in each.
        products: how many products stand in each.
    """

    def __init__(self) -> None:
        """Open a database in a temporary file that goes with the process."""
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;"
        )
        self._db.executescript(_TABLES)
        self.unread = Unread(self._db)
        self.rules: tuple[set[str], set[str]] = (set(), set())
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
                self._put_unread(side, entry)
            else:
                self.products[side] += 1
                self.rules[side].update(finding.rule for finding in entry.findings)
                self._db.execute("INSERT INTO cards VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", _row(side, entry))
                if entry.listed is not None:
                    self.unread.put_list(entry.profile)
        self._db.execute("COMMIT")

    def _put_unread(self, side: int, error: KeptError) -> None:
        try:
            self.unread.put(side, error)
        except ValueError:  # half a character
            what = f"the error of {shown(error.profile)}, line {error.line}, holds what no report can hold"
            raise UnreadableReport(f"{what}: {MAKE_ANEW}") from None

    def scorecard(self, card: Card) -> KeptScorecard:
        """The scorecard itself."""
        [content] = self._db.execute("SELECT content FROM cards WHERE card = ?", [card.number]).fetchone()
        return KeptScorecard.model_validate(json.loads(zlib.decompress(content)))

    def why_unread(self, side: int, other: KeptScorecard) -> str:
        """Why a product of the other report could not be read for a report; see `Unread`.

        Returns:
            Place and cause; empty where it was read, is not there, or cannot be told from others.
        """
        if other.listed is None:
            # Another product stands there now, so what cannot be read in that file is a third one.
            return "" if self.at_place(side, _place(other)) else self.unread.of_file(side, other.profile)
        if other.row is None:
            return ""
        name = folded(other.row.name)
        query = "SELECT 1 FROM cards WHERE side = ? AND name = ? LIMIT 2"
        is_only_one = len(self._db.execute(query, (1 - side, name)).fetchall()) == 1
        return self.unread.of_row(side, other.row.identity, name if is_only_one else "")

    def at_place(self, side: int, place: str) -> list[Card]:
        """The scorecards made from a file's document, two at most."""
        query = "SELECT card, place, sha256, findings FROM cards WHERE side = ? AND place = ? LIMIT 2"
        return [Card(*row) for row in self._db.execute(query, (side, place))]

    def prepare(self) -> None:
        """Make it quick to ask what stands at a place and what was unread, once both reports are in."""
        self._db.executescript(_QUICK)
        self.unread.prepare()

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
        "" if scorecard.listed is not None else _place(scorecard),
        scorecard.profile_sha256,
        _digest(findings),
        zlib.compress(content, _FAST),
        folded(scorecard.row.name) if scorecard.row else "",
    )


def _place(scorecard: KeptScorecard) -> str:
    return f"{scorecard.document} {scorecard.profile}"


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
