"""The red-flag questions of a board memo, each answered by the findings of its family."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.report import words
from edscreen.report.escaping import on_one_line, shortened
from edscreen.report.memo_words import first_sentence, rests_on
from edscreen.report.sections import Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.report.memo_room import Room
    from edscreen.screening.scorecard import Finding, Scorecard

NOT_ASKED = "Not asked in this screening."
"""What stands where no rule of a question ran."""

# The four red flags of the founding article, by the family of the rules that ask about them. What a family
# holds is for the rule books and the policy to say.
_QUESTIONS = {
    "evidence": "Independent research",
    "dosage": "Screen time",
    "approvals": "State approval and efficacy",
    "outcomes": "Outcomes and dosage",
}
_FURTHER = "Further red-flag questions"


class Answer(NamedTuple):
    """What one rule found.

    Attributes:
        kind: the section in which the finding is read, for its sign and colour.
        asks: the rule's question.
        outcome: what was answered: `red flag`, `answered well`, ...
        sentence: the answer in one sentence.
        source: on whose word, and where that stands; empty where it rests on nothing.
    """

    kind: Kind
    asks: str
    outcome: str
    sentence: str
    source: str


class Question(NamedTuple):
    """One question of the memo.

    Attributes:
        title: what it is about.
        answers: what the rules of its family found, the most serious first; empty where none ran.
        more: how many answers are not among them.
    """

    title: str
    answers: tuple[Answer, ...]
    more: int


def questions_of(scorecard: Scorecard, room: Room) -> tuple[Question, ...]:
    """The four questions of the founding article, then red-flag questions of other families, if any ran."""
    families: dict[str, list[Finding]] = {}
    for finding in scorecard.findings:
        families.setdefault(finding.family, []).append(finding)
    four = [
        _question(title, families.get(family, ()), scorecard, room) for family, title in _QUESTIONS.items()
    ]
    further = [each for each in scorecard.questions("red") if each.family not in _QUESTIONS]
    return (*four, *([_question(_FURTHER, further, scorecard, room)] if further else []))


def _question(title: str, findings: Sequence[Finding], scorecard: Scorecard, room: Room) -> Question:
    """What does not apply is told only where nothing else is."""
    arising = [each for each in findings if each.outcome != "not_applicable"] or list(findings[:1])
    arising.sort(key=lambda finding: (finding.question != "red", finding.order))
    answers = tuple(_answer(finding, scorecard, room) for finding in arising[: room.answers])
    return Question(title, answers, max(0, len(arising) - room.answers))


def _answer(finding: Finding, scorecard: Scorecard, room: Room) -> Answer:
    how = "waived" if finding.waiver else "known from the baseline"
    outcome = words.outcome(finding) + (f", {how}" if finding.is_covered else "")
    return Answer(
        kind_of(finding),
        on_one_line(shortened(finding.title, room.title)),
        outcome,
        first_sentence(finding.message, room.sentence),
        shortened(rests_on(finding, scorecard), room.source),
    )
