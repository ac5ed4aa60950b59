"""The words for people, in one place: outcomes, severities, bases and verdicts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report.escaping import shortened
from edscreen.screening.answers import OUTCOMES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.screening.answers import Basis, Outcome, Severity
    from edscreen.screening.scorecard import Finding, Scorecard

CLOSING = "This is a screen for warning signs. It does not show that a product works, and is no endorsement."
"""The sentence with which every report for people ends."""

NAME_LENGTH = 200
"""Characters of a foreign name that a report shows."""

SEVERITY: dict[Severity, str] = {"red": "red flag", "caution": "caution", "note": "note"}
"""What a flag is called."""

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

BASIS: dict[Basis, str] = {
    "claimed": "on the vendor's word",
    "documented": "on a source besides the vendor, not opened by edscreen",
    "verified": "read by edscreen",
}
"""What a pass or a flag rests on."""

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


def counted(outcome: Outcome, number: int) -> str:
    """How many findings have an outcome."""
    return f"{number} {_COUNTED[outcome][number != 1]}"


def outcome(finding: Finding) -> str:
    """What was answered: `red flag`, `caution`, `note`, or the outcome's words."""
    return SEVERITY[finding.severity] if finding.outcome == "flag" else OUTCOME[finding.outcome]


def headline(scorecard: Scorecard) -> str:
    """What was found in words, never a bare "clear"; what is still open is told beside it."""
    questions = scorecard.questions("red")
    if not questions:
        return "Not screened for red flags: no red-flag question applies to this product"
    if flagged := scorecard.flagged("red"):
        return plural(len(flagged), "red flag")
    answered = len(questions) - len(scorecard.open_questions("red"))
    asked = plural(len(questions), "red-flag question")
    if answered:
        return f"No red flag found in {answered} of {asked}"
    return f"None of {asked} answered" if len(questions) > 1 else "The one red-flag question is not answered"


def verdict(scorecard: Scorecard) -> str:
    """The headline with what qualifies it: open questions, cautions, answers on the vendor's word alone."""
    cautions = sum(finding.severity == "caution" for finding in scorecard.flagged("caution"))
    claimed = scorecard.coverage["claimed_only"]
    parts = [headline(scorecard), *_waiting(scorecard)]
    if cautions:
        parts.append(plural(cautions, "caution"))
    if claimed:
        rest = "rests" if claimed == 1 else "rest"
        parts.append(f"{plural(claimed, 'answer')} {rest} on the vendor's word alone")
    return "; ".join(parts)


def prepared(scorecard: Scorecard) -> str:
    """Who filled in the profile, whose word it counts as, and when."""
    stated, role = scorecard.prepared, scorecard.role
    own = stated.role if stated else None
    who = shortened(stated.by, NAME_LENGTH) if stated and stated.by else ""
    if role != own:
        whose = f"counts as the {role}'s word by --prepared-by"
    elif role is None:
        whose = "role not stated: counts as the vendor's word"
    else:
        whose = role if who else ""
    named = who or (f"the {own}" if own else "someone not named")
    day = f", {in_words(stated.on)}" if stated and stated.on else ""
    return f"by {named}{f' ({whose})' if whose else ''}{day}"


def price(scorecard: Scorecard) -> str | None:
    """What the product costs as the profile states it; None where it states nothing of it."""
    stated = scorecard.price
    if not stated:
        return None
    cost = "not stated"
    if stated.per_student_usd is not None:
        per = f" per {shortened(stated.per, NAME_LENGTH).removeprefix('per ')}" if stated.per else ""
        cost = f"${stated.per_student_usd:,.2f} per student{per}"
    quoted = f", quoted on {in_words(stated.quoted_on)}" if stated.quoted_on else ""
    includes = f"; includes {shortened(stated.includes, NAME_LENGTH)}" if stated.includes else ""
    return f"{cost}{quoted}{includes}"


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


def _counts(findings: Sequence[Finding]) -> list[str]:
    totals = Counter(finding.outcome for finding in findings)
    flagged = Counter(finding.severity for finding in findings if finding.outcome == "flag")
    flags = [plural(flagged[severity], SEVERITY[severity]) for severity in SEVERITIES if flagged[severity]]
    return flags + [
        counted(outcome, totals[outcome]) for outcome in OUTCOMES if outcome != "flag" and totals[outcome]
    ]


def _waiting(scorecard: Scorecard) -> list[str]:
    findings = scorecard.open_questions("red")
    if not findings:
        return []
    counts = _counts(findings)
    if len(findings) == len(scorecard.questions("red")):
        return [", ".join(counts)]
    open_questions = plural(len(findings), "red-flag question")
    if len(counts) == 1:
        return [f"{open_questions} {_COUNTED[findings[0].outcome][0]}"]
    return [f"{open_questions} without an answer: {', '.join(counts)}"]
