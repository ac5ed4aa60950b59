"""`edscreen rules test`: whether every rule answers as its cases expect."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from edscreen.cli.options import Quiet, Verbose
from edscreen.screening.exit_codes import FLAGGED, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from edscreen.cli.talk import Talk
    from edscreen.report.rule_tests import TriedRule
    from edscreen.screening.rule import Rule
    from edscreen.screening.rulebook import Shelf


def try_rules(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[DIR]...",
            help="Rule books, or folders of single rules; they may run code. Left out: all installed books.",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> int:
    """Run the cases beside each rule, and show what an answer has other than its case expects.

    Exit code 0: all as expected; 1: a case is not; 2: a rule or its cases cannot be read.

    Example: edscreen rules test our-rules
    """
    from edscreen.cli.standard_output import write
    from edscreen.cli.talk import Talk
    from edscreen.report.rule_tests import rule_tests_text
    from edscreen.report.terminal import Terminal
    from edscreen.report.words import plural

    talk = Talk(quiet, verbose)
    shelves = list(_shelves(folders))
    for shelf in shelves:
        for broken in shelf.broken:
            talk.error(str(broken))
            if broken.cause:
                talk.traceback(broken.cause)
    tried = [
        _tried(rule, book.name, talk) for shelf in shelves for book in shelf.books for rule in book.rules
    ]
    write(rule_tests_text(tried, Terminal.of(sys.stdout)))
    unread = sum(len(shelf.broken) for shelf in shelves) + sum(each.cases is None for each in tried)
    failed = sum(len(each.failed) for each in tried)
    said = [plural(unread, "mistake") + " in rules or cases"] if unread else []
    if number := sum(len(each.cases or ()) for each in tried):
        said.append(
            f"{plural(failed, 'case')} of {number} not as expected"
            if failed
            else f"{plural(number, 'case')} as expected"
        )
    if bare := [each.rule.id for each in tried if each.cases is not None and not each.cases]:
        said.append(f"without cases: {', '.join(bare)}")
    code = UNREADABLE if unread else FLAGGED if failed else 0
    talk.notice(f"exit code {code}: {'; '.join(said)}")
    return code


def _shelves(folders: Sequence[Path] | None) -> Iterator[Shelf]:
    from edscreen.screening.rulebook import open_book, open_shelf

    if not folders:
        yield open_shelf()
    for folder in folders or ():
        yield open_book(folder)


def _tried(rule: Rule, book: str, talk: Talk) -> TriedRule:
    from edscreen.report.rule_tests import TriedRule
    from edscreen.screening.cases import CasesUnreadable, attempt, read_cases

    try:
        return TriedRule(rule, book, [attempt(rule, case) for case in read_cases(rule)])
    except CasesUnreadable as unreadable:
        say_all(unreadable.mistakes, talk)
        return TriedRule(rule, book, None)


def say_all(mistakes: Iterable[object], talk: Talk) -> None:
    """Say every mistake, one a line."""
    for mistake in mistakes:
        talk.error(str(mistake))
