"""A rule's cases: small profiles with the answer that each must get, kept beside the rule in `cases.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edscreen.profile.documents import Document, dotted, in_order
from edscreen.profile.kinds import FileKind
from edscreen.profile.messages import explain_errors
from edscreen.profile.models import Profile
from edscreen.profile.models.vendor import Role
from edscreen.profile.sources import Unreadable, read_file, shown_path
from edscreen.profile.typed_files import FileMistake
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_syntax import BrokenYaml
from edscreen.profile.yaml_tree import Mistake
from edscreen.registries.bundle import Registries
from edscreen.screening.answers import Basis, Outcome, Severity
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import District, Gathered, OpenedSource, Settings, SiteReading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.screening.rule import Rule
    from edscreen.screening.scorecard import Finding

CASES = FileKind("list of cases", "- name: ...", "expect: {outcome: pass}")
AS_OF = date(2026, 11, 21)
"""The day as of which a case is judged that names none."""

_ASSUMED = {
    "edscreen": "edscreen: 1\n",
    "prepared": "prepared: {role: district}\n",
    "vendor": 'vendor: {name: Sample Vendor, website: "https://www.vendor.example/"}\n',
    "product": "product: {name: Sample Product, subjects: [reading], grades: [K, 1, 2, 3],"
    " category: supplemental, students_use: true}\n",
}

Covers = Literal["asked", "empty", "boundary"]
"""What a case shows beyond its outcome: silence after asking, a section given empty, a limit itself."""


class Expected(BaseModel):
    """The answer that a case must get; what is left out is not compared."""

    model_config = ConfigDict(extra="forbid")

    outcome: Outcome = Field(examples=["pass"])
    severity: Severity | None = None
    basis: Basis | None = None
    says: list[str] = Field([], description="Words that the message must hold.")
    asks: str | None = Field(None, description="Words that the question to the vendor must hold.")
    at: str | None = Field(None, description="The path of the first piece of evidence.")


class Case(BaseModel):
    """One case of a rule."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(examples=["included training passes"])
    profile: str = Field(
        description="The profile's text; what every profile needs is assumed where it is left out.",
        examples=["| (and the profile's text below it)"],
    )
    expect: Expected = Field(examples=[{"outcome": "pass"}])
    covers: list[Covers] = []
    as_of: date = AS_OF
    prepared_by: Role | None = None
    options: dict[str, Any] = {}
    site: SiteReading | None = None
    opened: dict[str, OpenedSource] | None = None
    district: District | None = None


class CasesUnreadable(Exception):
    """The cases of a rule cannot be read.

    Attributes:
        mistakes: each with its place, fit to be shown.
    """

    def __init__(self, mistakes: tuple[FileMistake, ...]) -> None:
        super().__init__("; ".join(map(str, mistakes)))
        self.mistakes = mistakes


