"""The shipped list: enough products, invented vendors under invented names, real ones with their sources."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

from edscreen.batch.items import SetAside
from edscreen.batch.lists.opening import open_list
from edscreen.profile.documents import Document

LIST = Path(__file__).resolve().parents[2] / "examples/vendors.csv"
HOST = re.compile(r"(?:https?://)?([^/?#]+)")
OTHERS = {"doi.org"}
"""Hosts that a row that is set aside leads to; what stands there is of a prefix for examples."""


def rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_sixty_products_and_more_are_screened_and_no_cell_is_wrong() -> None:
    listing = open_list(str(LIST))
    assert listing.rows
    listed = list(listing.items())
    aside = [each.problem.kind for each in listed if isinstance(each, SetAside)]
    items = [each for each in listed if not isinstance(each, SetAside)]
    assert sorted(aside) == ["duplicate", *["not_a_product"] * 3]
    assert len(items) >= 60
    for item in items:
        assert isinstance(item.content, tuple)
        found = list(listing.rows.documents(item.number, item.content))
        assert [str(each) for each in found if not isinstance(each, Document)] == []


def test_a_real_product_carries_its_source_and_the_day_it_was_read_and_no_website() -> None:
    real = [row for row in rows() if row["Real or invented"] == "real"]
    assert len(real) >= 15
    for row in real:
        assert row["Source"].startswith("https://")
        assert row["What the source says"]
        assert date.fromisoformat(row["Read on"]) <= date(2026, 11, 21)
        assert not row["Website"]
        assert not any(row[name] for name in row if name.startswith(("studies", "approvals", "home_page")))


def test_an_invented_vendor_stands_at_no_address_that_anybody_has() -> None:
    for row in rows():
        if row["Real or invented"] == "invented" and row["Website"]:
            found = HOST.match(row["Website"])
            assert found
            host = found[1]
            assert host.endswith(".example") or host in OTHERS, row["Website"]
