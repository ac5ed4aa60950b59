"""A list that cannot be read to its end: a sentence with its name, and the run goes on once it is mended."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from edscreen.batch.items import Item
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.opening import open_list
from edscreen.batch.lists.rows import Row
from edscreen.batch.lists.sheet_tables import SheetTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.batch.conftest import Run

ROWS = 1_000
GO_ON = "a run over it keeps what it has screened, and goes on with --resume once the list is mended"


@pytest.fixture
def whole() -> bytes:
    """A workbook, as a program writes it that states its size first."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Vendor", "Product", "Minutes per week"])
    for number in range(ROWS):
        sheet.append([f"Vendor {number}", "Reader", "30"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def damaged(whole: bytes) -> bytes:
    """The same, with a sheet that breaks off in the middle of its rows."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as parts, zipfile.ZipFile(content, "w") as written:
        for name in parts.namelist():
            part = parts.read(name)
            is_sheet = name.startswith("xl/worksheets/")
            written.writestr(name, part[: len(part) * 2 // 3] if is_sheet else part)
    return content.getvalue()


def test_a_workbook_damaged_behind_its_first_rows(
    edscreen: Run, tmp_path: Path, whole: bytes, damaged: bytes
) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(damaged)
    arguments = ("batch", "list.xlsx", "--out", "run", "--no-policy", "--workers", "1")
    broken = edscreen(*arguments)
    assert broken.returncode == 2
    [sentence] = broken.stderr.splitlines()
    assert sentence.startswith(
        "edscreen: exit code 2: list.xlsx: this workbook cannot be read: open it, save it again as an Excel "
        "workbook (.xlsx), or as CSV"
    )
    file.write_bytes(whole)
    mended = edscreen(*arguments, "--resume")
    assert mended.returncode == 3, mended.stderr
    assert f"{ROWS:,} products screened" in mended.stderr


def test_a_list_that_goes_away_while_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Vendor,Product\n" + "Acme,Reader\n" * 3, encoding="utf-8")
    listing = open_list(str(file))
    assert isinstance(next(iter(listing.items())), Item)
    file.unlink()
    with pytest.raises(UnreadableList) as gone:
        listing.count()
    assert str(gone.value).startswith(f"{listing.shown}: ")
    assert str(gone.value).endswith(f"; {GO_ON}")


def test_what_came_before_the_damage_is_given_first(
    tmp_path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_off(_table: SheetTable) -> Iterator[Row]:
        yield Row(2, ("Acme", "Reader"))
        raise UnreadableList("this workbook cannot be read")

    file = tmp_path / "list.xlsx"
    file.write_bytes(whole)
    listing = open_list(str(file))
    monkeypatch.setattr(SheetTable, "rows", breaks_off)
    items = listing.items()
    assert next(items).number == 2
    with pytest.raises(UnreadableList) as broken:
        next(items)
    assert str(broken.value) == f"{listing.shown}: this workbook cannot be read; {GO_ON}"
