"""Files that are there whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO


class WholeFile:
    """A file in the making: nobody finds a part of it, and none is left behind where it is given up.

    A link stays one, and the file it leads to is written; a file keeps its rights. What is no file, such as
    `/dev/stdout` or a pipe, is written to as it stands.
    """

    def __init__(self, path: Path) -> None:
        """Begin the file; its folder is made where it is missing.

        Raises:
            OSError: it cannot be written; then nothing was changed.
        """
        self._unfinished: Path | None = None
        if path.exists() and not path.is_file():
            self._path = path
            self._file: BinaryIO = path.open("wb")
            return
        self._path = path.resolve()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Made as any new file is, with the rights that the user's settings give it: a temporary file's own
        # are its owner's alone. The name is short enough for every system, however long the file's.
        self._unfinished = self._path.with_name(f".{secrets.token_hex(8)}.part")
        self._file = self._unfinished.open("xb")

    def write(self, content: bytes) -> None:
        """Add to what the file will hold."""
        self._file.write(content)

    def finish(self) -> None:
        """Put the file in its place.

        Raises:
            OSError: that fails; then nothing was changed.
        """
        try:
            self._file.close()
            if self._unfinished:
                if self._path.exists():
                    shutil.copymode(self._path, self._unfinished)
                self._unfinished.replace(self._path)
        except BaseException:
            self.give_up()
            raise

    def give_up(self) -> None:
        """Leave things as they were."""
        with suppress(OSError):
            self._file.close()
        if self._unfinished:
            with suppress(OSError):
                self._unfinished.unlink()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that no reader, and no interruption, ever finds a part of it; see `WholeFile`.

    Args:
        path: the file; its folder is made where it is missing.
        content: what it shall hold.

    Raises:
        OSError: it could not be written; then nothing was changed.
    """
    file = WholeFile(path)
    try:
        file.write(content)
    except BaseException:
        file.give_up()
        raise
    file.finish()
