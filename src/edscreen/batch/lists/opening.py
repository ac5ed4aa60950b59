"""A list opened: what kind it is, what its columns mean, and whether it can be used at all."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from glob import escape, has_magic, iglob
from operator import attrgetter
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from weakref import finalize

from edscreen.batch.lists.columns import as_written
from edscreen.batch.lists.csv_tables import CsvTable
from edscreen.batch.lists.headings import Headings, headings_of, why_unusable
from edscreen.batch.lists.json_tables import JsonTable
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.map_files import ColumnMap
from edscreen.batch.lists.open_questions import notices_on
from edscreen.batch.lists.parquet_tables import ParquetTable
from edscreen.batch.lists.profile_files import ProfileFiles
from edscreen.batch.lists.row_list import RowList
from edscreen.batch.lists.sheet_tables import SheetTable, sheets_of
from edscreen.batch.lists.texts import same_heading
from edscreen.profile.documents import KEY, STDIN, STDIN_SHOWN
from edscreen.profile.folders import is_folder, yaml_files
from edscreen.profile.quoting import shown
from edscreen.profile.sources import MAX_BYTES, Unreadable, read_bytes, shown_path, unreadable_because

if TYPE_CHECKING:
    from typing import BinaryIO

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.listing import Listing
    from edscreen.batch.lists.rows import Table

_BLOCK = 1024 * 1024
_MOST_FROM_STDIN = 2 * 1024 * _BLOCK
_PROFILES = (".yaml", ".yml")
_ZIP, _PARQUET = b"PK\x03\x04", b"PAR1"
# The first bytes of files that people have at hand instead of a list, by the formats' own specifications.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook with a password, or in an old format"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "text with formatting (RTF)"),
    (b"\x1f\x8b", "a packed file"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3\0", "a database"),
)
_SAVE = "save the list as an Excel workbook (.xlsx) without a password, or as CSV"
_FOR_PROFILES = "--map and --id are for lists with columns, and this is one of profiles: leave them out"


def open_list(
    argument: str,
    *,
    mapping_file: str | None = None,
    id_column: str | None = None,
    stdin: BinaryIO | None = None,
) -> Listing:
    """Open a list: a spreadsheet of any kind, a folder or pattern of profiles, or `-` for standard input.

    Args:
        argument: what the list is called on the command line.
        mapping_file: a file that says what its columns mean, by heading.
        id_column: the heading of the column that its rows are known by.
        stdin: what `-` reads; the process's standard input by default.

    Raises:
        UnreadableList: it cannot be used; the message says why and what to do.
    """
    mapped = ColumnMap(mapping_file) if mapping_file is not None else None
    if profiles := _profiles(argument):
        if mapped or id_column is not None:
            raise UnreadableList(_FOR_PROFILES)
        return profiles
    if argument != STDIN:
        return _read(Path(argument), shown_path(argument), mapped, id_column)
    folder = Path(mkdtemp(prefix="edscreen-"))
    try:
        listing = _read(_spooled(stdin, folder), STDIN_SHOWN, mapped, id_column)
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise
    finalize(listing, rmtree, folder, ignore_errors=True)
    return listing


def _read(path: Path, shown_as: str, mapped: ColumnMap | None, id_column: str | None) -> RowList:
    try:
        return _opened(path, shown_as, mapped, id_column)
    except OSError as error:
        raise UnreadableList(f"{shown_as}: {unreadable_because(error).message}") from None
    except UnreadableList as error:
        if mapped and str(error).startswith(f"{mapped.shown}:"):
            raise
        raise UnreadableList(f"{shown_as}: {error}") from None


def _opened(path: Path, shown_as: str, mapped: ColumnMap | None, id_column: str | None) -> RowList:
    table, headings = _table(path, shown_as, mapped)
    if table.is_profiles and (mapped or id_column is not None):
        raise UnreadableList(_FOR_PROFILES)
    if mapped:
        mapped.check([column.heading for column in headings.columns])
    if not (headings.is_usable or table.is_profiles):
        raise why_unusable(headings)
    key = _id_column(id_column, headings)
    if not table.is_profiles:
        headings.notices.extend(notices_on(headings.columns, key.heading if key else ""))
    listing = RowList(shown_as, table, headings, key)
    if not listing.holds_anything():
        raise UnreadableList("no row stands below the headings: there is nothing to screen")
    return listing


def _profiles(argument: str) -> ProfileFiles | None:
    """Return the profiles that a folder, a pattern or a profile's own name leads to."""
    if argument == STDIN:
        return None
    if is_folder(argument):
        for path, unlisted in yaml_files(argument):
            if unlisted or _may_be_profile(path):
                return ProfileFiles(argument, is_pattern=False)
        raise UnreadableList(
            f"{shown_path(argument)}: this folder holds no profiles: name one in which files ending in .yaml "
            "begin with edscreen: 1, or a list"
        )
    if argument.lower().endswith(_PROFILES) and Path(argument).is_file():
        return ProfileFiles(escape(argument), is_pattern=True)
    if has_magic(argument) and not Path(argument).is_file():
        if next(iglob(argument, recursive=True), None) is None:  # noqa: PTH207 - pathlib's takes no absolute one
            raise UnreadableList(f"{shown_path(argument)}: no file has a name like that: check the pattern")
        return ProfileFiles(argument, is_pattern=True)
    return None


