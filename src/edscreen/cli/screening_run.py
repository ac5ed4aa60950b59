"""One run of `check`: profiles in, scorecards out, an exit code with its reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from edscreen import __version__
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
from edscreen.report.run import Beginning, PolicyUse, Problem, SiteUse
from edscreen.report.side_by_side.table import FEWEST, MOST
from edscreen.screening.exit_codes import Tally
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.discovery import misnamed_policy
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
        self._reports.begin(self._beginning())
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

    def _beginning(self) -> Beginning:
        grounds, policy = self._grounds, self._grounds.policy
        return Beginning(
            version=__version__,
            as_of=self._request.as_of,
            fail_on=grounds.fail_on,
            rule_books=grounds.shelf.books,
            deselected=grounds.selection.deselected,
            site=_site_use(self._site),
            policy=PolicyUse(policy.path, policy.sha256, policy.found) if policy else None,
            rules=grounds.selection.rules,
            unanswered="fail" if self._request.open_questions_fail else "pass",
            has_baseline=grounds.baseline is not None,
            district=policy.district if policy else None,
            contact=policy.site.contact if policy else None,
        )

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
        so_far, grounds = self._so_far, self._grounds
        for mistake in grounds.policy_mistakes:
            so_far.take_problem(
                Problem(
                    mistake.kind, mistake.file, mistake.line, mistake.column, mistake.path, mistake.message
                ),
                str(mistake),
            )
        if grounds.policy_mistakes:
            so_far.note(
                "policy_not_applied",
                "the policy could not be read, so this screening goes by the rules' own settings",
            )
        if (wrong := grounds.baseline_mistake) and (file := self._request.baseline):
            so_far.take_problem(
                Problem("invalid_baseline", shown_path(file), wrong.line, wrong.column, "", str(wrong)),
                f"{shown_path(file)}:{wrong.line}:{wrong.column}: {wrong}",
            )
        for broken in grounds.shelf.broken:
            so_far.take_broken(broken)
        if grounds.policy is None and misnamed_policy():
            so_far.note(
                "policy_not_found", f"{misnamed_policy()} is not read: a policy is named edscreen.yaml"
            )
        for sentence in grounds.policy.notices if grounds.policy else ():
            so_far.note("unused_in_policy", sentence)
        for sentence in grounds.selection.unknown:
            so_far.note("unknown_selection", sentence)

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
            so_far.note("passed_over", _passed_over(passed))
        if not seen:
            so_far.nothing_to_do("no vendor profile was found in what was named")

    def _misused(self, sentence: str) -> None:
        """Report that a saved page cannot be judged."""
        file = shown_path(str(self._site.file)) if self._site else ""
        self._so_far.take_problem(Problem("unreadable_site_file", file, 1, 1, "", sentence), sentence)

    def _taken_away(self) -> str:
        return self._grounds.taken_away(self._so_far.covering.waivers_used)


def _site_use(site: SiteOptions | None) -> SiteUse | None:
    if site is None:
        return None
    return SiteUse(used=site.file is None, proxy=site.proxy, max_pages=site.max_pages)


def _show_crash(talk: Talk, rule: Rule, error: BaseException) -> None:
    found = failure(error, rule.folder)
    where = f" ({shown_path(found.file)}:{found.line})" if found.file else ""
    talk.notice(f"the rule '{rule.id}' stopped with {found.words}{where}")
    talk.traceback(error)


def _passed_over(passed: Passed) -> str:
    number = passed.other_files
    files = "1 other YAML file" if number == 1 else f"{number} other YAML files"
    named = ", ".join(passed.other_names)
    more = ", ..." if number > len(passed.other_names) else ""
    return f"passed over without a vendor profile: {files} ({named}{more})"
