"""Board memos as a Word document, one page a product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report.colours import AMBER, GREEN, OF_KIND, RED
from edscreen.report.docx_pages import SOFT, Pages, Run
from edscreen.report.memo import memo_of
from edscreen.report.memo_parts import NO_WAIVERS, NOT_ASKED, Line
from edscreen.report.signs import DRAWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.memo_parts import Answer, Memo, Question
    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.scorecard import Scorecard

_NO_MEMO = "No product was screened, so there is no memo."
_INK = {kind: colours.ink for kind, colours in OF_KIND.items()} | {
    "flagged": RED.ink,
    "incomplete": AMBER.ink,
    "clear": GREEN.ink,
    "not_applicable": SOFT,
    "not_screened": SOFT,
}


class MemoDocumentWriter:
    """Writes memos, one a product, to one document at the end of the run."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        """Hand the document to `write`, whole."""
        self._write = write
        self._memos: list[Memo] = []

    def begin(self, beginning: Beginning) -> None:
        """Keep what every memo names."""
        self._beginning = beginning

    def scorecard(self, scorecard: Scorecard) -> None:
        """Add a product's memo."""
        self._memos.append(memo_of(scorecard, self._beginning))

    def problem(self, problem: Problem) -> None:
        """What could not be read has no memo."""

    def end(self, ending: Ending) -> None:  # noqa: ARG002 - a memo says nothing of the run as a whole
        """Write the document."""
        pages = Pages(size=9, margin=0.55, label=0.9, is_tight=True)
        for number, memo in enumerate(self._memos):
            _write(memo, pages, new_page=number > 0)
        memos = self._memos
        title = (
            f"Board memo: {memos[0].product}" if len(memos) == 1 else f"Board memos on {len(memos)} products"
        )
        author = memos[0].district if memos else ""
        if not memos:
            pages.prose(Run(_NO_MEMO))
        self._write(pages.content(title=title, day=self._beginning.as_of, author=author))


def _write(memo: Memo, pages: Pages, *, new_page: bool) -> None:
    head = [Run("Board memo", bold=True, colour=SOFT)]
    head += [Run(f"   {text}", colour=SOFT) for text in (memo.district, f"as of {memo.day}") if text]
    pages.prose(*head, new_page=new_page)
    pages.prose(Run(memo.product), style="Title")
    pages.prose(Run(memo.vendor, colour=SOFT))
    kind = "waived" if memo.softened and memo.verdict == "clear" else memo.verdict
    sign = DRAWN.of_verdict(memo.verdict, covered=memo.softened)
    pages.prose(
        Run(f"{sign} {memo.headline}", bold=True, colour=_INK[kind]),
        *([Run(f"  {memo.qualified}")] if memo.qualified else []),
    )
    pages.heading("What is bought, and for whom", 2)
    _lines(memo.about, pages)
    pages.heading("The red-flag questions", 2)
    for number, question in enumerate(memo.questions, start=1):
        _question(number, question, pages)
    pages.heading("Questions to the vendor, and its replies", 2)
    pages.prose(Run(memo.asked))
    for each in memo.exchanges:
        reply = [Run(f" {each.reply}", italic=True)] if each.reply else []
        source = [Run(f" ({each.source})", colour=SOFT)] if each.source else []
        pages.prose(Run(each.question), *reply, *source, style="List Bullet")
    _more(memo.more_questions, pages)
    pages.heading("Waivers", 2)
    for line in memo.waivers:
        pages.prose(Run(f"{line.label}: ", bold=True), Run(line.text))
    if not memo.waivers:
        pages.prose(Run(NO_WAIVERS))
    _more(memo.more_waivers, pages)
    pages.heading("What this rests on", 2)
    _lines((*memo.basis, Line("Screened", memo.screened)), pages)
    pages.prose(Run(memo.closing, bold=True))


def _lines(lines: tuple[Line, ...], pages: Pages) -> None:
    for line in lines:
        pages.labelled(line.label, Run(line.text))


def _question(number: int, question: Question, pages: Pages) -> None:
    pages.heading(f"{number}. {question.title}", 3)
    for answer in question.answers:
        _answer(answer, pages)
    if not question.answers:
        pages.prose(Run(NOT_ASKED))
    _more(question.more, pages)


def _answer(answer: Answer, pages: Pages) -> None:
    outcome = Run(f"{DRAWN.of(answer.kind)} {answer.outcome}: ", bold=True, colour=_INK[answer.kind])
    source = [Run(f" ({answer.source})", colour=SOFT)] if answer.source else []
    pages.prose(Run(f"{answer.asks} ", italic=True), outcome, Run(answer.sentence), *source)


def _more(number: int, pages: Pages) -> None:
    if number:
        pages.prose(Run(f"and {number} more, not on this page"), style="Small")
