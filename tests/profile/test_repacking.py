"""An office document that is packed anew is the same bytes whenever and wherever it was made."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from edscreen.profile.repacking import EPOCH, repacked

if TYPE_CHECKING:
    import pytest

PARTS = {"word/document.xml": b"<a/>" * 500, "[Content_Types].xml": b"<types/>", "docProps/core.xml": b"<c/>"}


def made(names: list[str], when: tuple[int, int, int, int, int, int], system: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, when)
            entry.create_system = system
            entry.external_attr = 0o644 << 16 if system else 0
            archive.writestr(entry, PARTS[name])
    return content.getvalue()


def test_time_order_and_system_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    unix = repacked(made(list(PARTS), (2026, 11, 22, 5, 0, 0), 3))
    monkeypatch.setattr("sys.platform", "win32")  # what the library goes by
    windows = repacked(made(sorted(PARTS, reverse=True), (2025, 1, 1, 0, 0, 0), 0))
    assert unix == windows
    with zipfile.ZipFile(io.BytesIO(unix)) as archive:
        parts = archive.infolist()
        assert [part.filename for part in parts] == [
            "[Content_Types].xml",
            "docProps/core.xml",
            "word/document.xml",
        ]
        assert {part.date_time for part in parts} == {EPOCH}
        assert {(part.create_system, part.compress_type) for part in parts} == {(0, zipfile.ZIP_DEFLATED)}
        assert {name: archive.read(name) for name in archive.namelist()} == PARTS


def test_a_part_can_be_changed_on_the_way() -> None:
    content = made(list(PARTS), EPOCH, 3)
    changed = repacked(content, lambda name, inner: b"<d/>" if name == "docProps/core.xml" else inner)
    with zipfile.ZipFile(io.BytesIO(changed)) as archive:
        assert archive.read("docProps/core.xml") == b"<d/>"
        assert archive.read("word/document.xml") == PARTS["word/document.xml"]
