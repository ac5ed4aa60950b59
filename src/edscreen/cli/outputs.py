"""Reports written to files besides standard output: `--output F=PATH`."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from edscreen.profile.sources import shown_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.report.terminal import Terminal


class FileNotWritten(Exception):
    """A report could not be written to a file; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file to be written.

    Attributes:
        format: the report's format.
        path: where it goes.
    """

    format: str
    path: Path

    def write(self, text: str) -> None:
        """Write the file, whole or not at all; its folder is made where it is missing.

        Raises:
            FileNotWritten: where that fails; then nothing was changed.
        """
        from edscreen.site.archive.files import write_whole

        try:
            write_whole(self.path, text.encode("utf-8", "backslashreplace"))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise FileNotWritten(f"{shown_path(self.path)} could not be written: {reason}") from None


def read_outputs(given: Sequence[str] | None, formats: Sequence[str]) -> list[Output]:
    """Read what `--output` was given.

    Raises:
        typer.BadParameter: for anything but F=PATH with a known format, and where two name one file.
    """
    outputs: list[Output] = []
    for text in given or ():
        name, separator, path = text.partition("=")
        if not separator or not path or name not in formats:
            known = ", ".join(formats)
            raise typer.BadParameter(f"--output takes FORMAT=PATH with one of {known}, not {text!r}")
        if any(Path(path) == other.path for other in outputs):
            raise typer.BadParameter(f"--output names the file {path!r} twice")
        outputs.append(Output(name, Path(path)))
    return outputs


def file_terminal() -> Terminal:
    """What a file can show: 80 columns or `COLUMNS`, whatever terminal the command runs in."""
    from edscreen.report.terminal import NARROWEST, Terminal

    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) else 80
    return replace(Terminal.of(None), width=max(width, NARROWEST))
