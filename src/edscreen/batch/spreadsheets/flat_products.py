"""A product as one line for programs: ids and numbers, the same in CSV and in Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.report import words
from edscreen.report.list_columns import ROW, own_text
from edscreen.screening.answers import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.batch.pages.about import Question
    from edscreen.batch.pages.stored_products import StoredProduct


class Column(NamedTuple):
    """A column: its name and what it holds."""

    name: str
    holds: type[str | int | float | bool] = str


_COLUMNS = (
    Column(ROW, int),
    Column("profile"),
    Column("document", int),
    Column("vendor"),
    Column("product"),
    Column("product_version"),
    Column("website"),
    Column("category"),
    Column("grades"),
    Column("subjects"),
    Column("states"),
    Column("prepared_by"),
    Column("verdict"),
    Column("verdict_in_words"),
    Column("red_flags", int),
    Column("cautions", int),
    Column("notes", int),
    Column("open_red_questions", int),
    Column("open_questions", int),
    Column("answered", int),
    Column("asked", int),
    Column("claimed_only", int),
    Column("waived", int),
    Column("waived_rules"),
    Column("minutes_low", float),
    Column("minutes_high", float),
    Column("effect", float),
    Column("effect_paid", bool),
    Column("effect_analysis"),
)
_SEVERAL = "; "


def flat_columns(questions: Sequence[Question], own: Sequence[str]) -> tuple[Column, ...]:
    """The columns: what is known of a product, its outcome for each rule, and the list's own columns."""
    return (
        *_COLUMNS,
        *(Column(f"rule.{question.rule}") for question in questions),
        *(Column(f"list.{heading}") for heading in own),
    )


def flat_product(product: StoredProduct, questions: Sequence[Question], own: Sequence[str]) -> list[Any]:
    """The values of one product, None where there is none."""
    scorecard, listed = product.scorecard, product.listed
    coverage = scorecard.coverage
    outcomes = {finding.rule: finding.outcome for finding in scorecard.findings}
    flags = [finding.severity for finding in scorecard.flagged("note")]
    return [
        listed.get(ROW),
        scorecard.profile,
        scorecard.document,
        scorecard.vendor,
        scorecard.product,
        scorecard.product_version,
        product.website,
        product.category,
        _SEVERAL.join(product.grades) or None,
        _SEVERAL.join(product.subjects) or None,
        _SEVERAL.join(product.states) or None,
        scorecard.role,
        scorecard.verdict,
        words.verdict(scorecard),
        *map(flags.count, SEVERITIES),
        len(scorecard.open_questions("red")),
        len(scorecard.open_questions("note")),
        coverage["answered"],
        coverage["asked"],
        coverage["claimed_only"],
        coverage["waived"],
        _SEVERAL.join(finding.rule for finding in scorecard.findings if finding.is_covered) or None,
        *product.minutes,
        product.effect,
        None if product.effect is None else product.effect_paid,
        product.effect_analysis,
        *(outcomes.get(question.rule) for question in questions),
        *(own_text(listed.get(heading)) for heading in own),
    ]
