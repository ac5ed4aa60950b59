"""Office documents packed anew, so that they are the same bytes in every run and on every system."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that such an archive can hold: year, month, day, hour, minute, second."""

_FIRST = "[Content_Types].xml"
_NO_SYSTEM = 0  # otherwise each part says on which system it was packed


def repacked(content: bytes, changed: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Return an archive with the same parts, in a fixed order, with fixed times and no trace of the system.

    Args:
        content: a `.docx` or `.xlsx` file that was just made.
        changed: is given each part's name and content, and returns what is to stand in its place.
    """
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda part: (part != _FIRST, part)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _NO_SYSTEM
            inner = old.read(name)
            new.writestr(entry, changed(name, inner) if changed else inner)
    return packed.getvalue()
