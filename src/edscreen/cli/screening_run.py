"""One run of `check`: profiles in, scorecards out, an exit code with its reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from edscreen.cli.at_start import beginning_of, notices, troubles
from edscreen.cli.covering import Covering
from edscreen.cli.outputs import FileNotWritten
from edscreen.cli.profiles_along import with_sites
from edscreen.cli.report_files import reports_of
from edscreen.cli.run_so_far import RunSoFar
from edscreen.cli.standard_output import COULD_NOT_FINISH, OutputError
from edscreen.cli.visit_options import PagesNotKept
from edscreen.profile.documents import Document, InvalidProfile, read_documents
from edscreen.profile.documents import Tally as Passed
from edscreen.profile.sources import shown_path
from edscreen.report.run import Problem
from edscreen.report.side_by_side.table import FEWEST, MOST
from edscreen.screening.exit_codes import Tally
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.of_run import open_policy
from edscreen.screening.rule_code import failure
from edscreen.screening.screen_budget import ScreenBudget

if TYPE_CHECKING:
    from edscreen.cli.outputs import Reports
    from edscreen.cli.request import Request
    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions
    from edscreen.screening.exit_codes import ExitCode
    from edscreen.screening.rule import Rule


def screen(request: Request, talk: Talk) -> int:
    """Screen what the request names, write its reports, and give the exit code."""
    policy = open_policy(request)
    site = request.site.under(policy.site)
    reports = reports_of(request, talk)
    try:
        return _Screening(request, talk, Grounds(request, policy), site, reports).run()
    finally:
        reports.give_up()


class _Screening:
    """A run: what it rests on is worked out first, then the profiles pass by."""

    def __init__(
        self, request: Request, talk: Talk, grounds: Grounds, site: SiteOptions | None, reports: Reports
    ) -> None:
        self._request = request
        self._talk = talk
        self._grounds = grounds
        self._site = site
        self._reports = reports
        self._so_far = self._begun()
        self._unfinished = ""

    def run(self) -> int:
        """Screen, report, and give the exit code."""
        try:
            exit_code = self._screened()
        except OutputError as error:
            if not error.reader_gone:
                raise
            return self._so_far.tally.exit_code().code
        return self._ended(exit_code)

    def _screened(self) -> ExitCode:
        request = self._request
        self._reports.begin(
            beginning_of(
                self._grounds, request.as_of, self._site, open_questions_fail=request.open_questions_fail
            )
        )
        self._say_what_is_wrong()
        if self._grounds.selection.rules:
            self._screen_all()
        else:
            self._so_far.nothing_to_do("no rule is selected, so nothing was screened")
        if self._request.side_by_side:
            self._check_number()
        return self._so_far.end(self._taken_away())

    def _check_number(self) -> None:
        """Write no file where there are too few or too many products to stand side by side."""
        number = self._so_far.tally.screened
        if not FEWEST <= number <= MOST:
            what = "1 product was" if number == 1 else f"{number:,} products were"
            self._so_far.nothing_to_do(
                f"--side-by-side shows {FEWEST} to {MOST} products, and {what} screened"
            )
            self._reports.leave_files()

    def _ended(self, exit_code: ExitCode) -> int:
        """Write the baseline, say how the run ended and why."""
        unfinished = [*self._reports.failures, *([self._unfinished] if self._unfinished else [])]
        try:
            if self._so_far.tally.screened:
                self._so_far.covering.write_baseline()
        except FileNotWritten as error:
            unfinished.append(str(error))
        taken = self._taken_away()
        if unfinished:
            self._talk.error(
                "; ".join(filter(None, (f"edscreen: exit code {COULD_NOT_FINISH}", *unfinished, taken)))
            )
            return COULD_NOT_FINISH
        for sentence in self._reports.advice():
            self._talk.notice(sentence)
        self._talk.notice("; ".join(filter(None, (f"exit code {exit_code.code}: {exit_code.reason}", taken))))
        return exit_code.code

    def _begun(self) -> RunSoFar:
        request, grounds = self._request, self._grounds
        limits = grounds.policy.screen_budget if grounds.policy else ()
        tally = Tally(
            None if grounds.fail_on == "never" else grounds.fail_on,
            request.open_questions_fail,
            request.exit_zero,
            writes_baseline=request.write_baseline is not None,
        )
        covering = Covering(grounds.waivers(), grounds.baseline, request.write_baseline, grounds.gets_worse)
        rule_ids = {rule.id for rule in grounds.shelf.rules}
        budget = ScreenBudget(limits) if limits else None
        return RunSoFar(self._reports, self._talk, tally, covering, rule_ids, budget)

    def _say_what_is_wrong(self) -> None:
        for trouble in troubles(self._grounds, self._request.baseline):
            self._so_far.take_trouble(trouble)
        for notice in notices(self._grounds):
            self._so_far.note(notice.kind, notice.message)

    def _screen_all(self) -> None:
        so_far, passed, seen = self._so_far, Passed(), False
        rules = self._grounds.selection.rules
        engine = self._grounds.engine(partial(_show_crash, self._talk))
        documents = read_documents(self._request.profiles, tally=passed)
        try:
            for several in with_sites(documents, self._site, rules, self._talk, self._misused):
                seen = True
                valid = [(each, gathered) for each, gathered in several if isinstance(each, Document)]
                scorecards = iter(engine.screen_several(valid))
                for found, _ in several:
                    if isinstance(found, InvalidProfile):
                        so_far.take_invalid(found)
                    else:
                        so_far.take(found, next(scorecards))
        except PagesNotKept as error:
            self._unfinished = str(error)
        if passed.other_files:
            so_far.note("passed_over", passed_over(passed))
        if not seen:
            so_far.nothing_to_do("no vendor profile was found in what was named")

    def _misused(self, sentence: str) -> None:
        """Report that a saved page cannot be judged."""
        file = shown_path(str(self._site.file)) if self._site else ""
        self._so_far.take_problem(Problem("unreadable_site_file", file, 1, 1, "", sentence), sentence)

    def _taken_away(self) -> str:
        return self._grounds.taken_away(self._so_far.covering.waivers_used)


def _show_crash(talk: Talk, rule: Rule, error: BaseException) -> None:
    found = failure(error, rule.folder)
    where = f" ({shown_path(found.file)}:{found.line})" if found.file else ""
    talk.notice(f"the rule '{rule.id}' stopped with {found.words}{where}")
    talk.traceback(error)


def passed_over(passed: Passed) -> str:
    """Say which files hold no profile, in one sentence."""
    number = passed.other_files
    files = "1 other YAML file" if number == 1 else f"{number} other YAML files"
    named = ", ".join(passed.other_names)
    more = ", ..." if number > len(passed.other_names) else ""
    return f"passed over without a vendor profile: {files} ({named}{more})"
