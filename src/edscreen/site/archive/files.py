"""Files that are there whole or not at all."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that no reader, and no interruption, ever finds a part of it.

    Args:
        path: the file; its folder is made where it is missing.
        content: what it shall hold.

    Raises:
        OSError: it could not be written; then nothing was changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as part:
        unfinished = Path(part.name)
        try:
            part.write(content)
            part.close()
            # A temporary file is its owner's alone; evidence has the rights of any other file.
            unfinished.chmod(0o644)
            unfinished.replace(path)
        except BaseException:
            part.close()
            with suppress(OSError):
                unfinished.unlink()
            raise
