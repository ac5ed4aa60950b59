"""The sheet of findings: every answer of every product, with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.spreadsheets.cited import cited
from edscreen.batch.spreadsheets.long_sheets import Heading, Table
from edscreen.batch.spreadsheets.looks import answered
from edscreen.report import words
from edscreen.report.facts import named_product, profile
from edscreen.report.finding_words import acceptance, reply_in_words
from edscreen.report.list_columns import ROW
from edscreen.report.sections import kind_of

if TYPE_CHECKING:
    from edscreen.batch.pages.stored_products import StoredProduct
    from edscreen.batch.spreadsheets.long_sheets import LongSheet
    from edscreen.batch.spreadsheets.looks import Looks
    from edscreen.screening.scorecard import Finding

TABLE = Table(
    "Findings",
    (
        Heading("Row in the list", 8),
        Heading("Vendor", 24),
        Heading("Product", 28),
        Heading("Answer", 24),
        Heading("Question", 44),
        Heading("What was found", 80),
        Heading("What it rests on", 28),
        Heading("Evidence", 60),
        Heading("Link (to be copied; not live)", 40),
        Heading("Ask the vendor", 60),
        Heading("The vendor's reply", 40),
        Heading("Waived or known", 40),
        Heading("Rule", 24),
        Heading("Profile", 28),
    ),
    frozen=4,  # row, vendor, product and answer stay in sight
)
_ANSWER = 3
_SHOWN = 3  # pieces of evidence of one finding; the table evidence of results.sqlite holds all


def add_findings(sheet: LongSheet, stored: StoredProduct, looks: Looks) -> None:
    """Add the findings of one product."""
    scorecard, row = stored.scorecard, stored.listed.get(ROW)
    product, file = named_product(scorecard), profile(scorecard)
    for finding in scorecard.findings:
        evidence, link = _evidence(finding)
        sheet.add(
            [
                row,
                scorecard.vendor,
                product,
                answered(finding),
                finding.title,
                finding.message,
                words.basis(finding),
                evidence,
                link,
                finding.ask_vendor,
                "".join(reply_in_words(finding.reply)) if finding.reply else None,
                "; ".join(f"{label} {text}" for label, text in acceptance(finding)),
                finding.rule,
                file,
            ],
            {_ANSWER: looks.of_kind(kind_of(finding))},
        )


def _evidence(finding: Finding) -> tuple[str, str]:
    pieces = [cited(each) for each in finding.evidence[:_SHOWN]]
    more = len(finding.evidence) - _SHOWN
    texts = [piece.in_a_line for piece in pieces] + ([f"and {more} more"] if more > 0 else [])
    return "; ".join(filter(None, texts)), next((piece.link for piece in pieces if piece.link), "")
