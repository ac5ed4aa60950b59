"""What a list says of a product beside its profile: the row's number, and the list's own columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from edscreen.report.escaping import shortened
from edscreen.report.words import NAME_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from edscreen.screening.scorecard import Scorecard

ROW = "row"
"""What a row's number is called beside the list's own columns."""
FILLED, DIFFERS, NOT_TAKEN = "filled", "differs", "not_taken"
"""What is kept beside a list's own columns: what its vendor's site states instead, otherwise, or in doubt."""

LABELS = {
    FILLED: "Left out by the list, and filled in as the vendor’s site states it",
    DIFFERS: "Kept as the list says it, and stated otherwise on the vendor’s site",
    NOT_TAKEN: "Seen on the vendor’s site and not taken over, for you to decide",
}
MOST_SHOWN = 20
"""Columns of one product that people are shown; programs get them all."""
CELL_LENGTH = 500
"""Characters of a cell that people are shown."""


def in_words(own: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row with what its site states in words, each field with quote, address and day."""
    return {
        **own,
        **{
            key: "; ".join(
                f'{field}: {stated_value(each)} ("{each["quote"]}", {each["url"]}, read on {each["on"]}'
                f"{'; ' + each['why'] if 'why' in each else ''})"
                for field, each in own[key].items()
            )
            or None
            for key in (FILLED, DIFFERS, NOT_TAKEN)
            if key in own
        },
    }


def stated_value(noted: Mapping[str, Any]) -> str:
    """What a site states of a field, as people read it: not every statement is one value."""
    return "no one value" if noted["value"] is None else str(noted["value"])


def own_text(value: Any) -> str | None:
    """A cell of the list's own as text; None where it is empty."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def own_cells(scorecard: Scorecard) -> dict[str, str | None]:
    """The list's own columns of a product as text, by heading; the row's number is not among them."""
    return {
        heading: own_text(cell)
        for heading, cell in in_words(scorecard.listed or {}).items()
        if heading != ROW
    }


def row_of_list(scorecard: Scorecard) -> int | None:
    """The number of a product's row in its list; None where it comes from no list."""
    return None if scorecard.listed is None else scorecard.listed.get(ROW)


def list_facts(scorecard: Scorecard, most: int | None = MOST_SHOWN) -> Iterator[tuple[str, str]]:
    """Labels and texts of what a list says of a product, for people; nothing where it comes from no list.

    Args:
        scorecard: what was found of the product.
        most: how many of the list's own columns are shown at most; None for all of them.
    """
    if (row := row_of_list(scorecard)) is not None:
        yield "In the list", f"row {row}"
    cells = [(heading, text) for heading, text in own_cells(scorecard).items() if text]
    for heading, text in cells[:most]:
        yield LABELS.get(heading) or shortened(heading, NAME_LENGTH), shortened(text, CELL_LENGTH)
    if most is not None and (more := len(cells) - most) > 0:
        yield "And", f"{more} more {'column' if more == 1 else 'columns'}, which the format csv holds"
