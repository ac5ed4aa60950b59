"""A cell is named as the program in which people open the workbook names it."""

from __future__ import annotations

import pytest

from edscreen.profile.sheet_places import cell_name


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(7, 4, "D7"), (1, 26, "Z1"), (1, 27, "AA1"), (1_048_576, 16_384, "XFD1048576")],
)
def test_a_cell_has_letters_for_its_column(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


@pytest.mark.parametrize("column", [0, -1])
def test_a_column_before_the_first_has_no_letters(column: int) -> None:
    assert cell_name(7, column) == "7"
