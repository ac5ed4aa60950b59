"""Files in the making on the disk; workbooks are the same bytes in every run and on every system."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from contextlib import contextmanager, suppress
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile

from xlsxwriter import Workbook

from edscreen.profile.whole_files import WholeFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_UNFINISHED = ".edscreen-unfinished-"
_NO_SYSTEM = 0  # otherwise each part says on which system it was packed
_NO_RIGHTS = 0


@contextmanager
def in_the_making(path: Path) -> Iterator[Path]:
    """Give the path of a file to be made, and put it in its place once it is whole.

    Args:
        path: where it is to stand.

    Raises:
        OSError: it could not be written, for the reason that it gives; then nothing was changed.
    """
    try:
        with _whole(path) as file:
            folder = path.parent
            for left in folder.glob(f"{_UNFINISHED}*"):  # by a run that was killed
                shutil.rmtree(left, ignore_errors=True)
            # Beside the file: there has to be room anyway, and some systems keep temporary files in memory.
            with TemporaryDirectory(prefix=_UNFINISHED, dir=folder) as unfinished:
                made = Path(unfinished) / "made"
                yield made
                with made.open("rb") as opened:
                    while piece := opened.read(1 << 20):
                        file.write(piece)
            file.finish()
    except (OSError, sqlite3.OperationalError) as error:  # what is sorted takes room, too
        why = getattr(error, "strerror", None) or str(error)
        raise OSError(getattr(error, "errno", None) or errno.EIO, why, str(path)) from error


@contextmanager
def _whole(path: Path) -> Iterator[WholeFile]:
    file = WholeFile(path)
    try:
        yield file
    finally:
        file.give_up()


@contextmanager
def packed_book(path: Path, title: str, day: date) -> Iterator[Workbook]:
    """Give a workbook to be filled row by row, and put it in its place once it is.

    Args:
        path: the file.
        title: the document's title.
        day: the day on which it counts as made.

    Raises:
        OSError: it could not be written; then nothing was changed.
    """
    with in_the_making(path) as made:
        book = Workbook(
            str(made),
            {
                "constant_memory": True,  # each row goes to the disk as soon as the next one begins
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": str(made.parent),
            },
        )
        book.use_zip64()
        book.set_properties(
            {"title": title, "author": "edscreen", "created": datetime.combine(day, time.min)}
        )
        try:
            yield book
            _close(book)
        except BaseException:
            _let_go(book)
            raise
        _make_same(made)


def _close(book: Workbook) -> None:
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:  # which hides the cause: a full disk, most often
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from None


def _let_go(book: Workbook) -> None:
    """Close the files of a workbook that is not to be: some systems take away no open ones."""
    for sheet in book.worksheets():
        with suppress(OSError):
            sheet.row_data_fh.close()


def _make_same(name: Path) -> None:
    """Take out of the archive's index what tells of the system that packed it; times are fixed already."""
    with ZipFile(name, "a") as archive:
        for part in archive.infolist():
            part.create_system = _NO_SYSTEM
            part.external_attr = _NO_RIGHTS
        archive.comment = b""  # the index is written anew because of this
