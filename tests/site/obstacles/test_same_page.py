"""Two addresses that show one page are told from two pages that share a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.site.obstacles.recognise import is_same_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.page import Page

MENU = "Programs Research Pricing Support About us"
LESSON = " ".join(f"In lesson {number} children read story {number} aloud." for number in range(40))


def test_the_same_text_is_the_same_page(page: Callable[..., Page]) -> None:
    assert is_same_page(page(MENU, LESSON), page(MENU, LESSON))


def test_a_date_and_other_white_space_make_no_other_page(page: Callable[..., Page]) -> None:
    assert is_same_page(page(MENU, f"{LESSON} 21 November"), page(MENU, LESSON.replace(" ", "  ")))


@pytest.mark.parametrize("other", ["", "Nothing was found here.", "In lesson 1 children write."])
def test_pages_that_share_a_menu_are_two(page: Callable[..., Page], other: str) -> None:
    assert not is_same_page(page(MENU, LESSON), page(MENU, other))


def test_a_fifth_of_text_on_top_makes_another_page(page: Callable[..., Page]) -> None:
    more = " ".join(f"On day {number} they write about it at home." for number in range(8))

    assert not is_same_page(page(LESSON), page(LESSON, more))


def test_short_pages_are_compared_word_by_word(page: Callable[..., Page]) -> None:
    assert is_same_page(page("Hello"), page("hello"))
    assert not is_same_page(page("Hello"), page("Goodbye"))


def test_empty_pages_are_not_known_to_be_the_same(page: Callable[..., Page]) -> None:
    assert not is_same_page(page(), page())
