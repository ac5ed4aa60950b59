"""What a workbook holds and does not show: hidden sheets, and links behind cells."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.batch.lists.conftest import Opened

HEAD = ["Vendor", "Product", "URL"]
LAST, NOW, NOTE = [HEAD, ["Acme", "Reader"]], [HEAD, ["Beta", "Counter"]], [["Ask Jo"]]


def workbook(sheets: dict[str, Sequence[Sequence[str]]], state: str = "visible", link: str = "") -> bytes:
    """A workbook whose sheet "2025" is hidden, or with a link behind cell C2."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = state if name == "2025" else "visible"
        for row in rows:
            sheet.append(list(row))
        if link:
            sheet["C2"].hyperlink = link
            sheet["C2"].value = rows[1][2]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_only_where_no_other_is_a_list_or_where_it_is_named(
    opened: Opened, tmp_path: Path, state: str
) -> None:
    content = workbook({"Read me": NOTE, "2025": LAST, "2026": NOW}, state)
    read = opened(content, "a.xlsx")
    said = (
        'only the sheet "2026" was read; "Read me" and "2025" (hidden in the workbook) were not: to read '
        '"2025" instead, write the line sheet: "2025" into a file for --map'
    )
    assert (read.names, read.notices[0]) == (["Counter"], said)

    only = opened(workbook({"2025": LAST, "Read me": NOTE}, state), "a.xlsx")
    said = 'only the sheet "2025" (hidden in the workbook) was read; "Read me" was not'
    assert (only.names, only.notices[0]) == (["Reader"], said)

    (tmp_path / "map.yaml").write_text("sheet: 2025\n", encoding="utf-8")
    named = opened(content, "a.xlsx", mapping="map.yaml")
    assert (named.names, named.notices[0]) == (
        ["Reader"],
        'the sheet "2025" (hidden in the workbook) was read',
    )


def test_the_link_behind_a_cell_is_not_read_which_is_said(opened: Opened) -> None:
    row = ["Acme", "Reader", "Acme website"]
    [mistake] = opened(workbook({"A": [HEAD, row]}, link="https://acme.example/"), "a.xlsx").mistakes
    said = '"Acme website" is no web address: write one like https://www.lumen.example/'
    assert mistake.endswith(f"{said} into the cell, as a link behind its text is not read")
    [mistake] = opened(f"{','.join(HEAD)}\n{','.join(row)}\n").mistakes
    assert mistake.endswith(said)
