"""When the front page of a site is read in place of a deeper address that is gone, and what it counts for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from edscreen.report.site_words import remarks
from edscreen.site import unwrapping
from edscreen.site.fetched import Fetched
from edscreen.site.owner import Owner
from edscreen.site.problems import explain

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


ELSEWHERE = [
    ("https://apps.apple.com/us/app/reader/id1", "a store for apps"),
    ("https://play.google.com/store/apps/details?id=reader", "a store for apps"),
    ("https://workspace.google.com/marketplace/app/reader/1", "a store for apps"),
    ("https://www.evidenceforessa.org/program/lumen/", "a clearinghouse that reviews programs"),
    ("https://ies.ed.gov/ncee/wwc/", "a clearinghouse that reviews programs"),
    ("https://www.edreports.org/reports/overview/lumen", "a site that reviews or lists products"),
]


@pytest.mark.parametrize(("elsewhere", "place"), ELSEWHERE)
def test_a_page_of_a_store_or_a_reviewer_is_not_the_vendors_nor_is_anything_beside_it(
    read_site: Read, make_page: MakePage, study: str, elsewhere: str, place: str
) -> None:
    everything = dict.fromkeys([elsewhere, unwrapping.front_page(elsewhere), HOME], make_page(study))
    for website, page in ((elsewhere, None), (None, elsewhere), (elsewhere, elsewhere)):
        report, asked = read_site(everything, website, product_page=page)
        assert (asked, report.pages, report.verdict, report.problem) == (
            [],
            (),
            "unreadable",
            "redirect_offsite",
        )
        told = explain("redirect_offsite", report.detail)
        assert told.says == f"the page is not the vendor's own but that of {place}"
        assert told.do.startswith("give the address of the vendor's own site")
    report, asked = read_site(everything, elsewhere, product_page=HOME)
    assert (asked, report.url, report.verdict, report.given_unread) == ([HOME], HOME, "shown", ())


def test_a_clearinghouse_that_is_screened_itself_is_read(
    read_site: Read, make_page: MakePage, stories: str
) -> None:
    front = "https://www.evidenceforessa.org/"
    report, asked = read_site({front: make_page(stories)}, front, product="Evidence for ESSA")
    assert (asked, report.problem) == ([front], None)


SITE = "https://sites.google.com/view/lumen/home"
BESIDE = {
    "/view/lumen/results": "Results",
    "/view/somebody/impact": "Impact",
    "https://other.example/": "Results",
}


def test_on_a_host_of_many_only_the_page_and_what_lies_below_it_is_the_vendors(
    read_site: Read, make_page: MakePage, stories: str, study: str
) -> None:
    pages = {
        SITE: make_page(stories, links=BESIDE),
        "https://sites.google.com/view/lumen/results": make_page(stories),
        "https://sites.google.com/view/somebody/impact": make_page(study),
        "https://sites.google.com/": make_page(study),
    }
    report, asked = read_site(pages, SITE)
    assert (asked, report.verdict) == ([SITE, "https://sites.google.com/view/lumen/results"], "absent")


def test_the_front_page_of_a_host_of_many_is_not_read_beside_a_page_about_research(
    read_site: Read, make_page: MakePage, study: str
) -> None:
    page = "https://sites.google.com/view/lumen/research"
    research = make_page(study, title="Research and evidence")
    report, asked = read_site({page: research, "https://sites.google.com/": make_page(study)}, page)
    assert (asked, report.url, report.verdict) == ([page], "https://sites.google.com/", "unreadable")
    assert (
        report.detail
        == "the page is not the vendor's own but the front page of a host where anybody may publish"
    )
    below = "https://lumen.wixsite.com/research"
    home = {"https://lumen.wixsite.com/": make_page(study)}
    report, asked = read_site({below: research} | home, below)
    assert (asked[-1], report.verdict) == ("https://lumen.wixsite.com/", "shown")


SITES = "https://sites.google.com"


@pytest.mark.parametrize(
    ("page", "vendor", "own", "others"),
    [
        ("play.google.com/store/apps/details?id=a", "", "", "/ www.google.com/ /store/apps/details?id=b"),
        ("www.facebook.com/lumen", "", "", "/ /lumens facebook.com/"),
        ("uk.linkedin.com/company/lumen", "", "/company/Lumen/life", "/ /company/rival"),
        ("lumen.github.io/a", "", "/", "other.github.io/"),
        ("github.com/lumen/site", "", "/lumen/study", "/rival"),
        ("raw.githubusercontent.com/lumen/a", "", "", "/rival/a"),
        ("s3.amazonaws.com/lumen/index.html", "", "/lumen/a.html", "/rival/a.html"),
        ("lumen.s3.us-east-1.amazonaws.com/a", "", "/", "rival.s3.us-east-1.amazonaws.com/"),
        ("s3.us-east-1.amazonaws.com/lumen/a", "", "", "/rival/a"),
        ("sites.google.com/view/lumen/overview", "", "/view/lumen/results", "/view/lumens /site/lumen"),
        ("sites.google.com/view/lumen?authuser=0", "", "/view/lumen/results", "/view/rival"),
        ("sites.google.com/view/lumen", "Google", "", "/view/rival"),
        ("sites.google.com/lumen.example/reading", "", "/lumen.example/reading/a", "/rival.example/a"),
        ("sites.google.com/home", "", "", "/home/a /view"),
        ("pitch.com/lumen", "Pitch Learning", "", "/rival"),
        ("www.canva.com/education/", "Canva, Inc.", "canva.com/about", "lumen.canva.site/"),
        ("edu.google.com/reader/", "", "edu.google.com/a", "sites.google.com/view/rival docs.google.com/a"),
        ("www.apple.com/reader/", "", "www.apple.com/a", "apps.apple.com/us/app/rival/id9"),
        ("www.teacherspayteachers.com/Store/Lumen", "", "/store/lumen/page:2", "/store/rival /product/a-1"),
        ("lumen.teachable.com/", "", "/p/reader", "rival.teachable.com/ www.teachable.com/"),
        ("www.lumen.example/a", "", "help.lumen.example/", "other.example/"),
    ],
)
def test_whose_a_page_is(page: str, vendor: str, own: str, others: str) -> None:
    def addresses(written: str) -> list[str]:
        host = page.partition("/")[0]
        return [f"https://{host if each.startswith('/') else ''}{each}" for each in written.split()]

    [given] = addresses(page)
    for owner in (Owner.of([given], vendor=vendor), Owner.of([HOME], [given], vendor)):
        assert all(map(owner.owns_url, (given, *addresses(own))))
        assert not any(map(owner.owns_url, addresses(others)))


def test_a_bare_host_where_anybody_may_publish_makes_nothing_on_it_the_vendors() -> None:
    owner = Owner.of([HOME], ["sites.google.com", "lumen.wixsite.com"])
    assert owner.owns_url("https://lumen.wixsite.com/a")
    assert not owner.owns_url(f"{SITES}/view/rival")


def test_where_nobody_knows_whose_the_pages_beside_one_are_the_question_stays_open(
    read_site: Read, make_page: MakePage, stories: str, study: str
) -> None:
    home, results = "https://www.notion.so/Lumen-abc?pvs=4", "https://www.notion.so/Lumen-results"
    beside = {results: make_page(study)}
    report, asked = read_site(beside | {home: make_page(stories, links={results: "Results"})}, home)
    assert (asked, report.verdict, report.problem) == ([home], "unreadable", "redirect_offsite")
    told = explain("redirect_offsite", report.detail)
    assert told.says.startswith("the page leads to others on a host where anybody may publish")
    assert told.do.startswith("give the address of the vendor's own site")

    report, _ = read_site({home: make_page(stories)}, home)
    assert report.verdict == "absent"
    report, _ = read_site(beside | {home: make_page(stories, links={results: "Research"})}, home)
    assert (report.verdict, report.clicks, report.unread) == ("linked", None, 1)
