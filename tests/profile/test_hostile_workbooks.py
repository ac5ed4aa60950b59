"""Nothing in a workbook that comes back is trusted: what would harm or mislead is refused in a sentence."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from edscreen.interview.forms import PROFILE_FORM
from edscreen.interview.sheet import sheet_bytes
from edscreen.profile.documents import InvalidProfile, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.profile.documents import Document

    Fill = Callable[..., Path]
    Read = Callable[[Path], Document]
    Refused = Callable[[Path], list[str]]


BLANK = sheet_bytes(PROFILE_FORM, {}, full=True)


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in parts.items():
            archive.writestr(name, inner)
    return content.getvalue()


def parts(content: bytes = BLANK) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


ENTITY = b'<!DOCTYPE a [<!ENTITY b "bbbb">]>'
SHARED = "xl/worksheets/sheet2.xml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "this is no workbook"),
        (b"PK\x03\x04 and no more", "this is no workbook"),
        (b"edscreen: 1\n", "this is no workbook"),
        (packed({"word/document.xml": b"<a/>"}), "this is no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password, or in an old format"),
        (bytes(2 * 1024 * 1024 + 1), "larger than an answered"),
        (packed(parts() | {"xl/media/a.bin": bytes(17 * 1024 * 1024)}), "larger than an answered"),
        (packed(parts() | {f"xl/media/{n}": b"" for n in range(250)}), "larger than an answered"),
        (packed(parts() | {SHARED: ENTITY + parts()[SHARED]}), "this workbook cannot be read"),
        (packed(parts() | {SHARED: ENTITY.decode().encode("utf-16")}), "this workbook cannot be read"),
        (packed(parts() | {SHARED: b"<worksheet"}), "this workbook cannot be read"),
        (packed({name: inner for name, inner in parts().items() if name != "xl/styles.xml"}), ""),
        (BLANK[: len(BLANK) // 2], "this is no workbook"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_refused_in_a_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    found = list(read_documents([str(tmp_path / "x.xlsx")]))
    assert all(isinstance(each, InvalidProfile) for each in found)
    assert said in str(found[0])


def declared(part: str, encoding: str, written: str, *, expands: bool) -> bytes:
    """A part of the blank workbook in another encoding, with an entity that would grow."""
    whole = parts()[part].decode()
    text = whole.partition("?>")[2] if whole.startswith("<?xml") else whole
    entity = ENTITY.decode() if expands else ""
    return f'<?xml version="1.0" encoding="{encoding}"?>{entity}{text}'.encode(written)


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHARED, "xl/styles.xml", "[Content_Types].xml"])
@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("utf-16", "utf-16-be"),
        ("utf-16le", "utf-16-le"),
        ("utf-32", "utf-32"),
        ("ucs-4", "utf-32-le"),
        ("ucs-4", "utf-32-be"),
        ("utf-7", "utf-7"),
        ("utf-7", "utf-8"),
        ("ibm037", "cp037"),
        ("cp500", "cp500"),
        ("ebcdic-cp-us", "cp037"),
        ("iso-2022-jp", "iso2022_jp"),
        ("hz-gb-2312", "hz"),
        ("windows-1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("expands", [True, False])
def test_entities_grow_in_no_encoding(
    tmp_path: Path, part: str, encoding: str, written: str, *, expands: bool
) -> None:
    content = packed(parts() | {part: declared(part, encoding, written, expands=expands)})
    (tmp_path / "x.xlsx").write_bytes(content)
    found = [str(each) for each in read_documents([str(tmp_path / "x.xlsx")])]
    if expands or encoding not in {"utf-8", "utf-16", "utf-16le", "windows-1252"}:
        assert len(found) == 1
        assert "this workbook cannot be read" in found[0]
    assert not any("bbbb" in each for each in found)


def test_an_entity_written_in_utf_7_is_refused(tmp_path: Path) -> None:
    hidden = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a +AFsAPAAh-ENTITY b "bbbb"+AD4AXQA+-<a/>'
    (tmp_path / "x.xlsx").write_bytes(packed(parts() | {"xl/workbook.xml": hidden.encode()}))
    (found,) = read_documents([str(tmp_path / "x.xlsx")])
    assert "this workbook cannot be read" in str(found)


def test_a_part_that_states_a_wrong_size_is_refused(tmp_path: Path) -> None:
    bomb = packed(parts() | {"xl/media/a.bin": bytes(900_000)})
    lying = bomb.replace((900_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lying != bomb
    (tmp_path / "x.xlsx").write_bytes(lying)
    (found,) = read_documents([str(tmp_path / "x.xlsx")])
    assert "this is no workbook" in str(found)


def test_flipped_bytes_anywhere_in_a_packed_part_are_refused_in_a_sentence(
    tmp_path: Path, refused: Refused
) -> None:
    with zipfile.ZipFile(io.BytesIO(BLANK)) as archive:
        part = archive.getinfo(SHARED)
    start = part.header_offset + 30 + len(part.filename)
    for at in range(start, start + part.compress_size, part.compress_size // 40):
        broken = bytearray(BLANK)
        broken[at] ^= 0xFF
        (tmp_path / "x.xlsx").write_bytes(broken)
        (said,) = refused(tmp_path / "x.xlsx")
        assert "this is no workbook" in said


def test_a_text_longer_than_a_cell_can_hold_is_a_mistake_at_its_cell(fill: Fill) -> None:
    path = fill({"product.version": "LONG"})
    inner = parts(path.read_bytes())
    for length, count in ((32_767, 0), (32_768, 1)):
        swapped = {name: each.replace(b">LONG<", b">" + b"x" * length + b"<") for name, each in inner.items()}
        assert swapped != inner
        path.write_bytes(packed(swapped))
        found = [str(each) for each in read_documents([str(path)]) if isinstance(each, InvalidProfile)]
        assert sum("this text is longer than a cell can hold" in each for each in found) == count


@pytest.fixture
def with_rows(tmp_path: Path, refused: Refused) -> Callable[[int, int, str], str]:
    """Say why a workbook with so many cells of one text is refused."""

    def said(rows: int, columns: int, text: str) -> str:
        book = openpyxl.Workbook()
        for _ in range(3):
            sheet = book.create_sheet()
            for _ in range(rows):
                sheet.append([text] * columns)
        book.save(tmp_path / "many.xlsx")
        return refused(tmp_path / "many.xlsx")[0]

    return said


def test_one_stored_text_in_many_cells_is_counted_as_often(with_rows: Callable[..., str]) -> None:
    assert "larger than an answered" in with_rows(5, 10, "x" * 30_000)


def test_too_many_cells_are_refused(with_rows: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edscreen.profile.workbooks._MAX_CELLS", 299)
    assert "larger than an answered" in with_rows(10, 10, "x")
    monkeypatch.setattr("edscreen.profile.workbooks._MAX_CELLS", 300)
    assert "not a workbook that edscreen init" in with_rows(10, 10, "x")


def test_too_many_sheets_and_one_part_as_two_sheets_are_refused(tmp_path: Path, refused: Refused) -> None:
    book = openpyxl.load_workbook(io.BytesIO(BLANK))
    while len(book.worksheets) < 21:
        book.create_sheet()
    book.save(tmp_path / "x.xlsx")
    assert "larger than an answered" in refused(tmp_path / "x.xlsx")[0]
    links = "xl/_rels/workbook.xml.rels"
    twice = parts()[links].replace(b"sheet3.xml", b"sheet2.xml")
    assert twice != parts()[links]
    (tmp_path / "x.xlsx").write_bytes(packed(parts() | {links: twice}))
    assert "this workbook cannot be read" in refused(tmp_path / "x.xlsx")[0]
