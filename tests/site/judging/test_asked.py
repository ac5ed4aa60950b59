"""Evidence counts for the product asked about only where the page bears its name, or the vendor's."""

from __future__ import annotations

import pytest

from edscreen.site.judging.asked import judge_for
from edscreen.site.judging.subject import subject_of
from edscreen.site.reading.page_reader import read_page

PAGE = b"""<!doctype html><html lang=en><title>Quillfern Math | Quillfern Learning</title>
<main><h1>Quillfern Math</h1><p>In a randomized controlled trial, researchers at Elm University found
that fourth graders who used Quillfern Math gained 0.14 standard deviations more than the comparison
group.</p></main>"""


@pytest.mark.parametrize(
    ("vendor", "product", "bears"),
    [
        (None, None, True),
        ("Quillfern Learning", "Quillfern Math", True),
        ("Quillfern Learning Systems, Inc.", "Q-Math", True),
        (None, "quillfern math", True),
        ("Zebra Inc", "Zebra Chess", False),
        (None, "Zebra", False),
        ("Math Learning", None, False),
    ],
)
def test_a_page_about_somebody_else_is_no_evidence(
    vendor: str | None, product: str | None, bears: bool
) -> None:
    page = read_page(PAGE, "https://www.site.example/", "text/html")
    judgement = judge_for(page, subject_of(page, vendor, product, ()), (product, vendor))
    assert judgement.names_asked is bears
    assert judgement.shows_independent is bears


def test_the_host_bears_a_name_too() -> None:
    page = read_page(PAGE.replace(b"Quillfern", b"It"), "https://www.zebra-chess.example/", "text/html")
    assert judge_for(page, subject_of(page, "Zebra Inc", None, ()), ("Zebra Inc",)).names_asked


def test_an_address_that_only_a_profile_gives_bears_no_name() -> None:
    page = read_page(PAGE, "https://www.zebra-chess.example/", "text/html")
    subject = subject_of(page, "Zebra Inc", None, ())
    judgement = judge_for(page, subject, ("Zebra Inc",), address_is_its_own=False)
    assert (judgement.names_asked, judgement.shows_independent) == (False, False)
