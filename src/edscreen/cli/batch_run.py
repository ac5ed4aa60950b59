"""One run of `batch`: a list in, a folder of results out, an exit code with its reason."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from edscreen.batch.audit.saved_pages import note_folder
from edscreen.batch.cluster.joining import ClusterNotUsable
from edscreen.batch.folder import REPORT, CannotGoOn, NotWritten, open_folder
from edscreen.batch.foundations import foundations
from edscreen.batch.ledger_file import LedgerNotUsable
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.opening import open_list
from edscreen.batch.local import LocalRunner
from edscreen.batch.made_at_end import outputs_to_make, write_outputs
from edscreen.batch.run import Run
from edscreen.batch.runner import RunnerLost
from edscreen.batch.tables import verdicts
from edscreen.cli.batch_checks import NothingDone, check_engine, check_filling, check_grounds
from edscreen.cli.batch_ending import BatchEnding
from edscreen.cli.batch_job import job_of
from edscreen.cli.batch_progress import Progress, nothing_is_waited_for
from edscreen.cli.interrupts import heeded_interrupts
from edscreen.cli.outputs import FileNotWritten
from edscreen.cli.standard_output import COULD_NOT_FINISH
from edscreen.cli.visit_options import PagesNotKept
from edscreen.profile.sources import shown_path
from edscreen.profile.words import counted
from edscreen.screening.exit_codes import UNREADABLE
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.of_run import open_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from edscreen.batch.folder import RunFolder
    from edscreen.batch.lists.listing import Listing
    from edscreen.batch.runner import Runner
    from edscreen.batch.screened import Screened
    from edscreen.batch.visiting.links import Workers
    from edscreen.batch.work import Job, Visits
    from edscreen.cli.batch_request import BatchRequest
    from edscreen.cli.kept_pages import KeptPages
    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions

_MOST_WORKERS = 16
"""More processes than these wait for the one that records what they found."""


def screen_list(request: BatchRequest, talk: Talk) -> int:
    """Screen the list that the request names, and give the exit code."""
    try:
        return _Batch(request, talk).run()
    except (NothingDone, UnreadableList, CannotGoOn) as error:
        talk.ended(UNREADABLE, error)
        return UNREADABLE
    except (LedgerNotUsable, NotWritten, ClusterNotUsable, RunnerLost) as error:
        talk.error(f"edscreen: exit code {COULD_NOT_FINISH}: {error}")
        return COULD_NOT_FINISH


class _Batch:
    """A run over a list."""

    def __init__(self, request: BatchRequest, talk: Talk) -> None:
        self._request = request
        self._talk = talk
        policy = open_policy(request)
        self._site = request.site.under(policy.site)
        self._grounds = Grounds(request, policy)
        check_grounds(self._grounds, request.baseline, talk)
        check_engine(request, talk)
        self._listing: Listing = open_list(
            request.products,
            mapping_file=None if request.mapping is None else str(request.mapping),
            id_column=request.key,
        )
        check_filling(request, self._listing, visits=self._site is not None)
        self._kept = self._pages_kept()
        self._waits: Callable[[int], Mapping[str, float]] = nothing_is_waited_for
        self._job = job_of(request, self._site, self._listing.rows)

    def run(self) -> int:
        """Screen, write what is made from the results, and give the exit code."""
        request = self._request
        folder = open_folder(request.out, self._job, self._grounds, self._listing, resume=request.resume)
        try:
            self._say_what_is_known(folder)
            if self._kept:
                folder.before_recording = partial(self._note_kept, self._kept, folder)
            self._screen(folder)
            folder.finish()
            ending = BatchEnding(request, self._grounds, folder.ledger, self._listing)
            for sentence in ending.not_screened:
                self._talk.error(sentence)
            for sentence in ending.notices:
                self._talk.notice(sentence)
            ending.note()
            self._make_outputs(folder)
            return self._ended(ending)
        except KeyboardInterrupt:
            self._talk.notice("what was screened is kept: the same command with --resume goes on from there")
            raise
        finally:
            folder.close()

    def _make_outputs(self, folder: RunFolder) -> None:
        """Make what people read from the tables, now that they are whole.

        Raises:
            NotWritten: one of them could not be written.
        """
        outputs = outputs_to_make(folder.ledger)
        if folder.taken_up and folder.taken_up.is_whole and not folder.report_stays:
            self._talk.notice(f"{REPORT} was missing or not as it was written, so it was written anew")
        stays = "the report, the spreadsheets" if folder.report_stays else "the spreadsheets"
        self._talk.notice(
            "making the spreadsheets and the pages"
            if outputs
            else f"nothing is new, so {stays} and the pages are left as they are"
        )
        for sentence in write_outputs(folder.ledger, outputs):
            self._talk.notice(sentence)
        if self._request.outputs:
            from edscreen.cli.batch_reports import write_reports

            tables = folder.ledger.reading
            for sentence in write_reports(self._request, self._grounds, self._site, self._listing, tables):
                self._talk.notice(sentence)

    @property
    def _needs(self) -> set[str]:
        return {name for rule in self._grounds.selection.rules for name in rule.needs}

    @property
    def _reads_sites(self) -> bool:
        is_of_use = self._request.fill_from_site or not self._needs.isdisjoint({"site", "opened"})
        return self._site is not None and is_of_use

    def _pages_kept(self) -> KeptPages | None:
        """What keeps the pages read, where that is asked for and any is read."""
        if self._site and not self._reads_sites:
            self._talk.notice("no selected rule asks for the vendor's site, so none is read")
        if not (self._site and self._site.save_evidence and self._reads_sites):
            return None
        from edscreen.cli.kept_pages import KeptPages

        return KeptPages(self._site.save_evidence)

    def _note_kept(self, kept: KeptPages, folder: RunFolder) -> None:
        """Note where pages are kept once one is: before a result that rests on it, as a kill may follow."""
        if kept.files:
            note_folder(folder.ledger, self._request.out, kept.folder)

    def _say_what_is_known(self, folder: RunFolder) -> None:
        if folder.taken_up is None:
            return
        known = counted(f"{folder.ledger.count():,}", "file" if self._listing.rows is None else "row")
        where = shown_path(self._request.out)
        for sentence in (
            f"going on with the run in {where}: {known} screened before",
            *folder.taken_up.changes,
        ):
            self._talk.notice(sentence)

    def _screen(self, folder: RunFolder) -> None:
        workers = self._request.workers or min(os.cpu_count() or 1, _MOST_WORKERS)
        total = self._listing.count()
        runner = self._runner(min(workers, max(total, 1)))
        try:
            with (
                self._progress(folder, total) as progress,
                heeded_interrupts() as heed,
            ):

                def take(results: Sequence[Screened]) -> None:
                    heed()
                    progress.take(results)

                Run(self._listing, folder, runner, take).screen_all()
        finally:
            runner.stop()

    def _progress(self, folder: RunFolder, total: int) -> Progress:
        ledger = folder.ledger
        errors = sum(ledger.errors_by_kind().values())
        return Progress(self._talk, total, ledger.count(), verdicts(ledger.reading), errors, self._waits)

    def _runner(self, workers: int) -> Runner:
        if self._site and self._reads_sites:
            return self._site_runner(self._site, workers)
        rests_on = foundations(self._job, self._grounds)
        if self._request.engine == "local":
            return LocalRunner(self._job, workers, rests_on=rests_on)
        from edscreen.batch.cluster.runner import ClusterRunner

        scheduler = self._request.scheduler
        return ClusterRunner(
            self._job, rests_on, scheduler=scheduler, workers=workers, told=self._talk.notice
        )

    def _site_runner(self, options: SiteOptions, workers: int) -> Runner:
        from edscreen.cli.batch_visits import site_runner

        runner = site_runner(
            self._job,
            options,
            self._kept,
            self._talk,
            workers,
            opens_sources="opened" in self._needs,
            start=self._here if self._request.engine == "local" else self._on_cluster,
        )
        self._waits = runner.waits
        return runner

    def _here(self, job: Job, visits: Visits, workers: int) -> Workers:
        from edscreen.batch.visiting.processes import Processes

        return Processes(job, visits, workers, rests_on=foundations(job, self._grounds))

    def _on_cluster(self, job: Job, visits: Visits, workers: int) -> Workers:
        from edscreen.batch.cluster.site_workers import ClusterSiteWorkers

        return ClusterSiteWorkers(
            job,
            visits,
            foundations(job, self._grounds),
            scheduler=self._request.scheduler,
            workers=workers,
            at_most=workers if job.browser else None,
            told=self._talk.notice,
        )

    def _ended(self, ending: BatchEnding) -> int:
        try:
            ending.write_baseline()
            if self._kept:
                self._kept.check()
        except (FileNotWritten, PagesNotKept) as error:
            self._talk.error(
                "; ".join(filter(None, (f"edscreen: exit code {COULD_NOT_FINISH}: {error}", ending.taken)))
            )
            return COULD_NOT_FINISH
        if self._kept:
            self._talk.notice(self._kept.told() if self._kept.files else "no page was read, so none was kept")
        self._talk.notice(ending.summary)
        exit_code = ending.exit_code()
        said = (f"exit code {exit_code.code}: {exit_code.reason}", ending.taken)
        self._talk.notice("; ".join(filter(None, said)))
        return exit_code.code
