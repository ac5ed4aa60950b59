"""What people read of a run, made from its tables once they are whole."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.folder import REPORT_LENGTH, NotWritten
from edscreen.batch.pages.vendor_files import vendor_file, vendor_key
from edscreen.batch.pages.writing import OVERVIEW, VENDORS, write_pages
from edscreen.batch.spreadsheets.csv_scorecards import write_csv
from edscreen.batch.spreadsheets.parquet_files import write_parquet
from edscreen.batch.spreadsheets.workbook import write_xlsx
from edscreen.profile.sources import shown_path
from edscreen.report.file_names import same_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from edscreen.batch.ledger import Ledger

_MADE = "made"


class Output(NamedTuple):
    """What is made from the tables of a run.

    Attributes:
        names: files or folders in the run's folder.
        write: makes them; gives sentences that a person should know, such as of a table that one sheet cannot
            hold.
    """

    names: tuple[str, ...]
    write: Callable[[sqlite3.Connection, Path], list[str]]


def outputs_to_make(ledger: Ledger) -> list[Output]:
    """Return what is to be made: all, or what is missing where the results are those of the last time.

    People write into spreadsheets, so what is there and true stays as it is.
    """
    if ledger.about().get(_MADE) != _stamp(ledger):
        return _outputs()
    return [each for each in _outputs() if not _is_there(ledger, each)]


def write_outputs(ledger: Ledger, outputs: Sequence[Output]) -> list[str]:
    """Write outputs into the folder of a run, and note that they were made from these results.

    Returns:
        Sentences that a person should know.

    Raises:
        NotWritten: one could not be written; the others before it stay.
    """
    folder, told = ledger.folder, list[str]()
    try:
        for output in outputs:
            told += output.write(ledger.reading, folder)
    except (OSError, sqlite3.OperationalError) as error:  # what is sorted takes room, too
        why = getattr(error, "strerror", None) or str(error)
        where = shown_path(getattr(error, "filename", None) or folder)
        raise NotWritten(f"{where} could not be written: {why}; mend that, and add --resume") from None
    ledger.note({_MADE: _stamp(ledger)})
    return told


def _is_there(ledger: Ledger, output: Output) -> bool:
    files = [ledger.folder / name for name in output.names]
    return all(each.exists() for each in files) and (
        VENDORS not in output.names or _has_all_pages(ledger.reading, ledger.folder / VENDORS)
    )


def _has_all_pages(tables: sqlite3.Connection, folder: Path) -> bool:
    """Whether the page of each vendor is there, by one look into the folder."""
    try:
        there = {same_file(each.name) for each in folder.iterdir()}
    except OSError:  # whoever writes the pages says what is wrong with it
        return False
    return all(
        same_file(vendor_file(vendor_key(vendor))) in there
        for [vendor] in tables.execute("SELECT DISTINCT vendor FROM scorecards")
    )


def _stamp(ledger: Ledger) -> str:
    """What outputs rest on besides the results: edscreen's version, and all else that is noted of the run.

    Where results change, the ledger takes away what was noted under `made`.
    """
    about = {name: value for name, value in ledger.about().items() if name not in {_MADE, REPORT_LENGTH}}
    text = json.dumps(about, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _outputs() -> list[Output]:
    outputs = [
        Output(("scorecards.csv",), _csv),
        Output(("scorecards.xlsx",), lambda tables, folder: write_xlsx(tables, folder / "scorecards.xlsx")),
        Output((OVERVIEW, VENDORS), _pages),
    ]
    if find_spec("pyarrow"):
        outputs.insert(2, Output(("scorecards.parquet", "findings.parquet"), _parquet))
    return outputs


def _csv(tables: sqlite3.Connection, folder: Path) -> list[str]:
    write_csv(tables, folder / "scorecards.csv")
    return []


def _parquet(tables: sqlite3.Connection, folder: Path) -> list[str]:
    write_parquet(tables, folder)
    return []


def _pages(tables: sqlite3.Connection, folder: Path) -> list[str]:
    write_pages(tables, folder)
    return []
