"""Letters to vendors as a Word document, each with pages of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report import letter_words as words
from edscreen.report.docx_pages import SOFT, Pages, Run, runs_of
from edscreen.report.letter import Letters

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.letter import Letter, Part, Question
    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.scorecard import Scorecard


class LetterDocumentWriter:
    """Writes letters, one a vendor, to one document at the end of the run."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        """Hand the document to `write`, whole."""
        self._write = write

    def begin(self, beginning: Beginning) -> None:
        """Begin without a letter."""
        self._letters = Letters(beginning)
        self._day = beginning.as_of

    def scorecard(self, scorecard: Scorecard) -> None:
        """Put a product into its vendor's letter."""
        self._letters.take(scorecard)

    def problem(self, problem: Problem) -> None:
        """What cannot be read is no matter of a vendor's."""

    def end(self, ending: Ending) -> None:  # noqa: ARG002 - as every writer
        """Write the document."""
        pages = Pages(size=10.5, margin=1, label=2.6)
        author, vendors = "", []
        for number, letter in enumerate(self._letters):
            if number:
                pages.new_section()
            pages.footer(f"To {letter.vendor}, {in_words(letter.day)}")
            _write(letter, pages)
            author = author or ", ".join(letter.signed_by)
            vendors.append(letter.vendor)
        title = f"Letter to {vendors[0]}" if len(vendors) == 1 else f"Letters to {len(vendors)} vendors"
        if not vendors:
            pages.prose(Run(words.NO_LETTER))
        self._write(pages.content(title=title, day=self._day, author=author))


def _write(letter: Letter, pages: Pages) -> None:
    pages.prose(Run(in_words(letter.day)))
    pages.labelled("To", Run(letter.vendor, bold=True))
    pages.labelled("Attention", Run(words.RECIPIENT, blank=True))
    if letter.signed_by:
        pages.labelled("From", Run(", ".join(letter.signed_by)))
    else:
        pages.labelled("From", Run(words.SENDER, blank=True))
    pages.labelled("About", Run(words.subject(letter), bold=True))
    pages.prose()
    pages.prose(Run(f"Dear {letter.vendor},"))
    pages.prose(Run(words.opening(letter)))
    pages.heading(words.UNDERSTOOD, 1)
    for part in letter.parts:
        _understood(part, pages)
    if letter.has_questions:
        pages.heading(words.QUESTIONS, 1)
        for first, part in zip(letter.first_numbers, letter.parts, strict=True):
            if len(letter.parts) > 1:
                pages.heading(part.product, 2)
            if not part.questions:
                pages.prose(Run(words.no_questions(part)))
            for number, question in enumerate(part.questions, start=first):
                _question(number, question, pages)
    _ending(letter, pages)


def _understood(part: Part, pages: Pages) -> None:
    pages.heading(part.product, 2)
    for section in part.understood:
        pages.heading(section.heading, 3)
        for line in section.lines:
            pages.labelled(line.label, Run(line.text))
    if nothing := words.nothing_on(part):
        pages.prose(Run(nothing), style="Under")


def _question(number: int, question: Question, pages: Pages) -> None:
    pages.prose(
        Run(f"{number}. ", bold=True), Run(question.text, bold=True)
    ).paragraph_format.keep_with_next = True
    if question.about:
        pages.prose(Run(f"{words.ABOUT} ", colour=SOFT), Run(question.about), style="Under")
    if question.reply:
        pages.prose(Run(question.reply, italic=True), style="Under")
    pages.prose(Run(f"{words.SETTLES} ", colour=SOFT), Run(question.settled_by), style="Under")


def _ending(letter: Letter, pages: Pages) -> None:
    pages.heading(words.HOW_TO_ANSWER, 1)
    for paragraph in words.how_to_answer(letter):
        pages.prose(*runs_of([paragraph], words.PROPOSED))
    pages.prose(Run("Please send your answer to:"))
    for name in letter.signed_by:
        pages.prose(Run(name), style="Under")
    pages.prose(Run(letter.contact or words.REPLY_TO, blank=not letter.contact), style="Under")
    pages.prose()
    pages.prose(Run("Sincerely,"))
    pages.prose()
    pages.prose(Run(words.SIGNATURE, blank=True))
    for name in letter.signed_by:
        pages.prose(Run(name))
