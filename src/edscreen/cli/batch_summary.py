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

    from edscreen.batch.tables import Unreadable

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
