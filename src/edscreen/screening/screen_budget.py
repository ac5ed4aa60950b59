"""The minutes a week that all products of a run together would take of one student."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from edscreen.evidence.bought_subjects import with_gaps
from edscreen.evidence.combined_minutes import combinations
from edscreen.evidence.spans import NONE, Span, in_words
from edscreen.evidence.stated_minutes import stated_minutes
from edscreen.evidence.weekly_use import by_weekly_use
from edscreen.profile.quoting import shown
from edscreen.profile.words import grades_in_words, joined, same_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.evidence.stated_minutes import Stated
    from edscreen.profile.models import Profile, Purchase
    from edscreen.profile.models.vendor import Role

_NAMED_AT_MOST = 5
_DISTRICT_WORD = frozenset({"district", "agency"})
_ANYTHING = Span(0.0, math.inf)
_Product = tuple[str, str]


class BudgetEntry(NamedTuple):
    """A budget of the policy.

    Attributes:
        grades: the grades for which minutes are added up.
        flag_at: minutes a week that are cautioned against, this number itself included.
    """

    grades: tuple[str, ...]
    flag_at: float


class BudgetLine(NamedTuple):
    """What one budget comes to.

    Attributes:
        text: a clause for the run's summary, without a full stop.
        reached: whether even the low end is at the budget or over it, which is a caution of the run.
    """

    text: str
    reached: bool


class ProductMinutes(NamedTuple):
    """What one product counts for.

    Attributes:
        vendor: the vendor's name.
        product: the product's name.
        stated: the budget's place in the policy, a grade, and a student's fewest and most minutes a week.
        unstated: the places of budgets for whose grades no minutes are stated.
    """

    vendor: str
    product: str
    stated: tuple[tuple[int, str, float, float], ...]
    unstated: tuple[int, ...]


class _Total(NamedTuple):
    """What the students of some grades get from so many products."""

    grades: tuple[str, ...]
    minutes: Span
    products: int


@dataclass(slots=True)
class _Counted:
    """What was counted for one budget."""

    entry: BudgetEntry
    minutes: dict[str, dict[_Product, Span]] = field(default_factory=dict)
    unstated: dict[_Product, str] = field(default_factory=dict)


class ScreenBudget:
    """Adds up a student's minutes while profiles pass by; a product that comes twice is counted once."""

    def __init__(self, entries: Sequence[BudgetEntry]) -> None:
        """Begin with nothing counted for each of `entries`."""
        self._budgets = [_Counted(entry) for entry in entries]

    def count(self, profile: Profile, role: Role | None) -> None:
        """Count one product; see `of`."""
        if minutes := self.of(profile, role):
            self.add(minutes)

    def of(self, profile: Profile, role: Role | None) -> ProductMinutes | None:
        """What a product counts for, without counting it; None where it counts for nothing.

        Args:
            profile: the profile.
            role: whose word it is; only a district's or an agency's own entries say what is bought, and that
                students do not use it.
        """
        if not self._budgets:
            return None
        is_district_word = role in _DISTRICT_WORD
        if is_district_word and profile.product.students_use is False:
            return None
        purchase = profile.purchase if is_district_word else None
        holding, _ = stated_minutes(profile, purchase)
        if is_district_word and profile.product.category == "assessment":
            holding, yearly, _ = by_weekly_use(profile, holding)
            if yearly and not holding:
                return None
        grades = _grades(profile, purchase, holding)
        stated: list[tuple[int, str, float, float]] = []
        unstated: dict[int, None] = {}
        for number, budget in enumerate(self._budgets):
            for grade in budget.entry.grades:
                if grades is not None and grade not in grades:
                    continue
                minutes = _minutes(grade, holding, purchase) if grades else None
                if minutes is None:
                    unstated[number] = None
                else:
                    stated.append((number, grade, *minutes))
        if not (stated or unstated):
            return None
        return ProductMinutes(profile.vendor.name, profile.product.name, tuple(stated), tuple(unstated))

    def add(self, minutes: ProductMinutes) -> None:
        """Count what a product counts for."""
        product = same_words(minutes.vendor), same_words(minutes.product)
        for number in minutes.unstated:
            self._budgets[number].unstated.setdefault(product, minutes.product)
        for number, grade, low, high in minutes.stated:
            of_grade = self._budgets[number].minutes.setdefault(grade, {})
            of_grade[product] = max(Span(low, high), of_grade.get(product, NONE))

    def lines(self) -> list[BudgetLine]:
        """Say what each budget comes to."""
        return [_line(budget) for budget in self._budgets]


