"""How much a board memo holds, so that it stays on one page of A4 or Letter paper."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from edscreen.report.escaping import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.report.memo_parts import Answer, Exchange, Line, Memo, Question

LINES = 45.6
"""Lines, headings aside, for which a page of Letter paper has room, with some to spare."""

_WIDTH = 112  # characters of a line across the page, at the size in which memos are printed
_COLUMN = 88  # the same beside the labels
_HALF = 40  # the same in one of two columns beside the labels

_PURCHASE = 170
_STEPS = 12  # in which it is found out how much more of a part fits
_SPACE = 0.4  # lines between two paragraphs

# In usual fonts these take the room of up to three letters, and those that of up to two.
_WIDE = re.compile("[MW@%\\u2014\\u2e80-\\uffef\\U00010000-\\U0010ffff]")
_BROAD = re.compile("[A-LN-VX-Zmw&\\u0370-\\u1fff]")

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

    @property
    def about(self) -> int:
        """Characters of what is said of the purchase, which no board can do without."""
        return max(self.names, min(_PURCHASE, 2 * self.names))


ROOMS = (
    Room(4, 120, 480, 200, 5, 260, 4, 240, 240),
    Room(3, 120, 480, 140, 3, 220, 4, 200, 200),
    Room(3, 100, 480, 120, 2, 180, 3, 160, 190),
    Room(2, 100, 420, 110, 2, 150, 2, 140, 170),
    Room(2, 90, 360, 110, 1, 150, 2, 140, 170),
    Room(2, 80, 340, 100, 1, 130, 1, 110, 110),
    Room(2, 80, 290, 100, 1, 130, 1, 110, 110),
    Room(2, 80, 220, 80, 1, 110, 1, 90, 90),
    Room(2, 80, 110, 60, 1, 90, 1, 90, 80),
    Room(1, 80, 90, 50, 1, 90, 1, 90, 70),
    Room(1, 40, 45, 25, 1, 45, 1, 45, 35),
)
"""From the roomiest to the tightest."""


_WIDENED = ("sentence", "asked", "exchanges", "source", "answers", "waivers", "reason", "names")
"""What is given the room that is left, first what a board misses most."""


def fitted(memo: Memo) -> Memo:
    """The memo with as much of it as one page holds; what is left out is counted."""
    room = _room_for(memo)
    questions = tuple(_question(each, room) for each in memo.questions)
    return replace(
        memo,
        product=shortened(memo.product, room.names),
        vendor=shortened(memo.vendor, room.names),
        district=shortened(memo.district, room.names),
        about=tuple(_line(each, room.about) for each in memo.about),
        questions=questions,
        exchanges=tuple(_exchange(each, room) for each in memo.exchanges[: room.exchanges]),
        more_questions=memo.more_questions + max(0, len(memo.exchanges) - room.exchanges),
        waivers=tuple(_line(each, room.reason) for each in memo.waivers[: room.waivers]),
        more_waivers=memo.more_waivers + max(0, len(memo.waivers) - room.waivers),
        basis=tuple(_line(each, room.names) for each in memo.basis),
        screened=shortened(memo.screened, room.names),
    )


def _room_for(memo: Memo) -> Room:
    """The roomiest that holds the memo; where some of the page is left then, part by part as much as fits."""
    step = next((step for step, room in enumerate(ROOMS) if _holds(room, memo)), len(ROOMS) - 1)
    room = ROOMS[step]
    for name in _WIDENED if step else ():
        now, most = getattr(room, name), getattr(ROOMS[0], name)
        for value in range(most, now, -max(1, (most - now) // _STEPS)):
            widened = room._replace(**{name: value})
            if _holds(widened, memo):
                room = widened
                break
    return room


def _holds(room: Room, memo: Memo) -> bool:
    return sum(_lines(memo, room)) <= LINES


def _lines(memo: Memo, room: Room) -> Iterator[float]:
    """The lines that each part takes at most."""
    yield 2 * _taken(_WIDTH, _size(memo.product, room.names))  # in large letters
    yield _taken(_WIDTH, _size(memo.vendor, room.names))
    yield _taken(_WIDTH, len(memo.qualified))
    yield _taken(_WIDTH, len(memo.asked))
    for line in memo.about:
        yield _taken(_COLUMN, _size(line.text, room.about))
    below = [*(line.text for line in memo.basis), memo.screened]
    yield 1 + sum(_taken(_HALF, _size(text, room.names)) for text in below) // 2
    yield bool(memo.more_questions or len(memo.exchanges) > room.exchanges)
    yield bool(memo.more_waivers or len(memo.waivers) > room.waivers)
    for question in memo.questions:
        yield _SPACE
        for answer in question.answers[: room.answers]:
            source = _size(answer.source, room.source) * 17 // 20  # in small letters
            said = (
                _size(answer.asks, room.title) + len(answer.outcome) + _size(answer.sentence, room.sentence)
            )
            yield _SPACE + _taken(_COLUMN, said + source)
    for each in memo.exchanges[: room.exchanges]:
        said = _size(each.question, room.asked) + _size(each.said, room.asked)
        whose = _size(each.given, room.names) + _size(each.source, room.source)
        yield _taken(_WIDTH, said + whose)
    for line in memo.waivers[: room.waivers]:
        yield 1 + _taken(_WIDTH, _size(line.text, room.reason))


def _taken(width: int, characters: int) -> int:
    return 1 + characters // width


def _size(text: str, limit: int) -> int:
    """The characters of usual width that a text takes once it is shortened to so many characters."""
    length = len(text)
    return _breadth(text) if length <= limit else _breadth(text) * limit // length + 1


@lru_cache(maxsize=1024)  # the same texts are weighed room by room
def _breadth(text: str) -> int:
    wide, broad = len(_WIDE.findall(text)), len(_BROAD.findall(text))
    return len(text) + wide * 2 + broad * 4 // 5 + text.count("@") + text.count("%")


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
