"""Rows kept in a temporary file, as a list is gone through more than once and a workbook is slow to read."""

from __future__ import annotations

import marshal
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import IO, TYPE_CHECKING
from weakref import finalize

from edscreen.batch.lists.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class KeptRows:
    """Rows that were read once, to be read again; they go with the process."""

    def __init__(self) -> None:
        """Begin without any."""
        self._file: Path | None = None

    def again(self) -> Iterator[Row] | None:
        """Return the rows as they were kept; None where not all of them were."""
        return None if self._file is None else _read_again(self._file)

    def keeping(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows, and keep them once all of them have come; where there is no room they are not kept."""
        try:
            folder = Path(mkdtemp(prefix="edscreen-"))
        except OSError:
            yield from rows
            return
        try:
            file = (folder / "rows").open("wb")
            try:
                is_whole = True
                for row in rows:
                    is_whole = is_whole and _kept(file, tuple(row))
                    yield row
                is_whole = is_whole and _kept(file, None, is_last=True)
            finally:
                with suppress(OSError):
                    file.close()
            if is_whole and self._file is None:
                self._file = folder / "rows"
                finalize(self, rmtree, folder, ignore_errors=True)
        finally:
            if self._file is None or self._file.parent != folder:
                rmtree(folder, ignore_errors=True)


def _read_again(kept_in: Path) -> Iterator[Row]:
    with kept_in.open("rb") as file:
        while kept := marshal.load(file):  # noqa: S302 - what this process wrote
            yield Row(*kept)


def _kept(file: IO[bytes], row: tuple[object, ...] | None, *, is_last: bool = False) -> bool:
    try:
        marshal.dump(row, file)  # type: ignore[arg-type]
        if is_last:
            file.flush()
    except OSError:
        return False
    return True
