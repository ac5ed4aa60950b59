"""Writes the questions as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from edscreen.cli.init_interview import as_argument, with_given
from edscreen.cli.standard_output import COULD_NOT_FINISH, write
from edscreen.interview.begun import CannotGoOn
from edscreen.profile.sources import shown_path
from edscreen.profile.whole_files import write_whole
from edscreen.profile.workbook_layout import SUFFIX, is_workbook
from edscreen.screening.exit_codes import UNREADABLE

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.cli.init_interview import Wanted
    from edscreen.cli.talk import Talk


_OFFICE_FILES = frozenset((".xls", ".ods", ".numbers", ".csv", ".docx", ".doc", ".odt", ".pdf"))


def refuse_other_files(path: Path) -> None:
    """Refuse to ask for answers that would go into a workbook, or a file of another office program.

    Raises:
        typer.BadParameter: `path` is one, by its name.
    """
    shown, typed = shown_path(path), as_argument(path)
    if is_workbook(shown):
        if path.exists():
            raise typer.BadParameter(
                f"{shown} is a workbook: fill it in with Excel, LibreOffice or the like, save it, and read "
                f"it with edscreen check {typed}; questions are asked here for a file that ends in .yaml"
            )
        raise typer.BadParameter(
            f"{shown} names a workbook: edscreen init --sheet {typed} writes the questions as one; to be "
            "asked here, name a file that ends in .yaml"
        )
    if path.suffix.lower() in _OFFICE_FILES:
        raise typer.BadParameter(
            f"{shown}: answers are kept in a text file: name one that ends in .yaml; for the questions as a "
            f"workbook, use --sheet with a name that ends in {SUFFIX}"
        )


def write_sheet(wanted: Wanted, talk: Talk) -> int:
    """Write a workbook of questions for the vendor and give the exit code."""
    path, shown = wanted.path, shown_path(wanted.path)
    wrong = ""
    if not is_workbook(shown):
        wrong = f"{shown}: a workbook's name ends in {SUFFIX}: write it so"
    elif (path.exists() or path.is_symlink()) and not wanted.anew:
        wrong = f"{shown} is there already, and nothing is overwritten: write another name, or add --force"
    else:
        try:
            data = with_given(wanted, {})
        except CannotGoOn as error:
            wrong = error.sentences[0]
    if wrong:
        talk.error(f"edscreen init: {wrong} (exit code {UNREADABLE}).")
        return UNREADABLE
    from edscreen.interview.sheet import sheet_bytes

    try:
        write_whole(path, sheet_bytes(wanted.form, data, full=wanted.full))
    except OSError as error:
        talk.error(f"edscreen init: {shown} could not be written: {error.strerror} (exit code 4).")
        return COULD_NOT_FINISH
    write(f"{shown}\n")
    talk.notice("send this to the vendor; what comes back is screened as the vendor's word:")
    talk.notice(f"edscreen check {as_argument(path)}")
    return 0