def _grades(profile: Profile, purchase: Purchase | None, holding: Sequence[Stated]) -> frozenset[str] | None:
    """Return the grades of those who would use it: bought, else sold for, else dosed; None where unknown."""
    stated = (purchase.grades if purchase else None) or profile.product.grades
    dosed = [one.grades for one in holding]
    if not stated and dosed and None not in dosed:
        stated = tuple(grade for grades in dosed for grade in grades or ())
    return frozenset(stated) if stated else None


def _minutes(grade: str, holding: Sequence[Stated], purchase: Purchase | None) -> Span | None:
    """Return a student's minutes by the lowest and the highest reading; None where none are stated."""
    entries = [one for one in holding if one.grades is None or grade in one.grades]
    if not entries:
        return None
    spans = []
    for plain in combinations(entries, purchase.use if purchase else None):
        read = with_gaps(plain, purchase).minutes
        if read.has_unit and (read.least.low, read.most.high) != _ANYTHING:
            low, high = read.least.low, read.most.high
            spans.append(Span(0.0 if read.no_lower else low, math.inf if read.no_upper else high))
    return Span(min(span.low for span in spans), max(span.high for span in spans)) if spans else None


def _line(budget: _Counted) -> BudgetLine:
    entry = budget.entry
    totals = sorted(_totals(budget), key=lambda total: total.minutes, reverse=True)
    grades, limit = grades_in_words(entry.grades), in_words(entry.flag_at)
    left_out = "".join(_left_out(budget))
    if not totals:
        text = f"no product screened states minutes a week for {grades}, for which {limit} are the budget"
        return BudgetLine(f"screen time: {text}{left_out}", reached=False)
    lead, *others = totals
    low_end, high_end = lead.minutes.reaches(entry.flag_at)
    reaches = "which reaches" if low_end else "which may reach" if high_end else "within"
    also = "".join(f"; {_in_words(total)} in {grades_in_words(total.grades)}" for total in others)
    return BudgetLine(
        f"screen time of all products together: {_in_words(lead)} for a student in "
        f"{grades_in_words(lead.grades)}, {reaches} the budget of {limit} for {grades}{also}{left_out}",
        reached=low_end,
    )


def _totals(budget: _Counted) -> Iterator[_Total]:
    """Yield what students get, those of all grades with the same sums together."""
    together: dict[tuple[Span, int], list[str]] = {}
    for grade, products in budget.minutes.items():
        total = NONE
        for minutes in products.values():
            total = total.plus(minutes)
        together.setdefault((total, len(products)), []).append(grade)
    for (minutes, number), grades in together.items():
        yield _Total(tuple(grades), minutes, number)


def _in_words(total: _Total) -> str:
    low, high = total.minutes
    amount = in_words(low)
    if high == math.inf:
        amount += " or more"
    elif in_words(high) != amount:
        amount += f" to {in_words(high)}"
    return f"{amount} minutes a week from {total.products} product{'' if total.products == 1 else 's'}"


def _left_out(budget: _Counted) -> Iterator[str]:
    names = [shown(name) for name in budget.unstated.values()]
    if not names:
        return
    more = len(names) - _NAMED_AT_MOST
    listed = [*names[:_NAMED_AT_MOST], *([f"{more} more"] if more > 0 else [])]
    whose = "is not counted, as its" if len(names) == 1 else "are not counted, as their"
    yield f"; {joined(listed)} {whose} minutes a week for these grades are not stated"
