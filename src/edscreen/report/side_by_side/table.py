"""What a comparison shows, as plain data that every format lays out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from edscreen.profile.words import in_words, joined, same_words
from edscreen.report import words
from edscreen.report.deciding import deciding
from edscreen.report.escaping import on_one_line, shortened
from edscreen.report.facts import named_product, profile, screened_with
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


class Column(NamedTuple):
    """One product.

    Attributes:
        product: its name, with its version where one is stated.
        vendor: the vendor's name.
        file: the profile's file, where another product has the same names; empty otherwise.
        short: the product's name, with as much else as tells it from the others.
    """

    product: str
    vendor: str
    file: str
    short: str

    @property
    def name(self) -> str:
        """All that is said of it."""
        return f"{self.product} ({self.vendor}{f', {self.file}' if self.file else ''})"


class Cell(NamedTuple):
    """What is said of one product in one row.

    Attributes:
        kind: the section in which a finding is read, for its sign and colour; empty for a fact.
        outcome: what was answered, in words; empty for a fact.
        text: what was found, in whole, or the fact; empty where nothing was looked at.
        decides: the same in one sentence: the fact that decides.
    """

    kind: Kind | Literal[""]
    outcome: str
    text: str
    decides: str

    @property
    def whole(self) -> str:
        """The answer and all that was found."""
        return ": ".join(part for part in (self.outcome, self.text) if part)


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
    columns = _columns(scorecards)
    return SideBySide(
        day=in_words(beginning.as_of),
        district=_name(beginning.district.name) if beginning.district and beginning.district.name else "",
        columns=columns,
        questions=tuple(_questions(scorecards)),
        facts=tuple(
            Row(label, "", tuple(_fact(of(scorecard)) for scorecard in scorecards)) for label, of in FACTS
        ),
        remarks=tuple(
            map(on_one_line, (*_not_looked_at(scorecards, columns), *_remarks(beginning, ending, troubles)))
        ),
        made_with=on_one_line(f"Screened {screened_with(beginning)}."),
    )


def _columns(scorecards: Sequence[Scorecard]) -> tuple[Column, ...]:
    """The products, each told from every other: by its version, its vendor or, last, its file."""
    return tuple(_column(each, [one for one in scorecards if one is not each]) for each in scorecards)


def _column(scorecard: Scorecard, others: Sequence[Scorecard]) -> Column:
    names = _names(scorecard)
    file, short = on_one_line(profile(scorecard)), ""
    for place, name in enumerate(names):
        if all(same_words(name) != same_words(_names(other)[place]) for other in others):
            file, short = "", name
            break
    return Column(names[1], _name(scorecard.vendor), file, short or f"{names[1]}, {file}")


def _names(scorecard: Scorecard) -> tuple[str, str, str]:
    product, vendor = _name(named_product(scorecard)), _name(scorecard.vendor)
    return _name(scorecard.product), product, f"{product} ({vendor})"


def _questions(scorecards: Sequence[Scorecard]) -> list[Row]:
    by_rule: dict[str, dict[int, Finding]] = {}
    for place, scorecard in enumerate(scorecards):
        for finding in scorecard.findings:
            by_rule.setdefault(finding.rule, {})[place] = finding
    rows = []
    for rule, found in sorted(by_rule.items(), key=lambda each: _order(next(iter(each[1].values())))):
        one = next(iter(found.values()))
        cells = tuple(
            _answer(found[place]) if place in found else Cell("", "", "not asked", "not asked")
            for place in range(len(scorecards))
        )
        rows.append(Row(on_one_line(one.title), f"{words.QUESTION[one.question]}, {rule}", cells))
    return rows


def _order(finding: Finding) -> tuple[int, str]:
    return SEVERITIES.index(finding.question), finding.rule


def _answer(finding: Finding) -> Cell:
    outcome = words.outcome(finding) + (f", {words.how_covered(finding)}" if finding.is_covered else "")
    if finding.outcome == "skipped":
        return Cell(kind_of(finding), outcome, "", "")
    return Cell(kind_of(finding), outcome, on_one_line(finding.message), deciding(finding))


def _fact(text: str | None) -> Cell:
    said = on_one_line(text) if text else NOT_STATED
    return Cell("", "", said, said)


def _not_looked_at(scorecards: Sequence[Scorecard], columns: Sequence[Column]) -> list[str]:
    """What was not looked at, for which products and why, each reason once."""
    found: dict[tuple[str, str], list[str]] = {}
    for scorecard, column in zip(scorecards, columns, strict=True):
        for finding in scorecard.findings:
            if finding.outcome == "skipped":
                found.setdefault((finding.title, finding.message), []).append(column.short)
    return [
        f"{words.OUTCOME['skipped'].capitalize()} for {joined(names)}: {title} {message}"
        for (title, message), names in found.items()
    ]


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
