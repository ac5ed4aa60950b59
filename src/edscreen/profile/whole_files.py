"""Files that are there whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from edscreen.profile.links import led_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO


class WholeFile:
    """A file in the making: nobody finds a part of it, and none is left behind however the run ends.

    Until it is finished, what it will hold is kept in a temporary file without a name, which the system
    takes away with the process. A link stays one, and the file it leads to is written; a file keeps its
    rights. What is no file, such as `/dev/stdout` or a pipe, is written to as it stands.
    """

    def __init__(self, path: Path) -> None:
        """Begin the file; nothing is changed before it is finished.

        Raises:
            OSError: it cannot be written.
            ValueError: nothing can have this name.
        """
        self._path: Path | None = None
        if path.exists() and not path.is_file():
            self._file: BinaryIO = path.open("wb")
            return
        from tempfile import TemporaryFile

        self._path = led_to(path)
        # Where the file is to be: there has to be room for it, and the right to write it, anyway.
        folder = next(folder for folder in self._path.parents if folder.exists())
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed when it is finished or given up

    def write(self, content: bytes) -> None:
        """Add to what the file will hold."""
        self._file.write(content)

    def finish(self) -> None:
        """Put the file in its place; its folder is made where it is missing.

        Raises:
            OSError: that fails; then nothing was changed.
        """
        with self._file as kept:
            if self._path is not None:
                kept.seek(0)
                _put(self._path, lambda file: shutil.copyfileobj(kept, file))

    def give_up(self) -> None:
        """Leave things as they were."""
        with suppress(OSError):
            self._file.close()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that no reader, and no interruption, ever finds a part of it; see `WholeFile`.

    Args:
        path: the file; its folder is made where it is missing.
        content: what it shall hold.

    Raises:
        OSError: it could not be written; then nothing was changed.
        ValueError: nothing can have this name.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            file.write(content)
    else:
        _put(led_to(path), lambda file: file.write(content))


def _put(target: Path, fill: Callable[[BinaryIO], object]) -> None:
    made = [folder for folder in target.parents if not folder.exists()]
    # Made as any new file is, with the rights that the user's settings give it: a temporary file's own
    # are its owner's alone. The name is short enough for every system, however long the file's.
    unfinished = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("xb") as file:
            fill(file)
        if target.exists():
            shutil.copymode(target, unfinished)
        unfinished.replace(target)
    except BaseException:
        for leave in (unfinished.unlink, *(folder.rmdir for folder in made)):
            with suppress(OSError):  # what was not made yet, or holds something of another's
                leave()
        raise
