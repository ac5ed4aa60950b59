"""The head of a scorecard: whose product it is, who prepared the profile, and how far it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report.escaping import shortened
from edscreen.report.list_columns import list_facts, row_of_list
from edscreen.report.words import NAME_LENGTH, coverage

if TYPE_CHECKING:
    from edscreen.report.run import Beginning
    from edscreen.screening.scorecard import Scorecard


def named_product(scorecard: Scorecard) -> str:
    """The product's name, with its version where one is stated."""
    version = f", version {scorecard.product_version}" if scorecard.product_version else ""
    return scorecard.product + version


def screened_with(beginning: Beginning) -> str:
    """With what was screened: edscreen's version and the rule books."""
    return f"with edscreen {beginning.version}; rule books: {rule_books(beginning) or 'none'}"


def rule_books(beginning: Beginning) -> str:
    """The names and versions of the rule books; empty where there is none."""
    return ", ".join(f"{book.name} {book.version or ''}".strip() for book in beginning.rule_books)


def facts(scorecard: Scorecard, beginning: Beginning) -> list[tuple[str, str]]:
    """Labels and texts, in the order in which they stand at the head; a label is empty in a second line."""
    cost = price(scorecard)
    lines = [
        ("Product", shortened(named_product(scorecard), NAME_LENGTH)),
        ("Vendor", shortened(scorecard.vendor, NAME_LENGTH)),
        *([("Price", cost)] if cost else []),
        ("Profile", profile(scorecard)),
        ("Prepared", prepared(scorecard)),
        ("As of", in_words(beginning.as_of)),
        *(("Questions" if not line else "", text) for line, text in enumerate(coverage(scorecard))),
        *_of_list(scorecard),
    ]
    if beginning.deselected:
        lines.append(("Left out", f"{', '.join(beginning.deselected)} (not selected for this run)"))
    return lines


def _of_list(scorecard: Scorecard) -> list[tuple[str, str]]:
    """The product's row, and a line for each of the list's own columns."""
    return [
        (label, text) if not line else ("", f"{label}: {text}")
        for line, (label, text) in enumerate(list_facts(scorecard))
    ]


def profile(scorecard: Scorecard) -> str:
    """The profile's file, and which of its documents it is where there are several; of a list, the row."""
    if (row := row_of_list(scorecard)) is not None:
        return f"{scorecard.profile}, row {row}"
    return scorecard.profile + (f" (document {scorecard.document + 1})" if scorecard.document else "")


def prepared(scorecard: Scorecard) -> str:
    """Who filled in the profile, whose word it counts as, and when."""
    stated, role = scorecard.prepared, scorecard.role
    own = stated.role if stated else None
    who = shortened(stated.by, NAME_LENGTH) if stated and stated.by else ""
    if role != own:
        own_word = "filled in for the vendor; " if who and own == "vendor" else ""
        whose = f"{own_word}counts as the {role}'s word by --prepared-by"
    elif role is None:
        whose = "role not stated: counts as the vendor's word"
    else:
        whose = role if who else ""
    named = who or (f"the {own}" if own else "someone not named")
    day = f", {in_words(stated.on)}" if stated and stated.on else ""
    return f"by {named}{f' ({whose})' if whose else ''}{day}"


def price(scorecard: Scorecard) -> str | None:
    """What the product costs as the profile states it; None where it states nothing of it."""
    stated = scorecard.price
    if not stated:
        return None
    cost = "not stated"
    if stated.per_student_usd is not None:
        per = f" per {shortened(stated.per, NAME_LENGTH).removeprefix('per ')}" if stated.per else ""
        cost = f"${stated.per_student_usd:,.2f} per student{per}"
    quoted = f", quoted on {in_words(stated.quoted_on)}" if stated.quoted_on else ""
    includes = f"; includes {shortened(stated.includes, NAME_LENGTH)}" if stated.includes else ""
    return f"{cost}{quoted}{includes}"
