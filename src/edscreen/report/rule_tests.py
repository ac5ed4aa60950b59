"""What became of the cases of rules: which pass, and what the others gave in place of what they expect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.profile.sources import shown_path
from edscreen.report import words
from edscreen.report.layout import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from edscreen.report.terminal import Terminal
    from edscreen.screening.cases import Difference, Tried
    from edscreen.screening.rule import Rule

_LABELS = len("expected ")


@dataclass(frozen=True, slots=True)
class TriedRule:
    """A rule with what became of its cases; `cases` is None where they could not be read."""

    rule: Rule
    book: str
    cases: Sequence[Tried] | None

    @property
    def failed(self) -> list[Tried]:
        """The cases that did not get their answer."""
        return [tried for tried in self.cases or () if not tried.passes]


def rule_tests_text(tried: Iterable[TriedRule], terminal: Terminal) -> str:
    """The rules in order, each failing case with what it expects and what it got, for `terminal`."""
    page = Page(terminal)
    for each in tried:
        _add_rule(page, each)
    return page.rendered()


def _add_rule(page: Page, tried: TriedRule) -> None:
    name, signs = f"{tried.rule.id} ({tried.book})", page.signs
    number = len(tried.cases or ())
    if tried.cases is None:
        page.paragraph(f"{name}: its cases cannot be read", lead=f"{signs.red} ", hang=2, style="bold red")
    elif not tried.cases:
        message = f"{name}: no cases: add a file cases.yaml, so that the rule is tested"
        page.paragraph(message, lead=f"{signs.caution} ", hang=2, style="yellow")
    elif not tried.failed:
        said = f"{name}: {words.plural(number, 'case')} as expected"
        page.paragraph(said, lead=f"{signs.passed} ", hang=2)
    else:
        said = f"{name}: {len(tried.failed)} of {words.plural(number, 'case')} not as expected"
        page.paragraph(said, lead=f"{signs.red} ", hang=2, style="bold red")
        for place, case in enumerate(tried.cases, 1):
            if not case.passes:
                _add_case(page, case, place, tried)


def _add_case(page: Page, tried: Tried, place: int, of: TriedRule) -> None:
    page.paragraph(tried.case.name, lead=f"case {place}: ", indent=2, hang=2, style="bold")
    if of.rule.folder:
        page.place(shown_path(of.rule.folder / "cases.yaml"), indent=4)
    if tried.problem:
        page.paragraph(tried.problem, indent=4, hang=2)
    for difference in tried.differences:
        _add_difference(page, difference)
    outcome = [difference for difference in tried.differences if difference.what == "outcome"]
    if outcome and tried.finding:
        page.paragraph(tried.finding.message, lead="the message is: ", indent=4, hang=2, style="dim")


def _add_difference(page: Page, difference: Difference) -> None:
    page.paragraph(difference.what, indent=4)
    for label, text in (("expected", difference.expected), ("got", difference.got)):
        page.paragraph(text, lead=label.ljust(_LABELS), indent=6, hang=_LABELS)
