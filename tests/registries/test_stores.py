"""A product's page in a store for apps is not the vendor's site, and the store's front page is not either."""

from __future__ import annotations

import re
import time

import pytest

from edscreen.registries.addresses import parse_address
from edscreen.registries.stores import StoreTable
from edscreen.registries.tables import read_table

STORES = StoreTable.load()


@pytest.mark.parametrize(
    "address",
    [
        "https://apps.apple.com/us/app/reader/id123456",
        "https://itunes.apple.com/us/app/reader/id123456?mt=8",
        "https://geo.itunes.apple.com/us/app/reader/id123456",
        "https://play.google.com/store/apps/details?id=example.reader",
        "https://chrome.google.com/webstore/detail/reader/abcdefgh",
        "https://chromewebstore.google.com/detail/reader/abcdefgh",
        "https://workspace.google.com/marketplace/app/reader/123",
        "https://workspace.google.com/u/0/marketplace/app/reader/123",
        "https://gsuite.google.com/marketplace/app/reader/123",
        "https://apps.microsoft.com/detail/9nblggh4r32n",
        "https://apps.microsoft.com/store/detail/reader/9NBLGGH4R32N",
        "https://www.microsoft.com/en-us/p/reader/9nblggh4r32n",
        "https://www.microsoft.com/store/apps/9NBLGGH4R32N",
        "https://appsource.microsoft.com/en-us/product/office/WA123456789",
        "https://microsoftedge.microsoft.com/addons/detail/reader/abcdefgh",
        "https://addons.mozilla.org/en-US/firefox/addon/reader/",
    ],
)
def test_what_is_a_page_in_a_store(address: str) -> None:
    assert STORES.offers(address)
    assert STORES.owns_front_page(address)


@pytest.mark.parametrize(
    ("address", "is_the_stores"),
    [
        ("https://apps.apple.com/", True),
        ("https://apps.apple.com/us/story/id123456", True),
        ("https://play.google.com/music/listen", True),
        ("https://chrome.google.com/webstore", True),
        ("https://www.microsoft.com/en-us/education/products/office/default.aspx", False),
        ("https://www.microsoft.com/en-us/p/reader", False),
        ("https://workspace.google.com/products/docs/", False),
        ("https://www.apple.com/education/app/reader", False),
        ("https://store.lumen.example/app/reader", False),
        ("https://lumen.example/?from=https://apps.apple.com/us/app/reader/id1", False),
        ("page 4", False),
    ],
)
def test_what_is_none_may_still_stand_on_the_stores_host(address: str, is_the_stores: bool) -> None:
    assert not STORES.offers(address)
    assert STORES.owns_front_page(address) == is_the_stores


def test_every_row_is_whole_and_written_as_it_is_compared() -> None:
    rows = read_table("stores")
    for row in rows:
        address = parse_address(f"https://{row['host']}/")
        assert address is not None
        assert address.host == row["host"]
        assert row["whole_host"] in {"yes", "no"}
        assert not re.search(row["offers"], "/"), "the front page of a store is no product's page"
        assert row["name"]
        assert row["source"]
    assert len({(row["host"], row["offers"]) for row in rows}) == len(rows)


SIGNS = ["a", "-", "/", "a-", "a/", "-/", "9", "aa-aa/", "store/", "p/", "app/", "u/0/", "%2F"]


def test_no_pattern_takes_more_time_than_grows_with_the_address() -> None:
    for row in read_table("stores"):
        read = re.compile(row["offers"], re.IGNORECASE)
        for sign in SIGNS:
            begun = time.process_time()
            for size in (300, 3_000, 30_000):  # a worse one is caught by the shorter ones
                for end in ("", "!", "/", "//x"):
                    read.search(f"/{(sign * size)[:size]}{end}")
                    assert time.process_time() - begun < 2, (row["offers"], sign, size)
