"""How much a board memo holds, so that it stays on one page of A4 or Letter paper."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from edscreen.report.escaping import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.report.memo_parts import Answer, Exchange, Line, Memo, Question

LINES = 49
"""Lines, headings aside, for which a page of Letter paper has room, with some to spare."""

_WIDTH = 112  # characters of a line across the page, at the size in which memos are printed
_COLUMN = 88  # the same beside the labels
_HALF = 40  # the same in one of two columns beside the labels

_BESIDE = "on a source besides the vendor, "  # before "not opened by edscreen", which says as much
_PLACE = re.compile(r" \([^()]*\)$")


class Room(NamedTuple):
    """How much is told, in numbers of pieces and characters of a piece.

    Attributes:
        answers: answers to one of the red-flag questions.
        title: characters of the question that an answer answers.
        sentence: characters of an answer.
        source: characters of what it rests on, and of where a reply stands.
        exchanges: questions to the vendor, with its replies.
        asked: characters of such a question, and of a reply.
        waivers: findings that are waived or known.
        reason: characters of a waiver's reason, with until when and by whom.
        names: characters of a name, a path or a list of names.
    """

    answers: int
    title: int
    sentence: int
    source: int
    exchanges: int
    asked: int
    waivers: int
    reason: int
    names: int


ROOMS = (
    Room(4, 120, 480, 200, 5, 240, 4, 240, 240),
    Room(3, 120, 480, 140, 3, 200, 4, 200, 200),
    Room(3, 100, 480, 120, 2, 150, 3, 160, 190),
    Room(2, 100, 420, 110, 2, 130, 2, 140, 170),
    Room(2, 90, 360, 110, 1, 130, 2, 140, 170),
    Room(2, 80, 340, 100, 1, 110, 1, 110, 110),
    Room(2, 80, 290, 100, 1, 110, 1, 110, 110),
    Room(2, 80, 220, 80, 1, 90, 1, 90, 90),
    Room(2, 80, 110, 60, 1, 90, 1, 90, 80),
    Room(1, 80, 90, 50, 1, 90, 1, 90, 70),
)
"""From the roomiest to the tightest, which holds every memo on its page."""


def fitted(memo: Memo) -> Memo:
    """The memo with as much of it as one page holds; what is left out is counted."""
    for room in ROOMS:
        if sum(_lines(memo, room)) <= LINES:
            break
    questions = tuple(_question(each, room) for each in memo.questions)
    return replace(
        memo,
        product=shortened(memo.product, room.names),
        vendor=shortened(memo.vendor, room.names),
        district=shortened(memo.district, room.names),
        about=tuple(_line(each, room.names) for each in memo.about),
        questions=questions,
        exchanges=tuple(_exchange(each, room) for each in memo.exchanges[: room.exchanges]),
        more_questions=memo.more_questions + max(0, len(memo.exchanges) - room.exchanges),
        waivers=tuple(_line(each, room.reason) for each in memo.waivers[: room.waivers]),
        more_waivers=memo.more_waivers + max(0, len(memo.waivers) - room.waivers),
        basis=tuple(_line(each, room.names) for each in memo.basis),
        screened=shortened(memo.screened, room.names),
    )


def _lines(memo: Memo, room: Room) -> Iterator[int]:
    """The lines that each part takes at most."""
    yield 2 * _taken(_WIDTH, min(len(memo.product), room.names))  # in large letters
    yield _taken(_WIDTH, min(len(memo.vendor), room.names))
    yield _taken(_WIDTH, len(memo.qualified))
    yield _taken(_WIDTH, len(memo.asked))
    for line in memo.about:
        yield _taken(_COLUMN, min(len(line.text), room.names))
    below = [*(len(line.text) for line in memo.basis), len(memo.screened)]
    yield 1 + sum(_taken(_HALF, min(length, room.names)) for length in below) // 2
    yield bool(memo.more_questions or len(memo.exchanges) > room.exchanges)
    yield bool(memo.more_waivers or len(memo.waivers) > room.waivers)
    for question in memo.questions:
        yield 1
        for answer in question.answers[: room.answers]:
            source = min(len(answer.source), room.source) * 17 // 20  # in small letters
            said = min(len(answer.sentence), room.sentence) + source
            yield 1 + _taken(_COLUMN, len(answer.outcome) + said)
    for each in memo.exchanges[: room.exchanges]:
        said = min(len(each.question), room.asked) + min(len(each.said), room.asked)
        whose = min(len(each.given), room.names) + min(len(each.source), room.source)
        yield _taken(_WIDTH, said + whose)
    for line in memo.waivers[: room.waivers]:
        yield 1 + _taken(_WIDTH, min(len(line.text), room.reason))


def _taken(width: int, characters: int) -> int:
    return 1 + characters // width


def _line(line: Line, limit: int) -> Line:
    return line if len(line.text) <= limit else line._replace(text=shortened(line.text, limit))


def _question(question: Question, room: Room) -> Question:
    answers = tuple(_answer(each, room) for each in question.answers[: room.answers])
    more = question.more + max(0, len(question.answers) - room.answers)
    return question._replace(answers=answers, more=more)


def _answer(answer: Answer, room: Room) -> Answer:
    return answer._replace(
        asks=shortened(answer.asks, room.title),
        sentence=_told(answer.sentence, room.sentence),
        source=_source(answer.source, room.source),
    )


def _told(sentence: str, limit: int) -> str:
    """A sentence, which is cut behind one of its parts where that leaves most of it."""
    if len(sentence) <= limit:
        return sentence
    cut = shortened(sentence, limit)
    end = max(cut.rfind("; "), cut.rfind(", "))
    return f"{cut[: end + 1]} ..." if end > limit // 2 else cut


def _source(source: str, limit: int) -> str:
    """A source; where it is long, the place in the profile goes before anything of the address does."""
    bare = _PLACE.sub("", source)
    address = bare.partition(": ")[2] or bare
    for told in (source, bare, bare.removeprefix(_BESIDE), address):
        if len(told) <= limit:
            return told
    return shortened(address, limit)


def _exchange(exchange: Exchange, room: Room) -> Exchange:
    said = exchange.said
    if len(said) > room.asked:
        said = f'{shortened(said, room.asked)}"'
    return exchange._replace(
        question=shortened(exchange.question, room.asked),
        said=said,
        given=shortened(exchange.given, room.names),
        source=shortened(exchange.source, room.source),
    )
