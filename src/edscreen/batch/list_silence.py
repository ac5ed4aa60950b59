"""What a list leaves open, in a row or for want of a column: the list is silent there, not the vendor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from edscreen.batch.lists.open_questions import not_understood, that_sound_like
from edscreen.screening.silence import left_out_message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.batch.lists.filling import RowReader
    from edscreen.screening.rule import Rule, Section
    from edscreen.screening.scorecard import Finding, Scorecard

_BLANK = "This row of the list does not say {0.words}: '{0.name}' is left blank."
_NO_COLUMN = "This list has no column for {0.words}; that says nothing about the vendor."
_NO_COLUMN_UNDERSTOOD = (
    "This list has no column that edscreen understands for {0.words}; that says nothing about the vendor."
)


class ListSilence:
    """What findings say of a list where it says nothing.

    Attributes:
        no_column: ids of the rules on whose questions the list has no column that is understood.
        not_read: the columns that are not understood and sound as if they were about these questions; None
            where each column of the list is understood.
    """

    def __init__(self, rules: Iterable[Rule], rows: RowReader | None) -> None:
        """Find out for which questions the list has columns.

        Args:
            rules: the rules that run.
            rows: what turns rows of the list into profiles; None where it holds profiles.
        """
        self._instead: dict[str, dict[str, str]] = {}
        self.no_column: list[str] = []
        self.not_read: list[str] | None = None
        if rows is None or rows.is_profiles:
            return
        paths = [column.path for column in rows.columns if column.path]
        carried = not_understood(rows.columns)
        no_column = _NO_COLUMN_UNDERSTOOD if carried else _NO_COLUMN
        silent: dict[str, tuple[str, ...]] = {}
        for rule in rules:
            instead = self._instead[rule.id] = {}
            for section in rule.section:
                has_column = any(_is_told_by(section, path) for path in paths)
                instead[left_out_message(section)] = (_BLANK if has_column else no_column).format(section)
                if not has_column:
                    silent[rule.id] = (*silent.get(rule.id, ()), *_sections(section))
        self.no_column = list(silent)
        if carried:
            self.not_read = that_sound_like(carried, {name for each in silent.values() for name in each})

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


def _sections(section: Section) -> tuple[str, ...]:
    return section.name, *section.also_in


def _is_told_by(section: Section, path: tuple[str | int, ...]) -> bool:
    if path[0] in _sections(section):
        return True
    elsewhere, _, field = (section.stands_in or "").partition(".")
    return path[0] == elsewhere and path[-1] == field