class BadCase(Exception):
    """What a case gives the rule to judge is not valid; the message says why."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an answer has other than its case expects.

    Attributes:
        what: the part of the answer.
        expected: what is due there.
        got: what is there.
    """

    what: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.what}: expected {self.expected}, got {self.got}"


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a case.

    Attributes:
        case: the case.
        finding: the answer; None where there is none.
        differences: what in it is not as expected; none where the case passes.
        problem: why there is no answer; empty where there is one.
    """

    case: Case
    finding: Finding | None
    differences: tuple[Difference, ...] = ()
    problem: str = ""

    @property
    def passes(self) -> bool:
        """Whether the answer is as expected."""
        return not self.differences and not self.problem


class _CaseFile(BaseModel):
    """A file of cases, with the key put above them that the reader of files needs."""

    model_config = ConfigDict(extra="forbid")

    cases: list[Case] = Field(examples=["- name: ..."])


def read_cases(rule: Rule) -> list[Case]:
    """Read the cases of a rule; none where it has no `cases.yaml`, or an empty one.

    Raises:
        CasesUnreadable: where the file cannot be read, or a case is not of the form above.
    """
    file = rule.folder / "cases.yaml" if rule.folder else None
    if file is None or not file.exists():
        return []
    shown = shown_path(file)
    try:
        text = read_file(file, CASES).text
        return _read("cases:\n" + text)
    except Unreadable as error:
        raise CasesUnreadable(
            (FileMistake("unreadable_cases", shown, error.line, error.column, "", error.message),)
        ) from None
    except _Mistaken as error:
        raise CasesUnreadable(
            tuple(
                FileMistake("invalid_cases", shown, max(line - 1, 1), column, dotted(path), message)
                for line, column, path, message in in_order(error.mistakes)
            )
        ) from None


class _Mistaken(Exception):
    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__()
        self.mistakes = mistakes


def _read(text: str) -> list[Case]:
    try:
        whole = next(trees(text, CASES))
    except BrokenYaml as error:
        raise _Mistaken([Mistake(error.line, error.column, (), error.message)]) from None
    tree = whole.without_blanks()
    if whole.mistakes or not whole.complete:
        raise _Mistaken(list(whole.mistakes))
    if tree.data.get("cases") is None:
        return []
    try:
        return _CaseFile.model_validate(tree.data).cases
    except ValidationError as error:
        raise _Mistaken(explain_errors(error, tree, whole, _CaseFile)) from None


def judge(rule: Rule, case: Case) -> Finding:
    """Screen the case's profile with its rule alone.

    Raises:
        BadCase: where its profile or its options are not valid.
    """
    try:
        options = rule.options(**case.options)
    except ValidationError as error:
        [first, *_] = error.errors(include_url=False)
        named = ".".join(map(str, first["loc"]))
        raise BadCase(f"the rule does not take the option {named}: {first['msg']}") from None
    settings = Settings(
        as_of=case.as_of,
        prepared_by=case.prepared_by,
        options={rule.id: options},
        registries=Registries.load(),
        district=case.district,
    )
    engine = Engine([rule], settings, on_crash=_raise)
    [finding] = engine.screen(_document(case), Gathered(case.site, case.opened)).findings
    return finding


def attempt(rule: Rule, case: Case) -> Tried:
    """Judge a case and compare; a rule or a case that fails is told as such."""
    try:
        finding = judge(rule, case)
    except BadCase as error:
        return Tried(case, None, problem=str(error))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return Tried(case, None, problem=f"the rule stopped with {type(error).__name__}: {error}")
    return Tried(case, finding, tuple(compared(case, finding)))


def differences(case: Case, finding: Finding) -> list[str]:
    """What the finding has other than the case expects, in words."""
    return [str(difference) for difference in compared(case, finding)]


def compared(case: Case, finding: Finding) -> Iterator[Difference]:
    """Yield what the finding has other than the case expects."""
    expected = case.expect
    first = getattr(finding.evidence[0], "path", None) if finding.evidence else None
    for name, due, got in (
        ("outcome", expected.outcome, finding.outcome),
        ("severity", expected.severity, finding.severity),
        ("basis", expected.basis, finding.basis),
        ("first evidence", expected.at, first),
    ):
        if due is not None and due != got:
            yield Difference(name, due, str(got or "none"))
    for words in expected.says:
        if words not in finding.message:
            yield Difference("message", f"the words {words!r}", repr(finding.message))
    if expected.asks is not None and expected.asks not in (finding.ask_vendor or ""):
        yield Difference("question", f"the words {expected.asks!r}", repr(finding.ask_vendor or ""))


def _raise(_rule: Rule, error: BaseException) -> None:
    raise error


def _document(case: Case) -> Document:
    given = {key for key in _ASSUMED if re.search(rf"(?m)^{key}:", case.profile)}
    assumed = "".join(line for key, line in _ASSUMED.items() if key not in given)
    try:
        whole = next(trees(assumed + case.profile))
    except BrokenYaml as error:
        line = error.line - assumed.count("\n")
        raise BadCase(f"the profile of this case is not YAML, in its line {line}: {error.message}") from None
    tree = whole.without_blanks()
    mistakes = list(whole.mistakes)
    if not mistakes:
        try:
            profile = Profile.model_validate(tree.data)
            return Document(profile, tree, Path("cases.yaml").as_posix(), 0, "")
        except ValidationError as error:
            mistakes = explain_errors(error, tree, whole)
    first = mistakes[0]
    raise BadCase(f"the profile of this case is not valid: {dotted(first.path)}: {first.message}")
