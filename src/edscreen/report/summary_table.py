"""Several products one below the other, a row each, at the end of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Column, Table
from rich.text import Text

from edscreen.report import words
from edscreen.report.escaping import shortened
from edscreen.report.scorecard_text import NAME_LENGTH, verdict_look
from edscreen.screening.answers import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.report.terminal import Terminal
    from edscreen.screening.scorecard import Scorecard, Verdict

_AT_ONCE = 100  # rows laid out together, so that a list of any length takes little memory
_NARROW = 72  # columns below which numbers stand in the verdict's words alone
_NUMBERS = (("Red flags", 5), ("Cautions", 8), ("Open questions", 9))
_GAP = 2


class Row(NamedTuple):
    """What the table keeps of one scorecard."""

    product: str
    vendor: str
    verdict: Verdict
    headline: str
    numbers: tuple[int, ...]


def row_of(scorecard: Scorecard) -> Row:
    """The row of one scorecard."""
    flags = scorecard.flagged("note")
    return Row(
        shortened(scorecard.product, NAME_LENGTH),
        shortened(scorecard.vendor, NAME_LENGTH),
        scorecard.verdict,
        words.headline(scorecard),
        (
            sum(flag.severity == "red" for flag in flags),
            sum(flag.severity == "caution" for flag in flags),
            len(scorecard.open_questions(SEVERITIES[-1])),
        ),
    )


def table_text(rows: Sequence[Row], terminal: Terminal) -> Iterator[str]:
    """The table, piece by piece; names are broken where they are longer than their column, never cut."""
    for start in range(0, len(rows), _AT_ONCE):
        table = _empty(terminal.width, with_header=start == 0)
        for row in rows[start : start + _AT_ONCE]:
            table.add_row(*_cells(row, terminal))
        lines = terminal.rendered(table).splitlines()
        yield "".join(line.rstrip() + "\n" for line in lines)


def _empty(width: int, *, with_header: bool) -> Table:
    numbers = _NUMBERS if width >= _NARROW else ()
    left = width - sum(columns + _GAP for _, columns in numbers) - 2 * _GAP
    name = left * 3 // 10
    return Table(
        Column("Product", width=name),
        Column("Vendor", width=name),
        Column("Verdict", width=left - 2 * name),
        *(Column(label, width=columns, justify="right") for label, columns in numbers),
        box=None,
        padding=(0, _GAP, 1, 0),
        pad_edge=False,
        show_header=with_header,
        header_style="bold underline",
    )


def _cells(row: Row, terminal: Terminal) -> list[Text]:
    sign, style = verdict_look(row.verdict, terminal.signs)
    verdict = Text(f"{sign} {terminal.line_of(row.headline)}", style, overflow="fold")
    names = [Text(terminal.line_of(name), overflow="fold") for name in (row.product, row.vendor)]
    numbers = [Text(str(number)) for number in row.numbers] if terminal.width >= _NARROW else []
    return [*names, verdict, *numbers]
