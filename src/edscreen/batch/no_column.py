"""What a list has no column for: there the list is silent, not the vendor, and findings are worded so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from edscreen.screening.silence import left_out_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.batch.lists.filling import RowReader
    from edscreen.screening.rule import Rule, Section
    from edscreen.screening.scorecard import Finding, Scorecard


class NoColumn:
    """The questions that a list cannot answer, as it has no column for what they ask about.

    Attributes:
        rules: the ids of their rules.
    """

    def __init__(self, rules: Iterable[Rule], rows: RowReader | None) -> None:
        """Find them.

        Args:
            rules: the rules that run.
            rows: what turns rows of the list into profiles; None where it holds profiles.
        """
        self._instead: dict[str, dict[str, str]] = {}
        if rows is None or rows.is_profiles:
            return
        for rule in rules:
            if instead := dict(_instead(rule, rows)):
                self._instead[rule.id] = instead

    @property
    def rules(self) -> list[str]:
        """See the class."""
        return sorted(self._instead)

    def worded(self, scorecard: Scorecard) -> Scorecard:
        """Return a scorecard whose findings say of whom nothing is known; outcomes stay as they are."""
        if not self._instead:
            return scorecard
        return replace(scorecard, findings=tuple([self._finding(each) for each in scorecard.findings]))

    def _finding(self, finding: Finding) -> Finding:
        for said, instead in self._instead.get(finding.rule, {}).items():
            if finding.message.startswith(said):  # behind it may stand whose word the list is
                return finding._replace(message=instead + finding.message.removeprefix(said))
        return finding


def _instead(rule: Rule, rows: RowReader) -> Iterator[tuple[str, str]]:
    for section in rule.section:
        if not any(_is_told_by(section, column.path) for column in rows.columns if column.path):
            silent = f"This list has no column for {section.words}; that says nothing about the vendor."
            yield left_out_message(section), silent


def _is_told_by(section: Section, path: tuple[str | int, ...]) -> bool:
    if path[0] in (section.name, *section.also_in):
        return True
    elsewhere, _, field = (section.stands_in or "").partition(".")
    return path[0] == elsewhere and path[-1] == field
