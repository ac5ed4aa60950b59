"""What is asked for in a field: its choices as people are shown them, and what stands beside the answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.annotations import holds_list, kinds_of
from edscreen.profile.guide import fields_of, group_at, guide
from edscreen.profile.tables import read_table
from edscreen.profile.vocabularies import CLEARINGHOUSES, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic.fields import FieldInfo

    from edscreen.profile.guide import Guide

YES_OR_NO = ("yes", "no")
"""The choices of a field that is true or not."""

_CHOICES = Path(__file__).parent / "data" / "choices.csv"


class ChoiceWords(NamedTuple):
    """How people are shown a choice of a closed list.

    Attributes:
        words: the choice itself: `quasi-experiment`.
        meaning: what that is; empty where the words say it.
    """

    words: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for in one field.

    Attributes:
        key: the field's name.
        choices: the closed list of answers as a file holds them, or nothing.
        shown: the same as people are shown them.
        several: whether several answers may be given at once.
        in_turn: whether questions are put one after another: choices by number, a unit after its number.
        beside: where they are put all at once, what is answered to the question of the number's unit.
    """

    key: str
    choices: tuple[str, ...]
    shown: tuple[ChoiceWords, ...]
    several: bool
    in_turn: bool = False
    beside: str = ""

    @property
    def has_words(self) -> bool:
        """Whether the choices are words: they are not where they are numbers, or yes and no."""
        return len(self.choices) > 1 and not (
            self.choices == YES_OR_NO or any(choice.isdigit() for choice in self.choices)
        )

    @property
    def is_numbered(self) -> bool:
        """Whether the choices are offered by number."""
        return self.in_turn and self.has_words


def asked_at(path: Sequence[str | int], beside: str = "") -> Asked | None:
    """Return what is asked for in the field at `path` of a profile; None where there is no such field."""
    around, due = group_at(path[:-1]), guide(path)
    info = fields_of(around).get(str(path[-1])) if around else None
    if info is None or due is None:
        return None
    choices = choices_of(path, info, due)
    shown = tuple(choice_words(path, choice) for choice in choices)
    return Asked(str(path[-1]), choices, shown, holds_list(info), beside=beside)


def choices_of(path: Sequence[str | int], info: FieldInfo, due: Guide) -> tuple[str, ...]:
    """Return the closed list of answers of the field at `path`, or nothing."""
    if pattern(path) == "reviews.*.by":
        return tuple(CLEARINGHOUSES)
    if due.key in {"subject", "subjects"}:
        return tuple(dict.fromkeys(SUBJECTS.values()))
    if bool in kinds_of(info):
        return YES_OR_NO
    return tuple(map(str, due.choices))


def choice_words(path: Sequence[str | int], choice: str) -> ChoiceWords:
    """Return how people are shown one choice of the field at `path`."""
    if choice in CLEARINGHOUSES:
        return ChoiceWords(CLEARINGHOUSES[choice], "")
    return _choices().get((pattern(path), choice)) or ChoiceWords(choice.replace("_", " "), "")


def pattern(path: Sequence[str | int]) -> str:
    """Return `path` with `*` for each entry of a list: `studies.*.title`."""
    return ".".join("*" if isinstance(part, int) else part for part in path)


@cache
def _choices() -> Mapping[tuple[str, str], ChoiceWords]:
    return MappingProxyType(
        {
            (row["path"], row["choice"]): ChoiceWords(row["words"], row["meaning"])
            for row in read_table(_CHOICES)
        }
    )
