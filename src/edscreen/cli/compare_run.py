"""One run of `compare`: two reports in, what changed out, an exit code with its reason."""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.cli.outputs import FileNotWritten, file_terminal
from edscreen.cli.overwriting import refuse_to_overwrite_reports
from edscreen.cli.standard_output import COULD_NOT_FINISH, write, write_in_utf_8
from edscreen.comparing.comparison import NotComparable, compared
from edscreen.profile.sources import shown_path
from edscreen.screening.exit_codes import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from edscreen.cli.outputs import Output
    from edscreen.cli.talk import Talk
    from edscreen.comparing.comparison import Comparison
    from edscreen.screening.answers import Severity


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """What the command line asks for; the names are those of its arguments and options."""

    old: str
    new: str
    output_format: str
    outputs: list[Output]
    fail_on: Severity | None


def refuse_to_overwrite(request: CompareRequest) -> None:
    """Refuse what would write over one of the two reports.

    Raises:
        typer.BadParameter: something would.
    """
    refuse_to_overwrite_reports(request.outputs, [Path(request.old), Path(request.new)])


def compare_reports(request: CompareRequest, talk: Talk) -> int:
    """Compare what the request names, write what it asks for, and give the exit code."""
    names = shown_path(request.old), shown_path(request.new)
    try:
        with compared(request.old, request.new, names, request.fail_on) as comparison:
            return _written(comparison, request, talk)
    except NotComparable as error:
        talk.error(f"edscreen compare: {error} (exit code {UNREADABLE})")
        return UNREADABLE
    except sqlite3.Error as error:
        talk.error(
            f"edscreen compare: the temporary file could not be written ({error}): make room in the folder "
            f"for temporary files, or name another in TMPDIR (exit code {COULD_NOT_FINISH})"
        )
        return COULD_NOT_FINISH


def _written(comparison: Comparison, request: CompareRequest, talk: Talk) -> int:
    exit_code = comparison.exit_code
    code, reason = exit_code.code, exit_code.reason
    if request.output_format != "rich":  # which says it itself, before anything else
        for each in comparison.differences:
            talk.notice(each.message)
    for output in request.outputs:
        try:
            output.write_pieces(_pieces(comparison, output.format, None, show_all=True))
        except FileNotWritten as error:
            talk.error(f"edscreen: {error}")
            code, reason = COULD_NOT_FINISH, "not every output could be written"
    if request.output_format in {"html", "markdown"}:
        write_in_utf_8()
    for piece in _pieces(comparison, request.output_format, sys.stdout, show_all=talk.verbosity > 0):
        write(piece)
    talk.notice(f"exit code {code}: {reason}")
    return code


def _pieces(
    comparison: Comparison, output_format: str, stream: TextIO | None, *, show_all: bool
) -> Iterable[str]:
    """The comparison in a format; `stream` is where it is shown, None for a file."""
    if output_format == "json":
        from edscreen.comparing.as_json import as_json

        return as_json(comparison)
    if output_format == "markdown":
        from edscreen.comparing.as_markdown import as_markdown

        return [as_markdown(comparison)]
    if output_format == "html":
        from edscreen.comparing.as_html import as_html

        return as_html(comparison)
    from edscreen.comparing.as_text import as_text
    from edscreen.report.terminal import Terminal

    return as_text(comparison, Terminal.of(stream) if stream else file_terminal(), show_all=show_all)
