"""What people read of a run, made from its tables once they are whole."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from edscreen.batch.folder import NotWritten
from edscreen.batch.pages.writing import write_pages
from edscreen.batch.spreadsheets.csv_scorecards import write_csv
from edscreen.batch.spreadsheets.parquet_files import NoParquet, write_parquet
from edscreen.batch.spreadsheets.workbook import write_xlsx
from edscreen.profile.sources import shown_path

if TYPE_CHECKING:
    from pathlib import Path


def write_outputs(tables: sqlite3.Connection, folder: Path) -> list[str]:
    """Write spreadsheets and pages into the folder of a run; Parquet where what writes it is installed.

    Returns:
        Sentences that a person should know, such as of a table that one sheet cannot hold.

    Raises:
        NotWritten: one could not be written; the others before it stay.
    """
    try:
        write_csv(tables, folder / "scorecards.csv")
        told = write_xlsx(tables, folder / "scorecards.xlsx")
        with suppress(NoParquet):
            write_parquet(tables, folder)
        write_pages(tables, folder)
    except (OSError, sqlite3.OperationalError) as error:  # what is sorted takes room, too
        why = getattr(error, "strerror", None) or str(error)
        where = shown_path(getattr(error, "filename", None) or folder)
        raise NotWritten(f"{where} could not be written: {why}; mend that, and add --resume") from None
    return told
