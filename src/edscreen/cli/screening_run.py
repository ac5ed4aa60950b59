"""One run of `check`: profiles in, scorecards out, an exit code with its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, repeat
from typing import TYPE_CHECKING, Literal

from edscreen import __version__
from edscreen.cli.standard_output import COULD_NOT_FINISH, OutputError, write
from edscreen.cli.visit_options import PagesNotKept
from edscreen.profile.documents import Document, InvalidProfile, dotted, read_documents
from edscreen.profile.documents import Tally as Passed
from edscreen.profile.sources import shown_path
from edscreen.report.formats import writer_for
from edscreen.report.run import Beginning, Ending, Notice, Problem, SiteUse
from edscreen.screening.engine import Engine
from edscreen.screening.exit_codes import ExitCode, Tally
from edscreen.screening.inputs import NOTHING_GATHERED, Settings
from edscreen.screening.rulebook import BrokenRule, open_shelf
from edscreen.screening.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions
    from edscreen.profile.models.vendor import Role
    from edscreen.profile.yaml_tree import Place
    from edscreen.report.run import Writer
    from edscreen.screening.inputs import Gathered
    from edscreen.screening.rule import Rule

_READ_AHEAD = 3
"""So many profiles are read before they are screened: reading and judging displace each other's code and data
from the processor's caches, and of more profiles than these the data no longer fits there."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for; the names are those of its options.

    `site` says how vendors' sites are read; None where they are not.
    """

    profiles: tuple[str, ...]
    output_format: Literal["rich", "json", "jsonl"]
    fail_on: Literal["red", "caution", "note", "never"]
    open_questions_fail: bool
    as_of: date
    prepared_by: Role | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    rules_dirs: tuple[Path, ...]
    exit_zero: bool = False
    site: SiteOptions | None = None


def screen(request: Request, talk: Talk) -> int:
    """Screen what the request names, write the report to standard output, and give the exit code."""
    shelf = open_shelf(request.rules_dirs)
    selection = select(shelf.rules, request.select, request.ignore)
    writer = writer_for(request.output_format, write)
    fail_on = None if request.fail_on == "never" else request.fail_on
    tally = Tally(fail_on, request.open_questions_fail, request.exit_zero)
    run = _Run(writer, talk, tally, {rule.id for rule in shelf.rules})
    try:
        writer.begin(
            Beginning(
                __version__,
                request.as_of,
                request.fail_on,
                shelf.books,
                selection.deselected,
                _site_use(request.site),
            )
        )
        for broken in shelf.broken:
            run.take_broken(broken)
        for sentence in selection.unknown:
            run.note("unknown_selection", sentence)
        if selection.rules:
            run.screen_all(request, selection.rules, _engine(selection.rules, request, talk))
        else:
            run.nothing_to_do("no rule is selected, so nothing was screened")
        exit_code = run.end()
    except OutputError as error:
        if not error.reader_gone:
            raise
        return tally.exit_code().code
    if not run.kept_all:
        talk.notice(f"exit code {COULD_NOT_FINISH}: not every page read could be kept")
        return COULD_NOT_FINISH
    talk.notice(f"exit code {exit_code.code}: {exit_code.reason}")
    return exit_code.code


def _engine(rules: tuple[Rule, ...], request: Request, talk: Talk) -> Engine:
    registries = None
    if any("registries" in rule.needs for rule in rules):
        from edscreen.registries.bundle import Registries

        registries = Registries.load()
    settings = Settings(as_of=request.as_of, prepared_by=request.prepared_by, registries=registries)
    return Engine(rules, settings, on_crash=partial(_show_crash, talk))


def _site_use(site: SiteOptions | None) -> SiteUse | None:
    if site is None:
        return None
    return SiteUse(used=site.file is None, proxy=site.proxy, max_pages=site.max_pages)


def _show_crash(talk: Talk, rule: Rule, error: BaseException) -> None:
    talk.notice(f"the rule '{rule.id}' stopped with {type(error).__name__}")
    talk.traceback(error)


@dataclass(slots=True)
class _Run:
    """What a run has seen so far."""

    writer: Writer
    talk: Talk
    tally: Tally
    rule_ids: set[str]
    notices: list[Notice] = field(default_factory=list)
    unused: Counter[str] = field(default_factory=Counter)
    kept_all: bool = True

    def screen_all(self, request: Request, rules: Sequence[Rule], engine: Engine) -> None:
        passed = Passed()
        seen = False
        documents = read_documents(request.profiles, tally=passed)
        for found, gathered in self.with_sites(documents, request, rules):
            seen = True
            if isinstance(found, InvalidProfile):
                self.take_problem(
                    Problem(found.kind, found.profile, found.line, found.column, found.path, found.message),
                    str(found),
                )
            else:
                self.take_document(found, gathered, engine)
        if passed.other_files:
            self.talk.notice(_passed_over(passed))
        if not seen:
            self.nothing_to_do("no vendor profile was found in what was named")

    def with_sites(
        self, documents: Iterator[Document | InvalidProfile], request: Request, rules: Sequence[Rule]
    ) -> Iterator[tuple[Document | InvalidProfile, Gathered]]:
        """What was found with what was gathered for it, as far as any rule asks for that."""
        needs = {name for rule in rules for name in rule.needs}
        if request.site is None:
            while batch := list(islice(documents, _READ_AHEAD)):
                yield from zip(batch, repeat(NOTHING_GATHERED))
        elif not needs & {"site", "opened"}:
            self.talk.notice("no selected rule asks for the vendor's site, so none was read")
            yield from zip(documents, repeat(NOTHING_GATHERED))
        elif request.site.file:
            from edscreen.cli.saved_site import with_saved_site

            take = partial(self.take_misused, request.site.file)
            yield from with_saved_site(request.site.file, request.site, documents, take)
        else:
            from edscreen.cli.site_visits import site_visits

            try:
                with site_visits(request.site, self.talk, opens_sources="opened" in needs) as visits:
                    yield from visits.along(documents)
            except PagesNotKept as error:
                self.talk.error(f"edscreen: {error}")
                self.kept_all = False

    def take_document(self, document: Document, gathered: Gathered, engine: Engine) -> None:
        scorecard = engine.screen(document, gathered)
        self.tally.count(scorecard)
        self.writer.scorecard(scorecard)
        if document.profile.contract is not None:
            self.unused["contract"] += 1
        for place, why in self.replies_not_shown(document):
            where = f"{document.shown}:{place.line}:{place.column}: {dotted(place.path)}"
            self.note("reply_not_shown", f"{where}: {why}, so this reply is not shown")

    def replies_not_shown(self, document: Document) -> Iterator[tuple[Place, str]]:
        replies = document.profile.replies or ()
        last = {reply.rule: index for index, reply in enumerate(replies)}
        for index, reply in enumerate(replies):
            place = document.place(("replies", index, "rule"))
            if not reply.rule:
                yield place, "no rule is named"
            elif reply.rule not in self.rule_ids:
                yield place, "no rule has this id"
            elif last[reply.rule] != index:
                yield place, "a later reply to the same question stands below"

    def take_problem(self, problem: Problem, sentence: str) -> None:
        self.tally.unreadable += 1
        self.writer.problem(problem)
        self.talk.error(sentence)

    def take_misused(self, site_file: Path, sentence: str) -> None:
        problem = Problem("unreadable_site_file", shown_path(str(site_file)), 1, 1, "", sentence)
        self.take_problem(problem, sentence)

    def take_broken(self, broken: BrokenRule) -> None:
        sentence = f"{broken.place}: {broken.message}"
        self.take_problem(Problem("invalid_rule_book", broken.place, 1, 1, "", broken.message), sentence)
        if broken.cause:
            self.talk.traceback(broken.cause)

    def nothing_to_do(self, sentence: str) -> None:
        self.tally.unreadable += 1
        self.notices.append(Notice("nothing_screened", sentence))
        self.talk.error(f"edscreen: {sentence}")

    def note(self, kind: str, sentence: str) -> None:
        self.notices.append(Notice(kind, sentence))
        self.talk.notice(sentence)

    def end(self) -> ExitCode:
        for section, number in self.unused.items():
            holding = "1 profile holds" if number == 1 else f"{number} profiles hold"
            self.note(
                "unused_section",
                f"{holding} the section '{section}', which this version keeps and does not judge",
            )
        exit_code = self.tally.exit_code()
        self.writer.end(Ending(tuple(self.notices), exit_code))
        return exit_code


def _passed_over(passed: Passed) -> str:
    number = passed.other_files
    files = "1 other YAML file" if number == 1 else f"{number} other YAML files"
    named = ", ".join(passed.other_names)
    more = ", ..." if number > len(passed.other_names) else ""
    return f"passed over without a vendor profile: {files} ({named}{more})"
