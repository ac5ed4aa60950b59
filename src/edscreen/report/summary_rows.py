"""What a summary tells of one product in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.report import words
from edscreen.report.escaping import shortened
from edscreen.screening.answers import SEVERITIES

if TYPE_CHECKING:
    from edscreen.screening.scorecard import Scorecard, Verdict


class Row(NamedTuple):
    """What a table keeps of one scorecard.

    Attributes:
        product: the product's name.
        vendor: the vendor's name.
        verdict: the verdict.
        headline: the verdict in words, with what is waived or known.
        numbers: how many red flags, cautions and open questions count.
        covered: how many findings are waived or known from the baseline.
        softened: whether that made the verdict milder.
    """

    product: str
    vendor: str
    verdict: Verdict
    headline: str
    numbers: tuple[int, ...]
    covered: int
    softened: bool


def row_of(scorecard: Scorecard) -> Row:
    """The row of one scorecard."""
    flags = scorecard.flagged("note")
    return Row(
        shortened(scorecard.product, words.NAME_LENGTH),
        shortened(scorecard.vendor, words.NAME_LENGTH),
        scorecard.verdict,
        "; ".join([words.headline(scorecard), *words.covered(scorecard.questions("red"))]),
        (
            sum(flag.severity == "red" for flag in flags),
            sum(flag.severity == "caution" for flag in flags),
            len(scorecard.open_questions(SEVERITIES[-1])),
        ),
        scorecard.coverage["waived"],
        words.is_softened_by_cover(scorecard),
    )
