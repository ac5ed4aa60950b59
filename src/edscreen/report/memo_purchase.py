"""What is bought and for whom, as the profile states it, for the board memo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.evidence.subjects import subject_in_words
from edscreen.profile.words import grades_in_words, in_words, joined
from edscreen.report.escaping import shortened
from edscreen.report.words import NAME_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.profile.models import Product, Purchase
    from edscreen.screening.scorecard import Scorecard

_NOT_STATED = "the profile does not say what the district means to buy, or for whom"


def purchase_lines(scorecard: Scorecard) -> Iterator[tuple[str, str]]:
    """Labels and texts: what is bought, for whom and what for, or else what the product is sold as."""
    profile = scorecard.source.profile if scorecard.source else None
    purchase = profile.purchase if profile else None
    if purchase is None or profile is None:
        sold = _sold(profile.product) if profile else ""
        yield "Bought", f"{_NOT_STATED}{f'; it is sold {sold}' if sold else ''}"
        return
    whose = "" if scorecard.role in {"district", "agency"} else " (as the vendor's own file puts it)"
    yield "Bought", (_bought(purchase, profile.product) or "not stated") + whose
    if students := _for_whom(purchase):
        yield "For", students
    if purchase.need:
        yield "Need", shortened(purchase.need, NAME_LENGTH)


def _bought(purchase: Purchase, product: Product) -> str:
    use = purchase.use or product.category
    parts = [
        f"{_article(use)} {use} product" if use else "",
        f"for {_subjects(purchase.subjects)}" if purchase.subjects else "",
        f"from {in_words(purchase.start)}" if purchase.start else "",
    ]
    minutes = purchase.minutes_scheduled
    scheduled = f", with {minutes} minutes a week in the timetable" if minutes else ""
    return " ".join(part for part in parts if part) + scheduled


def _for_whom(purchase: Purchase) -> str:
    number = purchase.students
    students = "" if number is None else f"{number:,} student{'' if number == 1 else 's'}"
    grades = grades_in_words(purchase.grades) if purchase.grades else ""
    who = " in ".join(part for part in (students, grades) if part)
    tier = f"tier {purchase.tier} of support" if purchase.tier else ""
    return ", ".join(part for part in (who, tier) if part)


def _sold(product: Product) -> str:
    parts = [
        f"as {_article(product.category)} {product.category} product" if product.category else "",
        f"for {_subjects(product.subjects)}" if product.subjects else "",
        f"for {grades_in_words(product.grades)}" if product.grades else "",
    ]
    return " ".join(part for part in parts if part)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _subjects(subjects: Iterable[str]) -> str:
    return joined(map(subject_in_words, subjects))
