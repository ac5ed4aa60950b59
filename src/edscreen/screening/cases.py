"""A rule's cases: small profiles with the answer that each must get, judged and compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from edscreen.profile.documents import Document, dotted
from edscreen.profile.messages import explain_errors
from edscreen.profile.models import Profile
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_syntax import BrokenYaml
from edscreen.registries.bundle import Registries
from edscreen.screening.case_files import Case, CasesUnreadable, read_cases
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import Gathered, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.screening.rule import Rule
    from edscreen.screening.scorecard import Finding

__all__ = [
    "BadCase",
    "Case",
    "CasesUnreadable",
    "Difference",
    "Tried",
    "attempt",
    "compared",
    "differences",
    "judge",
    "read_cases",
]

_ASSUMED = {
    "edscreen": "edscreen: 1\n",
    "prepared": "prepared: {role: district}\n",
    "vendor": 'vendor: {name: Sample Vendor, website: "https://www.vendor.example/"}\n',
    "product": "product: {name: Sample Product, subjects: [reading], grades: [K, 1, 2, 3],"
    " category: supplemental, students_use: true}\n",
}


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
