"""The rules of a run and what their cases cover, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from edscreen.profile.models.choices import Category
from edscreen.profile.words import joined
from edscreen.report import words
from edscreen.report.layout import Page
from edscreen.screening.answers import OUTCOMES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from edscreen.report.terminal import Terminal
    from edscreen.screening.answers import Severity
    from edscreen.screening.cases import Case
    from edscreen.screening.rule import Rule
    from edscreen.screening.rulebook import RuleBook

_HEADINGS: dict[Severity, str] = {
    "red": "Red-flag questions: a flag is a reason to walk away",
    "caution": "Caution questions: a flag is to be asked about before you sign",
    "note": "Notes: a flag is worth knowing",
}
_COVERS = {"boundary": "at a limit", "asked": "asked in vain", "empty": "with a section given empty"}


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule with its rule book and its cases; `cases` is None where they could not be read."""

    rule: Rule
    book: RuleBook
    cases: Sequence[Case] | None


def rule_list_text(listed: Iterable[ListedRule], terminal: Terminal) -> str:
    """The rules by severity, as text for `terminal`."""
    entries = list(listed)
    page = Page(terminal)
    page.paragraph(words.plural(len(entries), "rule"), style="bold")
    for severity in SEVERITIES:
        alike = [entry for entry in entries if entry.rule.severity == severity]
        if alike:
            page.blank()
            page.paragraph(_HEADINGS[severity], style="bold underline")
        for entry in alike:
            page.blank()
            _add_rule(page, entry)
    page.blank()
    page.paragraph("A rule's page: edscreen rules explain ID", style="dim")
    return page.rendered()


def rule_list_json(listed: Iterable[ListedRule]) -> str:
    """The rules by severity as one JSON document, in ASCII."""
    ordered = sorted(listed, key=lambda entry: SEVERITIES.index(entry.rule.severity))
    return json.dumps({"rules": [_data(entry) for entry in ordered]}, indent=2) + "\n"


def _add_rule(page: Page, entry: ListedRule) -> None:
    rule = entry.rule
    page.paragraph(rule.title, lead=f"{rule.id}: ", indent=2, hang=2, lead_style="bold")
    book = f"{entry.book.name} {entry.book.version or ''}".strip()
    page.paragraph(f"family {rule.family}; rule book {book}", indent=4, hang=2, style="dim")
    used = " that students use" if rule.applies_to.students_use else ""
    categories = joined(_categories(rule) or ["no"])
    page.paragraph(f"asked of {categories} products{used}", indent=4, hang=2, style="dim")
    page.paragraph(_cases_in_words(entry.cases), indent=4, hang=2, style="dim")


def _cases_in_words(cases: Sequence[Case] | None) -> str:
    if cases is None:
        return "its test cases cannot be read"
    if not cases:
        return "no test cases"
    outcomes, covers = _counted(cases)
    said = ", ".join(words.counted(outcome, number) for outcome, number in outcomes.items())
    among = [f"{number} {_COVERS[name]}" for name, number in covers.items()]
    tested = f"checked by {words.plural(len(cases), 'test case')}: {said}"
    return tested + (f"; among them {joined(among)}" if among else "")


def _data(entry: ListedRule) -> dict[str, Any]:
    rule, cases = entry.rule, entry.cases
    outcomes, covers = _counted(cases or ())
    return {
        "id": rule.id,
        "title": rule.title,
        "family": rule.family,
        "severity": rule.severity,
        "applies_to": {"categories": _categories(rule), "students_use": rule.applies_to.students_use},
        "options": _options(rule),
        "rule_book": {"name": entry.book.name, "version": entry.book.version},
        "cases": None if cases is None else {"total": len(cases), "outcomes": outcomes, "covers": covers},
    }


def _options(rule: Rule) -> list[dict[str, Any]]:
    from pydantic_core import to_jsonable_python

    return [
        {
            "name": name,
            "default": to_jsonable_python(option.get_default(call_default_factory=True), fallback=str),
            "description": option.description,
        }
        for name, option in rule.options.model_fields.items()
    ]


def _counted(cases: Sequence[Case]) -> tuple[dict[Any, int], dict[str, int]]:
    outcomes = Counter(case.expect.outcome for case in cases)
    covers = Counter(name for case in cases for name in case.covers)
    return (
        {outcome: outcomes[outcome] for outcome in OUTCOMES if outcomes[outcome]},
        {name: covers[name] for name in sorted(covers)},
    )


def _categories(rule: Rule) -> list[str]:
    return [category for category in get_args(Category) if category in rule.applies_to.categories]
