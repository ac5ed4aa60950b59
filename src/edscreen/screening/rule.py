"""A rule: what it asks, of which products, what it needs, and the pure function that answers."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from edscreen.profile.models import Profile
from edscreen.screening.answers import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from edscreen.profile.models.choices import Category
    from edscreen.screening.answers import Answer


LeftOut = Literal["undisclosed", "not_applicable"]
GetsWorse = Literal["higher", "lower"]
Empty = Literal["flag", "undisclosed", "not_applicable"]

TEACHING: frozenset[Category] = frozenset({"core", "supplemental", "intervention", "tutoring"})
"""The categories of products that teach students."""

INPUTS = (
    "profile",
    "options",
    "as_of",
    "asked",
    "category",
    "purchase",
    "home_page",
    "registries",
    "district",
    "site",
    "opened",
)
"""The arguments that a rule's function may name; it is given those it names.

`profile` is the profile; `options` the rule's options in force; `as_of` the day that dates are judged by;
`asked`, `category` (the product's), `purchase` and `home_page` the district's own entries, None where there
are none or they are not its word;
`registries` what others say; `district` the district that screens, None where unknown; `site` what the
vendor's home page showed in this run, None where it was not visited; `opened` the sources that the profile
names and this run opened, by the entry that names them (`approvals[0]`), None where none was tried.
"""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class RuleError(Exception):
    """A rule that cannot be used; the message is a sentence for its author."""


class Options(BaseModel):
    """Base of a rule's options: closed keys, documented defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule's reasoning comes from."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class AppliesTo:
    """The products that a rule judges.

    Attributes:
        categories: product categories; a product that states none counts as one that teaches students.
        students_use: whether only products that students use themselves are meant.
    """

    categories: frozenset[Category] = TEACHING
    students_use: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the profile that a rule asks about.

    Attributes:
        name: its key.
        words: what it holds, to follow "the vendor has not said ...".
        also_in: sections whose entries answer the same question.
        stands_in: a field that answers where the section is left out, as `outcomes.dosage_minutes_per_week`.
    """

    name: str
    words: str
    also_in: tuple[str, ...] = ()
    stands_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One question to every product, and how it is answered.

    Attributes:
        id: name in kebab-case, never used again for another question.
        title: the question in a few words.
        family: the group it is selected with.
        severity: how serious a flag is.
        applies_to: the products it judges.
        section: the parts of the profile it asks about; the engine answers where one is left out or empty.
        silence_flags: whether silence flags once the vendor was asked and the time for an answer is over.
        left_out: the outcome where a section is left out and the vendor was not asked.
        empty: the outcome where a section is given empty, which is the answer "none".
        gets_worse: the way in which the number that decides gets worse, so that a waiver or a baseline covers
            a milder one; None where any other number is a new answer.
        options: its options with documented defaults.
        ask_vendor: the question to the vendor where the answer is not a pass.
        settled_by: what would settle that question, as a letter to the vendor says it; empty where the rule
            does not say.
        sources: where the reasoning comes from.
        judge: the function; called only where there is something to judge.
        needs: the arguments that `judge` names, of `INPUTS`.
        folder: the folder it was loaded from.
        confined_to: the folder that no link beside the rule may lead out of; None where any may.
    """

    id: str
    title: str
    family: str
    severity: Severity
    applies_to: AppliesTo
    section: tuple[Section, ...]
    silence_flags: bool
    left_out: LeftOut
    empty: Empty
    gets_worse: GetsWorse | None
    options: type[Options]
    ask_vendor: str
    sources: tuple[Source, ...]
    judge: Callable[..., Answer]
    needs: tuple[str, ...]
    settled_by: str = ""
    folder: Path | None = field(default=None, compare=False)
    confined_to: Path | None = field(default=None, compare=False)

    def within(self, folder: Path) -> Rule:
        """This rule as loaded from `folder`."""
        return replace(self, folder=folder)


def rule(  # noqa: PLR0913 - a declaration: every argument is named where it is called
    *,
    id: str,  # noqa: A002 - the contract's own name for it
    title: str,
    family: str,
    severity: Severity,
    ask_vendor: str,
    sources: tuple[Source, ...],
    section: Section | tuple[Section, ...] = (),
    applies_to: AppliesTo = AppliesTo(),
    silence_flags: bool = False,
    left_out: LeftOut = "undisclosed",
    empty: Empty = "flag",
    gets_worse: GetsWorse | None = None,
    settled_by: str = "",
    options: type[Options] = Options,
) -> Callable[[Callable[..., Answer]], Rule]:
    """Turn the function below into a `Rule`; the arguments are `Rule`'s attributes.

    Raises:
        RuleError: for an id not in kebab-case, a severity there is not, a section that no profile has, an
            option without a default, an argument that no rule is given.
    """
    sections = (section,) if isinstance(section, Section) else section
    if not _ID.fullmatch(id):
        raise RuleError(f"the id {id!r} is not in kebab-case, like screen-time")
    _one_of("severity", severity, get_args(Severity))
    _one_of("left_out", left_out, get_args(LeftOut))
    _one_of("empty", empty, get_args(Empty))
    _one_of("gets_worse", gets_worse, (*get_args(GetsWorse), None))
    for part in sections:
        _check_section(part)
    _check_options(options)

    def declare(judge: Callable[..., Answer]) -> Rule:
        needs = tuple(inspect.signature(judge).parameters)
        for name in needs:
            if name not in INPUTS:
                raise RuleError(f"a rule is given no argument {name!r}, only {', '.join(INPUTS)}")
        return Rule(
            id=id,
            title=title,
            family=family,
            severity=severity,
            applies_to=applies_to,
            section=sections,
            silence_flags=silence_flags,
            left_out=left_out,
            empty=empty,
            gets_worse=gets_worse,
            options=options,
            ask_vendor=ask_vendor,
            settled_by=settled_by,
            sources=sources,
            judge=judge,
            needs=needs,
        )

    return declare


def _one_of(name: str, value: object, choices: tuple[object, ...]) -> None:
    if value not in choices:
        raise RuleError(f"{name} is {value!r}, and can only be one of {', '.join(map(str, choices))}")


def _check_section(section: Section) -> None:
    for name in (section.name, *section.also_in):
        if name not in Profile.model_fields:
            raise RuleError(f"a profile has no section {name!r}")
    if section.stands_in:
        elsewhere, _, field_name = section.stands_in.partition(".")
        if field_name not in _fields_of_entries(elsewhere):
            raise RuleError(f"{section.stands_in!r} is no field of a list's entries, like outcomes.growth")


def _fields_of_entries(section: str) -> Iterable[str]:
    field_info = Profile.model_fields.get(section)
    for choice in get_args(field_info.annotation) if field_info else ():
        [entry, *_] = get_args(choice) or (None,)
        if isinstance(entry, type) and issubclass(entry, BaseModel):
            return entry.model_fields
    return ()


def _check_options(options: type[Options]) -> None:
    try:
        options()
    except ValidationError as error:
        raise RuleError(
            f"every option needs a default that it allows itself: {error.error_count()} do not"
        ) from None
