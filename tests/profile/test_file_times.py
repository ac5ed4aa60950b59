"""The time a file was last changed, even where no calendar holds it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from edscreen.profile.file_times import last_changed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (1_795_257_005, "2026-11-21T10:30:05Z"),
        (10**15, "1970-01-01T00:00:00Z"),
        (-(10**15), "1970-01-01T00:00:00Z"),
    ],
)
def test_it_is_told_to_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, says: str
) -> None:
    file = tmp_path / "home.html"
    file.write_bytes(b"")
    known = file.stat()
    # Not every file system can hold such a time, so it is told that it does.
    stated = os.stat_result((*known[:8], seconds, *known[9:10]))
    monkeypatch.setattr(type(file), "stat", lambda _file: stated)
    assert last_changed(file) == says
