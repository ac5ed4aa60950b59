"""`scorecards.xlsx`: products, findings, questions to ask and rows set aside, to sort and to filter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from edscreen.batch.pages.about import read_about
from edscreen.batch.spreadsheets import (
    errors_sheet,
    findings_sheet,
    packing,
    products_sheet,
    questions_sheet,
    read_me,
)
from edscreen.batch.spreadsheets.long_sheets import EXCEL_ROWS, LongSheet
from edscreen.batch.spreadsheets.looks import Looks
from edscreen.batch.spreadsheets.products import own_columns, products
from edscreen.profile.words import joined

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from edscreen.batch.spreadsheets.long_sheets import Table

FILE = "scorecards.xlsx"


def write_xlsx(tables: sqlite3.Connection, path: Path, *, rows_a_sheet: int = EXCEL_ROWS) -> list[str]:
    """Write the workbook, and return what a person should know of it.

    Args:
        tables: the run's tables.
        path: the file.
        rows_a_sheet: the rows that a sheet may have, that of the headings included.

    Returns:
        A sentence for each table that does not fit into one sheet, beginning with the file.

    Raises:
        OSError: it could not be written; then nothing was changed.
    """
    about, own = read_about(tables), own_columns(tables)
    [[number]] = tables.execute("SELECT count(*) FROM scorecards")
    [[answers]] = tables.execute("SELECT count(*) FROM findings")
    run = dict(tables.execute("SELECT name, value FROM run"))
    with packing.packed_book(
        path, f"Screening of {about.products}"[:255], date.fromisoformat(run["as_of"])
    ) as book:
        looks = Looks(book)
        start = book.add_worksheet(read_me.NAME)

        def part(table: Table, rows: int) -> LongSheet:
            return LongSheet(book, table, looks, rows=rows, rows_a_sheet=rows_a_sheet)

        of_products = part(products_sheet.table(about.questions, own), number)
        of_findings = part(findings_sheet.TABLE, answers)
        of_questions = part(questions_sheet.TABLE, questions_sheet.count_questions(tables))
        of_errors = part(errors_sheet.TABLE, errors_sheet.count_errors(tables))
        for product in products(tables, about):
            products_sheet.add_product(of_products, product, about.questions, own, looks)
            findings_sheet.add_findings(of_findings, product, looks)
        questions_sheet.add_questions(
            of_questions, tables, {question.rule: question for question in about.questions}, looks
        )
        errors_sheet.add_errors(of_errors, tables)
        parts = (of_products, of_findings, of_questions, of_errors)
        for each in parts:
            each.finish()
        notices = list(_notices(parts, rows_a_sheet))
        read_me.write_read_me(start, about, run.get("policy", ""), parts, notices, looks)
    return [f"{path.name}: {notice[0].lower()}{notice[1:]}" for notice in notices]


def _notices(parts: Sequence[LongSheet], rows_a_sheet: int) -> Iterator[str]:
    for part in parts:
        first, *more = part.names
        if more:
            others = joined([f"“{name}”" for name in more])
            sheets = "sheet" if len(more) == 1 else "sheets"
            yield (
                f"The sheet “{first}” goes on in the {sheets} {others}, as Excel takes no more than "
                f"{rows_a_sheet:,} rows in one"
            )
