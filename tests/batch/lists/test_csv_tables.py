"""Lists as text: delimiters, encodings, quotation marks, and what is wrong in them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edscreen.batch.lists.csv_tables import CsvTable
from edscreen.batch.lists.listing import UnreadableList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.batch.lists.conftest import Opened

HEAD = "Vendor,Product,URL\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_end(opened: Opened, delimiter: str, end: str) -> None:
    lines = [
        ["Vendor", "Product", "Notes"],
        ["Acme", "Reader", "a, b; c"],
        ["Beta", "Counter", "two\nlines"],
        ["Gamma", "Speller", 'says "hi"'],
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(lines)
    read = opened(text.getvalue())
    assert read.names == ["Reader", "Counter", "Speller"]
    assert [each.line for each in (found.place(("product", "name")) for found in read.documents)] == [2, 3, 4]
    assert read.listing.rows is not None
    carried = [read.listing.rows.carried(each.content)["Notes"] for each in read.items]  # type: ignore[arg-type]
    assert carried == ["a, b; c", "two\nlines", 'says "hi"']


@pytest.mark.parametrize(
    ("encoding", "notice"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-32", None),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_encodings(opened: Opened, encoding: str, notice: str | None) -> None:
    read = opened((HEAD + "Señor Café,¡Léelo!,https://cafe.example/\n").encode(encoding))
    assert read.names == ["¡Léelo!"]
    assert read.profiles[0].vendor.name == "Señor Café"
    if notice is None:
        assert read.notices == []
    else:
        [said] = read.notices
        assert said.startswith("list.csv ")
        assert notice in said


def test_another_single_byte_encoding_is_found_by_its_words(opened: Opened) -> None:
    names = "".join(f"Издательство {n},Чтение для начальной школы {n},\n" for n in range(20))
    read = opened((HEAD + names).encode("cp1251"))
    assert read.names[0] == "Чтение для начальной школы 0"
    assert "Windows-1251" in read.notices[0]


@pytest.mark.parametrize(
    "vendor", ["Acme \u2013 Books", "Acme\u2019s", "Acme\u00ae Books\u2122", "Caf\u00e9"]
)
def test_where_several_encodings_fit_the_usual_one_is_named_and_read(opened: Opened, vendor: str) -> None:
    read = opened((HEAD + "Beta,Plain,\n" * 30 + f"{vendor},Reader,\n").encode("cp1252"))
    assert read.profiles[-1].vendor.name == vendor
    assert read.notices[0] == (
        "list.csv is not stored as UTF-8, and was read as Windows-1252: check names with accents"
    )


@pytest.mark.parametrize(
    ("encoding", "name", "vendors"),
    [
        ("cp1250", "Windows-1250", ["\u017b\u00f3\u0142w", "Ksi\u0105\u017cka", "\u0141\u00f3d\u017a"]),
        ("mac_roman", "Mac Roman", ["\u00c9cole \u00e9l\u00e9mentaire", "Fran\u00e7ais", "Tr\u00e8s bien"]),
    ],
)
def test_another_encoding_stays_where_the_usual_one_fits_less(
    opened: Opened, encoding: str, name: str, vendors: list[str]
) -> None:
    read = opened((HEAD + "".join(f"{each},Reader,\n" for each in vendors)).encode(encoding))
    assert [profile.vendor.name for profile in read.profiles] == vendors
    assert f"was read as {name}:" in read.notices[0]


def test_two_encodings_in_one_file(opened: Opened) -> None:
    read = opened(HEAD.encode() + "Señal,Uno,\n".encode() + "Señal,Dos,\n".encode("cp1252"))
    assert [profile.vendor.name for profile in read.profiles] == ["Señal", "Señal"]
    [notice] = read.notices
    assert notice.startswith(
        "some characters of list.csv are not stored as UTF-8, and were read as Windows-1252:"
    )


def test_empty_rows_are_skipped_and_counted(opened: Opened) -> None:
    read = opened(HEAD + "\n,,\n   , ,\nAcme,Reader,\n")
    assert [each.number for each in read.items] == [5]


def test_a_row_with_too_many_cells_has_shifted(opened: Opened) -> None:
    read = opened(HEAD + "Acme, Inc.,Reader,https://acme.example/,x\nBeta,Counter\n")
    assert read.names == ["Counter"]
    assert "list.csv:2:4: this row has 5 cells, and the list has 3 columns: put a text" in read.mistakes[1]


def test_a_quotation_mark_left_open_costs_its_own_row(opened: Opened) -> None:
    rest = "".join(f"V{n},P{n},\n" for n in range(30_000))
    read = opened(HEAD + 'Acme,"Reader,\n' + rest)
    assert len(read.names) == 30_000
    [row] = read.aside
    assert (row.number, row.problem.kind) == (2, "invalid_profile")
    assert "never closed" in row.problem.message


def test_a_quotation_mark_left_open_in_the_last_rows(opened: Opened) -> None:
    read = opened(HEAD + 'Acme,Reader,\nBeta,"Counter,\nGamma,Speller,\n')
    assert read.names == ["Reader", "Speller"]
    assert [each.number for each in read.aside] == [3]


def test_quotation_marks_left_open_in_two_rows_do_not_make_them_one(opened: Opened) -> None:
    read = opened(HEAD + 'Acme,"Reader,\nBeta,"Counter,\nGamma,Speller,\n')
    assert read.names == ["Speller"]
    assert [each.number for each in read.aside] == [2, 3]


@pytest.mark.parametrize(
    "block",
    [
        ['a","b'] * 2_000,
        ['"a"b,"c'] * 2_000,
        ['x,"'] * 2_000,
        [*['a","b'] * 400, '"x"y'] * 5,
        [*['a","b'] * 400, '"', *["a,b"] * 400],
        [*['x,"y', *["a,b"] * 40, '"z"z'] * 50],
        ['x,"', "y" * 140_000] * 20,
    ],
)
def test_no_line_is_looked_at_more_than_a_few_times(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, block: list[str]
) -> None:
    looked_at = 0
    reader = csv.reader

    def counted(lines: Iterable[str], **how: Any) -> Any:
        def each() -> Iterator[str]:
            nonlocal looked_at
            for line in lines:
                looked_at += 1
                yield line

        return reader(each(), **how)

    monkeypatch.setattr("edscreen.batch.lists.csv_tables.csv.reader", counted)
    opened(HEAD + "\n".join(block) + "\nAcme,Reader,\n")
    times = (
        6  # the list is gone through for its delimiter and headings, to see whether it holds anything, ...
    )
    assert looked_at < times * 3 * (len(block) + 50)


def test_a_record_of_several_lines_behind_a_quotation_mark_left_open(opened: Opened) -> None:
    read = opened(HEAD + 'Acme,"Reader,\nBeta,Counter,\n"Gamma\nInc.",Speller,\nDelta,"Pain\nter",\n')
    assert read.names == ["Counter", "Speller", "Pain\nter"]
    assert [each.number for each in read.aside] == [2]


def test_a_cell_that_the_library_cannot_read_is_too_long(opened: Opened) -> None:
    read = opened(HEAD + f"Acme,{'x' * 200_000},\nBeta,Counter,\n")
    assert read.names == ["Counter"]
    assert read.aside[0].problem.message.startswith("this cell holds more than the 32,767 characters")


def test_quotation_marks_in_the_middle_of_a_cell(opened: Opened) -> None:
    read = opened(HEAD + 'Acme,"Big" Reader,\nBeta,5" Screen,\n')
    assert read.names == ["Big Reader", '5" Screen']


def test_an_invisible_nothing_is_named(opened: Opened) -> None:
    read = opened(HEAD + "Acme,Rea\0der,\nBeta,Counter,\n")
    assert read.names == ["Counter"]
    assert "U+0000" in read.mistakes[0]


def test_a_line_of_a_million_columns_is_named_and_costs_nothing(opened: Opened) -> None:
    read = opened(HEAD + "x," * 1_000_000 + "\n" + "Acme,Reader," + "," * 900_000 + "\n" + "Beta,Counter,\n")
    assert read.names == ["Reader", "Counter"]
    [row] = read.aside
    assert row.problem.message.startswith("this row is longer than the 1,048,576 characters")


@pytest.mark.parametrize("count", [400_000, 2_000_000])
def test_headings_of_a_million_columns(opened: Opened, count: int) -> None:
    with pytest.raises(UnreadableList, match=r"^list.csv: row 1"):
        opened("x," * count + "\nAcme,Reader\n")


def test_a_cell_too_long_for_any_spreadsheet(opened: Opened) -> None:
    read = opened(HEAD + f"Acme,{'x' * 40_000},\nBeta,Counter,\n")
    assert read.names == ["Counter"]
    assert read.aside[0].problem.place == "list.csv:2:2"


cell = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(st.lists(st.lists(cell, min_size=2, max_size=5), min_size=1, max_size=6), st.sampled_from(",;\t|"))
@example([['"', "\r\n"], ["\r", "\n\n"]], ";")
def test_what_a_spreadsheet_writes_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str
) -> None:
    file: Path = tmp_path_factory.mktemp("csv") / "list.csv"
    head = ["Vendor", "Product", "A", "B", "C"]
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerows([head] * 10 + rows)
    read = list(CsvTable(file, "list.csv").rows())
    assert [row.problem for row in read] == [""] * len(read)
    around = " \t\n\r\v\f\u00a0\u2009\u202f\u200b\ufeff"
    wanted = [[text.strip(around) or None for text in row] for row in rows]
    assert [_trimmed(list(row.cells)) for row in read[10:]] == [_trimmed(row) for row in wanted if any(row)]


def _trimmed(cells: list[str | None]) -> list[str | None]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells


@given(st.binary(max_size=400))
@example(b'"')
@example(b"\xff\xfe\x00")
@example(b"\x00\xd8" * 40)
def test_any_bytes_give_rows_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("csv") / "list.csv"
    file.write_bytes(HEAD.encode() + content)
    try:
        numbers = [row.number for row in CsvTable(file, "list.csv").rows()]
        said = ""
    except UnreadableList as error:
        numbers, said = [], str(error)
    assert numbers == sorted(set(numbers))
    assert said.isprintable()
