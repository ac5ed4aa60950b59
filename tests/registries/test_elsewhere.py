"""Pages about a product that are not its vendor's: those of stores, clearinghouses and other reviewers."""

from __future__ import annotations

import re
import time

import pytest

from edscreen.registries.addresses import parse_address
from edscreen.registries.elsewhere import place_elsewhere, place_of_others
from edscreen.registries.tables import read_table

STORE = "a store for apps"
CLEARINGHOUSE = "a clearinghouse that reviews programs"
REVIEWS = "a site that reviews or lists products"


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://apps.apple.com/us/app/reader/id123456", STORE),
        ("https://ies.ed.gov/ncee/WWC/Study/1", CLEARINGHOUSE),
        ("https://ies.ed.gov/ncee/wwc?q=reader", CLEARINGHOUSE),
        ("http://evidenceforessa.org./program/reader", CLEARINGHOUSE),
        ("https://charts.intensiveintervention.org/chart/1", CLEARINGHOUSE),
        ("https://www.edreports.org/reports/overview/reader-2021", REVIEWS),
        ("https://edreports.org/reports/detail/reader-2021/third-grade", REVIEWS),
        ("https://www.commonsense.org/education/reviews/reader", REVIEWS),
        ("https://www.commonsense.org/education/website/reader", REVIEWS),
        ("https://privacy.commonsense.org/evaluation/reader", REVIEWS),
        ("https://www.commonsensemedia.org/app-reviews/reader", REVIEWS),
        ("https://www.commonsensemedia.org/ai-ratings/reader", REVIEWS),
        ("https://www.edsurge.com/product-reviews/reader", REVIEWS),
        ("https://edtechindex.org/product/ultid/P1/", REVIEWS),
        ("https://www.g2.com/products/reader/reviews", REVIEWS),
        ("https://www.capterra.com/p/123456/Reader/", REVIEWS),
        ("https://www.trustradius.com/products/reader/reviews", REVIEWS),
        ("https://www.trustpilot.com/review/lumen.example", REVIEWS),
    ],
)
def test_where_a_page_about_a_product_stands(url: str, place: str) -> None:
    assert place_elsewhere(url) == place_of_others(url, "Lumen", None) == place


@pytest.mark.parametrize(
    "url",
    [
        "https://ies.ed.gov/funding",
        "https://evidenceforessa.org.lumen.example/program/reader",
        "https://evidenceforessa.org@lumen.example/program/reader",
        "https://lumen.example/?from=https://www.edreports.org/reports/overview/reader",
        "https://www.edreports.org/",
        "https://www.edreports.org/resources/article/reader",
        "https://www.commonsense.org/",
        "https://www.commonsense.org/education/digital-citizenship/curriculum",
        "https://www.commonsensemedia.org/articles/reader",
        "https://reviews.lumen.example/product-reviews/reader",
        "page 4",
    ],
)
def test_what_may_be_a_vendors_page(url: str) -> None:
    assert place_elsewhere(url) == place_of_others(url, "Lumen") == ""


@pytest.mark.parametrize(
    ("url", "its_own"),
    [
        ("https://ies.ed.gov/ncee/wwc/", "What Works Clearinghouse"),
        ("https://ies.ed.gov/ncee/WWC", "institute of education sciences"),
        ("https://www.evidenceforessa.org/", "Johns Hopkins University"),
        ("https://pg.casel.org", "CASEL Guide to Evidence-Based Social and Emotional Learning Programs"),
    ],
)
def test_a_clearinghouses_front_page_is_its_own_and_nobody_elses(url: str, its_own: str) -> None:
    assert place_elsewhere(url) == ""
    assert place_of_others(url) == place_of_others(url, "Lumen", None, "") == CLEARINGHOUSE
    assert place_of_others(url, "Lumen", its_own) == ""


def test_every_row_is_whole_and_written_as_it_is_compared() -> None:
    rows = read_table("review_sites")
    for row in rows:
        address = parse_address(f"https://{row['host']}/")
        assert address is not None
        assert address.host == row["host"]
        assert not re.search(row["reviews"], "/"), "who runs the site may have products"
        assert row["name"]
        assert row["source"]
    assert len({(row["host"], row["reviews"]) for row in rows}) == len(rows)


def test_no_pattern_takes_more_time_than_grows_with_the_address() -> None:
    for row in read_table("review_sites"):
        read = re.compile(row["reviews"], re.IGNORECASE)
        for sign in ("a", "-", "/", "a-", "a/", "-reviews", "-reviews/", "9", "education/", "p/"):
            begun = time.process_time()
            for size in (300, 3_000, 30_000):  # a worse one is caught by the shorter ones
                for end in ("", "!", "/", "//x"):
                    read.search(f"/{(sign * size)[:size]}{end}")
                    assert time.process_time() - begun < 2, (row["reviews"], sign, size)
