"""A sample of answers, stratified by rule and outcome, so that rare answers are in it too."""

from __future__ import annotations

import hashlib
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from edscreen.screening.answers import Outcome

JUDGEABLE = (
    "CASE WHEN outcome IN ('flag', 'pass', 'unavailable') THEN 1"
    " WHEN outcome IN ('undisclosed', 'not_applicable') THEN EXISTS ("
    "SELECT 1 FROM evidence WHERE evidence.finding = findings.finding"
    " AND coalesce(value, quote, name, url) IS NOT NULL) ELSE 0 END"
)
"""Whether a person can judge an answer in the table `findings`, in SQL.

`skipped` and `error` say only what a run did not do. Where a list or a profile leaves something open, only
the place where it could stand is cited: whoever judges that has nothing to look at, and cannot but agree.
"""

_MAY_BE_SILENT = frozenset({"undisclosed", "not_applicable"})

LEAST = 5
"""How many answers of each stratum are drawn where the sample is large enough and so many are there."""

_KEY_BITS = 64

Stratum: TypeAlias = "tuple[str, Outcome]"
"""A rule and an outcome."""


class Drawn(NamedTuple):
    """An answer that was drawn.

    Attributes:
        finding: its row in `findings`.
        scorecard: its product's row in `scorecards`.
        stratum: its rule and outcome.
        order: a number that decided on it, and that decides where it stands.
    """

    finding: int
    scorecard: int
    stratum: Stratum
    order: int


class Sample(NamedTuple):
    """A sample.

    Attributes:
        size: how many answers were asked for.
        seed: the number that decides which are drawn.
        key: what tells answers of this run from those of another one.
        drawn: the answers, in an order that tells nothing of them.
        total: how many answers of the run could have been drawn.
        silent: how many could not, as they say only what a list or a profile leaves open.
    """

    size: int
    seed: int
    key: str
    drawn: list[Drawn]
    total: int
    silent: int


class SampleTooSmall(Exception):
    """A sample cannot hold one answer of each stratum; the message says how many there are."""


def strata(tables: sqlite3.Connection) -> dict[Stratum, int]:
    """How many answers that a person can judge there are of each rule and outcome."""
    rows = tables.execute(
        f"SELECT rule, outcome, count(*) FROM findings WHERE {JUDGEABLE}"  # noqa: S608 - a constant
        " GROUP BY rule, outcome ORDER BY rule, outcome"
    )
    return {(rule, cast("Outcome", outcome)): number for rule, outcome, number in rows}


def allocation(sizes: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """How many answers of each stratum are drawn: a few of each, and the rest in proportion.

    Raises:
        SampleTooSmall: there are more strata than answers to be drawn.
    """
    if size >= sum(sizes.values()):
        return dict(sizes)
    if size < len(sizes):
        raise SampleTooSmall(
            f"this run holds {len(sizes)} kinds of answers, a kind being one outcome of one rule, and a"
            f" sample holds one of each at least: give --sample {len(sizes)} or more"
        )
    least = max(1, min(LEAST, size // (2 * len(sizes))))
    first = {stratum: min(number, least) for stratum, number in sizes.items()}
    left = size - sum(first.values())
    others = {stratum: number - first[stratum] for stratum, number in sizes.items()}
    total = sum(others.values())
    shares = {stratum: divmod(left * number, total) for stratum, number in others.items()}
    given = {stratum: first[stratum] + whole for stratum, (whole, _) in shares.items()}
    missing = size - sum(given.values())
    for stratum in sorted(shares, key=lambda each: (-shares[each][1], each))[:missing]:
        given[stratum] += 1
    return given


def draw(tables: sqlite3.Connection, size: int, seed: int) -> Sample:
    """Draw a sample; the same run, size and seed give the same one, whatever order the run went in.

    Within a stratum each answer is as likely as any other: a digest of seed and answer decides.

    Raises:
        SampleTooSmall: there are more strata than answers to be drawn.
    """
    sizes = strata(tables)
    wanted = allocation(sizes, size)
    kept: dict[Stratum, list[tuple[int, int, int]]] = {stratum: [] for stratum in wanted}
    key = silent = 0
    beginning = hashlib.blake2b(f"{seed}\0".encode(), digest_size=_KEY_BITS // 8)
    for finding, scorecard, item, document, fingerprint, rule, outcome, judgeable in tables.execute(
        "SELECT finding, scorecard, item, document, fingerprint, rule, outcome,"  # noqa: S608 - a constant
        f" {JUDGEABLE} FROM findings JOIN scorecards USING (scorecard)"
    ):
        digest = beginning.copy()
        digest.update(f"{item}\0{document}\0{fingerprint}\0{outcome}".encode())
        order = int.from_bytes(digest.digest(), "big")
        key += order  # the same in whatever order the answers come
        if not judgeable:
            silent += outcome in _MAY_BE_SILENT
            continue
        heap = kept[rule, outcome]
        entry = -order, finding, scorecard
        if len(heap) < wanted[rule, outcome]:
            heappush(heap, entry)
        else:
            heappushpop(heap, entry)
    drawn = [
        Drawn(finding, scorecard, stratum, -order)
        for stratum, heap in kept.items()
        for order, finding, scorecard in heap
    ]
    drawn.sort(key=lambda each: each.order)
    return Sample(size, seed, f"{key % (1 << _KEY_BITS):016x}", drawn, sum(sizes.values()), silent)
