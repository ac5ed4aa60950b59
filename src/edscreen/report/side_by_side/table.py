"""What a comparison shows, as plain data that every format lays out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from edscreen.profile.words import in_words
from edscreen.report import words
from edscreen.report.escaping import on_one_line, shortened
from edscreen.report.sections import Kind, kind_of
from edscreen.report.side_by_side.facts import FACTS
from edscreen.screening.answers import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.report.run import Beginning, Ending
    from edscreen.screening.scorecard import Finding, Scorecard

FEWEST, MOST = 2, 6
"""How many products stand side by side."""
EXPLAINED = (
    "The products stand in the order in which they were given. Nothing here is added up or ranked: "
    "the answers are to different questions, and what they weigh is for the district to say."
)
"""What a reader should know before comparing."""
NOT_JUDGED = "Facts that no question judges"
"""What stands above the facts."""
NOT_STATED = "not stated"
"""What stands where a profile says nothing."""

_FACT = 300  # characters of the fact that decides an answer
_TEXT = 400  # characters of a fact that is not judged


class Column(NamedTuple):
    """One product.

    Attributes:
        product: its name, with its version where one is stated.
        vendor: the vendor's name.
    """

    product: str
    vendor: str

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.product} ({self.vendor})"


class Cell(NamedTuple):
    """What is said of one product in one row.

    Attributes:
        kind: the section in which a finding is read, for its sign and colour; empty for a fact.
        outcome: what was answered, in words; empty for a fact.
        text: the fact that decides the answer, or the fact.
    """

    kind: Kind | Literal[""]
    outcome: str
    text: str

    @property
    def whole(self) -> str:
        """The answer and its fact."""
        return f"{self.outcome}: {self.text}" if self.outcome else self.text


class Row(NamedTuple):
    """One question, or one kind of fact.

    Attributes:
        title: the question, or what the fact is about.
        about: what kind of question it is, with its rule's id; empty for a fact.
        cells: what is said of each product, in the order of the columns.
    """

    title: str
    about: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two to six products; every text is on one line and fit to be shown.

    Attributes:
        day: the day as of which they were judged, in words.
        district: the district's name; empty where no policy gives it.
        columns: the products, in the order in which they were given.
        questions: a row for each question, the most serious first.
        facts: a row for each kind of fact that is not judged.
        remarks: what is true of the run as a whole: the policy, what could not be read, notices.
        made_with: edscreen's version and the rule books.
        closing: the sentence with which every report for people ends.
    """

    day: str
    district: str
    columns: tuple[Column, ...]
    questions: tuple[Row, ...]
    facts: tuple[Row, ...]
    remarks: tuple[str, ...]
    made_with: str
    closing: str = words.CLOSING


def table_of(
    scorecards: Sequence[Scorecard],
    beginning: Beginning,
    ending: Ending | None = None,
    troubles: Sequence[str] = (),
) -> SideBySide:
    """Put products side by side.

    Args:
        scorecards: the products.
        beginning: what their run began with.
        ending: what it ended with; None where that is not known.
        troubles: what of it could not be used, each a sentence.
    """
    books = ", ".join(f"{book.name} {book.version or ''}".strip() for book in beginning.rule_books)
    return SideBySide(
        day=in_words(beginning.as_of),
        district=_name(beginning.district.name) if beginning.district and beginning.district.name else "",
        columns=tuple(_column(scorecard) for scorecard in scorecards),
        questions=tuple(_questions(scorecards)),
        facts=tuple(
            Row(label, "", tuple(_fact(of(scorecard)) for scorecard in scorecards)) for label, of in FACTS
        ),
        remarks=tuple(map(on_one_line, _remarks(beginning, ending, troubles))),
        made_with=f"Screened with edscreen {beginning.version}; rule books: {on_one_line(books) or 'none'}.",
    )


def _column(scorecard: Scorecard) -> Column:
    version = f", version {scorecard.product_version}" if scorecard.product_version else ""
    return Column(_name(scorecard.product + version), _name(scorecard.vendor))


def _questions(scorecards: Sequence[Scorecard]) -> list[Row]:
    by_rule: dict[str, dict[int, Finding]] = {}
    for place, scorecard in enumerate(scorecards):
        for finding in scorecard.findings:
            by_rule.setdefault(finding.rule, {})[place] = finding
    rows = []
    for rule, found in sorted(by_rule.items(), key=lambda each: _order(next(iter(each[1].values())))):
        one = next(iter(found.values()))
        cells = tuple(
            _answer(found[place]) if place in found else Cell("", "", "not asked")
            for place in range(len(scorecards))
        )
        rows.append(Row(on_one_line(one.title), f"{words.QUESTION[one.question]}, {rule}", cells))
    return rows


def _order(finding: Finding) -> tuple[int, str]:
    return SEVERITIES.index(finding.question), finding.rule


def _answer(finding: Finding) -> Cell:
    how = "waived" if finding.waiver else "known from the baseline"
    outcome = words.outcome(finding) + (f", {how}" if finding.is_covered else "")
    return Cell(kind_of(finding), outcome, shortened(on_one_line(finding.message), _FACT))


def _fact(text: str | None) -> Cell:
    return Cell("", "", shortened(on_one_line(text), _TEXT) if text else NOT_STATED)


def _remarks(beginning: Beginning, ending: Ending | None, troubles: Sequence[str]) -> list[str]:
    left_out = ", ".join(beginning.deselected)
    return [
        *troubles,
        *([ending.policy] if ending and ending.policy else []),
        *([f"Left out of this run: {left_out}."] if left_out else []),
        *([notice.message for notice in ending.notices] if ending else []),
    ]


def _name(text: str) -> str:
    return shortened(on_one_line(text), words.NAME_LENGTH)
