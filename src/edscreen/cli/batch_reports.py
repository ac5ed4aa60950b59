"""Reports of a batch that go to files besides its folder's own: `batch --output F=PATH`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from edscreen.batch.again import recorded
from edscreen.batch.folder import NotWritten
from edscreen.batch.spreadsheets.products import own_columns
from edscreen.batch.tables import NOT_SCREENED, waiver_uses
from edscreen.cli.at_start import beginning_of, notices
from edscreen.cli.batch_own_files import as_check, own_files
from edscreen.cli.covering import Covering
from edscreen.cli.outputs import Reports
from edscreen.cli.overwriting import Taken
from edscreen.cli.report_files import LETTER, files_of
from edscreen.cli.run_so_far import RunSoFar
from edscreen.cli.screening_run import passed_over
from edscreen.cli.talk import Talk
from edscreen.profile.documents import Tally as Passed
from edscreen.report.letter_asked import AskedOffer
from edscreen.report.run import Notice, Problem
from edscreen.screening.exit_codes import Tally
from edscreen.screening.screen_budget import ScreenBudget

if TYPE_CHECKING:
    import sqlite3

    from edscreen.batch.lists.listing import Listing
    from edscreen.cli.batch_request import BatchRequest
    from edscreen.cli.visit_options import SiteOptions
    from edscreen.report.run import Beginning, Ending
    from edscreen.screening.baseline import Baseline
    from edscreen.screening.grounds import Grounds
    from edscreen.screening.scorecard import Scorecard
    from edscreen.screening.waivers import Waivers


def write_reports(
    request: BatchRequest,
    grounds: Grounds,
    site: SiteOptions | None,
    listing: Listing,
    tables: sqlite3.Connection,
) -> list[str]:
    """Write the reports that the request asks for, from what was recorded, in the list's order.

    Args:
        request: what the command line asks for.
        grounds: what the run rests on.
        site: how vendors' sites were read; None where they were not.
        listing: the list.
        tables: the tables of the finished run.

    Returns:
        What a person may want to do next with what was written.

    Raises:
        NotWritten: some could not be written; the others are.
    """
    files, failures = files_of(request.outputs, Taken(as_check(request), own_files(request)))
    writes_letters = any(output.format == LETTER for output in request.outputs)
    # What letters propose is noted in profiles; a list is the person's own.
    asked = AskedOffer(request.as_of) if writes_letters and listing.rows is None else None
    reports = Reports(_Nowhere(), files, asked, failures)
    try:
        beginning = beginning_of(
            grounds, request.as_of, site, open_questions_fail=request.open_questions_fail
        )
        headings = own_columns(tables) if listing.rows else None
        reports.begin(replace(beginning, list_columns=headings))
        _Retold(request, grounds, listing, tables, reports).tell()
    finally:
        reports.give_up()
    if reports.failures:
        raise NotWritten("; ".join(reports.failures) + "; mend that, and add --resume")
    return reports.advice()


class _Retold:
    """What a run has found, told once more from its tables."""

    def __init__(
        self,
        request: BatchRequest,
        grounds: Grounds,
        listing: Listing,
        tables: sqlite3.Connection,
        reports: Reports,
    ) -> None:
        waivers = grounds.waivers()
        if waivers:
            for use in waiver_uses(tables):
                waivers.add_use(use)
        limits = grounds.policy.screen_budget if grounds.policy else ()
        fail_on = None if grounds.fail_on == "never" else grounds.fail_on
        self._grounds = grounds
        self._listing = listing
        self._tables = tables
        self._so_far = RunSoFar(
            reports,
            _SaidBefore(quiet=True, verbosity=0),
            Tally(
                fail_on,
                request.open_questions_fail,
                request.exit_zero,
                writes_baseline=request.write_baseline is not None,
            ),
            _CoveredBefore(waivers, grounds.baseline),
            {rule.id for rule in grounds.shelf.rules},
            ScreenBudget(limits) if limits else None,
        )

    def tell(self) -> None:
        """Tell it to the reports, from their first scorecard to their end."""
        so_far, passed = self._so_far, Passed()
        so_far.notices.extend(notices(self._grounds))
        for item in recorded(self._listing, self._tables):
            if not item.found:
                passed.pass_over(item.key)
            for each in item.found:
                self._take(each)
        if passed.other_files:
            so_far.note("passed_over", passed_over(passed))
        so_far.notices.extend(Notice("list", sentence) for sentence in self._listing.notices)
        so_far.end(self._grounds.taken_away(so_far.covering.waivers_used))

    def _take(self, found: Scorecard | Problem) -> None:
        so_far = self._so_far
        if not isinstance(found, Problem):
            so_far.take(found.source, found)
        elif found.kind in NOT_SCREENED:
            so_far.writer.problem(found)
        else:
            so_far.take_problem(found, found.message)


class _CoveredBefore(Covering):
    """Waivers and baseline of scorecards that were covered when they were recorded."""

    def __init__(self, waivers: Waivers | None, baseline: Baseline | None) -> None:
        super().__init__(waivers, baseline, None)
        self._known = baseline

    def cover(self, scorecard: Scorecard) -> Scorecard:
        """The scorecard as it is; the baseline counts what of it is gone."""
        if self._known:
            self._known.cover(scorecard)
        return scorecard


class _SaidBefore(Talk):
    """Says nothing: while the list was screened, it was said."""

    def error(self, sentence: str) -> None:
        """Say nothing."""


class _Nowhere:
    """The report to standard output, of which a batch has none."""

    def begin(self, beginning: Beginning) -> None:
        """Write nothing."""

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write nothing."""

    def problem(self, problem: Problem) -> None:
        """Write nothing."""

    def end(self, ending: Ending) -> None:
        """Write nothing."""
