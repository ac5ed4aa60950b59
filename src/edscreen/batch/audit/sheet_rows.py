"""What the workbook of an audit tells of each answer: to the person who judges, and of the tool's verdict."""

from __future__ import annotations

import hashlib
import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from edscreen.batch.audit.pieces import Piece, numbered, pieces
from edscreen.batch.pages.about import read_about
from edscreen.batch.pages.stored_products import stored_product
from edscreen.batch.spreadsheets.long_sheets import Heading, fit
from edscreen.batch.spreadsheets.looks import answered
from edscreen.profile.words import counted, figure
from edscreen.report.escaping import shortened
from edscreen.report.facts import named_product
from edscreen.report.words import NAME_LENGTH, OUTCOME
from edscreen.screening.answers import Outcome

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from edscreen.batch.audit.sampling import Sample
    from edscreen.screening.scorecard import Finding

Person: TypeAlias = Outcome | Literal["cannot_tell"]

CHOICES: MappingProxyType[Person, str] = MappingProxyType(
    {
        "pass": OUTCOME["pass"],
        "flag": OUTCOME["flag"],
        "undisclosed": OUTCOME["undisclosed"],
        "unavailable": OUTCOME["unavailable"],
        "not_applicable": OUTCOME["not_applicable"],
        "cannot_tell": "cannot tell",
    }
)
"""What a person can say of an answer, in words."""

JUDGE, TOOL = "Your verdicts", "The tool's verdicts"
"""The sheets."""

TOLD = (
    Heading("Id", 18),
    Heading("Vendor", 24),
    Heading("Product", 26),
    Heading("Question", 40),
    Heading("Rule", 20),
    Heading("Settings of the question", 22),
    Heading("What is cited", 60),
    Heading("Where it stands", 44),
    Heading("Link (to be copied; not live)", 44),
)
"""The columns that a person reads, each as it was drawn."""
SAVED = Heading("Saved page", 34)
"""The column to the right of these: where the page is that a run kept."""
VERDICT, REMARK = Heading("Your verdict", 22), Heading("Remarks", 50)
"""The columns that a person fills in, to the right of that."""
JUDGING = (*TOLD, SAVED, VERDICT, REMARK)
"""All columns of the first sheet."""
VERDICT_COLUMN = len(TOLD) + 2
"""The column of a person's verdict, counted from 1."""
TOOLS = (
    Heading("Id", 18),
    Heading("Vendor", 24),
    Heading("Product", 26),
    Heading("Rule", 24),
    Heading("The tool's verdict", 24),
    Heading("What it found", 90),
)
"""The columns of the second sheet."""

_TEXT = 1_200
_SETTINGS = 300


class SheetRow(NamedTuple):
    """One answer.

    Attributes:
        finding: its row in `findings`.
        told: what a person reads of it, beginning with its id.
        tools: what the second sheet tells of it.
        pieces: what it cites.
    """

    finding: int
    told: tuple[str, ...]
    tools: tuple[str, ...]
    pieces: list[Piece]


def sheet_rows(tables: sqlite3.Connection, sample: Sample) -> Iterator[SheetRow]:
    """Yield the rows of a sample, as texts fit for cells."""
    questions = {question.rule: question for question in read_about(tables).questions}
    for drawn in sample.drawn:
        rule, outcome = drawn.stratum
        scorecard = stored_product(tables, drawn.scorecard, questions).scorecard
        finding = next(each for each in scorecard.findings if each.rule == rule)
        vendor, product = (
            fit(shortened(name, NAME_LENGTH)) for name in (scorecard.vendor, named_product(scorecard))
        )
        several = pieces(finding)
        told = (vendor, product, *_told(finding, several))
        tools = (vendor, product, rule, answered(finding), fit(shortened(finding.message, _TEXT)))
        name = _id(sample, drawn.order, outcome, told, tools)
        yield SheetRow(drawn.finding, (name, *told), (name, *tools), several)


def drawn_from(sample: Sample) -> str:
    """The line that ties a workbook to its run: `60 of 70 answers to judge, sample 60, seed 1, run ...`."""
    return (
        f"{len(sample.drawn):,} of {counted(f'{sample.total:,}', 'answer')} to judge, "
        f"sample {sample.size}, seed {sample.seed}, run {sample.key}"
    )


def _told(finding: Finding, several: list[Piece]) -> tuple[str, ...]:
    return (
        fit(finding.title),
        finding.rule,
        fit(shortened(_settings(finding.options), _SETTINGS)),
        numbered([piece.text for piece in several]),
        numbered([piece.where for piece in several]),
        numbered([piece.link for piece in several]),
    )


def _settings(options: dict[str, Any]) -> str:
    """The rule's numbers and lists in force, as a policy names them."""
    return "; ".join(
        f"{name} {_written(value)}" for name, value in options.items() if value not in (None, [], {})
    )


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return figure(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _id(sample: Sample, order: int, outcome: Outcome, *texts: tuple[str, ...]) -> str:
    """A digest of the run, the sample and all that stands in the row."""
    content = json.dumps([sample.key, sample.seed, sample.size, order, outcome, texts])
    digits = hashlib.blake2b(content.encode(), digest_size=8).hexdigest()
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))
