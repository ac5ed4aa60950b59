"""The folder of a run: begun or taken up again, filled while it goes on, and finished."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.foundations import foundations, what_differs
from edscreen.batch.ledger import FILE, open_ledger
from edscreen.batch.list_changes import ListNotes, changes
from edscreen.batch.list_silence import ListSilence
from edscreen.batch.out_folder import why_unfit
from edscreen.batch.tables import report_lines
from edscreen.profile.sources import shown_path
from edscreen.profile.whole_files import WholeFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import BinaryIO

    from edscreen.batch.alignment import Alignment
    from edscreen.batch.ledger import Ledger
    from edscreen.batch.lists.listing import Listing
    from edscreen.batch.screened import Screened
    from edscreen.batch.work import Job
    from edscreen.screening.grounds import Grounds

REPORT = "report.jsonl"
REPORT_LENGTH = "report_length"
"""The name in the table `run`: the length of the report in bytes when it was last whole."""


class CannotGoOn(Exception):
    """A run cannot be begun or taken up again in this folder; the message says why and what to do."""


class NotWritten(Exception):
    """An output could not be written; the message says which and what to do."""


class TakenUp(NamedTuple):
    """A run that is taken up again.

    Attributes:
        alignment: how the list differs from what was recorded before.
        changes: that in sentences.
        is_whole: whether nothing is to be recorded, and the report was finished with all that is.
    """

    alignment: Alignment
    changes: list[str]
    is_whole: bool


class RunFolder:
    """What is written while a run goes on.

    Attributes:
        ledger: what is done.
        taken_up: what was found of the run before; None where it was begun anew.
        before_recording: is called before anything is recorded, for what results rest on.
    """

    def __init__(self, folder: Path, ledger: Ledger, taken_up: TakenUp | None) -> None:
        """Take an open ledger; see `open_folder`.

        Raises:
            NotWritten: the report cannot be written.
        """
        self.ledger = ledger
        self.taken_up = taken_up
        self.before_recording: Callable[[], None] = lambda: None
        self._path = folder / REPORT
        self._lines: BinaryIO | None = None
        self._is_whole = taken_up is not None and taken_up.is_whole and self._is_as_long_as_noted()
        if not self._is_whole:
            self._begin()

    @property
    def report_stays(self) -> bool:
        """Whether the report is left as it was found, as it is whole and nothing was recorded since."""
        return self._is_whole

    def record(self, results: Iterable[Screened], *, given_up: bool = False) -> None:
        """Record what came of items, in the ledger and then in the report.

        Raises:
            LedgerNotUsable: the ledger cannot be written.
            NotWritten: the report cannot be.
        """
        several = list(results)
        self.before_recording()
        self.ledger.record(several, given_up=given_up)
        lines = self._lines or self._begin()
        try:
            for screened in several:
                lines.writelines(screened.lines)
        except OSError as error:
            raise self._not_written(error) from None

    def finish(self) -> None:
        """Write the report anew in the order of the list, whatever happened on the way, unless it is whole.

        Raises:
            NotWritten: that fails.
        """
        if self._is_whole:
            return
        try:
            self._close()
            whole, length = WholeFile(self._path), 0
            try:
                for line in report_lines(self.ledger.reading):
                    whole.write(line)
                    length += len(line)
                whole.finish()
            finally:
                whole.give_up()
        except (OSError, sqlite3.OperationalError) as error:  # what is sorted takes room, too
            raise self._not_written(error) from None
        self.ledger.note({"state": "finished", REPORT_LENGTH: str(length)})

    def close(self) -> None:
        """Leave the folder as it is, to be taken up again."""
        with suppress(OSError):
            self._close()
        self.ledger.close()

    def _begin(self) -> BinaryIO:
        """Begin the report with what is recorded so far."""
        try:
            self._lines = self._path.open("wb")
            if self.taken_up:
                self._lines.writelines(report_lines(self.ledger.reading))
        except OSError as error:
            with suppress(OSError):
                self._close()
            raise self._not_written(error) from None
        self._is_whole = False
        return self._lines

    def _is_as_long_as_noted(self) -> bool:
        """Whether the report has the length that it had when it was finished; reading it would take long."""
        try:
            return str(self._path.stat().st_size) == self.ledger.about().get(REPORT_LENGTH)
        except OSError:
            return False

    def _close(self) -> None:
        if self._lines:
            self._lines.close()

    def _not_written(self, error: OSError | sqlite3.OperationalError) -> NotWritten:
        why = getattr(error, "strerror", None) or str(error)
        return NotWritten(
            f"{shown_path(self._path)} could not be written: {why}; mend that, and add --resume"
        )


def open_folder(folder: Path, job: Job, grounds: Grounds, listing: Listing, *, resume: bool) -> RunFolder:
    """Begin a run in a folder, or take up the one that it holds.

    Raises:
        CannotGoOn: the folder holds a run and `resume` is not asked for, or that run rests on something else;
            or it holds what is no run.
        LedgerNotUsable: another run owns the ledger, or it cannot be written.
        NotWritten: the report cannot be written.
    """
    if why := why_unfit(folder):
        raise CannotGoOn(why)
    if (folder / FILE).exists() and not resume:
        raise CannotGoOn(
            f"{shown_path(folder)} holds a run already: add --resume to go on with it, or name another folder"
        )
    ledger = open_ledger(folder)
    try:
        return RunFolder(folder, ledger, _begun(ledger, job, grounds, listing))
    except BaseException:
        ledger.close()
        raise


def day_of(folder: Path) -> str | None:
    """The day that the run in a folder judges dates by; None where there is none."""
    file = folder / FILE
    if not file.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as tables:
            found = tables.execute("SELECT value FROM run WHERE name = 'as_of'").fetchone()
    except sqlite3.Error:
        return None  # opening it as a ledger says why
    return str(found[0]) if found else None


def _begun(ledger: Ledger, job: Job, grounds: Grounds, listing: Listing) -> TakenUp | None:
    now, then = foundations(job, grounds), ledger.about()
    notes = ListNotes.of(listing)
    if not then:
        silence = ListSilence(grounds.selection.rules, job.rows)
        ledger.put_rules(grounds.selection.rules, grounds.policy.options if grounds.policy else None)
        # Last: a run that was killed before this is begun anew.
        ledger.note(
            {
                **now,
                **notes._asdict(),
                "state": "running",
                "no_column": json.dumps(silence.no_column),
                "not_read": json.dumps(silence.not_read),
            },
        )
        return None
    if changed := what_differs(now, then):
        raise CannotGoOn(
            f"since the run in {shown_path(ledger.folder)} began, this has changed: {changed}; answers to"
            " different questions would stand side by side, so screen the list anew in another folder,"
            " or go on as it began"
        )
    before = ListNotes.noted(then)
    is_elsewhere = notes.is_elsewhere(before)
    alignment = ledger.align(listing.items(), job.rows, is_elsewhere=is_elsewhere, notes=notes._asdict())
    was_finished = then["state"] == "finished"
    told = changes(alignment, notes, before, is_files=job.rows is None, was_finished=was_finished)
    return TakenUp(alignment, list(told), ledger.about()["state"] == "finished")
