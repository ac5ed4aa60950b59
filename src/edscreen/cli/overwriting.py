"""Files that a run would write over: two reports in one file, or a report in a file that the run reads."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from edscreen.profile.folders import SUFFIXES
from edscreen.profile.sources import shown_path
from edscreen.report.file_names import same_file
from edscreen.screening.policy.discovery import find_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from edscreen.cli.outputs import Output
    from edscreen.cli.request import Request

_PAGE = "the saved page that this run is to read"
_ANOTHER = "another report of this run"
RESULTS, LINES = "results.sqlite", "report.jsonl"
"""What a batch keeps in its folder, and is read again."""


def identity(path: Path) -> object:
    """What two paths have in common that lead to one file, by whatever spelling, link or hard link."""
    try:
        if path.is_file():
            found = path.stat()
            return found.st_dev, found.st_ino
        return os.path.normcase(path.resolve())
    except (
        OSError,
        RuntimeError,
        ValueError,
    ):  # nothing can be written there, which is said where it is tried
        return os.path.normcase(path)


def _nothing_else(_path: Path) -> str:
    return ""


def refuse_overwriting(request: Request, own: Callable[[Path], str] = _nothing_else) -> None:
    """Refuse what would write over a file that a screening reads, or over another that it writes.

    A baseline may be written over itself: that brings it up to date.

    Args:
        request: what the screening reads and writes.
        own: says what a file is that it reads or writes besides; nothing where it is none.

    Raises:
        typer.BadParameter: something would.
    """
    read = list(_read(request))
    for output in request.outputs:
        _refuse("--output", output.path, [*read, *_baselines(request)])
        _refuse_in_folders("--output", output.path, request)
        if what := own(output.path):
            raise _refused("--output", output.path, what)
    if request.write_baseline:
        _refuse("--write-baseline", request.write_baseline, read)
        _refuse_in_folders("--write-baseline", request.write_baseline, request)
        if what := own(request.write_baseline):
            raise _refused("--write-baseline", request.write_baseline, what)


class Taken:
    """The files that a run reads or writes, so that no name that is filled in leads to one of them."""

    def __init__(self, request: Request | None = None, own: Callable[[Path], str] = _nothing_else) -> None:
        """Begin with the files that the request names; what is for each vendor or product comes later.

        Args:
            request: what the run reads and writes.
            own: says what a file is that it reads or writes besides; nothing where it is none.
        """
        from edscreen.cli.document_files import is_for_each

        self._request = request
        self._own = own
        self._files: dict[object, str] = {}
        if request is None:
            return
        for output in request.outputs:
            if not is_for_each(output):
                self._add(output.path, _ANOTHER)
        for path, what in (*_baselines(request), *_read(request)):
            self._add(path, what)

    def claim(self, path: Path) -> str:
        """Take a file; where it is taken already, say what it is, and leave it."""
        for key in _keys(path):
            if what := self._files.get(key):
                return what
        self._add(path, _ANOTHER)
        return (_in_folder(path, self._request) if self._request else "") or self._own(path)

    def _add(self, path: Path, what: str) -> None:
        self._files.update(dict.fromkeys(_keys(path), what))


def refuse_to_overwrite_page(outputs: Iterable[Output], file: str | None) -> None:
    """Refuse what would write over the saved page that is read.

    Raises:
        typer.BadParameter: something would.
    """
    for output in outputs:
        _refuse("--output", output.path, [(Path(file), _PAGE)] if file else [])


def refuse_to_overwrite_reports(outputs: Iterable[Output], reports: Iterable[Path]) -> None:
    """Refuse what would write over a report that is compared, or over the results of a batch.

    Raises:
        typer.BadParameter: something would.
    """
    read = [file for report in reports for file in (report, report / RESULTS, report / LINES)]
    for output in outputs:
        _refuse("--output", output.path, [(file, "a report that is to be compared") for file in read])


def _keys(path: Path) -> list[object]:
    """The identity of a file, and its name, where case is no difference, as on many systems."""
    keys: list[object] = [identity(path)]
    with suppress(OSError, RuntimeError, ValueError):
        keys.append(same_file(str(path.resolve())))
    return keys


def _read(request: Request) -> Iterator[tuple[Path, str]]:
    for name in request.profiles:
        if name != "-":
            yield Path(name), "a profile that this run is to screen"
    policy = request.policy
    if not policy and not request.no_policy and (found := find_policy()):
        policy = found.path
    if policy:
        yield policy, "the district's policy"
    if page := request.site.options.file:
        yield page, _PAGE


def _baselines(request: Request) -> Iterator[tuple[Path, str]]:
    if request.baseline:
        yield request.baseline, "the baseline"
    if request.write_baseline:
        yield request.write_baseline, "the baseline that this run is to write"


def _refuse(option: str, path: Path, kept: Iterable[tuple[Path, str]]) -> None:
    for file, what in kept:
        if identity(path) == identity(file):
            raise _refused(option, path, what)


def _refuse_in_folders(option: str, path: Path, request: Request) -> None:
    """Refuse to write over a file that a folder of profiles holds."""
    if what := _in_folder(path, request):
        raise _refused(option, path, what)


def _in_folder(path: Path, request: Request) -> str:
    """What a file is that a folder of profiles holds; empty where none does."""
    try:
        if not (path.name.lower().endswith(SUFFIXES) and path.is_file()):
            return ""
        file = path.resolve()
        for name in request.profiles:
            if name != "-" and file.is_relative_to(Path(name).resolve()):
                return f"a file of {shown_path(name)}, which this run is to screen"
    except (OSError, RuntimeError, ValueError):
        return ""
    return ""


def _refused(option: str, path: Path, what: str) -> typer.BadParameter:
    return typer.BadParameter(f"{option} would write over {shown_path(path)}, {what}: name another file")
