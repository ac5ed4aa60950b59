"""What a worker does: it turns items into rows, on the grounds of the run; it knows no list and no ledger."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.batch.list_silence import ListSilence
from edscreen.batch.lists.filling import documents_in
from edscreen.batch.lists.unknown_subjects import unknown_in
from edscreen.batch.notes import NoteTaker
from edscreen.batch.screened import Screened, only_problem, problem_rows, scorecard_rows
from edscreen.batch.visiting.site_words import with_words
from edscreen.profile.documents import Document, InvalidProfile
from edscreen.report.run import Problem
from edscreen.screening.grounds import AskedOfRun, Grounds
from edscreen.screening.inputs import NOTHING_GATHERED
from edscreen.screening.policy.of_run import open_policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from edscreen.batch.items import Item
    from edscreen.batch.lists.filling import RowReader
    from edscreen.batch.visiting.site_words import SiteWords
    from edscreen.report.run import SiteUse
    from edscreen.screening.inputs import Gathered
    from edscreen.screening.scorecard import Scorecard
    from edscreen.screening.waivers import WaiverUse
    from edscreen.site.fetching.settings import AllowedHost


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(AskedOfRun):
    """All that a worker has to know; it can be sent to another process.

    Attributes:
        rows: turns rows of a list into profiles; None where the items are files.
        site: how vendors' sites are read; None where they are not.
        max_clicks: clicks from the home page at most, where sites are read.
        browser: the program of the browser that runs the scripts of sites' pages first; None where none does.
        loads_pictures: whether that browser loads pictures and fonts too.
        allow_hosts: hosts that may be reached although they are not public.
        fill_from_site: whether what a row leaves out is filled with what its vendor's site states.
    """

    rows: RowReader | None = None
    site: SiteUse | None = None
    max_clicks: int = 0
    browser: Path | None = None
    loads_pictures: bool = False
    allow_hosts: tuple[AllowedHost, ...] = ()
    fill_from_site: bool = False


AT_ONCE = 256
"""Sites that a worker reads at once at most: most of their time is spent waiting for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """How workers read vendors' sites.

    Attributes:
        max_pages: pages of a site that are asked for at most.
        max_clicks: clicks from the home page at most.
        opens_sources: whether any rule that runs asks for the sources that profiles name.
        keeps_pages: whether the pages read are kept.
        at_once: sites that each worker reads at once at most.
    """

    max_pages: int
    max_clicks: int
    opens_sources: bool
    keeps_pages: bool = False
    at_once: int = AT_ONCE


class Worker:
    """Screens items, one chunk after another.

    Attributes:
        grounds: what it rests on.
    """

    def __init__(self, job: Job) -> None:
        """Read policy and rule books once."""
        self.grounds = grounds = Grounds(job, open_policy(job))
        self._uses: list[WaiverUse] = []
        self._rows = job.rows
        self._silence = ListSilence(grounds.selection.rules, job.rows)
        self._notes = NoteTaker(grounds)
        self._engine = grounds.engine()
        self._waivers = grounds.waivers(self._uses.append)
        self._baseline = grounds.baseline
        self._fail_on = None if grounds.fail_on == "never" else grounds.fail_on

    def screen(self, items: Sequence[Item]) -> list[Screened]:
        """Screen items that need nothing but themselves; one on which edscreen fails costs itself alone."""
        try:
            return self._screened(items)
        except Exception as error:
            self._uses.clear()
            if len(items) == 1:
                return [failed(items[0], error)]
            return [screened for item in items for screened in self.screen([item])]

    def _screened(self, items: Sequence[Item]) -> list[Screened]:
        found = [(item, list(self.documents(item))) for item in items]
        valid = [
            (each, NOTHING_GATHERED) for _, all_of in found for each in all_of if isinstance(each, Document)
        ]
        scorecards = iter(self._engine.screen_several(valid))
        return [self._rows_of(item, all_of, scorecards) for item, all_of in found]

    def documents(self, item: Item) -> Iterator[Document | InvalidProfile]:
        """The profiles in an item, or the mistakes in it."""
        return documents_in(item, self._rows)

    def knows_subjects(self, item: Item) -> bool:
        """Tell whether no subject of an item's is left out, by which its site's minutes would be counted."""
        if self._rows is None or isinstance(item.content, bytes):
            return True
        return not unknown_in(self._rows.columns, item.content)

    def judge(
        self,
        item: Item,
        found: Iterable[tuple[Document | InvalidProfile, Gathered]],
        noted: Mapping[str, Any] | None = None,
        words: Sequence[SiteWords] = (),
    ) -> Screened:
        """Screen what was found in an item.

        Args:
            item: the item.
            found: its profiles with what was gathered for each, and the mistakes in it.
            noted: what is to stand beside the list's own columns.
            words: what the vendor's site says on questions that stay open.
        """
        everything = list(found)
        valid = [(each, gathered) for each, gathered in everything if isinstance(each, Document)]
        scorecards = iter(self._engine.screen_several(valid))
        return self._rows_of(item, [each for each, _ in everything], scorecards, noted, words)

    def _rows_of(
        self,
        item: Item,
        found: Iterable[Document | InvalidProfile],
        scorecards: Iterator[Scorecard],
        noted: Mapping[str, Any] | None = None,
        words: Sequence[SiteWords] = (),
    ) -> Screened:
        screened = Screened(item.number, [], [], [], [], [])
        listed = self._listed(item)
        if listed is not None and noted:
            listed |= noted
        for each in found:
            if isinstance(each, Document):
                scorecard = self._finished(next(scorecards), words)
                rows, line = scorecard_rows(scorecard, self._fail_on, listed)
                screened.scorecards.append(rows)
                screened.notes.extend(self._notes.of(each, scorecard))
            else:
                error, line = problem_rows(problem_of(each))
                screened.errors.append(error)
            screened.lines.append(line)
        screened.uses.extend(self._uses)
        self._uses.clear()
        return screened

    def _finished(self, scorecard: Scorecard, words: Sequence[SiteWords]) -> Scorecard:
        scorecard = with_words(self._silence.worded(scorecard), words)
        if self._waivers:
            scorecard = self._waivers.cover(scorecard)
        return self._baseline.cover(scorecard) if self._baseline else scorecard

    def _listed(self, item: Item) -> dict[str, Any] | None:
        if self._rows is None or isinstance(item.content, bytes):
            return None
        return {"row": item.number, **self._rows.carried(item.content)}


def leave_interrupts() -> None:
    """In a worker: leave Ctrl-C, which reaches every process, to the one that ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def failed(item: Item, error: Exception) -> Screened:
    """What comes of an item on which edscreen itself failed."""
    message = (
        f"an error inside edscreen ({type(error).__name__}) kept this from being screened; this says nothing"
        " about the vendor: screen it alone with -v -v for details to report"
    )
    return only_problem(item.number, Problem("given_up", item.shown, item.number, 1, "", message))


def problem_of(found: InvalidProfile) -> Problem:
    """A mistake in a profile, as reports tell it."""
    return Problem(
        found.kind, found.profile, found.line, found.column, found.path, found.message, found.sheet
    )
