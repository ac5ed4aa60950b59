"""Sources that are PDF files, opened to see whether they name the product."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.screening.gathering import Gatherer
from edscreen.site.site_reader import SiteReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.profile.documents import Document
    from edscreen.screening.inputs import OpenedSource

LIST = "https://schools.utah.gov/list.pdf"


@pytest.fixture
def open_list(
    document: Callable[[str], Document], memory_source: Any, make_pdf: Callable[..., bytes]
) -> Callable[[list[str]], OpenedSource]:
    """Open a state's list of these products, one a page, for the product Lumen Reading."""

    def run(products: list[str]) -> OpenedSource:
        source = memory_source({LIST: make_pdf([[f"Approved: {product}."] for product in products])})
        profile = document(f"approvals: [{{state: UT, approver: Board of Education, url: '{LIST}'}}]").profile
        gatherer = Gatherer(SiteReader(source), source, max_pages=8, max_clicks=3)
        gathered = asyncio.run(gatherer.gather(profile, lambda _url, _number: None))
        assert gathered.opened
        return gathered.opened["approvals[0]"]

    return run


def test_a_name_behind_the_tenth_page_is_not_a_name_that_is_not_there(
    open_list: Callable[[list[str]], OpenedSource],
) -> None:
    opened = open_list([*(f"Other Product {number}" for number in range(11)), "Lumen Reading"])

    assert (opened.names_product, opened.quote) == (None, None)
    assert opened.says == (
        "was opened on 21 November 2026, but only its first 10 pages were read, and the product's name was "
        "not found there"
    )


def test_a_name_among_the_first_ten_pages_counts_however_long_the_list_is(
    open_list: Callable[[list[str]], OpenedSource],
) -> None:
    assert open_list(["Lumen Reading", *(f"Other Product {number}" for number in range(11))]).names_product


def test_a_name_on_no_page_of_a_list_that_was_read_whole_is_not_there(
    open_list: Callable[[list[str]], OpenedSource],
) -> None:
    opened = open_list([f"Other Product {number}" for number in range(10)])

    assert opened.names_product is False
    assert opened.says.endswith("the product's name was not found on that page")
