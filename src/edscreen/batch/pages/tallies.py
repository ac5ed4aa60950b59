"""What a whole list comes to on each question: counts, and the sentences that open the overview."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.profile.words import joined
from edscreen.report.words import OUTCOME, SEVERITY
from edscreen.screening.answers import ANSWERED, SEVERITIES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Iterable, Mapping, Sequence

    from edscreen.batch.pages.about import Question
    from edscreen.report.sections import Kind
    from edscreen.screening.answers import Outcome, Severity

_REASONS: dict[Outcome, tuple[str, str]] = {
    "undisclosed": ("for {} it is not answered yet", "for {} it is not answered yet"),
    "unavailable": ("at {} we could not look", "at {} we could not look"),
    "skipped": ("{} was not looked at in this run", "{} were not looked at in this run"),
    "error": ("at {} edscreen failed", "at {} edscreen failed"),
}
"""Why a question could not be judged, for one product and for several."""


class Answered(NamedTuple):
    """What came of one question over a list.

    Attributes:
        question: the question.
        kinds: how many products stand in each section of a report with it.
        outcomes: how many have each outcome, whatever is waived or known.
    """

    question: Question
    kinds: Counter[Kind]
    outcomes: Counter[Outcome]

    @property
    def asked(self) -> int:
        """How many products it arises for."""
        return self.outcomes.total() - self.outcomes["not_applicable"]

    @property
    def judged(self) -> int:
        """How many could be judged."""
        return sum(self.outcomes[outcome] for outcome in ANSWERED)

    @property
    def flagged(self) -> int:
        """How many of these are flagged, waived and known ones included."""
        return self.outcomes["flag"]

    @property
    def share(self) -> float:
        """The share of flags among those judged."""
        return self.flagged / self.judged if self.judged else 0

    @property
    def reasons(self) -> str:
        """Why the others could not be judged; empty where there are none."""
        several = [
            wording[number != 1].format(f"{number:,}")
            for outcome, wording in _REASONS.items()
            if (number := self.outcomes[outcome])
        ]
        return joined(several) if several else ""

    @property
    def judged_in_words(self) -> str:
        """How many were judged, of how many, and why the others were not."""
        outside = self.outcomes["not_applicable"]
        apart = f". It does not apply to {outside:,} more" if outside else ""
        others = f"; of the others, {self.reasons}" if self.reasons else ""
        return f"{rate(self.judged, self.asked)} could be judged{others}{apart}"


def tallies(tables: sqlite3.Connection, questions: Iterable[Question]) -> list[Answered]:
    """Count what came of every question."""
    found = {question.rule: Answered(question, Counter(), Counter()) for question in questions}
    for rule, severity, outcome, is_waived, is_known, number in tables.execute(
        "SELECT rule, severity, outcome, waiver IS NOT NULL, in_baseline, count(*) FROM findings"
        " GROUP BY 1, 2, 3, 4, 5"
    ):
        found[rule].kinds[kind_named(severity, outcome, is_waived=is_waived, is_known=is_known)] += number
        found[rule].outcomes[outcome] += number
    return list(found.values())


def kind_named(severity: Severity, outcome: Outcome, *, is_waived: bool, is_known: bool) -> Kind:
    """The section of a report in which a finding stands."""
    if is_waived:
        return "waived"
    if is_known:
        return "known"
    return severity if outcome == "flag" else outcome


def rate(part: int, whole: int) -> str:
    """A share with its denominator: `312 of 500 (62%)`."""
    if not whole:
        return "0 of 0"
    percent = 100 * part / whole
    if 0 < percent < 1:
        shown = "under 1%"
    elif 99 < percent < 100:
        shown = "over 99%"
    else:
        shown = f"{percent:.0f}%"
    return f"{part:,} of {whole:,} ({shown})"


def most_common(answered: Iterable[Answered]) -> str:
    """Which red-flag question is flagged most often among the products judged on it, as a sentence."""
    red = [each for each in answered if each.question.severity == "red"]
    flagged = [each for each in red if each.flagged]
    if not red:
        return "No red-flag question was asked in this run."
    if not any(each.judged for each in red):
        return "No product could be judged on any red-flag question, so there is no flag to count."
    if not flagged:
        return "No product is flagged on a red-flag question, among those that could be judged."
    by_share = max(flagged, key=lambda each: (each.share, each.flagged))
    by_number = max(flagged, key=lambda each: (each.flagged, each.share))
    said = f"Among the products judged, the flag most often raised is on {_of(by_share)}"
    return (
        f"{said}."
        if by_share is by_number
        else f"{said}; the most products have the one on {_of(by_number)}."
    )


def cannot_answer(answered: Iterable[Answered], no_column: Container[str]) -> str:
    """The red-flag questions on which nobody could be judged, in one line; empty where there are none.

    Args:
        answered: what came of the questions.
        no_column: ids of the rules for whose questions the list has no column.
    """
    unanswered = [each for each in answered if each.question.severity == "red" and not each.judged]
    silent = [
        each
        for each in unanswered
        if each.question.rule in no_column and each.outcomes["undisclosed"] == each.asked > 0
    ]
    others = [f"{_quoted(each)} ({_why(each)})" for each in unanswered if each not in silent]
    said = []
    if silent:
        it = "it" if len(silent) == 1 else "them"
        said.append(f"This list cannot answer {joined(map(_quoted, silent))}, as it has no column for {it}.")
    if others:
        said.append(f"No product could be judged on {joined(others)}.")
    return " ".join(said)


def _why(each: Answered) -> str:
    return f"of {_products(each.asked)}, {each.reasons}" if each.asked else "it applies to none"


def _quoted(each: Answered) -> str:
    return f"“{each.question.title}”"


def columns(answered: Sequence[Answered]) -> list[Kind]:
    """The sections of a report in which some product stands, in their order."""
    ordered: tuple[Kind, ...] = (*SEVERITIES, *_REASONS, "waived", "known", "pass", "not_applicable")
    return [kind for kind in ordered if any(each.kinds[kind] for each in answered)]


def _of(each: Answered) -> str:
    covered = each.flagged - sum(each.kinds[severity] for severity in SEVERITIES)
    apart = f", {covered:,} of them waived or known" if covered else ""
    return f"{_quoted(each)}: {rate(each.flagged, each.judged)}{apart}"


def _products(number: int) -> str:
    return f"{number:,} product" if number == 1 else f"{number:,} products"


_WORDS: tuple[Mapping[Any, str], ...] = (SEVERITY, OUTCOME, {"waived": "waived", "known": "known"})
KIND_WORDS: dict[str, str] = {kind: said for table in _WORDS for kind, said in table.items()}
"""What a product's answer to a question is called."""
