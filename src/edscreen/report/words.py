"""The words for people, in one place: outcomes, severities, bases and verdicts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from edscreen.screening.answers import OUTCOMES, SEVERITIES, UNANSWERED, FromSite
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from edscreen.screening.answers import Basis, Outcome, Severity
    from edscreen.screening.scorecard import Finding, Scorecard

CLOSING = "This is a screen for warning signs. It does not show that a product works, and is no endorsement."
"""The sentence with which every report for people ends."""

NAME_LENGTH = 200
"""Characters of a foreign name that a report shows."""

SEVERITY: dict[Severity, str] = {"red": "red flag", "caution": "caution", "note": "note"}
"""What a flag is called."""

FLAGGED: dict[Severity, str] = {
    "red": "with a red flag",
    "caution": "with a red flag or a caution",
    "note": "with a red flag, a caution or a note",
}
"""What marks products with a flag at or above a severity."""

QUESTION: dict[Severity, str] = {
    "red": "red-flag question",
    "caution": "caution question",
    "note": "note question",
}
"""What a question is called, by the severity of its rule."""

OUTCOME: dict[Outcome, str] = {
    "flag": "flagged",
    "error": "edscreen failed here",
    "unavailable": "we could not look",
    "undisclosed": "not answered yet",
    "skipped": "not looked at in this run",
    "pass": "answered well",
    "not_applicable": "does not apply",
}
"""What an outcome is called; a flag goes by its severity's name."""

_BASIS: dict[Basis, str] = {
    "claimed": "on the vendor's word",
    "documented": "on a source besides the vendor, not opened by edscreen",
    "verified": "read by edscreen",
}
_NOT_CONFIRMED = "on a source besides the vendor, which edscreen opened and which was not found to confirm it"
_RECORDED = {
    "home_page": "on what a person saw on the page, as the profile records it",
    "asked": "on the district's own record of what it asked",
}
"""What an answer rests on whose source is no page or paper, but a person's own record in the profile."""
_NO_KNOWN_DAY = "on a saved page, of a day that is not known"

_COUNTED: dict[Outcome, tuple[str, str]] = {
    "flag": ("flagged", "flagged"),
    "error": ("where edscreen failed", "where edscreen failed"),
    "unavailable": ("where we could not look", "where we could not look"),
    "undisclosed": ("not answered yet", "not answered yet"),
    "skipped": ("not looked at in this run", "not looked at in this run"),
    "pass": ("answered well", "answered well"),
    "not_applicable": ("does not apply", "do not apply"),
}


def plural(number: int, thing: str) -> str:
    """The number and the thing, which takes an s where there are several."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def threshold(fail_on: str) -> Severity:
    """The severity from which on a flag is worth attention at once; red where none fails the run."""
    return next((severity for severity in SEVERITIES if severity == fail_on), "red")


def counted(outcome: Outcome, number: int) -> str:
    """How many findings have an outcome."""
    return f"{number} {_COUNTED[outcome][number != 1]}"


def outcome(finding: Finding) -> str:
    """What was answered: `red flag`, `caution`, `note`, or the outcome's words."""
    return SEVERITY[finding.severity] if finding.outcome == "flag" else OUTCOME[finding.outcome]


def basis(finding: Finding) -> str:
    """What a pass or a flag rests on; empty where it is neither."""
    if finding.basis == "documented":
        opened = [each for each in finding.evidence if isinstance(each, FromSite) and each.sha256]
        if any(each.fetched_at is None for each in opened):
            return _NO_KNOWN_DAY
        if opened:
            return _NOT_CONFIRMED
        if recorded := _RECORDED.get(_section(finding)):
            return recorded
    return _BASIS[finding.basis] if finding.basis else ""


def _section(finding: Finding) -> str:
    """The part of the profile in which the deciding piece of evidence stands; empty where that is not one."""
    first = finding.evidence[0] if finding.evidence else None
    return first.path.partition(".")[0] if isinstance(first, FromProfile) else ""


