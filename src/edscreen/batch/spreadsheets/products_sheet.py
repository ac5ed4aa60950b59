"""The sheet of products: one line each, each rule's answer in words in a column of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.spreadsheets.long_sheets import Heading, Table
from edscreen.batch.spreadsheets.looks import answered, verdict_sign
from edscreen.evidence.subjects import subject_in_words
from edscreen.report import words
from edscreen.report.escaping import shortened
from edscreen.report.facts import named_product, profile
from edscreen.report.list_columns import ROW, own_text
from edscreen.report.sections import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

    from edscreen.batch.pages.about import Question
    from edscreen.batch.pages.stored_products import StoredProduct
    from edscreen.batch.spreadsheets.long_sheets import LongSheet, Value
    from edscreen.batch.spreadsheets.looks import Looks

_VERDICT, _FIRST_RULE = 3, 7
_ANALYSIS = {
    "intent_to_treat": "all students assigned (intent to treat)",
    "dosage_conditional": "only students who used it as recommended",
}


def table(questions: Sequence[Question], own: Sequence[str]) -> Table:
    """The sheet's columns."""
    columns = (
        Heading("Row in the list", 8),
        Heading("Vendor", 28),
        Heading("Product", 32),
        Heading("What was found", 48),
        Heading("Red flags", 7),
        Heading("Cautions", 9),
        Heading("Open questions", 10),
        *(Heading(question.title, 26) for question in questions),
        Heading("Questions answered", 10),
        Heading("Questions asked", 10),
        Heading("On the vendor's word alone", 12),
        Heading("Waived or known", 10),
        Heading("Minutes a week at a screen, at least", 13),
        Heading("Minutes a week at a screen, at most", 13),
        Heading("Best effect by an outside evaluator (standard deviations)", 18),
        Heading("Whose results that effect counts", 24),
        Heading("Did the vendor pay for that study?", 13),
        Heading("Website", 36),
        Heading("Category", 14),
        Heading("Grades", 16),
        Heading("Subjects", 24),
        Heading("States named in approvals", 14),
        Heading("Whose word the profile is", 12),
        Heading("Profile", 28),
        *(Heading(f"list: {shortened(heading, words.NAME_LENGTH)}", 20) for heading in own),
    )
    return Table("Products", columns, frozen=3)  # row, vendor and product stay in sight


def add_product(
    sheet: LongSheet, product: StoredProduct, questions: Sequence[Question], own: Sequence[str], looks: Looks
) -> None:
    """Add the line of one product."""
    scorecard, listed = product.scorecard, product.listed
    coverage = scorecard.coverage
    flags = [finding.severity for finding in scorecard.flagged("note")]
    findings = {finding.rule: finding for finding in scorecard.findings}
    styles: dict[int, Format] = {_VERDICT: looks.of_verdict(scorecard)}
    answers: list[Value] = []
    for column, question in enumerate(questions, _FIRST_RULE):
        finding = findings.get(question.rule)
        answers.append(answered(finding) if finding else None)
        if finding:
            styles[column] = looks.of_kind(kind_of(finding))
    sheet.add(
        [
            listed.get(ROW),
            scorecard.vendor,
            named_product(scorecard),
            f"{verdict_sign(scorecard)} {words.verdict(scorecard)}",
            flags.count("red"),
            flags.count("caution"),
            len(scorecard.open_questions("note")),
            *answers,
            coverage["answered"],
            coverage["asked"],
            coverage["claimed_only"],
            coverage["waived"],
            *product.minutes,
            product.effect,
            _ANALYSIS.get(product.effect_analysis or ""),
            None if product.effect is None else "yes" if product.effect_paid else "no",
            product.website,
            product.category,
            ", ".join(product.grades),
            ", ".join(map(subject_in_words, product.subjects)),
            ", ".join(product.states),
            scorecard.role or "not stated",
            profile(scorecard),
            *(own_text(listed.get(heading)) for heading in own),
        ],
        styles,
    )
