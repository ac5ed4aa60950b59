"""One run of `audit`: a workbook drawn, or one read back."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from edscreen.batch.audit.agreement_words import as_json, as_markdown
from edscreen.batch.audit.answers import NotTheSample, read_answers
from edscreen.batch.audit.keeping import NoFinishedRun, keep, kept_agreement, tables_of
from edscreen.batch.audit.sampling import SampleTooSmall, draw
from edscreen.batch.audit.saved_pages import SavedPages
from edscreen.batch.audit.workbook import write_workbook
from edscreen.batch.ledger import FILE, open_ledger
from edscreen.batch.ledger_file import LedgerNotUsable
from edscreen.cli.standard_output import COULD_NOT_FINISH, write
from edscreen.profile.sources import shown_path
from edscreen.profile.words import counted
from edscreen.screening.exit_codes import UNREADABLE

if TYPE_CHECKING:
    from edscreen.batch.audit.agreement import Agreement
    from edscreen.batch.audit.sampling import Sample
    from edscreen.cli.talk import Talk


class _OverviewNotWritten(Exception):
    """The overview could not be brought up to date; the message says why and what to do."""


def draw_sample(folder: Path, size: int, seed: int, talk: Talk) -> int:
    """Draw a sample into a workbook in the run's folder, say where it is, and give the exit code."""
    path = folder / f"audit-{size}-{seed}.xlsx"
    try:
        with tables_of(folder) as tables:
            sample = draw(tables, size, seed)
            if not sample.drawn:
                return _wrong(talk, _nothing_to_judge(folder, sample))
            pages = SavedPages(tables, folder)
            if path.exists():
                with TemporaryDirectory() as aside:
                    again = Path(aside) / path.name
                    told = write_workbook(tables, sample, pages, again)
                    is_same = path.is_file() and again.read_bytes() == path.read_bytes()
                if not is_same:
                    return _wrong(talk, _is_there(folder, path))
            else:
                told = write_workbook(tables, sample, pages, path)
    except (NoFinishedRun, SampleTooSmall) as error:
        return _wrong(talk, str(error))
    except sqlite3.Error as error:
        return _wrong(talk, _unreadable(folder, error))
    except OSError as error:
        return _not_finished(talk, f"{shown_path(path)} could not be written: {error.strerror or error}")
    write(f"{shown_path(path)}\n")
    if len(sample.drawn) < size:
        talk.notice(f"the run holds only {counted(f'{sample.total:,}', 'answer')} to judge: all are drawn")
    if sample.silent:
        talk.notice(
            f"left out: {counted(f'{sample.silent:,}', 'answer')} saying only that a list or a profile leaves"
            " something open, as nothing is cited there to judge"
        )
    if told.in_words:
        talk.notice(told.in_words[0].lower() + told.in_words[1:])
    talk.notice(
        f"exit code 0: {len(sample.drawn):,} of {counted(f'{sample.total:,}', 'answer')} to judge, drawn with"
        f" seed {seed}; fill in the yellow column, then: {_command(folder, path)}"
    )
    return 0


def read_back(folder: Path, file: Path, output_format: str, talk: Talk) -> int:
    """Read a workbook, keep its verdicts with the run, say how far they agree, and give the exit code."""
    try:
        with tables_of(folder) as tables:
            answers = read_answers(tables, file)
    except (NoFinishedRun, NotTheSample, SampleTooSmall) as error:
        for sentence in error.cells if isinstance(error, NotTheSample) else ():
            talk.error(sentence)
        return _wrong(talk, str(error))
    except sqlite3.Error as error:
        return _wrong(talk, _unreadable(folder, error))
    try:
        ledger = open_ledger(folder)
        try:
            keep(ledger.reading, answers)
            found = kept_agreement(ledger.reading)
            [[kept]] = ledger.reading.execute("SELECT count(*) FROM audit")
            overview = _renewed_overview(ledger.reading, folder)
        finally:
            ledger.close()
    except (LedgerNotUsable, _OverviewNotWritten) as error:
        return _not_finished(talk, str(error))
    except sqlite3.Error as error:
        return _not_finished(talk, f"{shown_path(folder / FILE)} could not be written: {error}")
    read, drawn = len(answers.given), len(answers.sample.drawn)
    talk.notice(f"{counted(f'{read:,}', 'verdict')} read of {drawn:,} drawn, and kept with the run")
    if kept > read:
        talk.notice(f"with those of other samples read before, {kept:,} are counted")
    if overview:
        talk.notice(f"{shown_path(overview)} shows how far people agree")
    if found is None:
        return _wrong(
            talk,
            "every verdict is “cannot tell”, or people differ on it, so nothing can be said of agreement",
        )
    write(_written(found, output_format))
    talk.notice("exit code 0: the verdicts were read")
    return 0


def _renewed_overview(tables: sqlite3.Connection, folder: Path) -> Path | None:
    """Bring the run's overview up to date, where there is one.

    Raises:
        _OverviewNotWritten: that fails; then it stands as it was.
    """
    from edscreen.batch.pages.about import read_about
    from edscreen.batch.pages.overview import write_overview
    from edscreen.batch.pages.writing import OVERVIEW

    page = folder / OVERVIEW
    if not page.is_file():
        return None
    try:
        write_overview(tables, read_about(tables), page)
    except OSError as error:
        raise _OverviewNotWritten(
            f"the verdicts are kept, but {shown_path(page)} could not be written: "
            f"{error.strerror or error}; mend that, and read the workbook again"
        ) from None
    return page


def _written(found: Agreement, output_format: str) -> str:
    if output_format == "json":
        return as_json(found)
    if output_format == "markdown":
        return as_markdown(found)
    from edscreen.cli.audit_text import agreement_text
    from edscreen.report.terminal import Terminal

    return agreement_text(found, Terminal.of(sys.stdout))


def _nothing_to_judge(folder: Path, sample: Sample) -> str:
    name = shown_path(folder)
    if not sample.silent:
        return f"{name} holds no answer that a person could judge"
    return (
        f"{name} holds no answer that a person could judge: it says only what the list leaves open and what"
        " was not looked at; let the run read the vendors' sites too, with edscreen batch LIST --out DIR"
        " --site, or screen a list that says more"
    )


def _unreadable(folder: Path, error: sqlite3.Error) -> str:
    return f"{shown_path(folder / FILE)} cannot be read: {error}"


def _is_there(folder: Path, path: Path) -> str:
    name = shown_path(path)
    return (
        f"{name} is there already and differs from what would be drawn, perhaps because it was filled in:"
        f" read it with {_command(folder, path)}, move it away, or draw another sample with another --seed"
    )


def _command(folder: Path, path: Path) -> str:
    return f"edscreen audit {shown_path(folder)} --read {shown_path(path)}"


def _wrong(talk: Talk, sentence: str) -> int:
    talk.error(f"edscreen: exit code {UNREADABLE}: {sentence}")
    return UNREADABLE


def _not_finished(talk: Talk, sentence: str) -> int:
    talk.error(f"edscreen: exit code {COULD_NOT_FINISH}: {sentence}")
    return COULD_NOT_FINISH
