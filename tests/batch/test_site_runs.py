"""Runs that read sites: the manners of a host, what is asked once, and what is not asked again after a kill.

Each vendor has an address of this machine to itself, as 127.0.0.7, so that it is a host of its own.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from contextlib import closing
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from tests.batch.vendor_sites import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from subprocess import CompletedProcess, Popen

    from tests.batch.vendor_sites import Vendors

    Run = Callable[..., CompletedProcess[str]]
    Begin = Callable[..., Popen[str]]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"),
    reason="only Linux answers at every address from 127.0.0.2 on unasked",
)

RULE = "research-on-home-page"
KILLS = 3


@pytest.fixture
def serve() -> Iterator[Callable[..., Vendors]]:
    """Start so many vendors' servers; each answers later than the one before it."""
    with serving() as start:
        yield start


@pytest.fixture
def write_list(tmp_path: Path) -> Callable[..., None]:
    """Write a list of vendor, product and address."""

    def write(products: list[tuple[str, str, str]]) -> None:
        lines = ["Vendor,Product,URL", *map(",".join, products)]
        (tmp_path / "products.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    return write


@pytest.fixture
def begin_visits(begin: Begin) -> Begin:
    """Begin a run of two workers that asks only what the home page shows."""

    def start(vendors: Vendors, *arguments: str) -> Popen[str]:
        usual = ("--out", "screening", "--workers", "2", "--site", "--select", RULE, "--max-pages", "2")
        return begin("batch", "products.csv", *usual, *vendors.allowed, *arguments)

    return start


def outcomes(folder: Path) -> dict[int, str]:
    """What the home page came to, by the row in the list."""
    if not (folder / "results.sqlite").exists():
        return {}
    statement = "SELECT item, outcome FROM findings JOIN scorecards USING (scorecard)"
    try:
        with closing(sqlite3.connect(folder / "results.sqlite")) as tables:
            return dict(tables.execute(statement).fetchall())
    except sqlite3.Error:  # its tables are being made
        return {}


def ended(process: Popen[str]) -> str:
    """Wait for the end of a run, and give what it said."""
    _, said = process.communicate(timeout=120)
    assert process.returncode in {0, 1, 3}, said
    return said


def test_a_site_is_read_once_for_all_its_vendors_products_and_never_hurried(
    serve: Callable[..., Vendors], write_list: Callable[..., None], begin_visits: Begin, tmp_path: Path
) -> None:
    vendors = serve(6)
    policy = "edscreen_policy: 1\nsite: {requests_per_second: 4}\n"
    (tmp_path / "edscreen.yaml").write_text(policy, encoding="utf-8")
    write_list(
        [
            (f"Vendor {vendor}", f"Product {vendor}.{number}", f"http://{place}/")
            for number in range(3)
            for vendor, place in enumerate(vendors.places)
        ]
    )
    ended(begin_visits(vendors, "--no-cache"))

    assert Counter(outcomes(tmp_path / "screening").values()) == {"flag": 18}
    paths = ("/robots.txt", "/", "/research")
    assert vendors.pages() == {(vendor, path): 1 for vendor in range(6) for path in paths}


def test_a_hosts_pause_holds_though_two_workers_read_its_pages(
    serve: Callable[..., Vendors], write_list: Callable[..., None], begin_visits: Begin, tmp_path: Path
) -> None:
    vendors = serve(2)
    policy = "edscreen_policy: 1\nsite: {requests_per_second: 4}\n"
    (tmp_path / "edscreen.yaml").write_text(policy, encoding="utf-8")
    write_list(
        [
            (f"Vendor {vendor}", f"Product {vendor}.{number}", f"http://{place}/reader/{number}")
            for number in range(6)
            for vendor, place in enumerate(vendors.places)
        ]
    )
    ended(begin_visits(vendors, "--no-cache"))

    assert all(len(each) >= 6 for each in vendors.pauses()), "robots.txt and six pages"
    vendors.check_pace(4)


def test_what_is_no_product_is_not_visited(
    serve: Callable[..., Vendors], write_list: Callable[..., None], begin_visits: Begin, tmp_path: Path
) -> None:
    vendors = serve(2)
    product, paper = vendors.places
    write_list(
        [
            ("Vendor", "Reader", f"http://{product}/"),
            ("Author", "What we know of reading", f"http://{paper}/files/what-we-know.pdf"),
            ("vendor", "READER", f"http://{paper}/"),
        ]
    )
    said = ended(begin_visits(vendors, "--no-cache"))

    assert "set aside: 1 row as no product" in said
    assert {vendor for _, vendor, _ in vendors.asked} == {0}
    assert list(outcomes(tmp_path / "screening")) == [2]


def test_no_site_is_read_again_whose_result_was_recorded_before_a_kill(
    serve: Callable[..., Vendors], write_list: Callable[..., None], begin_visits: Begin, tmp_path: Path
) -> None:
    vendors = serve(16, later=0.1, held=True)
    write_list(
        [(f"Vendor {n}", f"Product {n}", f"http://{place}/") for n, place in enumerate(vendors.places)]
    )
    folder = tmp_path / "screening"
    recorded: dict[int, str] = {}
    since = 0
    for number in range(KILLS + 1):
        process = begin_visits(vendors, "--no-cache", "--resume")
        if number < KILLS:
            _kill_at(folder, min(len(recorded) + 3, 15), process)
        else:
            vendors.go_on.set()
            ended(process)
        read = {vendor for _, vendor, _ in vendors.asked[since:]}
        assert read.isdisjoint(row - 2 for row in recorded)
        recorded, since = outcomes(folder), len(vendors.asked)

    assert recorded == dict.fromkeys(range(2, 18), "flag")


def test_no_site_is_read_again_whose_row_moved(
    serve: Callable[..., Vendors], write_list: Callable[..., None], begin_visits: Begin, tmp_path: Path
) -> None:
    vendors = serve(4)
    rows = [(f"Vendor {n}", f"Product {n}", f"http://{place}/") for n, place in enumerate(vendors.places)]
    write_list(rows[:3])
    ended(begin_visits(vendors, "--no-cache"))
    before = len(vendors.asked)
    write_list(rows[1:])
    ended(begin_visits(vendors, "--no-cache", "--resume"))
    assert {vendor for _, vendor, _ in vendors.asked[before:]} == {3}
    assert outcomes(tmp_path / "screening") == dict.fromkeys(range(2, 5), "flag")


def _kill_at(folder: Path, rows: int, process: Popen[str]) -> None:
    """Kill a run once it has recorded so many rows."""
    until = monotonic() + 60
    while len(outcomes(folder)) < rows and process.poll() is None and monotonic() < until:
        sleep(0.02)
    assert process.poll() is None, "it was to be killed before its end"
    process.kill()
    _, said = process.communicate()  # until its workers have ended, too
    assert "Traceback" not in said
    sleep(0.2)  # until the servers have taken what was on its way to them
