"""Reports written to files besides standard output: `--output F=PATH`."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from edscreen.profile.sources import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from edscreen.cli.document_files import FilesForEach
    from edscreen.profile.whole_files import WholeFile
    from edscreen.report.letter_asked import AskedOffer
    from edscreen.report.run import Beginning, Ending, Problem, Writer
    from edscreen.report.terminal import Terminal
    from edscreen.screening.scorecard import Scorecard


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

    def write(self, content: str | bytes) -> None:
        """Write the file, whole or not at all; its folder is made where it is missing.

        Raises:
            FileNotWritten: where that fails; then nothing was changed.
        """
        from edscreen.profile.whole_files import write_whole

        try:
            write_whole(self.path, encoded(content))
        except (OSError, ValueError) as error:
            raise _not_written(self.path, error) from None

    def write_pieces(self, pieces: Iterable[str]) -> None:
        """Write the file piece by piece, whole or not at all.

        Raises:
            FileNotWritten: where that fails; then nothing was changed.
        """
        from edscreen.profile.whole_files import WholeFile

        try:
            file = WholeFile(self.path)
            try:
                for piece in pieces:
                    file.write(encoded(piece))
                file.finish()
            finally:
                file.give_up()
        except (OSError, ValueError) as error:
            raise _not_written(self.path, error) from None


def read_outputs(given: Sequence[str] | None, formats: Sequence[str]) -> list[Output]:
    """Read what `--output` was given.

    Raises:
        typer.BadParameter: for anything but F=PATH with a known format, where two name one file, and where a
            name promises what its file would not hold.
    """
    from edscreen.cli.document_files import refuse_misnamed
    from edscreen.cli.overwriting import identity

    outputs: list[Output] = []
    for text in given or ():
        name, separator, path = text.partition("=")
        if not separator or not path or name not in formats:
            known = ", ".join(formats)
            raise typer.BadParameter(f"--output takes FORMAT=PATH with one of {known}, not {text!r}")
        if any(identity(Path(path)) == identity(other.path) for other in outputs):
            raise typer.BadParameter(f"--output names the file {path!r} twice")
        outputs.append(Output(name, Path(path)))
        refuse_misnamed(outputs[-1])
    return outputs


def file_terminal() -> Terminal:
    """What a file can show: 80 columns or `COLUMNS`, whatever terminal the command runs in."""
    from edscreen.report.terminal import NARROWEST, Terminal

    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) else 80
    return replace(Terminal.of(None), width=max(width, NARROWEST))


class FileReport:
    """A report that goes to a file while the run goes on; the file is there only once it is whole."""

    def __init__(
        self, output: Output, make_writer: Callable[[Callable[[str | bytes], None]], Writer]
    ) -> None:
        """Begin the file, and have `make_writer` make what fills it.

        Raises:
            FileNotWritten: it cannot be written.
        """
        from edscreen.profile.whole_files import WholeFile

        self._path = output.path
        try:
            self._file: WholeFile = WholeFile(output.path)
        except (OSError, ValueError) as error:
            raise _not_written(output.path, error) from None
        self._writer = make_writer(self._write)

    def begin(self, beginning: Beginning) -> None:
        """Write what comes before the first scorecard."""
        self._writer.begin(beginning)

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write one scorecard."""
        self._writer.scorecard(scorecard)

    def problem(self, problem: Problem) -> None:
        """Take note of something that could not be read."""
        self._writer.problem(problem)

    def end(self, ending: Ending) -> None:
        """Write what comes after the last scorecard, and put the file in its place."""
        self._writer.end(ending)
        try:
            self._file.finish()
        except OSError as error:
            raise _not_written(self._path, error) from None

    def give_up(self) -> None:
        """Leave no part of it behind."""
        self._file.give_up()

    def _write(self, piece: str | bytes) -> None:
        try:
            self._file.write(encoded(piece))
        except OSError as error:
            raise _not_written(self._path, error) from None


class Reports:
    """One run's report in several formats at once, each to its own place.

    A file that cannot be written costs only itself: the others go on, and `failures` says which and why.
    """

    def __init__(
        self,
        main: Writer,
        files: Sequence[FileReport | FilesForEach],
        asked: AskedOffer | None = None,
        failures: Sequence[str] = (),
    ) -> None:
        """Take what goes to standard output and what goes to files, and what gathers the days of letters.

        Args:
            main: writes what goes to standard output.
            files: what goes to files.
            asked: gathers the days that letters propose; None where none are written.
            failures: which files could not even be begun, and why.
        """
        self._main = main
        self._asked = asked
        self._files = list(files)
        self.failures = list(failures)

    def begin(self, beginning: Beginning) -> None:
        """Write what comes before the first scorecard."""
        self._main.begin(beginning)
        self._each(lambda report: report.begin(beginning))

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write one scorecard."""
        if self._asked:
            self._asked.take(scorecard)
        self._main.scorecard(scorecard)
        self._each(lambda report: report.scorecard(scorecard))

    def problem(self, problem: Problem) -> None:
        """Take note of something that could not be read."""
        self._main.problem(problem)
        self._each(lambda report: report.problem(problem))

    def end(self, ending: Ending) -> None:
        """Write what comes after the last scorecard; files first, as the other may have lost its reader."""
        self._each(lambda report: report.end(ending))
        self._main.end(ending)

    def leave_files(self) -> None:
        """Write no file: what they were to hold cannot be made."""
        self.give_up()
        self._files.clear()

    def advice(self) -> list[str]:
        """What a person may want to do next with what was written."""
        return list(self._asked.sentences()) if self._asked else []

    def give_up(self) -> None:
        """Leave no part of any file behind; those that are whole stay."""
        for report in self._files:
            report.give_up()

    def _each(self, act: Callable[[FileReport | FilesForEach], None]) -> None:
        for report in tuple(self._files):
            try:
                act(report)
            except FileNotWritten as error:
                report.give_up()
                self._files.remove(report)
                self.failures.append(str(error))


def encoded(piece: str | bytes) -> bytes:
    """A piece of a report as it stands in a file."""
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def _not_written(path: Path, error: OSError | ValueError) -> FileNotWritten:
    reason = getattr(error, "strerror", None) or error
    return FileNotWritten(f"{shown_path(path)} could not be written: {reason}")