def _may_be_profile(path: str) -> bool:
    try:
        return KEY.encode() in read_bytes(path, MAX_BYTES).replace(b"\0", b"")
    except Unreadable:
        return True


def _spooled(stdin: BinaryIO | None, folder: Path) -> Path:
    """Write standard input into a file, as a list is gone through more than once."""
    path = folder / "stdin"
    try:
        source = stdin or sys.stdin.buffer
        size = 0
        with path.open("wb") as file:
            while block := source.read(_BLOCK):
                size += len(block)
                if size > _MOST_FROM_STDIN:
                    raise UnreadableList(
                        f"{STDIN_SHOWN}: this goes on for more than 2 GiB: name a file instead"
                    )
                file.write(block)
    except (AttributeError, ValueError):  # a program may be started without standard input
        raise UnreadableList("standard input is closed: name a file instead of -") from None
    except OSError as error:
        raise UnreadableList(f"{STDIN_SHOWN}: {unreadable_because(error).message}") from None
    return path


def _table(path: Path, shown_as: str, mapped: ColumnMap | None) -> tuple[Table, Headings]:
    """Return a file as a table, by its content, and the table's headings."""
    try:
        begin = read_bytes(path, 4096)
    except Unreadable as error:
        raise UnreadableList(error.message) from None
    fields = mapped.fields if mapped else None
    if mapped and mapped.sheet is not None and not begin.startswith(_ZIP):
        raise UnreadableList(f"{mapped.shown} names a sheet, and this is no workbook: delete its line sheet")
    what = next((what for first, what in _OTHERS if begin.startswith(first)), None)
    if what:
        raise UnreadableList(f"this is {what}: {_SAVE}")
    if not begin.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableList("this list is empty")
    if begin.startswith(_ZIP):
        return _sheet(path, mapped)
    if begin.startswith(_PARQUET):
        table: Table = ParquetTable(path)
    elif begin.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in (b"{", b"["):
        table = JsonTable(path, shown_as)
    else:
        table = CsvTable(path, shown_as)
    return table, headings_of(table, fields)


def _sheet(path: Path, mapped: ColumnMap | None) -> tuple[Table, Headings]:
    """Return the sheet that holds the list.

    It is the one that a file of `--map` names, else the first with usable headings, else the first at all;
    those that the workbook hides come last.
    """
    with sheets_of(path) as tables:
        named = mapped.sheet if mapped else None
        if mapped and named is not None:
            mapped.check_sheet([table.sheet for table in tables])
        found: list[tuple[SheetTable, Headings]] = []
        for table in sorted(tables, key=attrgetter("is_hidden")):
            if named in (None, table.sheet):
                try:
                    found.append((table, headings_of(table, mapped.fields if mapped else None)))
                except UnreadableList:
                    if named is not None or len(tables) == 1:
                        raise
    if not found:
        raise UnreadableList("no sheet of this workbook holds anything that can be read")
    usable = [(table, headings) for table, headings in found if headings.is_usable]
    table, headings = (usable or found)[0]
    if usable and named is None and len(tables) > 1:
        table.not_read([each for each in tables if each is not table], [other for other, _ in usable[1:]])
    elif table.is_hidden:
        table.notices.append(f"the sheet {table.shown} was read")
    return table, headings


def _id_column(named: str | None, headings: Headings) -> Column | None:
    if named is None:
        return None
    there = {same_heading(column.heading): column for column in reversed(headings.columns)}
    column = there.get(same_heading(named))
    if column is None:
        close = get_close_matches(same_heading(named), there, n=1)
        meant = f": did you mean {shown(there[close[0]].heading)}?" if close else ""
        raise UnreadableList(f"the list has no column {shown(named)}, which --id names{meant}")
    every = [each.heading for each in headings.columns]
    alike = [each for each in every if same_heading(as_written(each, every)) == same_heading(named)]
    if len(alike) > 1:
        other = next((each for each in alike if same_heading(each) != same_heading(named)), "")
        remedy = f"; for the next name {shown(other)}" if other else ""
        headings.notices.append(
            f"{len(alike)} columns are called {shown(column.heading)}: --id took the first{remedy}"
        )
    return column
