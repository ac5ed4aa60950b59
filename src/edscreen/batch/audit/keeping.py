"""People's verdicts, kept with the run that they are about."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Literal, cast

from edscreen.batch.audit.agreement import Agreement, Judged, agreement
from edscreen.batch.audit.sampling import JUDGEABLE, strata
from edscreen.batch.ledger import FILE
from edscreen.profile.sources import shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.batch.audit.answers import Answers
    from edscreen.batch.audit.sheet_rows import Person
    from edscreen.screening.answers import Outcome


class NoFinishedRun(Exception):
    """A folder holds no run, or one that is not finished; the message says which and what to do."""


def tables_of(folder: Path) -> closing[sqlite3.Connection]:
    """Open the tables of the finished run in a folder, for reading.

    Raises:
        NoFinishedRun: there is none.
        sqlite3.Error: the file cannot be opened.
    """
    file, name = folder / FILE, shown_path(folder)
    if not file.is_file():
        raise NoFinishedRun(
            f"{name} holds no run of edscreen batch: name the folder that --out named, in which {FILE} stands"
        )
    tables = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        state = tables.execute("SELECT value FROM run WHERE name = 'state'").fetchone()
    except sqlite3.Error as error:
        tables.close()
        raise NoFinishedRun(f"{shown_path(file)} cannot be read: {error}") from None
    if state != ("finished",):
        tables.close()
        raise NoFinishedRun(
            f"the run in {name} is not finished, so a sample of it would not stand for the list: go on with "
            f"edscreen batch LIST --out {name} --resume first"
        )
    return closing(tables)


def keep(tables: sqlite3.Connection, answers: Answers) -> None:
    """Keep what people said of a sample, in place of what was kept of the same sample before.

    Args:
        tables: the run's tables, opened by their owner.
        answers: what a workbook holds.

    Raises:
        sqlite3.Error: it cannot be written; then nothing was changed.
    """
    sample = answers.sample
    with tables:
        tables.execute("BEGIN IMMEDIATE")
        tables.execute("DELETE FROM audit WHERE seed = ? AND sample = ?", [sample.seed, sample.size])
        tables.executemany(
            "INSERT INTO audit VALUES (?, ?, ?, ?, ?)",
            (
                (answer.finding, sample.seed, sample.size, answer.person, answer.remark or None)
                for answer in answers.given
            ),
        )


def kept_agreement(tables: sqlite3.Connection) -> Agreement | None:
    """How far all that people said of a run agrees with it; None where nothing was judged.

    An answer that several samples hold counts once.
    """
    rows = tables.execute(
        "SELECT rule, outcome, json_group_array(DISTINCT person)"  # noqa: S608 - a constant
        f" FROM audit JOIN findings USING (finding) WHERE {JUDGEABLE} GROUP BY finding"
    )
    judged = [
        Judged((rule, cast("Outcome", outcome)), _said(json.loads(people))) for rule, outcome, people in rows
    ]
    return agreement(strata(tables), judged) if judged else None


def _said(people: list[Person]) -> Person | Literal["disputed"]:
    """What people said of one answer, whom it could be told by counting for more than whom it could not."""
    verdicts: list[Person] = [each for each in people if each != "cannot_tell"]
    if len(verdicts) > 1:
        return "disputed"
    return verdicts[0] if verdicts else "cannot_tell"
