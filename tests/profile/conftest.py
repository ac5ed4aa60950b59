"""Workbooks of questions, filled in by a script and read back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from edscreen.interview.forms import PROFILE_FORM
from edscreen.interview.sheet import sheet_bytes
from edscreen.profile.documents import Document, InvalidProfile, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Fill = Callable[..., Path]

NAMES = {"vendor.name": "Brightfern Learning", "product.name": "Brightfern Numbers"}


@pytest.fixture(scope="session")
def blank() -> bytes:
    """The workbook with all questions and no answers."""
    return sheet_bytes(PROFILE_FORM, {}, full=True)


@pytest.fixture
def fill(tmp_path: Path, blank: bytes) -> Fill:
    """Fill in a workbook: answers by the row's field; lists for entries; tuples with source and day."""

    def write(answers: dict[str, Any] | None = None, **names: Any) -> Path:
        book = openpyxl.load_workbook(io.BytesIO(blank))
        waiting = NAMES | (answers or {}) | names
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                field = row[0].value
                if not isinstance(field, str) or field not in waiting:
                    continue
                answer = waiting.pop(field)
                if "[]" in field or field in {"dosage", "studies", "approvals", "outcomes", "reviews"}:
                    for place, entry in enumerate(answer if isinstance(answer, list) else [answer], 3):
                        row[place].value = entry
                else:
                    for place, part in enumerate(answer if isinstance(answer, tuple) else (answer,), 2):
                        row[place].value = part
        assert not waiting
        book.save(tmp_path / "vendor.xlsx")
        return tmp_path / "vendor.xlsx"

    return write


@pytest.fixture
def read() -> Callable[[Path], Document]:
    """Read a workbook that is a valid profile."""

    def only(path: Path) -> Document:
        (document,) = read_documents([str(path)])
        assert isinstance(document, Document), document
        return document

    return only


@pytest.fixture
def refused() -> Callable[[Path], list[str]]:
    """Read a workbook that is none, and give its mistakes, each with sheet and cell."""

    def all_of(path: Path) -> list[str]:
        found = list(read_documents([str(path)]))
        assert all(isinstance(each, InvalidProfile) for each in found)
        return [str(each).removeprefix(f"{path.as_posix()}, ") for each in found]

    return all_of
