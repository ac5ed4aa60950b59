"""`batch LIST --dry-run`: how a list is read, without screening it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

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
    from collections.abc import Iterator
    from pathlib import Path

    from edscreen.batch.lists.dry_run import ColumnUse, DryRun, RowPreview
    from edscreen.cli.talk import Talk

_LONGEST_EXAMPLE = 120
_LABELS = ("Column", "Fills", "Example")


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
        talk.error(f"edscreen: exit code {UNREADABLE}: {error}")
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
        _add_columns(page, read.columns, terminal.width)
    page.blank()
    page.paragraph(_first(read, what), style="bold underline")
    for row in read.rows:
        page.blank()
        _add_row(page, row, is_file=is_file)
    return page.rendered()


def _add_columns(page: Page, columns: tuple[ColumnUse, ...], width: int) -> None:
    third = (width - 2 * GAP) // 3
    widths = third, third, width - 2 * GAP - 2 * third
    page.blank()
    page.row([Cell(label, room, "bold") for label, room in zip(_LABELS, widths, strict=True)])
    for column in columns:
        example = shortened(column.example, _LONGEST_EXAMPLE) if column.example else "(empty)"
        cells = (
            Cell(column.heading, widths[0]),
            Cell(_use(column), widths[1], "" if column.fills else "dim"),
            Cell(example, widths[2], "" if column.example else "dim"),
        )
        page.row(cells)


def _use(column: ColumnUse) -> str:
    """What becomes of a column, in words."""
    uses = [column.fills] if column.fills else []
    if column.is_key:
        uses.append("names each row")
    if column.is_carried:
        kept = "carried through, as list.*"
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
