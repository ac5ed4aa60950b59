"""When the front page of a site is read in place of a deeper address that is gone, and what it counts for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from edscreen.report.site_words import remarks
from edscreen.site.fetched import Fetched

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.problems import Problem
    from edscreen.site.seen import SiteReport

    MakePage = Callable[..., str]
    Read = Callable[..., tuple[SiteReport, list[str]]]

HOME = "https://www.lumen.example/"
PRODUCT = "https://www.lumen.example/reading"
RESEARCH = {"/research": "Research"}
NOT_READ: tuple[Problem, ...] = ("bot_wall", "timeout", "robots", "http_5xx", "redirect_offsite")


def failed(url: str, problem: Problem, status: int | None = None) -> Fetched:
    return Fetched(url, url, status, (), b"", "", problem, "so it is")


@pytest.mark.parametrize("status", [404, 410])
def test_where_a_deeper_page_is_not_there_any_more_the_front_page_is_read_and_that_is_told(
    read_site: Read, make_page: MakePage, study: str, stories: str, status: int
) -> None:
    gone = {PRODUCT: failed(PRODUCT, "http_4xx", status)}
    research = {f"{HOME}research": make_page(study)}
    for home, verdict, clicks in (
        (make_page(study), "shown", 0),
        (make_page(links=RESEARCH), "linked", 1),
        (make_page(stories), "absent", None),
    ):
        report, asked = read_site(gone | research | {HOME: home}, PRODUCT)
        as_product, _ = read_site(gone | research | {HOME: home}, None, product_page=PRODUCT)  # as of a list
        assert (as_product.verdict, as_product.in_place_of) == (verdict, PRODUCT)
        assert asked[:2] == [PRODUCT, HOME]
        assert (report.url, report.verdict, report.clicks) == (HOME, verdict, clicks)
        assert (report.in_place_of, report.problem, report.unread) == (PRODUCT, None, 0)
        told = [(page.url, page.status, page.problem) for page in report.pages]
        assert told[:2] == [(PRODUCT, status, "http_4xx"), (HOME, 200, None)]
        assert any(f"The address given, {PRODUCT}, is not there any more" in each for each in remarks(report))


def test_the_front_page_is_read_in_place_of_a_deeper_one_that_is_gone_and_of_no_other(
    read_site: Read, make_page: MakePage, stories: str
) -> None:
    home = {HOME: make_page(stories)}
    cases = [failed(PRODUCT, problem) for problem in NOT_READ]
    cases += [failed(PRODUCT, "http_4xx", 403), failed(PRODUCT, "soft_404", 200)]
    for answer in cases:
        report, asked = read_site(home | {PRODUCT: answer}, PRODUCT)
        assert (asked, report.verdict, report.in_place_of) == ([PRODUCT], "unreadable", None)

    gone = {PRODUCT: failed(PRODUCT, "http_4xx", 404)}
    report, asked = read_site(home | gone, PRODUCT, max_pages=1)
    assert (asked, report.verdict, report.problem) == ([PRODUCT], "unreadable", "http_4xx")
    report, asked = read_site(home | gone, HOME, product_page=PRODUCT)
    assert (asked, report.url, report.in_place_of) == ([HOME, PRODUCT], HOME, None)
    report, asked = read_site({HOME: failed(HOME, "http_4xx", 404)}, HOME)
    assert asked == [HOME]
    walled = {HOME: failed(HOME, "http_5xx", 503)}
    report, asked = read_site(gone | walled, PRODUCT)
    assert (asked, report.url, report.problem) == ([PRODUCT, HOME], PRODUCT, "http_4xx")
    assert report.in_place_of is None
    shared = "https://sites.google.com/view/lumen"
    report, asked = read_site({shared: failed(shared, "http_4xx", 404)}, shared)
    assert (asked, report.verdict) == ([shared], "unreadable")


def test_beside_a_products_page_the_front_page_is_read_for_a_home_page_that_is_gone(
    read_site: Read, make_page: MakePage, study: str, stories: str
) -> None:
    start = f"{HOME}start/teachers"
    gone = {start: failed(start, "http_4xx", 404)}
    report, asked = read_site(
        gone | {PRODUCT: make_page(stories), HOME: make_page(study)}, start, product_page=PRODUCT
    )
    assert (asked, report.url, report.verdict) == ([start, PRODUCT, HOME], HOME, "shown")
    of_product = make_page("<h2>Lumen Reading</h2>", study)
    report, asked = read_site(gone | {PRODUCT: of_product}, start, product_page=PRODUCT)
    assert (asked, report.url, report.in_place_of) == ([start, PRODUCT], PRODUCT, None)


NAMES_NOBODY = (
    "<!doctype html><html lang=en><head><title>Welcome</title></head><body><main><h1>Our catalogue</h1>"
    f"{'<p>Our titles are read in class and at home, and every teacher finds what fits.</p>' * 6}"
    "{more}</main></body></html>"
)


@pytest.mark.parametrize(
    "more",
    [
        "",
        "<p>Proven to raise reading scores by two grade levels.</p>",
        '<p><a href="/efficacy">Research and evidence on our programs</a></p>',
        '<p>See <a href="https://ies.ed.gov/ncee/wwc/Intervention/1">the What Works Clearinghouse</a></p>',
    ],
)
def test_a_front_page_that_names_neither_vendor_nor_product_displaces_no_page_that_was_read(
    read_site: Read, make_page: MakePage, stories: str, more: str
) -> None:
    publisher, gone = "https://bigpub.example/", "https://bigpub.example/lumen"
    pages: dict[str, str | Fetched] = {
        gone: failed(gone, "http_4xx", 404),
        publisher: NAMES_NOBODY.replace("{more}", more),
        f"{publisher}efficacy": NAMES_NOBODY,
    }
    asked_about: dict[str, Any] = {"vendor": "Lumen Learning", "product": "Lumen Reading"}
    read = pages | {PRODUCT: make_page(stories)}
    report, asked = read_site(read, gone, product_page=PRODUCT, **asked_about)
    assert asked == [gone, PRODUCT, publisher]
    assert (report.url, report.verdict, report.problem) == (PRODUCT, "absent", None)
    assert (report.names_asked, report.in_place_of) == (True, None)
    assert [page.clicks for page in report.pages] == [0, 0, None]

    alone, asked = read_site(pages, gone, **asked_about)
    assert (asked[:2], alone.names_asked) == ([gone, publisher], False)


@pytest.mark.parametrize("vendor", [None, "Apple Tree Learning", "Lumen Learning"])
def test_the_front_page_of_a_store_is_not_read_for_a_product_that_is_not_offered_there_any_more(
    read_site: Read, vendor: str | None
) -> None:
    store = NAMES_NOBODY.replace("{more}", "<p>Apple reviews each app and update.</p>")
    for gone, front in [
        ("https://apps.apple.com/us/app/reader/id1", "https://apps.apple.com/"),
        ("https://play.google.com/store/apps/details?id=reader", "https://play.google.com/"),
        ("https://workspace.google.com/marketplace/app/reader/1", "https://workspace.google.com/"),
    ]:
        report, asked = read_site({gone: failed(gone, "http_4xx", 404), front: store}, gone, vendor=vendor)
        assert (asked, report.verdict, report.problem) == ([gone], "unreadable", "http_4xx")
