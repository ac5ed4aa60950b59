"""What is said of all items of a list together, at the run's end: each thing once, with its first place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.notes import REPLY, TO_CONFIRM, UNUSED, USER, notes, screen_minutes
from edscreen.batch.tables import answered_well
from edscreen.profile.left_out import LeftOut
from edscreen.profile.words import counted
from edscreen.screening.replies import NotShown
from edscreen.screening.screen_budget import ScreenBudget

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from edscreen.screening.grounds import Grounds

_LINES = 5


def said_of_all(tables: sqlite3.Connection, grounds: Grounds) -> Iterator[str]:
    """Yield what `check` says of each profile, summed over the run, and what policy and baseline come to.

    Args:
        tables: the tables of a run whose items are all recorded.
        grounds: what it rests on.
    """
    yield from _unused_sections(tables)
    yield from _to_confirm(tables)
    yield from _users(tables)
    yield from _replies(tables)
    yield from _baseline(tables, grounds)
    yield from _budget(tables, grounds)


def _unused_sections(tables: sqlite3.Connection) -> Iterator[str]:
    numbers: dict[str, int] = {}
    for section in notes(tables, UNUSED):
        numbers[section] = numbers.get(section, 0) + 1
    for section, number in numbers.items():
        holding = "1 profile holds" if number == 1 else f"{number:,} profiles hold"
        yield f"{holding} the section '{section}', which this version keeps and does not judge"


def _to_confirm(tables: sqlite3.Connection) -> Iterator[str]:
    first, answers, files = None, 0, 0
    for each in notes(tables, TO_CONFIRM):
        first = first or each
        answers += len(each["lines"])
        files += 1  # of a file with several profiles, it is noted with the first
    if first is None:
        return
    were = "was" if answers == 1 else "were"
    lines = first["lines"]
    at = "line" if len(lines) == 1 else "lines"
    named = ", ".join(map(str, lines[:_LINES])) + (", ..." if len(lines) > _LINES else "")
    yield (
        f"{counted(f'{answers:,}', 'answer')} in {counted(f'{files:,}', 'file')} {were} taken over from a"
        f" site and confirmed by nobody (first: {first['profile']}, {at} {named}): to confirm them, run"
        " edscreen init with the file, or delete the marks above them"
    )


def _users(tables: sqlite3.Connection) -> Iterator[str]:
    first, number = "", 0
    for about in notes(tables, USER):
        first = first or LeftOut(**about).sentence
        number += 1
    if number:
        yield first + (f"; the same in {counted(f'{number - 1:,}', 'more profile')}" if number > 1 else "")


def _replies(tables: sqlite3.Connection) -> Iterator[str]:
    first, number = "", 0
    for reply in notes(tables, REPLY):
        first = first or NotShown(**reply).sentence
        number += 1
    if number == 1:
        yield f"{first}, so this reply is not shown"
    elif number:
        yield f"{number:,} replies are not shown beside a finding (first: {first})"


def _baseline(tables: sqlite3.Connection, grounds: Grounds) -> Iterator[str]:
    if not grounds.baseline:
        return
    baseline = grounds.baseline.anew()
    for vendor, product, rules in answered_well(tables):
        baseline.follow(vendor, product, rules)
    fixed = list(baseline.fixed())
    if len(fixed) == 1:
        yield f"{fixed[0]} is in the baseline and is no longer found: write it anew"
    elif fixed:
        yield (
            f"{len(fixed):,} entries of the baseline are no longer found (first: {fixed[0]}): write it anew"
            " with --write-baseline"
        )
    if number := baseline.not_screened():
        entries = "1 entry" if number == 1 else f"{number:,} entries"
        yield f"{entries} of the baseline: no such product was screened"


def _budget(tables: sqlite3.Connection, grounds: Grounds) -> Iterator[str]:
    limits = grounds.policy.screen_budget if grounds.policy else ()
    if limits:
        budget = ScreenBudget(limits)
        for minutes in screen_minutes(tables):
            budget.add(minutes)
        yield from (line.text for line in budget.lines())
