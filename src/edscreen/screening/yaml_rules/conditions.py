"""Conditions over a profile's fields: each holds, does not hold, or is left open by what is not stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from edscreen.profile.placeholders import is_stated
from edscreen.profile.ranges import Range
from edscreen.profile.words import same_words
from edscreen.screening.yaml_rules.fields import STEPS_TO_OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from edscreen.screening.answers import Path
    from edscreen.screening.yaml_rules.fields import Field

AsOf = Literal["as_of"]
"""Stands in a condition for the day by which a run judges dates."""

Operand: TypeAlias = Any
"""What a value is compared with: a number, a day or `as_of`, or a set of texts, numbers or truth values."""


class Missing(NamedTuple):
    """What a condition turns on and the profile does not settle.

    Attributes:
        path: where it would stand.
        stated: what is stated there and does not settle it; empty where nothing is.
    """

    path: Path
    stated: str = ""


class Found(NamedTuple):
    """What became of a condition.

    Attributes:
        holds: whether it holds; None where the profile leaves it open.
        evidence: the fields that decided, the deciding one first.
        missing: what leaves it open.
        is_documented: whether the fields that suffice to decide all rest on more than the vendor's word.
    """

    holds: bool | None
    evidence: tuple[Path, ...] = ()
    missing: tuple[Missing, ...] = ()
    is_documented: bool = False


@dataclass(slots=True)
class Place:
    """Where a condition is judged: in the profile or in an entry of one of its lists.

    Attributes:
        node: the profile, or the entry.
        path: what leads to it.
        as_of: the day by which dates are judged.
        own: the district's own entries by the argument that a rule gets them by.
        is_documented: tells of a field's path whether it rests on more than the vendor's word; None where
            nobody asks.
    """

    node: Any
    path: Path
    as_of: date
    own: Mapping[str, Any]
    is_documented: Callable[[Path], bool] | None = None

    def within(self, node: Any, path: Path) -> Place:
        """The place of an entry of a list here."""
        return Place(node, path, self.as_of, self.own, self.is_documented)

    def found(self, holds: bool, path: Path) -> Found:  # noqa: FBT001 - the outcome itself
        """What one field decides."""
        return Found(holds, (path,), (), self.is_documented is not None and self.is_documented(path))


@dataclass(frozen=True, slots=True)
class Check:
    """A field compared with something by one operator."""

    field: Field
    compare: Callable[[Any, Operand, date], bool | None]
    operand: Operand

    def judge(self, place: Place) -> Found:
        """Compare what stands in the field; what is left out, or a word such as TBD, leaves it open."""
        path = place.path + self.field.cited
        value = value_at(self.field, place)
        if value is None:
            return Found(None, missing=(Missing(path),))
        holds = self.compare(value, self.operand, place.as_of)
        if holds is None:
            return Found(None, missing=(Missing(path, str(value)),))
        return place.found(holds, path)


@dataclass(frozen=True, slots=True)
class Entries:
    """A condition on the entries of a list: that it holds of any, of all or of none of them.

    An empty list has no entry of which anything holds: `any` and `all` do not hold of it, `none` does.
    """

    field: Field
    which: Literal["any", "all", "none"]
    condition: Condition

    def judge(self, place: Place) -> Found:
        """Judge every entry; those that decide are cited."""
        path = place.path + self.field.cited
        values = value_at(self.field, place)
        if values is None:
            return Found(None, missing=(Missing(path),))
        of_groups = self.field.kind == "entries"
        found = [
            self.condition.judge(place.within(value, (*path, index) if of_groups else path))
            for index, value in enumerate(values)
        ]
        if not found:
            return place.found(self.which == "none", path)
        if self.which == "all":
            return _all(found)
        return _any(found) if self.which == "any" else _opposite(_any(found))


@dataclass(frozen=True, slots=True)
class Both:
    """Several conditions, all of which must hold (`and`), or one of which must (`or`)."""

    conditions: tuple[Condition, ...]
    all_of_them: bool

    def judge(self, place: Place) -> Found:
        """Judge each; what is open counts only where the others do not decide."""
        found = [condition.judge(place) for condition in self.conditions]
        return _all(found) if self.all_of_them else _any(found)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition; what is open stays open."""

    condition: Condition

    def judge(self, place: Place) -> Found:
        """Judge the condition and turn its answer round."""
        return _opposite(self.condition.judge(place))


Condition: TypeAlias = Check | Entries | Both | Not


def value_at(field: Field, place: Place) -> Any:
    """What stands in a field; None where it is left out, or holds only a word such as TBD or unknown."""
    if field.argument:
        value = field.value(place.own[field.argument], behind=STEPS_TO_OWN[field.argument])
    else:
        value = field.value(place.node)
    return None if field.kind == "text" and not is_stated(value) else value


def _all(found: Sequence[Found]) -> Found:
    return _opposite(_any([_opposite(each) for each in found]))


def _any(found: Sequence[Found]) -> Found:
    if len(found) == 1:
        return found[0]
    if decided := [each for each in found if each.holds]:
        documented = any(each.is_documented for each in decided)
        return Found(True, _joined(each.evidence for each in decided), is_documented=documented)
    if missing := _joined(each.missing for each in found if each.holds is None):
        return Found(None, missing=missing)
    documented = all(each.is_documented for each in found)
    return Found(False, _joined(each.evidence for each in found), is_documented=documented)


def _opposite(found: Found) -> Found:
    if found.holds is None:
        return found
    return Found(not found.holds, found.evidence, (), found.is_documented)


def _joined(parts: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(parts)))


def is_there(_value: Any, _operand: Operand, _as_of: date) -> bool:
    """Whether anything is stated: only what is gets here."""
    return True


def is_among(value: Any, operand: frozenset[Any], _as_of: date) -> bool:
    """Whether a value is one of several; texts are compared without case and spaces."""
    return (same_words(value) if isinstance(value, str) else value) in operand


def at_least(value: float | Range, operand: float, _as_of: date) -> bool | None:
    """Whether a number reaches another; a range does where all of it does, and is open where a part does."""
    if not isinstance(value, Range):
        return value >= operand
    if value.low is not None and value.low >= operand:
        return True
    return False if value.high is not None and value.high < operand else None


def at_most(value: float | Range, operand: float, _as_of: date) -> bool | None:
    """Whether a number does not exceed another; of ranges as in `at_least`."""
    if not isinstance(value, Range):
        return value <= operand
    if value.high is not None and value.high <= operand:
        return True
    return False if value.low is not None and value.low > operand else None


def is_before(value: date, operand: date | AsOf, as_of: date) -> bool:
    """Whether a day lies before another, which does not lie before itself."""
    return value < (operand if isinstance(operand, date) else as_of)


def is_after(value: date, operand: date | AsOf, as_of: date) -> bool:
    """Whether a day lies after another, which does not lie after itself."""
    return value > (operand if isinstance(operand, date) else as_of)
