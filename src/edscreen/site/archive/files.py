"""Files that are there whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that no reader, and no interruption, ever finds a part of it.

    A link stays one, and the file it leads to is written; a file keeps its rights. What is no file, such as
    `/dev/stdout` or a pipe, is written to as it stands.

    Args:
        path: the file; its folder is made where it is missing.
        content: what it shall hold.

    Raises:
        OSError: it could not be written; then nothing was changed.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    # Made as any new file is, with the rights that the user's settings give it: a temporary file's own are
    # its owner's alone. The name is short enough for every system, however long the file's.
    unfinished = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with unfinished.open("xb") as part:
            part.write(content)
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
