"""What a list says of a product beside its profile, as people are shown it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report.list_columns import CELL_LENGTH, MOST_SHOWN, list_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.screening.scorecard import Scorecard


def test_the_row_comes_first_and_empty_cells_are_left_out(make_scorecard: Callable[..., Scorecard]) -> None:
    own = {"row": 7, "Contact": "Ann", "Phone": None, "Codes": [1, "é"]}
    assert list(list_facts(make_scorecard(listed=own))) == [
        ("In the list", "row 7"),
        ("Contact", "Ann"),
        ("Codes", '[1, "é"]'),
    ]


def test_a_profile_of_its_own_stands_in_no_list(make_scorecard: Callable[..., Scorecard]) -> None:
    assert list(list_facts(make_scorecard())) == []


def test_what_was_filled_in_is_told_with_quote_page_and_day(make_scorecard: Callable[..., Scorecard]) -> None:
    stated = {"value": 30, "quote": "30 minutes a week", "url": "https://lumen.example/", "on": "2026-11-21"}
    doubtful = {"dosage[0].minutes (2)": {**stated, "value": 45, "why": "it does not name the product"}}
    own = {"row": 2, "filled": {"dosage[0].minutes": stated}, "differs": {}, "not_taken": doubtful}
    read = '"30 minutes a week", https://lumen.example/, read on 2026-11-21'
    assert list(list_facts(make_scorecard(listed=own)))[1:] == [
        (
            "Left out by the list, and filled in as the vendor’s site states it",
            f"dosage[0].minutes: 30 ({read})",
        ),
        (
            "Seen on the vendor’s site and not taken over, for you to decide",
            f"dosage[0].minutes (2): 45 ({read}; it does not name the product)",
        ),
    ]


def test_a_wide_list_with_long_cells_leaves_the_rest_to_programs(
    make_scorecard: Callable[..., Scorecard],
) -> None:
    wide = {"row": 2} | {f"Column {number}": "word " * 1_000 for number in range(MOST_SHOWN + 3)}
    shown = list(list_facts(make_scorecard(listed=wide)))
    assert len(shown) == 1 + MOST_SHOWN + 1
    assert max(len(text) for _, text in shown) <= CELL_LENGTH + len(" ...")
    assert shown[-1] == ("And", "3 more columns, which the format csv holds")
