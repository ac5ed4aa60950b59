"""The red-flag questions of a board memo, each answered by the findings of its family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report import words
from edscreen.report.deciding import deciding
from edscreen.report.escaping import on_one_line
from edscreen.report.memo_parts import Answer, Question
from edscreen.report.memo_room import ROOMS
from edscreen.report.memo_words import rests_on
from edscreen.report.sections import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.screening.scorecard import Finding, Scorecard

# The four red flags of the founding article, by the family of the rules that ask about them. What a family
# holds is for the rule books and the policy to say.
_QUESTIONS = {
    "evidence": "Independent research",
    "dosage": "Screen time",
    "approvals": "State approval and efficacy",
    "outcomes": "Outcomes and dosage",
}
_FURTHER = "Further red-flag questions"
_MOST = ROOMS[0].answers


def questions_of(scorecard: Scorecard) -> tuple[Question, ...]:
    """The four questions of the founding article, then red-flag questions of other families, if any ran."""
    families: dict[str, list[Finding]] = {}
    for finding in scorecard.findings:
        families.setdefault(finding.family, []).append(finding)
    four = [_question(title, families.get(family, ()), scorecard) for family, title in _QUESTIONS.items()]
    further = [each for each in scorecard.questions("red") if each.family not in _QUESTIONS]
    return (*four, *([_question(_FURTHER, further, scorecard)] if further else []))


def _question(title: str, findings: Sequence[Finding], scorecard: Scorecard) -> Question:
    """What does not apply is told only where nothing else is."""
    arising = [each for each in findings if each.outcome != "not_applicable"] or list(findings[:1])
    arising.sort(key=lambda finding: (finding.question != "red", finding.order))
    answers = tuple(_answer(finding, scorecard) for finding in arising[:_MOST])
    return Question(title, answers, max(0, len(arising) - _MOST))


def _answer(finding: Finding, scorecard: Scorecard) -> Answer:
    return Answer(
        kind_of(finding),
        on_one_line(finding.title),
        words.outcome(finding) + (f", {words.how_covered(finding)}" if finding.is_covered else ""),
        deciding(finding),
        rests_on(finding, scorecard),
    )
