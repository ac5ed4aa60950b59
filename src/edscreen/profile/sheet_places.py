"""Where something stands in a file, in words for people: a line of text, or a cell of a workbook."""

from __future__ import annotations

from edscreen.profile.quoting import escaped


def cell_name(row: int, column: int) -> str:
    """Return the name of the cell in a row and a column, both counted from 1: `D7`."""
    letters = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row}"


def place_in_words(file: str, line: int, column: int, sheet: str = "") -> str:
    """Return `lumen.yaml:12:14`, or `lumen.xlsx, sheet Studies, cell D7` where a sheet is named."""
    if not sheet:
        return f"{file}:{line}:{column}"
    return f"{file}, sheet {escaped(sheet)}, cell {cell_name(line, column)}"
