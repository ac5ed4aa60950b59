"""When a file was last changed, whatever its file system says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

_NO_TIME = "1970-01-01T00:00:00Z"


def last_changed(path: str | os.PathLike[str]) -> str:
    """Return when a file was last changed, in UTC (`2026-11-21T10:30:05Z`).

    A file system may hold a time that no calendar has, such as one of the year 20000; it is given as the
    first second of 1970.

    Raises:
        OSError: where there is no such file.
    """
    seconds = int(Path(path).stat().st_mtime)
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat() + "Z"
    except (ValueError, OverflowError, OSError):
        return _NO_TIME
