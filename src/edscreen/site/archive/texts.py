"""Texts of pages, kept so that a flag resting on absence can be shown later."""

from __future__ import annotations

import gzip
import io
import re
from typing import TYPE_CHECKING

from edscreen.profile.whole_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_TEXT = 200_000
"""Bytes of a page's text that are kept."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep_text(folder: Path, sha256: str, text: str) -> Path:
    """Keep a page's text under the digest of the page, as `FOLDER/text/ab/abcd....txt.gz`.

    The same page's text is written once, and its bytes are the same in every run.

    Args:
        folder: the run's folder.
        sha256: digest of the page's body, in lower-case hexadecimal.
        text: the page's visible text; what lies beyond `LONGEST_TEXT` bytes of UTF-8 is dropped.

    Returns:
        The file.

    Raises:
        ValueError: `sha256` is no such digest.
        OSError: the file could not be written.
    """
    path = text_path(folder, sha256)
    if not path.exists():
        packed = io.BytesIO()
        # Neither time nor name stands in the file, so that equal texts give equal files.
        with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
            # Cut by characters first, so that a long text is not encoded whole; then at a whole character.
            start = text[:LONGEST_TEXT].encode("utf-8", "replace")[:LONGEST_TEXT]
            file.write(start.decode("utf-8", "ignore").encode())
        write_whole(path, packed.getvalue())
    return path


def text_path(folder: Path, sha256: str) -> Path:
    """Return where the text of the page with that digest is kept."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is no SHA-256 digest in lower-case hexadecimal")
    return folder / "text" / sha256[:2] / f"{sha256}.txt.gz"
