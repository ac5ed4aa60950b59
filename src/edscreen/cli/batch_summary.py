"""What a run over a list says last: its products by verdict, the rows that were lost, and where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.tables import verdicts_told
from edscreen.profile.sheet_places import place_in_words
from edscreen.profile.words import counted, joined

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from edscreen.batch.tables import StatedOnSites, Unreadable

_VERDICTS = {
    "flagged": "with a red flag",
    "incomplete": "with red-flag questions open",
    "clear": "without a red flag",
    "covered": "without a red flag but what is waived or known",
    "not_screened": "that no red-flag question applies to",
}


def unreadable_rows(found: Unreadable, noun: str, index: Path) -> Iterator[str]:
    """Yield the first reasons why rows could not be screened, and where the others stand.

    Args:
        found: these rows.
        noun: what the list consists of, `row` or `file`.
        index: the page that names all of them.
    """
    for problem in found.first:
        field = f"{problem.path}: " if problem.path and not problem.sheet else ""
        place = place_in_words(problem.profile, problem.line, problem.column, problem.sheet)
        yield f"{place}: {field}{problem.message}"
    if left := found.reasons - len(found.first):
        yield (
            f"edscreen: {counted(f'{left:,}', 'further reason')}; {counted(f'{found.items:,}', noun)} in all"
            f" could not be screened: see {index}, or the table errors of results.sqlite"
        )


def summary(tables: sqlite3.Connection, noun: str, set_aside: int, unreadable: int, index: Path) -> str:
    """Say what became of a list, with numbers that add up, and which page to open.

    Args:
        tables: the run's tables.
        noun: what the list consists of, `row` or `file`.
        set_aside: how many of these hold no product, or one listed before.
        unreadable: how many could not be screened.
        index: the page to open.
    """
    by_verdict = verdicts_told(tables)
    number = sum(by_verdict.values())
    told = [
        f"{by_verdict[verdict]:,} {words}" for verdict, words in _VERDICTS.items() if by_verdict.get(verdict)
    ]
    said = [
        f"{counted(f'{number:,}', 'product')} screened{': ' if told else ''}{joined(told) if told else ''}"
    ]
    if set_aside:
        said.append(f"{counted(f'{set_aside:,}', noun)} set aside")
    if unreadable:
        said.append(f"{counted(f'{unreadable:,}', noun)} could not be screened")
    return f"{'; '.join(said)}; open {index}"


def stated_in_words(found: StatedOnSites) -> Iterator[str]:
    """Yield sentences that say what was filled in from vendors' sites, and what was left to a person.

    Args:
        found: what the sites state, counted.
    """
    filled = [
        f"{what} for {counted(f'{rows:,}', 'row')}"
        for what, rows in (("minutes", found.minutes), ("an ESSA tier", found.tiers))
        if rows
    ]
    if found.links:
        rows = counted(f"{found.links:,}", "row")
        filled.append(f"links to research for {rows} (a link is no study, and answers nothing)")
    if filled:
        yield f"filled from vendors' sites, as their claims: {joined(filled)}"
    else:
        yield f"{_why_nothing(found)}, so nothing was filled in"
    if 0 < found.unread < found.sites:
        them = "it" if found.unread == 1 else "them"
        unread = f"{found.unread:,} of {found.sites:,} sites could not be read"
        yield f"{unread}, so nothing was filled in from {them}"
    if found.differing:
        yield (
            f"{counted(f'{found.differing:,}', 'row')} (first: row {found.first_differing}) and the vendor's"
            " site differ: what the list says was kept, and what the site says stands beside it, as"
            " list.differs"
        )
    if found.not_taken:
        yield (
            "not certain, and not taken over: what the vendor's site says of minutes or a tier for"
            f" {counted(f'{found.not_taken:,}', 'row')} (first: row {found.first_not_taken}); it stands"
            " beside the row for you to decide, as list.not_taken"
        )


def _why_nothing(found: StatedOnSites) -> str:
    """Why no site filled anything in: what was not read states nothing."""
    if found.sites == 0:
        return "no site was visited"
    if found.unread < found.sites:
        which = "no site that could be read" if found.unread else "no site"
        return f"{which} states for certain what its row leaves out"
    if found.sites == 1:
        return "the only site could not be read"
    return f"none of {found.sites:,} sites could be read"
