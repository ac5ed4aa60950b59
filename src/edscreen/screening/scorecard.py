"""A scorecard: every finding of one product, with the verdict and the counts that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from edscreen.screening.answers import ANSWERED, AT_LEAST, OUTCOMES, SEVERITIES, UNANSWERED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from edscreen.profile.documents import Document
    from edscreen.profile.models import Prepared, Price
    from edscreen.profile.models.vendor import Role
    from edscreen.screening.answers import Amount, Basis, FromRegistry, FromSite, Outcome, Severity
    from edscreen.screening.rule import Source

_SEVERITY_ORDER = {severity: order for order, severity in enumerate(SEVERITIES)}
_OUTCOME_ORDER = {outcome: order for order, outcome in enumerate(OUTCOMES)}

Verdict = Literal["flagged", "incomplete", "clear", "not_screened"]


class FromProfile(NamedTuple):
    """Evidence that stands in the profile.

    Attributes:
        file: the profile as named on the command line.
        line: line, counted from 1.
        column: column in characters, counted from 1.
        path: the field's path, as `dosage[0].minutes`.
        value: what was written there; None where nothing was.
        sheet: of a workbook, the sheet on which it stands; line and column are row and column there.
    """

    file: str
    line: int
    column: int
    path: str
    value: Any
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The vendor's own words on a question; they change no outcome."""

    text: str | None
    on: date | None
    by: str | None
    source: str | None


class Waiver(NamedTuple):
    """The district's decision to accept a finding for a while.

    Attributes:
        reason: why.
        by: who decided so.
        expires: the last day on which it holds.
    """

    reason: str
    by: str
    expires: date


class Finding(NamedTuple):
    """One rule's answer for one product.

    Attributes:
        rule: the rule's id.
        title: the rule's title.
        family: the rule's family.
        severity: how serious it is here, at most as serious as `question`.
        question: how serious the rule is.
        outcome: what was answered.
        basis: what a pass or a flag rests on; None otherwise.
        message: the answer in words.
        ask_vendor: what to ask next; None where nothing is to be asked.
        evidence: what the answer rests on, the deciding piece first.
        sources: where the rule's reasoning comes from.
        options: the rule's options in force.
        reply: the vendor's words on it.
        fingerprint: SHA-256 of vendor, product and rule, the same in every run.
        waiver: the waiver that covers it.
        in_baseline: whether the baseline covers it: it was known, and has not got worse.
        decides: the amount that decides it, where it is more than the first piece of evidence says.
    """

    rule: str
    title: str
    family: str
    severity: Severity
    question: Severity
    outcome: Outcome
    basis: Basis | None
    message: str
    ask_vendor: str | None
    evidence: tuple[FromProfile | FromRegistry | FromSite, ...]
    sources: tuple[Source, ...]
    options: dict[str, Any]
    reply: Reply | None
    fingerprint: str
    waiver: Waiver | None = None
    in_baseline: bool = False
    decides: Amount | None = None

    @property
    def is_covered(self) -> bool:
        """Whether a waiver or the baseline covers it, so that it is shown and counts for nothing."""
        return self.waiver is not None or self.in_baseline

    @property
    def order(self) -> tuple[int, int, str]:
        """Where it stands on a scorecard: by severity, outcome and rule."""
        return _SEVERITY_ORDER[self.severity], _OUTCOME_ORDER[self.outcome], self.rule


@dataclass(frozen=True)
class Scorecard:
    """What a screening found of one product.

    Attributes:
        profile: the file it was read from, as named on the command line.
        document: which document of that file, counted from 0.
        profile_sha256: digest of the file.
        vendor: the vendor's name.
        product: the product's name.
        product_version: the version offered, where it is stated.
        findings: one for each rule, in the order in which they are shown.
        prepared: who filled in the profile.
        role: whose word it was taken for.
        price: what the product costs; shown, never judged.
        line: the line of the file on which its document begins, counted from 1.
        source: the profile as it was read, for reports that show more of it than the findings do.
        listed: of a row of a list, its number and what else the list says of it; None for a profile.
    """

    profile: str
    document: int
    profile_sha256: str
    vendor: str
    product: str
    product_version: str | None
    findings: tuple[Finding, ...]
    prepared: Prepared | None = None
    role: Role | None = None
    price: Price | None = None
    line: int = 1
    source: Document | None = None
    listed: Mapping[str, Any] | None = None

    @property
    def verdict(self) -> Verdict:
        """What the red-flag questions come to, whatever the run's `--fail-on`."""
        if self.flagged("red"):
            return "flagged"
        if self.open_questions("red"):
            return "incomplete"
        return "clear" if self.questions("red") else "not_screened"

    def questions(self, threshold: Severity) -> list[Finding]:
        """The questions as serious as `threshold` or more so that arise for this product."""
        counting = AT_LEAST[threshold]
        return [
            finding
            for finding in self.findings
            if finding.outcome != "not_applicable" and finding.question in counting
        ]

    def flagged(self, threshold: Severity) -> list[Finding]:
        """The flags as serious as `threshold` or more so that nothing covers."""
        return [
            finding
            for finding in self.findings
            if finding.outcome == "flag"
            and finding.severity in AT_LEAST[threshold]
            and not finding.is_covered
        ]

    def open_questions(self, threshold: Severity) -> list[Finding]:
        """The questions as serious as `threshold` or more so that have no answer and that nothing covers."""
        return [
            finding
            for finding in self.findings
            if finding.outcome in UNANSWERED
            and finding.question in AT_LEAST[threshold]
            and not finding.is_covered
        ]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many findings there are by severity and outcome."""
        table: dict[str, dict[str, int]] = {}
        for finding in self.findings:  # they stand in the order that the table is to have
            row = table.setdefault(finding.severity, {})
            row[finding.outcome] = row.get(finding.outcome, 0) + 1
        return table

    @property
    def coverage(self) -> dict[str, Any]:
        """How far the questions were answered, and on whose word."""
        outcomes = [finding.outcome for finding in self.findings]
        return {
            "answered": sum(map(outcomes.count, ANSWERED)),
            "asked": len(outcomes) - outcomes.count("not_applicable"),
            "not_looked": [finding.rule for finding in self.findings if finding.outcome == "skipped"],
            "claimed_only": [finding.basis for finding in self.findings].count("claimed"),
            "waived": [finding.is_covered for finding in self.findings].count(True),
        }
