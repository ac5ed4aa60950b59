"""The files with a rule's cases: what a case may say, read with the place of every mistake."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edscreen.profile.documents import dotted, in_order
from edscreen.profile.kinds import FileKind
from edscreen.profile.messages import explain_errors
from edscreen.profile.models.vendor import Role
from edscreen.profile.sources import Unreadable, read_file, shown_path
from edscreen.profile.typed_files import FileMistake
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_syntax import BrokenYaml
from edscreen.profile.yaml_tree import Mistake
from edscreen.screening.answers import Basis, Outcome, Severity
from edscreen.screening.inputs import District, OpenedSource, SiteReading
from edscreen.screening.rule_listing import CASES as CASES_FILE
from edscreen.screening.rule_pages import file_beside

if TYPE_CHECKING:
    from edscreen.screening.rule import Rule

CASES = FileKind("list of cases", "- name: ...", "expect: {outcome: pass}")
AS_OF = date(2026, 11, 21)
"""The day as of which a case is judged that names none."""

# A file of cases is a list, and the reader wants a group: a key is put above it, its lines are set in by 1.
_EACH_LINE = re.compile(r"^(?=.)", re.MULTILINE)
_PLACE = re.compile(r"first at (\d+):(\d+)")

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


class _CaseFile(BaseModel):
    """A file of cases, with the key put above them that the reader of files needs."""

    model_config = ConfigDict(extra="forbid")

    cases: list[Case] = Field(examples=["- name: ..."])


def read_cases(rule: Rule) -> list[Case]:
    """Read the cases of a rule; none where it has no `cases.yaml`, or an empty one.

    Raises:
        CasesUnreadable: where the file cannot be read, or a case is not of the form above.
    """
    shown = shown_path(rule.folder / CASES_FILE) if rule.folder else ""
    try:
        file = file_beside(rule, CASES_FILE)
        if file is None:
            return []
        text = read_file(file, CASES).text
        return _read("cases:\n" + _EACH_LINE.sub(" ", text))
    except Unreadable as error:
        raise CasesUnreadable(
            (FileMistake("unreadable_cases", shown, error.line, error.column, "", error.message),)
        ) from None
    except _Mistaken as error:
        raise CasesUnreadable(
            tuple(
                FileMistake(
                    "invalid_cases", shown, max(line - 1, 1), max(column - 1, 1), dotted(path), _back(message)
                )
                for line, column, path, message in in_order(error.mistakes)
            )
        ) from None


def _back(message: str) -> str:
    """A message with the place in it, if any, as it is in the file itself."""
    return _PLACE.sub(lambda found: f"first at {int(found[1]) - 1}:{int(found[2]) - 1}", message)


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
