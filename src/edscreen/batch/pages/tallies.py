"""What a whole list comes to on each question: counts, and the sentences that open the overview."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.batch.lists.columns import listed
from edscreen.profile.words import counted, joined
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
        flags: how many flags there are of each severity, whatever is waived or known.
        unvisited: at how many a run with --site would look, as they name a site and this run read none.
    """

    question: Question
    kinds: Counter[Kind]
    outcomes: Counter[Outcome]
    flags: Counter[Severity]
    unvisited: int = 0

    @property
    def asked(self) -> int:
        """How many products it arises for."""
        return self.outcomes.total() - self.outcomes["not_applicable"]

    @property
    def judged(self) -> int:
        """How many could be judged."""
        return sum(self.outcomes[outcome] for outcome in ANSWERED)

    def share(self, severity: Severity) -> float:
        """The share of flags of a severity among those judged."""
        return self.flags[severity] / self.judged if self.judged else 0

    @property
    def covered(self) -> str:
        """How many of the flags are waived or known, in brackets; empty where none is."""
        number = self.outcomes["flag"] - sum(self.kinds[severity] for severity in SEVERITIES)
        return (
            f" ({number:,} of these flags {'is' if number == 1 else 'are'} waived or known)" if number else ""
        )

    @property
    def reasons(self) -> str:
        """Why the others could not be judged; empty where there are none."""
        several = [
            wording[number != 1].format(f"{number:,}") + (self._visit if outcome == "skipped" else "")
            for outcome, wording in _REASONS.items()
            if (number := self.outcomes[outcome])
        ]
        return joined(several) if several else ""

    @property
    def _visit(self) -> str:
        """What another run would do for those not looked at; empty where that is nothing."""
        if not self.unvisited:
            return ""
        skipped = self.outcomes["skipped"]
        whom = f"{self.unvisited:,} of them" if self.unvisited < skipped else "it" if skipped == 1 else "them"
        return f", and a run with --site would look at {whom}"

    @property
    def judged_in_words(self) -> str:
        """How many were judged, of how many, and why the others were not."""
        outside = self.outcomes["not_applicable"]
        apart = f". It does not apply to {outside:,} more" if outside else ""
        others = f"; of the others, {self.reasons}" if self.reasons else ""
        found = [
            *(counted(f"{number:,}", SEVERITY[each]) for each in SEVERITIES if (number := self.flags[each])),
            f"{self.outcomes['pass']:,} answered well",
        ]
        judged = f": {joined(found)}{self.covered}" if self.judged else ""
        return f"{rate(self.judged, self.asked)} could be judged{judged}{others}{apart}"


def tallies(tables: sqlite3.Connection, questions: Iterable[Question]) -> list[Answered]:
    """Count what came of every question."""
    found = {question.rule: Answered(question, Counter(), Counter(), Counter()) for question in questions}
    for rule, severity, outcome, is_waived, is_known, number in tables.execute(
        "SELECT rule, severity, outcome, waiver IS NOT NULL, in_baseline, count(*) FROM findings"
        " GROUP BY 1, 2, 3, 4, 5"
    ):
        found[rule].kinds[kind_named(severity, outcome, is_waived=is_waived, is_known=is_known)] += number
        found[rule].outcomes[outcome] += number
        if outcome == "flag":
            found[rule].flags[severity] += number
    for rule, number in tables.execute(
        "SELECT rule, count(*) FROM findings JOIN scorecards USING (scorecard)"
        " WHERE outcome = 'skipped' AND website IS NOT NULL AND instr(message, '--site') GROUP BY rule"
    ):
        found[rule] = found[rule]._replace(unvisited=number)
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
    """Which red flag is most common among the products judged, by share and by number, as a sentence."""
    red = [each for each in answered if each.question.severity == "red"]
    if not red:
        return "No red-flag question was asked in this run."
    if not any(each.judged for each in red):
        return (
            "So no product could be judged on any red-flag question, and there is no flag to count; that does"
            " not mean that there is none."
        )
    for severity in SEVERITIES:
        if flagged := [each for each in red if each.flags[severity]]:
            return _most_common_of(severity, flagged)
    return "No flag was raised on a red-flag question, among the products that could be judged."


def _most_common_of(severity: Severity, flagged: Sequence[Answered]) -> str:
    name = SEVERITY[severity]
    none = "" if severity == "red" else "No product judged has a red flag. "
    by_share = max(flagged, key=lambda each: (each.share(severity), each.flags[severity]))
    by_number = max(flagged, key=lambda each: (each.flags[severity], each.share(severity)))
    if by_share is by_number:
        return f"{none}The most common {name} is on {_of(by_share, severity)}."
    return (
        f"{none}As a share of the products judged on a question, the most common {name} is on "
        f"{_of(by_share, severity)}. As a number of products, it is on {_of(by_number, severity)}."
    )


def cannot_answer(
    answered: Iterable[Answered], no_column: Container[str], not_read: Sequence[str] | None = None
) -> str:
    """The red-flag questions on which nobody could be judged, in one line; empty where there are none.

    Args:
        answered: what came of the questions.
        no_column: ids of the rules for whose questions the list has no column that is understood.
        not_read: columns that are not understood and sound as if they were about such questions; None where
            each column is understood.
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
        such = "no column" if not_read is None else "no column that edscreen understands"
        said.append(f"This list cannot answer {joined(map(_quoted, silent))}, as it has {such} for {it}.")
        if not_read:
            its, were, they = (
                ("column", "was", "it holds") if len(not_read) == 1 else ("columns", "were", "they hold")
            )
            said.append(
                f"Its {its} {listed(not_read, '“”')} {were} carried through, not read; a file for --map can "
                f"say what {they}."
            )
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


def _of(each: Answered, severity: Severity) -> str:
    told = []
    for kind in SEVERITIES:
        if number := each.flags[kind]:
            have = "has" if number == 1 else "have"
            is_it = kind == severity
            told.append(
                f"{rate(number, each.judged)} of those judged {have} it"
                if is_it
                else f"{number:,} more {have} a {SEVERITY[kind]}"
            )
    return f"{_quoted(each)}: {joined(told)}{each.covered}"


def _products(number: int) -> str:
    return f"{number:,} product" if number == 1 else f"{number:,} products"


_WORDS: tuple[Mapping[Any, str], ...] = (SEVERITY, OUTCOME, {"waived": "waived", "known": "known"})
KIND_WORDS: dict[str, str] = {kind: said for table in _WORDS for kind, said in table.items()}
"""What a product's answer to a question is called."""
