"""What a list leaves open, in a row or for want of a column: the list is silent there, not the vendor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from edscreen.screening.silence import left_out_message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.batch.lists.filling import RowReader
    from edscreen.screening.rule import Rule, Section
    from edscreen.screening.scorecard import Finding, Scorecard


class ListSilence:
    """What findings say of a list where it says nothing.

    Attributes:
        no_column: ids of the rules on whose questions the list has no column.
    """

    def __init__(self, rules: Iterable[Rule], rows: RowReader | None) -> None:
        """Find out for which questions the list has columns.

        Args:
            rules: the rules that run.
            rows: what turns rows of the list into profiles; None where it holds profiles.
        """
        self._instead: dict[str, dict[str, str]] = {}
        self.no_column: list[str] = []
        if rows is None or rows.is_profiles:
            return
        paths = [column.path for column in rows.columns if column.path]
        for rule in rules:
            told = [any(_is_told_by(section, path) for path in paths) for section in rule.section]
            self._instead[rule.id] = dict(map(_instead, rule.section, told))
            if not all(told):
                self.no_column.append(rule.id)

    def worded(self, scorecard: Scorecard) -> Scorecard:
        """Return a scorecard whose findings tell what the list leaves open; outcomes stay as they are."""
        if not self._instead:
            return scorecard
        return replace(scorecard, findings=tuple([self._finding(each) for each in scorecard.findings]))

    def _finding(self, finding: Finding) -> Finding:
        for said, instead in self._instead.get(finding.rule, {}).items():
            if finding.message.startswith(said):  # behind it may stand whose word the list is
                return finding._replace(message=instead + finding.message.removeprefix(said))
        return finding


def _instead(section: Section, has_column: bool) -> tuple[str, str]:  # noqa: FBT001 - given by map
    """Return what a finding says of a profile that leaves a section out, and what it says of a row."""
    silent = (
        f"This row of the list does not say {section.words}: '{section.name}' is left blank."
        if has_column
        else f"This list has no column for {section.words}; that says nothing about the vendor."
    )
    return left_out_message(section), silent


def _is_told_by(section: Section, path: tuple[str | int, ...]) -> bool:
    if path[0] in (section.name, *section.also_in):
        return True
    elsewhere, _, field = (section.stands_in or "").partition(".")
    return path[0] == elsewhere and path[-1] == field
