"""What every format is given: a run's beginning, its scorecards and errors one by one, its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from edscreen.profile.sheet_places import place_in_words

if TYPE_CHECKING:
    from datetime import date

    from edscreen.screening.exit_codes import ExitCode
    from edscreen.screening.inputs import District
    from edscreen.screening.rule import Rule
    from edscreen.screening.rulebook import RuleBook
    from edscreen.screening.scorecard import Scorecard

SCHEMA_VERSION = "1.0"
"""The version of the report; names and order of its keys do not change within it."""


@dataclass(frozen=True, slots=True)
class SiteUse:
    """How vendors' sites are read in a run.

    Attributes:
        used: whether sites are visited; a saved page is read without.
        proxy: the proxy that checks addresses in edscreen's place; None where edscreen checks them.
        max_pages: how many pages of a site are asked for at most.
    """

    used: bool
    proxy: str | None
    max_pages: int


@dataclass(frozen=True, slots=True)
class PolicyUse:
    """The policy in force in a run.

    Attributes:
        path: its file, as named or found, fit to be shown.
        sha256: digest of that file.
        found: whether it was found in a folder, not named on the command line.
    """

    path: str
    sha256: str
    found: bool


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known before the first profile.

    Attributes:
        version: edscreen's version.
        as_of: the day as of which dates are judged.
        fail_on: the severity from which on flags and open questions fail the run, or `never`.
        rule_books: the rule books loaded.
        deselected: ids of the rules that do not run.
        site: how vendors' sites are read; None where they are not.
        policy: the district's policy; None where there is none.
        rules: the rules that run, by id.
        unanswered: what open questions do to the exit code: `fail` or `pass`.
        has_baseline: whether a baseline was given.
        district: the district that screens; None where no policy describes it.
        contact: where the district can be reached, as its policy says; None where it does not.
        list_columns: of a list with rows, the headings of its own columns, which match nothing in a profile;
            None where no list is screened.
    """

    version: str
    as_of: date
    fail_on: Literal["red", "caution", "note", "never"]
    rule_books: tuple[RuleBook, ...]
    deselected: tuple[str, ...]
    site: SiteUse | None = None
    policy: PolicyUse | None = None
    rules: tuple[Rule, ...] = ()
    unanswered: Literal["fail", "pass"] = "fail"
    has_baseline: bool = False
    district: District | None = None
    contact: str | None = None
    list_columns: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: a profile, or a rule book.

    Attributes:
        kind: `invalid_profile`, `unreadable_profile`, or the same of `rule_book`, `policy`, `baseline`, ...
        profile: the file, as named on the command line.
        line: line, counted from 1.
        column: column in characters, counted from 1.
        path: the field's path; empty where it is about no single field.
        message: what is wrong, and what to do.
        sheet: of a workbook, the sheet that it stands on; line and column are row and column there.
    """

    kind: str
    profile: str
    line: int
    column: int
    path: str
    message: str
    sheet: str = ""

    @property
    def place(self) -> str:
        """Where it stands: `file:line:column`, or the sheet and cell of a workbook."""
        return place_in_words(self.profile, self.line, self.column, self.sheet)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the run as a whole that a reader should know.

    Attributes:
        kind: such as `nothing_screened`, `unknown_selection`, `waiver_expired` or `screen_budget`.
        message: the notice in one sentence.
    """

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known after the last profile.

    Attributes:
        notices: what the run as a whole has to say.
        exit_code: how it ends.
        policy: the policy and what it takes away, as one sentence; empty where there is none.
    """

    notices: tuple[Notice, ...]
    exit_code: ExitCode
    policy: str = ""


class Writer(Protocol):
    """Writes one format while the run goes on."""

    def begin(self, beginning: Beginning) -> None:
        """Write what comes before the first scorecard."""

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write one scorecard."""

    def problem(self, problem: Problem) -> None:
        """Take note of something that could not be read."""

    def end(self, ending: Ending) -> None:
        """Write what comes after the last scorecard."""
