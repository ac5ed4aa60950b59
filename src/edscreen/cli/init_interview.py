"""Runs an interview at a terminal, or over standard input, and keeps what is answered."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edscreen.cli.standard_output import COULD_NOT_FINISH, write
from edscreen.interview.answers import answer_at, with_answer
from edscreen.interview.asking import Interview, Stopped
from edscreen.interview.begun import Begun, CannotGoOn, read_begun, unreadable_in
from edscreen.interview.judging import data_mistakes
from edscreen.profile.documents import dotted
from edscreen.profile.kinds import POLICY
from edscreen.profile.quoting import escaped
from edscreen.profile.sources import shown_path
from edscreen.profile.whole_files import write_whole
from edscreen.screening.exit_codes import UNANSWERED, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions
    from edscreen.interview.asking import Put
    from edscreen.interview.forms import Form
    from edscreen.profile.yaml_tree import Path as FieldPath


@dataclass(frozen=True)
class Wanted:
    """What is to be filled in.

    Attributes:
        form: which kind of file.
        path: the file.
        given: answers of the command line, by their field.
        full: whether all questions are asked.
        asks: whether any question is asked.
        anew: whether a file that is there is replaced.
        site: the site whose statements are taken over first, and how it is read; None for none.
    """

    form: Form
    path: Path
    given: Mapping[FieldPath, Any]
    full: bool
    asks: bool
    anew: bool
    site: tuple[str, SiteOptions] | None = None

    @property
    def argument(self) -> str:
        """What is typed behind `edscreen init` to go on."""
        return f"{as_argument(self.path)}{' --policy' if self.form.kind is POLICY else ''}"


class _NotKept(Exception):
    """The answers could not be written."""


def fill_in(wanted: Wanted, talk: Talk) -> int:
    """Fill in a file by questions and give the exit code."""
    shown = shown_path(wanted.path)
    try:
        begun = _begun(wanted)
        goes_on = bool(begun.data) and not wanted.anew and wanted.path.exists()
        if wanted.site:
            from edscreen.cli.init_from_site import with_stated

            url, options = wanted.site
            begun = with_stated(wanted.form, begun, url, options, talk)
    except CannotGoOn as error:
        for sentence in error.sentences:
            talk.error(sentence)
        talk.error("edscreen init: mend this in a text editor, or begin anew with --force (exit code 2).")
        return UNREADABLE

    def keep(text: str) -> None:
        try:
            write_whole(wanted.path, text.encode())
        except OSError as error:
            raise _NotKept(error.strerror or str(error)) from error

    interview = Interview(wanted.form, begun, keep, full=wanted.full)
    try:
        if wanted.given or not wanted.asks or (wanted.site and begun.data):
            keep(interview.text())
        if not wanted.asks:
            return _written(wanted, interview, talk)
        return _asked(wanted, interview, talk, goes_on=goes_on)
    except _NotKept as error:
        talk.error(f"edscreen init: {shown} could not be written: {error} (exit code {COULD_NOT_FINISH}).")
        return COULD_NOT_FINISH


def _begun(wanted: Wanted) -> Begun:
    """What is there already, with what the command line gives.

    Raises:
        CannotGoOn: it cannot be gone on with, or what the command line gives cannot be read.
    """
    path = wanted.path
    is_there = path.exists() or path.is_symlink()
    begun = read_begun(wanted.form, path) if is_there and not wanted.anew else Begun({}, {}, {})
    if path.is_dir():
        raise CannotGoOn([f"{shown_path(path)}: this is a folder: name a file"])
    return Begun(with_given(wanted, begun.data), begun.remarks, begun.wrong)


def with_given(wanted: Wanted, data: Any) -> Any:
    """Add what the command line gives to answers.

    Raises:
        CannotGoOn: it cannot be read.
    """
    for field, value in wanted.given.items():
        data = with_answer(data, field, value)
        for mistake in data_mistakes(wanted.form, data):
            if mistake.path[: len(field)] == field:
                raise CannotGoOn([f"--{field[0]}: {mistake.message}"])
    return data


def _written(wanted: Wanted, interview: Interview, talk: Talk) -> int:
    write(f"{shown_path(wanted.path)}\n")
    missing = [each for each in interview.missing() if answer_at(interview.data, each.step.path) is None]
    if missing:
        talk.notice(
            f"{len(missing)} answers are still missing; fill them in there, or let yourself be asked:"
        )
        talk.notice(f"edscreen init {wanted.argument}")
    names = [dotted(each.step.path) for each in missing if each.required and len(each.step.path) == 2]
    if not (wanted.site and names):
        return 0
    are, needs = ("is", "it") if len(names) == 1 else ("are", "both")
    talk.error(
        f"edscreen: exit code {UNANSWERED}: {' and '.join(names)} {are} not stated for certain on the "
        f"site, and edscreen check needs {needs}"
    )
    return UNANSWERED


def _asked(wanted: Wanted, interview: Interview, talk: Talk, *, goes_on: bool) -> int:
    from edscreen.cli.init_words import Page

    page = Page.of(sys.stdout)
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure:  # what is no text shall be an answer that cannot be read, and end nothing
        reconfigure(errors="surrogateescape")
    write(page.welcome(shown_path(wanted.path), wanted.form, goes_on=goes_on))
    try:
        interview.run(lambda put: _put(page, put))
    except (Stopped, EOFError) as end:
        if not interview.data:
            talk.error("edscreen init: nothing was answered, and nothing was written (exit code 2).")
            return UNREADABLE
        if isinstance(end, EOFError):
            write("\n")
    except KeyboardInterrupt:
        write("\n")
        if interview.data:
            talk.error(f"edscreen: your answers are kept; to go on: edscreen init {wanted.argument}")
        raise
    if not interview.data:
        talk.error("edscreen init: nothing was answered, and nothing was written (exit code 2).")
        return UNREADABLE
    write(page.ending(as_argument(wanted.path), interview, unreadable_in(wanted.form, wanted.path)))
    return 0


def _put(page: Any, put: Put) -> str:
    write(page.question(put))
    sys.stdout.flush()
    typed = _line()
    if sys.stdin is not None and not sys.stdin.isatty():
        write(f"{escaped(typed)}\n")  # a terminal shows what is typed by itself
    return typed


def _line() -> str:
    """Read one line.

    Raises:
        EOFError: there is none.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise EOFError
    return input("> ")


def as_argument(path: Path) -> str:
    """Return a path as it is typed in a terminal."""
    shown = shown_path(path)
    return f'"{shown}"' if any(not (char.isalnum() or char in "-_./:~") for char in shown) else shown
