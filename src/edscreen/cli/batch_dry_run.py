"""`batch LIST --dry-run`: how a list is read, without screening it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.cells import cell_len

from edscreen.batch.lists.dry_run import dry_run
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.opening import open_list
from edscreen.cli.standard_output import write
from edscreen.profile.words import counted
from edscreen.report.escaping import shortened
from edscreen.report.layout import GAP, Cell, Page
from edscreen.report.terminal import Terminal
from edscreen.screening.exit_codes import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from edscreen.batch.lists.dry_run import ColumnUse, DryRun, RowPreview
    from edscreen.cli.talk import Talk

_LABELS, _BELOW = ("Column", "Fills", "Example"), "Fills, and an example"
_BY_ITS_NAME = "the field of that name"
_EXAMPLE_AT_LEAST = 20
_CUT = len(" ...")


def show_reading(products: str, mapping: Path | None, key: str | None, talk: Talk) -> int:
    """Show on standard output how a list is read, and give the exit code.

    Args:
        products: the list, as named.
        mapping: the file that says which column holds what.
        key: the heading of the column that names each row.
        talk: says what is to be said of the list.
    """
    try:
        read = dry_run(
            open_list(products, mapping_file=None if mapping is None else str(mapping), id_column=key)
        )
    except UnreadableList as error:
        talk.ended(UNREADABLE, error)
        return UNREADABLE
    write(dry_run_text(read, Terminal.of(sys.stdout)))
    for sentence in (*read.notices, *_not_screened(read)):
        talk.notice(sentence)
    talk.notice("exit code 0: nothing was screened; leave out --dry-run and name a folder with --out")
    return 0


def _not_screened(read: DryRun) -> Iterator[str]:
    """Yield how many items would not be screened, and where the first of them stands."""
    what = _what(read)
    if read.unreadable.items:
        many = f"{counted(f'{read.unreadable.items:,}', what)} cannot be read"
        yield f"{many} (first: {what} {read.unreadable.first:,}): a run would end with exit code {UNREADABLE}"
    if read.set_aside.items:
        many = counted(f"{read.set_aside.items:,}", what)
        yield (
            f"{many} would be set aside as no product or as listed before (first: {what} "
            f"{read.set_aside.first:,})"
        )


def _what(read: DryRun) -> str:
    is_file = not read.columns and not any(row.key == f"row {row.number}" for row in read.rows)
    return "file" if is_file else "row"


def dry_run_text(read: DryRun, terminal: Terminal) -> str:
    """How a list is read, as text for `terminal`."""
    page = Page(terminal)
    what = _what(read)
    is_file = what == "file"
    page.paragraph(f"{read.shown}: {counted(f'{read.size:,}', what)}", style="bold")
    if read.columns:
        page.blank()
        page.paragraph("What its columns fill", style="bold underline")
        _add_columns(page, read.columns, terminal)
    page.blank()
    page.paragraph(_first(read, what), style="bold underline")
    for row in read.rows:
        page.blank()
        _add_row(page, row, is_file=is_file)
    return page.rendered()


def _add_columns(page: Page, columns: Sequence[ColumnUse], terminal: Terminal) -> None:
    """Add a row for each column, with all three things beside each other where no path has to be broken."""
    told = [(terminal.line_of(column.heading), terminal.line_of(_use(column))) for column in columns]
    heads, uses = zip(_LABELS[:2], *told, strict=True)
    least, room = (_longest_word(heads), _longest_word(uses)), terminal.width - 2 * GAP
    spare = room - sum(least) - _EXAMPLE_AT_LEAST
    page.blank()
    if spare >= 0:
        first, second = (
            min(max(map(cell_len, texts)), word + spare // 3)
            for texts, word in zip((heads, uses), least, strict=True)
        )
        widths = first, second, room - first - second
        page.row([Cell(label, room, "bold") for label, room in zip(_LABELS, widths, strict=True)])
    else:
        first = max(min(least[0], room + GAP - least[1]), room // 4)
        widths = first, room + GAP - first, 0
        page.row([Cell(_LABELS[0], first, "bold"), Cell(_BELOW, widths[1], "bold")])
    for column, (head, use) in zip(columns, told, strict=True):
        cells = [Cell(head, widths[0]), Cell(use, widths[1], "" if column.fills else "dim")]
        style = "" if column.example else "dim"
        if spare >= 0:
            page.row([*cells, Cell(_example(column, terminal, widths[2]), widths[2], style)])
        else:
            page.row(cells)
            such_as = "such as " if column.example else ""
            example = _example(column, terminal, widths[1] - len(such_as))
            page.row([Cell("", first), Cell(such_as + example, widths[1], "dim")])


def _longest_word(texts: Iterable[str]) -> int:
    return max(cell_len(word) for text in texts for word in text.split())


def _example(column: ColumnUse, terminal: Terminal, width: int) -> str:
    """A cell of a column, cut to about two lines, or to one where a word, as of an address, is longer."""
    text = terminal.line_of(column.example or "(empty)")
    return shortened(text, (1 if _longest_word([text]) > width else 2) * width - _CUT)


def _use(column: ColumnUse) -> str:
    """What becomes of a column, in words."""
    uses = [_BY_ITS_NAME if column.fills == column.heading else column.fills] if column.fills else []
    if column.is_key:
        uses.append("names each row")
    if column.is_carried:
        kept = f"carried through as list.{column.heading}"
        uses.append(kept if not column.fills else f"also {kept}")
    return "; ".join(uses) or "nothing: left out"


def _first(read: DryRun, what: str) -> str:
    number = len(read.rows)
    if number == read.size:
        return f"Every {what} as a profile" if number > 1 else f"Its {what} as a profile"
    return f"The first {counted(number, what)} as profiles"


def _add_row(page: Page, row: RowPreview, *, is_file: bool) -> None:
    known_as = row.key if is_file or row.key == f"row {row.number}" else f"row {row.number}: {row.key}"
    page.paragraph(known_as, style="bold", whole=is_file)
    for number, profile in enumerate(row.profiles):
        for line in [*(["---"] if number else []), *profile.splitlines()]:
            page.paragraph(line, indent=4, whole=True)
    for mistake in row.mistakes:
        page.paragraph(mistake, lead="not screened: ", indent=4, hang=2, lead_style="bold")
    if not (row.profiles or row.mistakes):
        page.paragraph("holds no profile", indent=4, style="dim")
