"""What the tables of a run come to: its exit code, its report in the list's order, its notices."""

from __future__ import annotations

import zlib
from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.notes import SITE_READ, SITE_UNREAD
from edscreen.batch.screened import problem_rows
from edscreen.report.run import Problem
from edscreen.screening.baseline import ANSWERED_WELL
from edscreen.screening.exit_codes import Tally
from edscreen.screening.waivers import WaiverUse

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from edscreen.screening.answers import Severity

NOT_SCREENED = ("not_a_product", "duplicate")
"""The kinds of errors that are no fault of anybody's: rows that a list of products holds besides products."""


_PROBLEM = 'kind, profile, line, "column", path, message, sheet'


def tally_of(
    tables: sqlite3.Connection,
    fail_on: Severity | None,
    *,
    open_questions_fail: bool,
    exit_zero: bool,
    writes_baseline: bool = False,
) -> Tally:
    """Count what decides the exit code of a run.

    Args:
        tables: the run's tables.
        fail_on: the severity from which on answers count; None where none does.
        open_questions_fail: whether a question without an answer counts.
        exit_zero: whether flags and open questions are to end in 0 all the same.
        writes_baseline: whether what is found is recorded as known, so that it ends in 0.
    """
    [counts] = tables.execute(
        "SELECT count(*), coalesce(sum(fails > 0), 0), coalesce(sum(open > 0), 0),"
        " coalesce(sum(crashed > 0), 0), coalesce(sum(covered), 0) FROM scorecards"
    )
    [[unreadable]] = tables.execute("SELECT count(*) FROM errors WHERE kind NOT IN (?, ?)", NOT_SCREENED)
    screened, flagged, unanswered, crashed, covered = counts
    return Tally(
        fail_on,
        open_questions_fail,
        exit_zero,
        writes_baseline,
        screened=screened,
        flagged=flagged,
        unanswered=unanswered,
        crashed=crashed,
        covered=covered,
        unreadable=unreadable,
    )


_CLEAR_BY_COVER = """
SELECT count(DISTINCT scorecard) FROM scorecards JOIN findings USING (scorecard) JOIN rules USING (rule)
WHERE verdict = 'clear' AND rules.severity = 'red' AND outcome <> 'not_applicable'
  AND (waiver IS NOT NULL OR in_baseline)
"""


def verdicts(tables: sqlite3.Connection) -> dict[str, int]:
    """Count the products of each verdict."""
    return dict(tables.execute("SELECT verdict, count(*) FROM scorecards GROUP BY verdict"))


def verdicts_told(tables: sqlite3.Connection) -> dict[str, int]:
    """Count the products of each verdict, as `covered` those clear because something is waived or known."""
    counts = verdicts(tables)
    [[covered]] = tables.execute(_CLEAR_BY_COVER)
    return counts | {"clear": counts.get("clear", 0) - covered, "covered": covered}


class Unreadable(NamedTuple):
    """Rows or files of a list that could not be screened.

    Attributes:
        items: how many there are.
        reasons: how many reasons; a row may have several.
        first: the first of these, in the list's order.
    """

    items: int
    reasons: int
    first: list[Problem]


def unreadable(tables: sqlite3.Connection, most: int) -> Unreadable:
    """Find what could not be screened, with so many reasons at most."""
    [[items, reasons]] = tables.execute(
        "SELECT count(DISTINCT item), count(*) FROM errors WHERE kind NOT IN (?, ?)", NOT_SCREENED
    )
    first = tables.execute(
        f"SELECT {_PROBLEM} FROM errors WHERE kind NOT IN (?, ?) ORDER BY item, error LIMIT ?",  # noqa: S608
        (*NOT_SCREENED, most),
    )
    return Unreadable(items, reasons, [_problem(*columns) for columns in first])


def report_lines(tables: sqlite3.Connection) -> Iterator[bytes]:
    """Yield the lines of `report.jsonl`, in the order of the list."""
    scorecards = tables.execute("SELECT item, 0, report FROM scorecards ORDER BY item, scorecard")
    errors = tables.execute(f"SELECT item, 1, {_PROBLEM} FROM errors ORDER BY item, error")  # noqa: S608
    for row in merge(scorecards, errors, key=itemgetter(0, 1)):
        if row[1]:
            yield problem_rows(_problem(*row[2:]))[1]
        else:
            yield zlib.decompress(row[2])


def _problem(
    kind: str, profile: str, line: int, column: int, path: str, message: str, sheet: str | None
) -> Problem:
    return Problem(kind, profile, line, column, path, message, sheet or "")


class StatedOnSites(NamedTuple):
    """What vendors' sites state of a list's products.

    Attributes:
        minutes: for how many products a student's minutes were filled in, which the list leaves out.
        tiers: for how many an ESSA tier was.
        links: for how many a link to research was, which answers no question.
        differing: of how many a site states something otherwise than the list.
        first_differing: the row of the first of these; 0 where there is none.
        not_taken: of how many a site states something that a person has to decide on.
        first_not_taken: the row of the first of these; 0 where there is none.
        sites: how many sites were visited.
        unread: how many of these could not be read.
    """

    minutes: int
    tiers: int
    links: int
    differing: int
    first_differing: int
    not_taken: int
    first_not_taken: int
    sites: int
    unread: int


# Products share a site, of which one page may be readable and another not.
_VISITS = """
SELECT count(*), coalesce(sum(NOT was_read), 0)
FROM (SELECT max(kind = ?) AS was_read FROM notes WHERE kind IN (?, ?) GROUP BY about)
"""


def stated_on_sites(tables: sqlite3.Connection) -> StatedOnSites:
    """Count the products whose sites state what their rows do not."""
    filled = ("dosage[0].minutes", "product.claimed_essa_tier", "records[0].url")
    noted = ("differs", "not_taken")
    counts = [f"""count(json_extract(list, '$.filled."{field}"'))""" for field in filled]
    for key in noted:
        has_any = f"json_extract(list, '$.{key}') <> '{{}}'"
        counts += [f"coalesce(sum({has_any}), 0)", f"coalesce(min(CASE WHEN {has_any} THEN item END), 0)"]
    [found] = tables.execute(f"SELECT {', '.join(counts)} FROM scorecards")  # noqa: S608 - own words
    [visits] = tables.execute(_VISITS, (SITE_READ, SITE_READ, SITE_UNREAD))
    return StatedOnSites(*found, *visits)


def answered_well(tables: sqlite3.Connection) -> Iterator[tuple[str, str, list[str]]]:
    """Yield vendor and product of each scorecard, in the list's order, and the rules that it answers well."""
    outcomes = ", ".join(f"'{outcome}'" for outcome in ANSWERED_WELL)
    for vendor, product, rules in tables.execute(
        "SELECT vendor, product, group_concat(rule) FROM scorecards LEFT JOIN findings"  # noqa: S608 - own words
        f" ON findings.scorecard = scorecards.scorecard AND outcome IN ({outcomes})"
        " GROUP BY scorecards.scorecard ORDER BY item, scorecards.scorecard"
    ):
        yield vendor, product, rules.split(",") if rules else []


def waiver_uses(tables: sqlite3.Connection) -> Iterator[WaiverUse]:
    """Yield what became of the policy's waivers, in the order of the list."""
    for waiver, use, why in tables.execute('SELECT waiver, "use", why FROM waiver_uses ORDER BY item, rowid'):
        yield WaiverUse(waiver, use, why)
