"""The order in which people read a scorecard: what is serious first, what is accepted apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from edscreen.screening.answers import Outcome, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.screening.scorecard import Finding, Scorecard

Kind: TypeAlias = Outcome | Severity | Literal["waived", "known"]


class Section(NamedTuple):
    """Findings that people read together.

    Attributes:
        kind: what they have in common.
        heading: what they are called.
        meaning: what that means; empty where it goes without saying.
        findings: the findings, one at least.
    """

    kind: Kind
    heading: str
    meaning: str
    findings: list[Finding]

    @property
    def title(self) -> str:
        """The heading with how many there are."""
        return f"{self.heading} ({len(self.findings)})"


_SECTIONS: dict[Kind, tuple[str, str]] = {
    "red": ("Red flags", "reasons to walk away"),
    "caution": ("Cautions", "ask before you sign"),
    "note": ("Notes", "worth knowing"),
    "undisclosed": ("Not answered yet", "the profile does not say"),
    "unavailable": ("We could not look", "it was tried, and nothing could be read"),
    "skipped": ("Not looked at in this run", "says nothing about the vendor"),
    "error": ("edscreen failed here", "says nothing about the vendor"),
    "waived": ("Waived", "accepted by the district for a time, and not counted above"),
    "known": ("Known from the baseline", "there before, and not counted above"),
    "pass": ("Answered well", ""),
    "not_applicable": ("Does not apply", ""),
}


def kind_of(finding: Finding) -> Kind:
    """The section in which people read a finding."""
    if finding.is_covered:
        return "waived" if finding.waiver else "known"
    return finding.severity if finding.outcome == "flag" else finding.outcome


def sections(scorecard: Scorecard) -> Iterator[Section]:
    """The sections of a scorecard that hold findings."""
    by_kind: dict[Kind, list[Finding]] = {}
    for finding in scorecard.findings:
        by_kind.setdefault(kind_of(finding), []).append(finding)
    for kind, (heading, meaning) in _SECTIONS.items():
        if findings := by_kind.get(kind):
            yield Section(kind, heading, meaning, findings)
