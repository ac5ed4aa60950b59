"""`edscreen rules`: what is asked, of which products, and why; and rules of one's own."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from edscreen.cli import rules_new, rules_test
from edscreen.cli.options import Quiet, RulesDirs, Verbose
from edscreen.screening.exit_codes import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.cli.talk import Talk
    from edscreen.screening.cases import Case
    from edscreen.screening.policy.in_force import InForce
    from edscreen.screening.rule import Rule
    from edscreen.screening.rulebook import Shelf

PolicyFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--policy",
        metavar="FILE",
        help="The policy whose rule books to add; otherwise edscreen.yaml in this folder or one above it.",
        show_default=False,
    ),
]
NoPolicy: TypeAlias = Annotated[bool, typer.Option("--no-policy", help="Heed no policy.")]

app = typer.Typer(help="The rule book: what is asked, of which products, and why.", no_args_is_help=True)
app.command("new")(rules_new.new_rule)
app.command("test")(rules_test.try_rules)


@app.command("list")
def list_rules(
    rules_dir: RulesDirs = None,
    output_format: Annotated[
        Literal["rich", "json"],
        typer.Option("--format", help="What goes to standard output: for people, or for programs."),
    ] = "rich",
    policy: PolicyFile = None,
    no_policy: NoPolicy = False,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> int:
    """List the rules: what each asks, how serious it is, of which products, and what its cases cover.

    Example: edscreen rules list
    """
    from edscreen.cli.standard_output import write
    from edscreen.cli.talk import Talk
    from edscreen.report.rule_list import ListedRule, rule_list_json

    talk = Talk(quiet, verbose)
    shelf, _, broken = _open_shelf(_Asked(policy, no_policy, tuple(rules_dir or ())), talk)
    listed = [ListedRule(rule, book, _cases(rule, talk)) for book in shelf.books for rule in book.rules]
    if output_format == "json":
        write(rule_list_json(listed))
    else:
        from edscreen.report.rule_list import rule_list_text
        from edscreen.report.terminal import Terminal

        write(rule_list_text(listed, Terminal.of(sys.stdout)))
    wrong = broken or any(entry.cases is None for entry in listed)
    return UNREADABLE if wrong else 0


@app.command()
def explain(  # noqa: PLR0913, PLR0917 - the arguments are the options of the command
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="The rule's id.", show_default=False)],
    rules_dir: RulesDirs = None,
    policy: PolicyFile = None,
    no_policy: NoPolicy = False,
    waiver: Annotated[
        str | None,
        typer.Option(
            metavar="PROFILE",
            help="Print, in place of the page, a waiver of what the rule answers for this profile.",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="With --waiver: judge dates as of this day; else that of SOURCE_DATE_EPOCH, else today.",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> int:
    """Show a rule's page: what it asks and why, what is flagged and what is not, and its sources.

    Example: edscreen rules explain screen-time

    With --waiver: the entry to paste into edscreen.yaml where the district accepts an answer for a while.
    Example: edscreen rules explain screen-time --waiver examples/flagged.yaml
    """
    from edscreen.cli.days import screening_day
    from edscreen.cli.standard_output import write
    from edscreen.cli.talk import Talk
    from edscreen.report.rule_page import rule_page
    from edscreen.report.terminal import Terminal

    talk = Talk(quiet, verbose)
    shelf, in_force, broken = _open_shelf(_Asked(policy, no_policy, tuple(rules_dir or ())), talk)
    rule = next((rule for rule in shelf.rules if rule.id == rule_id), None)
    if rule is None:
        talk.error(_unknown(rule_id, [rule.id for rule in shelf.rules]))
        return UNREADABLE
    if waiver is not None:
        from edscreen.cli.rules_waiver import print_waiver

        code = print_waiver(rule, waiver, screening_day(as_of), in_force, talk)
        return code or (UNREADABLE if broken else 0)
    page = _page(rule, talk)
    if page is None:
        return UNREADABLE
    write(rule_page(page, Terminal.of(sys.stdout)))
    return UNREADABLE if broken else 0


@dataclass(frozen=True, slots=True)
class _Asked:
    policy: Path | None
    no_policy: bool
    rules_dirs: tuple[Path, ...]


def _open_shelf(asked: _Asked, talk: Talk) -> tuple[Shelf, InForce | None, bool]:
    """Load every rule book and the policy, and say what in them cannot be used; tell whether anything is."""
    from edscreen.screening.policy.in_force import InForce
    from edscreen.screening.policy.of_run import open_policy

    policy = open_policy(asked)
    shelf = policy.shelf(asked)
    for broken in shelf.broken:
        talk.error(str(broken))
        if broken.cause:
            talk.traceback(broken.cause)
    in_force = policy.in_force(shelf)
    if isinstance(in_force, InForce):
        return shelf, in_force, bool(shelf.broken)
    rules_test.say_all(in_force, talk)
    return shelf, None, bool(shelf.broken or in_force)


def _cases(rule: Rule, talk: Talk) -> list[Case] | None:
    """The rule's cases; None, and said, where they cannot be read: anyone may have written them."""
    from edscreen.screening.cases import CasesUnreadable, read_cases

    try:
        return read_cases(rule)
    except CasesUnreadable as unreadable:
        rules_test.say_all(unreadable.mistakes, talk)
        return None


def _page(rule: Rule, talk: Talk) -> str | None:
    """The rule's page; None, and said, where there is none that can be read."""
    from edscreen.profile.sources import Unreadable
    from edscreen.screening.rule_pages import page_of

    try:
        page = page_of(rule)
        why = "has no page: no README.md stands beside it"
    except Unreadable as unreadable:
        page, why = None, f"has a page that cannot be read: {unreadable.message}"
    if page is None:
        talk.error(f"edscreen rules explain: the rule '{rule.id}' {why}")
    return page


def _unknown(rule_id: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    from edscreen.profile.quoting import shown

    close = get_close_matches(rule_id, known, n=1)
    hint = f"did you mean '{close[0]}'?" if close else "'edscreen rules list' shows them all"
    return f"edscreen rules explain: no rule is named {shown(rule_id)}: {hint}"
