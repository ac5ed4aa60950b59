"""Files of a batch that no report may be written over: its list, and what its folder holds."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from glob import has_magic, iglob
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.cli.overwriting import identity, refuse_overwriting
from edscreen.cli.request import Request
from edscreen.profile.folders import SUFFIXES, is_folder
from edscreen.profile.sources import shown_path
from edscreen.report.file_names import same_file
from edscreen.screening.grounds import AskedOfRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.cli.batch_request import BatchRequest

_OWN = frozenset(
    (
        *("report.jsonl", "index.html", ".results.lock"),
        *("scorecards.csv", "scorecards.xlsx", "scorecards.parquet", "findings.parquet"),
    )
)
_DATABASE = "results.sqlite"  # with what SQLite keeps beside it, whose names go on
_PAGES = "vendors"


def refuse_overwriting_in_batch(request: BatchRequest) -> None:
    """Refuse reports that would be written over a file that the batch reads, or writes by itself.

    Raises:
        typer.BadParameter: there is one.
    """
    refuse_overwriting(as_check(request), own_files(request))


def as_check(request: BatchRequest) -> Request:
    """What `check` would be asked for, to screen the same profiles and write the same reports."""
    asked = {each.name: getattr(request, each.name) for each in fields(AskedOfRun)}
    return Request(
        **asked,
        profiles=(request.products,) if is_folder(request.products) else (),
        output_format="jsonl",
        outputs=request.outputs,
        write_baseline=request.write_baseline,
        site=request.site,
        open_questions_fail=request.open_questions_fail,
        exit_zero=request.exit_zero,
    )


def own_files(request: BatchRequest) -> Callable[[Path], str]:
    """Return what tells what a file is that a batch reads, or writes by itself; nothing where it is none."""
    return partial(_own_file, request)


def _own_file(request: BatchRequest, path: Path) -> str:
    if request.products != "-" and identity(path) == identity(Path(request.products)):
        return "the list that this run is to screen"
    if request.mapping and identity(path) == identity(request.mapping):
        return "the file of --map"
    if _is_among(request.products, path):
        return f"a file of {shown_path(request.products)}, which this run is to screen"
    try:
        inside = path.resolve().relative_to(request.out.resolve())
    except (OSError, RuntimeError, ValueError):
        return ""
    name = same_file(inside.parts[0]) if inside.parts else ""
    if name == _PAGES or name in _OWN or name.startswith(_DATABASE):
        return f"a file that this run keeps in {shown_path(request.out)}"
    return ""


def _is_among(pattern: str, path: Path) -> bool:
    """Whether a file is one of those that a pattern such as `vendors/*.yaml` leads to."""
    if not (has_magic(pattern) and path.name.lower().endswith(SUFFIXES) and path.is_file()):
        return False
    files = iglob(pattern, recursive=True)  # noqa: PTH207 - pathlib's own takes no absolute pattern
    return any(identity(Path(file)) == identity(path) for file in files)
