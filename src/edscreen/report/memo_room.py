"""How much a board memo holds, so that it stays on one page of A4 or Letter paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from edscreen.report.memo import Memo

LINES = 52
"""Lines of a memo, headings aside, for which a page has room."""

_WIDTH = 112  # characters of a line across the page, at the size in which memos are printed
_COLUMN = 88  # the same beside the labels


class Room(NamedTuple):
    """How much is told, in numbers of pieces and characters of a piece.

    Attributes:
        answers: answers to one of the red-flag questions.
        title: characters of the question that an answer answers.
        sentence: characters of an answer.
        source: characters of what it rests on.
        exchanges: questions to the vendor, with its replies.
        asked: characters of such a question.
        reply: characters of a reply.
        waivers: findings that are waived or known.
        reason: characters of a waiver's reason, with until when and by whom.
        names: characters of a list of names.
    """

    answers: int
    title: int
    sentence: int
    source: int
    exchanges: int
    asked: int
    reply: int
    waivers: int
    reason: int
    names: int


ROOMS = (
    Room(4, 120, 300, 200, 6, 240, 280, 5, 240, 240),
    Room(3, 100, 240, 150, 5, 180, 200, 4, 200, 200),
    Room(2, 90, 180, 110, 4, 150, 150, 3, 160, 160),
    Room(2, 80, 150, 80, 3, 110, 110, 2, 110, 110),
    Room(1, 80, 130, 80, 2, 110, 110, 1, 110, 80),
)
"""From the roomiest to the tightest, which holds every memo on its page."""


def lines_of(memo: Memo) -> int:
    """How many lines a memo takes at most, headings aside."""
    beside = [
        *(line.text for line in (*memo.about, *memo.basis)),
        *(
            f"{answer.outcome} {answer.sentence} {answer.source}"
            for question in memo.questions
            for answer in question.answers
        ),
        *(answer.asks for question in memo.questions for answer in question.answers),
    ]
    across = [
        memo.qualified,
        memo.asked,
        *(f"{each.question} {each.reply} {each.source}" for each in memo.exchanges),
        *(line.label for line in memo.waivers),
        *(line.text for line in memo.waivers),
    ]
    return sum(1 + len(text) // _COLUMN for text in beside) + sum(1 + len(text) // _WIDTH for text in across)
