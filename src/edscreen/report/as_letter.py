"""The letter to the vendor as plain text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report import letter_words as words
from edscreen.report.layout import wrapped
from edscreen.report.letter import Letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from edscreen.report.letter import Letter, Part, Question
    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.scorecard import Scorecard

_WIDTH = 72
"""Columns of a letter, so that mail programs leave its lines as they are."""
_NEW_PAGE = "\f"

# What a log on GitHub would take for a command, at the beginning of a line or anywhere in it.
_COMMAND = re.compile(r"(?<!\S)::|##\[")


class LetterWriter:
    """Writes `--format letter` at the end of the run: one letter a vendor, each on a new page."""

    def __init__(self, write: Callable[[str], None]) -> None:
        """Hand the letters to `write`."""
        self._write = write

    def begin(self, beginning: Beginning) -> None:
        """Begin without a letter."""
        self._letters = Letters(beginning)

    def scorecard(self, scorecard: Scorecard) -> None:
        """Put a product into its vendor's letter."""
        self._letters.take(scorecard)

    def problem(self, problem: Problem) -> None:
        """What cannot be read is no matter of a vendor's."""

    def end(self, ending: Ending) -> None:  # noqa: ARG002 - as every writer
        """Write the letters."""
        number = 0
        for number, letter in enumerate(self._letters, start=1):
            self._write((_NEW_PAGE if number > 1 else "") + letter_text(letter))
        if not number:
            self._write(f"{words.NO_LETTER}\n")


def letter_text(letter: Letter) -> str:
    """A whole letter as plain text."""
    return "".join(f"{line}\n" for line in _letter(letter))


def _letter(letter: Letter) -> Iterator[str]:
    yield from (in_words(letter.day), "")
    yield from _beside("To:    ", letter.vendor)
    yield from _beside("       ", words.RECIPIENT)
    for number, name in enumerate(letter.signed_by or [words.SENDER]):
        yield from _beside("       " if number else "From:  ", name)
    yield from _beside("About: ", words.subject(letter))
    yield from ("", *_prose(f"Dear {letter.vendor},"), "", *_prose(words.opening(letter)))
    yield from _heading(words.UNDERSTOOD)
    for part in letter.parts:
        yield from _understood(part)
    if letter.has_questions:
        yield from _heading(words.QUESTIONS)
        for first, part in zip(letter.first_numbers, letter.parts, strict=True):
            if len(letter.parts) > 1:
                yield from ("", *_prose(part.product if part.questions else words.no_questions(part)))
            for number, question in enumerate(part.questions, start=first):
                yield from _question(number, question)
    yield from _heading(words.HOW_TO_ANSWER)
    for paragraph in words.how_to_answer(letter):
        yield from ("", *_prose(paragraph))
    yield from ("", "Please send your answer to:", "")
    for line in [*letter.signed_by, letter.contact or words.REPLY_TO]:
        yield from _prose(line, indent=2)
    yield from ("", "Sincerely,", "", words.SIGNATURE)
    for name in letter.signed_by:
        yield from _prose(name)


def _understood(part: Part) -> Iterator[str]:
    yield from ("", *_prose(part.product), "-" * min(len(part.product), _WIDTH))
    for section in part.understood:
        yield from ("", *_prose(section.heading, indent=2))
        for line in section.lines:
            yield from _beside("    ", f"{line.label}: {line.text}", hang=6)
    if nothing := words.nothing_on(part):
        yield from ("", *_prose(nothing, indent=2))


def _question(number: int, question: Question) -> Iterator[str]:
    lead = f"{number}. "
    indent = len(lead)
    yield from ("", *_beside(lead, question.text))
    if question.about:
        yield from _prose(f"{words.ABOUT} {question.about}", indent=indent)
    if question.reply:
        yield from _prose(question.reply, indent=indent)
    yield from _prose(f"{words.SETTLES} {question.settled_by}", indent=indent)


def _heading(text: str) -> tuple[str, ...]:
    return "", "", text.upper()


def _prose(text: str, indent: int = 0) -> list[str]:
    return _beside(" " * indent, text)


def _beside(lead: str, text: str, hang: int | None = None) -> list[str]:
    """A text behind what leads its first line; the others are set in by `hang`, or as far as the first."""
    if len(lead) + len(text) <= _WIDTH and text.isascii() and not _COMMAND.search(text):
        return [(lead + text).rstrip()]
    inner = len(lead) if hang is None else hang
    first, *others = _broken(text, _WIDTH - inner, _WIDTH - len(lead))
    return [(lead + first).rstrip(), *(" " * inner + line for line in others)]


@lru_cache(maxsize=256)  # many a question, and what would settle it, stands in every letter
def _broken(text: str, width: int, first: int) -> list[str]:
    return wrapped(_COMMAND.sub(lambda found: " ".join(found[0][:2]) + found[0][2:], text), width, first)
