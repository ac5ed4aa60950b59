"""A rule's cases: small profiles with the answer that each must get, kept beside the rule in `cases.yaml`."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from edscreen.profile.documents import Document
from edscreen.profile.models import Profile
from edscreen.profile.models.vendor import Role
from edscreen.profile.yaml_builder import trees
from edscreen.registries.bundle import Registries
from edscreen.screening.answers import Basis, Outcome, Severity
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import District, Gathered, OpenedSource, Settings, SiteReading

if TYPE_CHECKING:
    from edscreen.screening.rule import Rule
    from edscreen.screening.scorecard import Finding

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

    outcome: Outcome
    severity: Severity | None = None
    basis: Basis | None = None
    says: list[str] = Field([], description="Words that the message must hold.")
    asks: str | None = Field(None, description="Words that the question to the vendor must hold.")
    at: str | None = Field(None, description="The path of the first piece of evidence.")


class Case(BaseModel):
    """One case of a rule."""

    model_config = ConfigDict(extra="forbid")

    name: str
    profile: str = Field(
        description="The profile's text; what every profile needs is assumed where it is left out."
    )
    expect: Expected
    covers: list[Covers] = []
    as_of: date = AS_OF
    prepared_by: Role | None = None
    options: dict[str, Any] = {}
    site: SiteReading | None = None
    opened: dict[str, OpenedSource] | None = None
    district: District | None = None


_CASES = TypeAdapter(list[Case])


def read_cases(rule: Rule) -> list[Case]:
    """Read the cases of a rule; none where it has no `cases.yaml`.

    Raises:
        pydantic.ValidationError: where a case is not of the form above.
    """
    file = rule.folder / "cases.yaml" if rule.folder else None
    if file is None or not file.exists():
        return []
    # The reader is one of profiles, which are no lists: a key is put above them.
    tree = next(trees("cases:\n" + file.read_text(encoding="utf-8")))
    return _CASES.validate_python(tree.data.get("cases"))


def judge(rule: Rule, case: Case) -> Finding:
    """Screen the case's profile with its rule alone."""
    settings = Settings(
        as_of=case.as_of,
        prepared_by=case.prepared_by,
        options={rule.id: rule.options(**case.options)},
        registries=Registries.load(),
        district=case.district,
    )
    engine = Engine([rule], settings, on_crash=_raise)
    [finding] = engine.screen(_document(case), Gathered(case.site, case.opened)).findings
    return finding


def differences(case: Case, finding: Finding) -> list[str]:
    """What the finding has other than the case expects, in words."""
    expected = case.expect
    first = getattr(finding.evidence[0], "path", None) if finding.evidence else None
    compared = (
        ("outcome", expected.outcome, finding.outcome),
        ("severity", expected.severity, finding.severity),
        ("basis", expected.basis, finding.basis),
        ("first evidence", expected.at, first),
    )
    found = [
        f"{name}: expected {due}, got {got}" for name, due, got in compared if due is not None and due != got
    ]
    found += [
        f"message: expected {words!r} in {finding.message!r}"
        for words in expected.says
        if words not in finding.message
    ]
    if expected.asks is not None and expected.asks not in (finding.ask_vendor or ""):
        found.append(f"question: expected {expected.asks!r} in {finding.ask_vendor!r}")
    return found


def _raise(_rule: Rule, error: BaseException) -> None:
    raise error


def _document(case: Case) -> Document:
    given = {key for key in _ASSUMED if re.search(rf"(?m)^{key}:", case.profile)}
    text = "".join(line for key, line in _ASSUMED.items() if key not in given) + case.profile
    tree = next(trees(text)).without_blanks()
    return Document(Profile.model_validate(tree.data), tree, Path("cases.yaml").as_posix(), 0, "")