def headline(scorecard: Scorecard) -> str:
    """What was found in words, never a bare "clear"; what is still open is told beside it.

    A question that a waiver or the baseline covers is neither a question answered well nor one that stands:
    it is counted apart.
    """
    questions = scorecard.questions("red")
    if not questions:
        was_asked = any(finding.question == "red" for finding in scorecard.findings)
        why = "applies to this product" if was_asked else "was asked in this run"
        return f"Not screened for red flags: no red-flag question {why}"
    if flagged := scorecard.flagged("red"):
        return plural(len(flagged), "red flag")
    standing = [finding for finding in questions if not finding.is_covered]
    if not standing:
        which = "The one red-flag question" if len(questions) == 1 else "Every red-flag question"
        return (
            f"{which} is waived" if all(each.waiver for each in questions) else f"{which} is waived or known"
        )
    answered = len(standing) - len(scorecard.open_questions("red"))
    asked = plural(len(standing), "red-flag question")
    if answered:
        return f"No red flag found in {answered} of {asked}"
    return f"None of {asked} answered" if len(standing) > 1 else "The one red-flag question is not answered"


def verdict(scorecard: Scorecard) -> str:
    """The headline with what qualifies it.

    These are open questions, cautions, answers on the vendor's word alone or on a source that was opened and
    does not confirm them, and what is waived or known.
    """
    cautions = sum(finding.severity == "caution" for finding in scorecard.flagged("caution"))
    claimed = scorecard.coverage["claimed_only"]
    parts = [headline(scorecard), *_waiting(scorecard)]
    if cautions:
        parts.append(plural(cautions, "caution"))
    if claimed:
        rest = "rests" if claimed == 1 else "rest"
        parts.append(f"{plural(claimed, 'answer')} {rest} on the vendor's word alone")
    if unconfirmed := sum(
        basis(each) == _NOT_CONFIRMED for each in scorecard.findings if not each.is_covered
    ):
        parts.append(f"in {plural(unconfirmed, 'answer')} the source was opened and not found to confirm it")
    return "; ".join(parts + covered(scorecard.findings))


def how_covered(finding: Finding) -> str:
    """By what a finding is covered, where it is: a waiver before the baseline."""
    return "waived" if finding.waiver else "known from the baseline"


def covered(findings: Iterable[Finding]) -> list[str]:
    """How many flags and questions a waiver or the baseline covers: `1 red flag waived`."""
    totals = Counter((how_covered(finding), _what(finding)) for finding in findings if finding.is_covered)
    return [f"{plural(number, what)} {how}" for (how, what), number in totals.items()]


def is_softened_by_cover(scorecard: Scorecard) -> bool:
    """Whether a waiver or the baseline covers a red-flag question, so that the verdict is milder."""
    return any(finding.is_covered for finding in scorecard.questions("red"))


def coverage(scorecard: Scorecard) -> list[str]:
    """How many questions were answered, then for each severity of question what came of them."""
    covered = scorecard.coverage
    total = f"{covered['answered']} of {covered['asked']} answered"
    lines = [total if covered["asked"] else "none applies to this product"]
    for severity in SEVERITIES:
        findings = [finding for finding in scorecard.findings if finding.question == severity]
        if findings:
            lines.append(f"{plural(len(findings), QUESTION[severity])}: {', '.join(_counts(findings))}")
    return lines


def _what(finding: Finding) -> str:
    return SEVERITY[finding.severity] if finding.outcome == "flag" else f"open {QUESTION[finding.question]}"


def _counts(findings: Sequence[Finding]) -> list[str]:
    standing = [finding for finding in findings if not finding.is_covered]
    totals = Counter(finding.outcome for finding in standing)
    flagged = Counter(finding.severity for finding in standing if finding.outcome == "flag")
    flags = [plural(flagged[severity], SEVERITY[severity]) for severity in SEVERITIES if flagged[severity]]
    others = [
        counted(outcome, totals[outcome]) for outcome in OUTCOMES if outcome != "flag" and totals[outcome]
    ]
    return flags + others + covered(findings)


def _waiting(scorecard: Scorecard) -> list[str]:
    findings = scorecard.open_questions("red")
    if not findings:
        return []
    counts = _counts(findings)
    if all(finding.outcome in UNANSWERED or finding.is_covered for finding in scorecard.questions("red")):
        return [", ".join(counts)]
    open_questions = plural(len(findings), "red-flag question")
    if len(counts) == 1:
        return [f"{open_questions} {_COUNTED[findings[0].outcome][0]}"]
    return [f"{open_questions} without an answer: {', '.join(counts)}"]
