"""The reports of a run of `check`: one to standard output, others to files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import typer

from edscreen.cli.document_files import FilesForEach, is_for_each, is_word
from edscreen.cli.outputs import FileNotWritten, FileReport, Reports, file_terminal
from edscreen.cli.overwriting import Taken
from edscreen.cli.standard_output import write, write_in_utf_8
from edscreen.profile.words import joined
from edscreen.report.formats import FORMATS as ALL_FORMATS
from edscreen.report.formats import writer_for
from edscreen.report.side_by_side.writer import writer_for as beside_each_other

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from edscreen.cli.outputs import Output
    from edscreen.cli.request import Request
    from edscreen.cli.talk import Talk
    from edscreen.report.letter_asked import AskedOffer
    from edscreen.report.run import Writer

_FOR_PEOPLE = "rich"
LETTER = "letter"
"""The format whose writing proposes days."""


def reports_of(request: Request, talk: Talk) -> Reports:
    """Begin the reports that the request asks for; a file that cannot be begun costs only itself."""
    files, failures = files_of(request.outputs, Taken(request), side_by_side=request.side_by_side)
    return Reports(_to_standard_output(request), files, _asked(request, talk), failures)


def files_of(
    outputs: Iterable[Output], taken: Taken, *, side_by_side: bool = False
) -> tuple[list[FileReport | FilesForEach], list[str]]:
    """Begin the reports that go to files.

    Args:
        outputs: the files.
        taken: the files that the run reads or writes besides.
        side_by_side: whether they show products beside each other.

    Returns:
        The reports, and which files could not be begun, and why.
    """
    files: list[FileReport | FilesForEach] = []
    failures: list[str] = []
    for output in outputs:
        try:
            files.append(_file(output, taken, side_by_side=side_by_side))
        except FileNotWritten as error:
            failures.append(str(error))
    return files, failures


def _asked(request: Request, talk: Talk) -> AskedOffer | None:
    """What gathers the days that letters propose, where letters are written."""
    if LETTER not in {request.output_format, *(output.format for output in request.outputs)}:
        return None
    from edscreen.cli.asked_offer import asks_for
    from edscreen.report.letter_asked import AskedOffer

    return AskedOffer(request.as_of, asks_for(talk))


def refuse_formats(formats: Iterable[str]) -> None:
    """Refuse, for `--side-by-side`, the formats that cannot show products beside each other.

    Raises:
        typer.BadParameter: there is one among them.
    """
    from edscreen.report.side_by_side.writer import FORMATS

    for name in formats:
        if name not in FORMATS:
            known = joined(each for each in FORMATS if each in ALL_FORMATS)
            raise typer.BadParameter(f"--side-by-side goes with the formats {known}, not with {name}")


def _to_standard_output(request: Request) -> Writer:
    if request.side_by_side:
        if request.output_format != _FOR_PEOPLE:
            write_in_utf_8()
        return beside_each_other(request.output_format, write)
    if request.output_format != _FOR_PEOPLE:
        write_in_utf_8()  # what a program reads is in one encoding, whatever the console's
        return writer_for(request.output_format, write)
    from edscreen.report.as_text import TextWriter

    return TextWriter(write, show_all=request.show_all)


def _file(output: Output, taken: Taken, *, side_by_side: bool) -> FileReport | FilesForEach:
    if side_by_side:
        terminal = file_terminal() if output.format == _FOR_PEOPLE else None
        return FileReport(output, lambda to_file: beside_each_other(output.format, to_file, terminal))
    make_writer = partial(_to_file, output)
    if is_for_each(output):
        return FilesForEach(output, make_writer, taken)
    return FileReport(output, make_writer)


def _to_file(output: Output, write_to_file: Callable[[str | bytes], None]) -> Writer:
    if is_word(output):
        from edscreen.report.docx_formats import document_writer_for

        return document_writer_for(output.format, write_to_file)
    if output.format != _FOR_PEOPLE:
        return writer_for(output.format, write_to_file)
    from edscreen.report.as_text import TextWriter

    return TextWriter(write_to_file, file_terminal(), show_all=True)
