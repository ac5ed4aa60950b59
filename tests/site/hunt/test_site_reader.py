"""Which page is the home page, what happens when time is short, and what is handed on for the record."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetched import Fetched
from edscreen.site.seen import GivenUnread
from edscreen.site.site_reader import SiteReader, SiteRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.problems import Problem
    from edscreen.site.seen import SiteReport

    MakePage = Callable[..., str]
    Read = Callable[..., tuple[SiteReport, list[str]]]

HOME = "https://www.lumen.example/"
PRODUCT = "https://www.lumen.example/reading"
RESEARCH = {"/research": "Research"}


def test_the_better_of_home_page_and_products_page_counts(
    read_site: Read, make_page: MakePage, study: str, stories: str
) -> None:
    pages = {HOME: make_page(stories), PRODUCT: make_page("<h2>Lumen Reading</h2>", study)}

    report, asked = read_site(pages, product_page=PRODUCT, product="Lumen Reading")

    assert asked == [HOME, PRODUCT]
    assert (report.url, report.verdict, report.clicks) == (PRODUCT, "shown", 0)
    assert [(read.url, read.clicks) for read in report.pages] == [(HOME, 0), (PRODUCT, 0)]


def test_of_two_that_link_the_one_nearer_to_the_evidence_counts(
    read_site: Read, make_page: MakePage, study: str
) -> None:
    pages = {
        HOME: make_page(links={"/research": "Research"}),
        f"{HOME}research": make_page("<h1>Research</h1>", links={"/trial": "Efficacy study"}),
        PRODUCT: make_page(
            "<h2>Lumen Reading</h2><p>Made for grades K to 3.</p>", links={"/trial": "Efficacy study"}
        ),
        f"{HOME}trial": make_page(study),
    }
    report, _ = read_site(pages, product_page=PRODUCT, product="Lumen Reading")
    assert (report.url, report.verdict, report.clicks) == (PRODUCT, "linked", 1)


def failed(url: str, problem: Problem, status: int | None = None) -> Fetched:
    return Fetched(url, url, status, (), b"", "", problem, "so it is")


NOT_READ: tuple[Problem, ...] = ("bot_wall", "timeout", "robots", "http_5xx", "redirect_offsite")


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_not_there_leaves_the_other(
    read_site: Read, make_page: MakePage, stories: str, status: int
) -> None:
    for there, gone in [(HOME, PRODUCT), (PRODUCT, HOME)]:
        pages = {there: make_page(stories), gone: failed(gone, "http_4xx", status)}
        report, _ = read_site(pages, product_page=PRODUCT)
        assert (report.url, report.verdict, report.problem) == (there, "absent", None)
        assert (report.unread, report.given_unread) == (0, ())
        assert sum(page.problem == "http_4xx" for page in report.pages) == 1


@pytest.mark.parametrize("problem", NOT_READ)
@pytest.mark.parametrize("links", [{}, {"/reading": "Lumen Reading"}], ids=["behind no link", "linked"])
def test_a_products_page_that_could_not_be_read_is_named_whatever_the_home_page_says(
    read_site: Read, make_page: MakePage, stories: str, study: str, problem: Problem, links: dict[str, str]
) -> None:
    walled = failed(PRODUCT, problem)

    absent, _ = read_site({HOME: make_page(stories, links=links), PRODUCT: walled}, product_page=PRODUCT)
    assert (absent.url, absent.verdict, absent.unread) == (HOME, "absent", 0)
    assert absent.given_unread == (GivenUnread(PRODUCT, problem, "so it is"),)

    research = {HOME: make_page(links=links | RESEARCH), f"{HOME}research": make_page(study)}
    linked, _ = read_site({**research, PRODUCT: walled}, product_page=PRODUCT)
    assert (linked.verdict, linked.clicks) == ("linked", 1)
    assert linked.given_unread == (GivenUnread(PRODUCT, problem, "so it is"),)

    shown, _ = read_site({HOME: make_page(study, links=links), PRODUCT: walled}, product_page=PRODUCT)
    assert (shown.verdict, shown.given_unread) == ("shown", ())


@pytest.mark.parametrize("problem", NOT_READ)
def test_a_home_page_that_could_not_be_read_leaves_the_question_open_without_evidence_elsewhere(
    read_site: Read, make_page: MakePage, stories: str, study: str, problem: Problem
) -> None:
    walled = failed(HOME, problem)
    for content in (
        make_page(stories),
        make_page("<p>Proven to raise scores.</p>"),
        make_page(links=RESEARCH),
    ):
        report, _ = read_site({HOME: walled, PRODUCT: content}, product_page=PRODUCT)
        assert (report.url, report.verdict, report.problem) == (HOME, "unreadable", problem)
        assert [(page.url, page.problem) for page in report.pages][:2] == [(HOME, problem), (PRODUCT, None)]

    pages = {HOME: walled, PRODUCT: make_page(links=RESEARCH), f"{HOME}research": make_page(study)}
    linked, _ = read_site(pages, product_page=PRODUCT)
    assert (linked.url, linked.verdict, linked.clicks) == (PRODUCT, "linked", 1)
    assert linked.given_unread == (GivenUnread(HOME, problem, "so it is"),)

    shown, _ = read_site(
        {HOME: walled, PRODUCT: make_page("<h2>Lumen Reading</h2>", study)}, product_page=PRODUCT
    )
    assert (shown.url, shown.verdict, shown.given_unread) == (PRODUCT, "shown", ())


def test_a_page_that_the_number_of_pages_leaves_no_room_for_is_named(
    read_site: Read, make_page: MakePage, stories: str
) -> None:
    pages = {HOME: make_page(stories), PRODUCT: make_page(stories)}
    report, asked = read_site(pages, product_page=PRODUCT, max_pages=1)
    assert (report.verdict, asked) == ("absent", [HOME])
    assert report.given_unread == (GivenUnread(PRODUCT, None),)


def test_one_address_given_twice_is_read_once(read_site: Read, make_page: MakePage, stories: str) -> None:
    _, asked = read_site({HOME: make_page(stories)}, product_page="http://lumen.example")
    assert asked == [HOME]


def test_a_page_about_research_is_no_home_page(read_site: Read, make_page: MakePage, study: str) -> None:
    research = f"{HOME}research"
    about = make_page("<h1>Research on Lumen Reading</h1>", study, title="Research")
    pages = {HOME: make_page(links=RESEARCH), research: about}

    report, asked = read_site(pages, product_page=research)
    assert (report.url, report.verdict, report.clicks) == (HOME, "linked", 1)
    assert asked == [HOME, research]
    assert [read.clicks for read in report.pages] == [0, 1]

    report, asked = read_site(pages, website=research)
    assert (report.url, report.verdict, report.clicks) == (HOME, "linked", 1)
    assert asked == [research, HOME]


def test_a_page_about_research_that_no_link_leads_to_decides_nothing(
    read_site: Read, make_page: MakePage, study: str, stories: str
) -> None:
    research = f"{HOME}research"
    about = make_page("<h1>Research on Lumen Reading</h1>", study, title="Research")
    report, _ = read_site({HOME: make_page(stories), research: about}, product_page=research)

    assert (report.verdict, report.clicks, report.evidence) == ("absent", None, ())
    assert report.pages[1].clicks is None


def test_a_site_that_moves_to_www_keeps_its_links(read_site: Read, make_page: MakePage, study: str) -> None:
    body = make_page(links={"https://lumen.example/research": "Research"}).encode()
    headers = (("content-type", "text/html"),)
    moved = Fetched(
        "https://lumen.example/", HOME, 200, headers, body, "", redirects=("https://lumen.example/",)
    )
    report, asked = read_site(
        {"https://lumen.example/": moved, f"{HOME}research": make_page(study)}, "https://lumen.example/"
    )
    assert (report.url, report.verdict, report.clicks) == (HOME, "linked", 1)
    assert len(asked) == 2


def test_an_unreadable_home_page_gives_no_verdict(read_site: Read) -> None:
    walled = Fetched(
        HOME, HOME, 403, (("cf-mitigated", "challenge"),), b"", "", "http_4xx", "it answered 403"
    )
    report, asked = read_site({HOME: walled})
    assert (report.verdict, report.clicks, report.problem) == ("unreadable", None, "bot_wall")
    assert (report.evidence, report.pages_read, asked) == ((), 0, [HOME])

    shell = "<html><title>Lumen</title><body><div id=root></div><script src=a.js></script></body></html>"
    report, asked = read_site({HOME: shell})
    assert (report.verdict, report.problem, asked) == ("unreadable", "js_shell", [HOME])

    report, _ = read_site({HOME: b"%PDF-1.4 a brochure"})
    assert (report.verdict, report.problem) == ("unreadable", "not_html")


def test_a_page_with_an_empty_middle_is_decided_by_what_it_links_to_or_not_at_all(
    read_site: Read, make_page: MakePage, study: str, stories: str
) -> None:
    def shell(links: str) -> str:
        return (
            f"<html><head><title>Lumen Reading</title></head><body><nav>{links}</nav><div id=root></div>"
            "<script src=app.js></script><noscript>Please enable JavaScript.</noscript>"
            "<footer>© 2026 Lumen Learning</footer></body></html>"
        )

    link = '<a href="/research">Research</a> <a href="/about">About us</a> <a href="/help">Help</a>'
    found, _ = read_site({HOME: shell(link), f"{HOME}research": make_page(study)})
    assert (found.verdict, found.clicks, found.problem) == ("linked", 1, None)
    assert found.pages[0].problem is None

    not_found, _ = read_site({HOME: shell(link), f"{HOME}research": make_page(stories)})
    assert (not_found.verdict, not_found.clicks, not_found.problem) == ("unreadable", None, "js_shell")
    assert not_found.evidence == ()

    same_shell, _ = read_site({HOME: shell(link), f"{HOME}research": shell(link)})
    assert (same_shell.verdict, same_shell.problem) == ("unreadable", "js_shell")
    assert same_shell.pages[1].problem == "js_shell"


def test_the_time_for_a_site_ends_the_hunt_and_is_said(memory_source: Any, make_page: MakePage) -> None:
    source = memory_source({HOME: make_page(links=RESEARCH)})

    class Slow:
        async def fetch(self, url: str, **settings: Any) -> Fetched:
            if url != HOME:
                await asyncio.sleep(60)
            fetched: Fetched = await source.fetch(url, **settings)
            return fetched

    report = asyncio.run(SiteReader(Slow(), time_limit=0.1).read(SiteRequest(HOME)))
    assert (report.verdict, report.clicks, report.out_of_time, report.unread) == ("linked", None, True, 1)
    assert [read.url for read in report.pages] == [HOME]


def test_a_home_page_that_does_not_come_in_time_is_too_slow() -> None:
    class Silent:
        async def fetch(self, url: str, **_: Any) -> Fetched:
            await asyncio.sleep(60)
            raise AssertionError(url)

    report = asyncio.run(SiteReader(Silent(), time_limit=0.1).read(SiteRequest(HOME)))
    assert (report.verdict, report.problem, report.out_of_time) == ("unreadable", "too_slow", True)


def test_every_answer_is_handed_on_with_its_text(memory_source: Any, make_page: MakePage, study: str) -> None:
    source = memory_source(
        {HOME: make_page(links=RESEARCH | {"/efficacy": "Efficacy"}), f"{HOME}research": make_page(study)}
    )
    kept: list[tuple[str, str | None, int]] = []
    addresses: list[tuple[str, int]] = []
    reader = SiteReader(
        source,
        keeper=lambda fetched, text, clicks: kept.append((fetched.url, text, clicks)),
        progress=lambda url, number: addresses.append((url, number)),
    )
    asyncio.run(reader.read(SiteRequest(HOME), past_cache=True))

    assert [(url, clicks) for url, _, clicks in kept] == [
        (url, min(number, 1)) for number, url in enumerate(source.asked)
    ]
    texts = {url: text for url, text, _ in kept}
    assert "Brook University" in (texts[f"{HOME}research"] or "")
    assert texts.get(f"{HOME}efficacy") is None
    assert [url for url, _ in addresses] == source.asked
    assert [number for _, number in addresses] == list(range(1, len(addresses) + 1))
    assert set(source.past_cache) == {True}


def test_a_report_names_the_proxy(memory_source: Any, make_page: MakePage) -> None:
    reader = SiteReader(memory_source({HOME: make_page()}), proxy="http://proxy.district.example:8080")
    assert asyncio.run(reader.read(SiteRequest(HOME))).proxy == "http://proxy.district.example:8080"


@pytest.mark.parametrize("website", [None, "", "ftp://lumen.example/", "https://"])
def test_without_an_address_there_is_nothing_to_read(memory_source: Any, website: str | None) -> None:
    with pytest.raises(ValueError, match="http or https address"):
        asyncio.run(SiteReader(memory_source({})).read(SiteRequest(website)))
