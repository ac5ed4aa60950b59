"""The hunt: from a home page to the nearest independent evidence, politely and always alike."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetched import Fetched

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.seen import SiteReport

    MakePage = Callable[..., str]
    Read = Callable[..., tuple[SiteReport, list[str]]]

HOME = "https://www.lumen.example/"
WWC = "https://ies.ed.gov/ncee/wwc/InterventionReport/4711"


RESEARCH = {"/research": "Research"}


def test_evidence_on_the_home_page_needs_no_hunt(make_page: MakePage, read_site: Read, study: str) -> None:
    report, asked = read_site({HOME: make_page(study, links=RESEARCH), f"{HOME}research": make_page(study)})

    assert (report.verdict, report.clicks, report.problem) == ("shown", 0, None)
    assert asked == [HOME]
    assert report.evidence[0].strength == "independent"
    assert "Brook University" in report.evidence[0].quote


def test_evidence_behind_a_link_is_one_click_away(make_page: MakePage, read_site: Read, study: str) -> None:
    report, asked = read_site({HOME: make_page(links=RESEARCH), f"{HOME}research": make_page(study)})

    assert (report.verdict, report.clicks) == ("linked", 1)
    assert asked == [HOME, f"{HOME}research"]
    assert [(read.url, read.clicks) for read in report.pages] == [(HOME, 0), (f"{HOME}research", 1)]
    assert report.evidence[0].url == f"{HOME}research"
    assert {seen.strength for seen in report.evidence} >= {"independent", "research_link"}
    assert report.unread == 0


def test_what_the_results_page_shows_makes_it_linked(
    make_page: MakePage, read_site: Read, study: str
) -> None:
    report, _ = read_site(
        {HOME: make_page(links={"/results": "Results"}), f"{HOME}results": make_page(study)}
    )
    assert (report.verdict, report.clicks) == ("linked", 1)


def test_evidence_may_lie_deeper(make_page: MakePage, read_site: Read, study: str) -> None:
    pages = {
        HOME: make_page(links=RESEARCH),
        f"{HOME}research": make_page("<h1>Research</h1>", links={"/research/efficacy": "Efficacy studies"}),
        f"{HOME}research/efficacy": make_page(
            "<h1>Studies</h1>", links={"/research/efficacy/trial": "Efficacy study"}
        ),
        f"{HOME}research/efficacy/trial": make_page(study),
    }
    report, asked = read_site(pages)
    assert (report.verdict, report.clicks, len(asked)) == ("linked", 3, 4)

    report, asked = read_site(pages, max_clicks=2)
    assert (report.verdict, report.clicks, len(asked)) == ("linked", None, 3)

    report, asked = read_site(pages, max_clicks=0)
    assert (report.verdict, report.clicks, len(asked)) == ("linked", None, 1)
    assert report.unread == 1


def test_the_fewest_clicks_count_whichever_way_the_hunt_came(
    make_page: MakePage, read_site: Read, study: str
) -> None:
    report, _ = read_site(
        {
            HOME: make_page(links=RESEARCH) + '<p><a href="/trial">2024</a></p>',
            f"{HOME}research": make_page("<h1>Research</h1>", links={"/trial": "Efficacy study"}),
            f"{HOME}trial": make_page(study),
        }
    )
    assert (report.verdict, report.clicks) == ("linked", 1)


def test_nothing_behind_the_link_is_said(make_page: MakePage, read_site: Read, stories: str) -> None:
    report, _ = read_site({HOME: make_page(links=RESEARCH), f"{HOME}research": make_page(stories)})
    assert (report.verdict, report.clicks, report.unread) == ("linked", None, 0)


def test_without_research_claims_decide(make_page: MakePage, read_site: Read, stories: str) -> None:
    claims, _ = read_site(
        {HOME: make_page("<p>Proven to raise reading scores: 92% of students improved.</p>")}
    )
    nothing, _ = read_site({HOME: make_page(stories)})
    assert (claims.verdict, nothing.verdict) == ("claims_only", "absent")


def test_a_pdf_file_is_read(make_page: MakePage, read_site: Read, make_pdf: Callable[..., bytes]) -> None:
    pdf = make_pdf(
        [
            [
                "An evaluation of Lumen Reading",
                "Researchers at Brook University found in a randomized controlled trial that students who",
                "used Lumen Reading gained two months more in reading than students who did not.",
            ]
        ]
    )
    report, _ = read_site(
        {HOME: make_page(links={"/f/study.pdf": "Efficacy study (PDF)"}), f"{HOME}f/study.pdf": pdf}
    )

    assert (report.verdict, report.clicks) == ("linked", 1)
    assert "Brook University" in report.evidence[0].quote


def test_a_pdf_file_that_cannot_be_read_is_listed(make_page: MakePage, read_site: Read) -> None:
    report, _ = read_site(
        {HOME: make_page(links={"/study.pdf": "Efficacy study"}), f"{HOME}study.pdf": b"%PDF-1.4 x"}
    )

    assert (report.verdict, report.clicks, report.unread) == ("linked", None, 1)
    assert report.pages[1].problem == "bad_encoding"


def test_what_stands_behind_the_tenth_page_of_a_pdf_file_is_not_nothing(
    make_page: MakePage, read_site: Read, make_pdf: Callable[..., bytes]
) -> None:
    result = [
        "Researchers at Brook University found in a randomized controlled trial that students who",
        "used Lumen Reading gained two months more in reading than students who did not.",
    ]
    home = make_page(links={"/study.pdf": "Efficacy study (PDF)"})
    filler = [["Nothing to see on this page."]] * 9

    late, _ = read_site({HOME: home, f"{HOME}study.pdf": make_pdf([*filler, ["Soon."], result])})
    assert (late.verdict, late.clicks, late.unread) == ("linked", None, 1)
    assert late.pages[1].problem == "too_large"

    long, _ = read_site({HOME: home, f"{HOME}study.pdf": make_pdf([*filler, result, ["The end."]])})
    assert (long.verdict, long.clicks, long.pages[1].problem) == ("linked", 1, None)

    short, _ = read_site({HOME: home, f"{HOME}study.pdf": make_pdf([*filler, ["The end."]])})
    assert (short.verdict, short.clicks, short.unread) == ("linked", None, 0)


def test_a_link_straight_to_a_clearinghouse_is_one_click(make_page: MakePage, read_site: Read) -> None:
    report, asked = read_site(
        {HOME: make_page(f'<p><a href="{WWC}">Lumen Reading at the What Works Clearinghouse</a></p>')}
    )
    assert (report.verdict, report.clicks) == ("linked", 1)
    assert asked == [HOME]
    assert report.evidence[0].link == WWC


def test_a_wrapped_link_to_a_clearinghouse_is_one_too(make_page: MakePage, read_site: Read) -> None:
    link = f"https://click.mail.example/track?url={WWC.replace(':', '%3A').replace('/', '%2F')}"
    report, _ = read_site(
        {HOME: make_page(f'<p><a href="{link}">Lumen Reading at the What Works Clearinghouse</a></p>')}
    )
    assert (report.verdict, report.clicks, report.evidence[0].link) == ("linked", 1, WWC)


def test_a_link_that_redirects_to_a_clearinghouse_is_one_too(make_page: MakePage, read_site: Read) -> None:
    away = Fetched(f"{HOME}wwc", WWC, 301, (), b"", "", "redirect_offsite", "it leads to another site")
    report, _ = read_site(
        {HOME: make_page(links={"/wwc": "Research: What Works Clearinghouse"}), f"{HOME}wwc": away}
    )
    assert (report.verdict, report.clicks, report.evidence[0].link) == ("linked", 1, WWC)


def test_other_peoples_pages_are_not_read(make_page: MakePage, read_site: Read) -> None:
    report, asked = read_site({HOME: make_page(links={"https://blog.other.example/research": "Research"})})
    assert asked == [HOME]
    assert (report.verdict, report.clicks, report.unread) == ("linked", None, 1)


def test_a_shortened_link_is_followed_to_the_vendors_own_page_and_no_other(
    make_page: MakePage, read_site: Read, study: str
) -> None:
    home, short, research = (
        make_page(links={"https://bit.ly/3x": "Research"}),
        "https://bit.ly/3x",
        f"{HOME}research",
    )
    headers = (("content-type", "text/html"),)
    for found, clicks, problem in [(research, 1, None), ("https://other.example/", None, "redirect_offsite")]:
        answer = Fetched(short, found, 200, headers, make_page(study).encode(), "", redirects=(short,))
        report, asked = read_site({HOME: home, short: answer})
        assert asked == [HOME, short]
        assert (report.verdict, report.clicks, report.pages[1].problem) == ("linked", clicks, problem)


def test_a_neighbour_on_a_host_where_anyone_builds_sites_is_somebody_else(
    make_page: MakePage, read_site: Read, study: str
) -> None:
    home, other = "https://lumen.weebly.com/", "https://other.weebly.com/research"
    report, asked = read_site({home: make_page(links={other: "Research"}), other: make_page(study)}, home)
    assert asked == [home]
    assert (report.verdict, report.clicks) == ("linked", None)


def test_the_vendors_other_domains_are_its_own(make_page: MakePage, read_site: Read, study: str) -> None:
    parent = "https://research.lumen-group.example/reading"
    pages = {HOME: make_page(links={parent: "Research"}), parent: make_page(study)}

    report, asked = read_site(pages, other_hosts=("lumen-group.example",))
    assert (report.verdict, report.clicks) == ("linked", 1)
    assert asked == [HOME, parent]


def test_pages_asked_for_stay_within_the_budget(make_page: MakePage, read_site: Read) -> None:
    many = {f"/research/{number}": f"Research study {number}" for number in range(40)}
    pages = {HOME: make_page(links=many)} | {
        f"https://www.lumen.example{path}": make_page(f"<p>{path}</p>") for path in many
    }

    report, asked = read_site(pages)
    assert len(asked) == report.pages_budget == 8
    assert len(read_site(pages, max_pages=3)[1]) == 3
    assert report.unread == 33


def test_a_page_is_asked_for_once_however_it_is_linked(
    make_page: MakePage, read_site: Read, stories: str
) -> None:
    links = {
        "/research": "Research",
        "/research/": "Our research",
        "http://lumen.example/research?utm_source=menu": "The research",
        "/research/index.html": "Research studies",
        "/#research": "Research",
        "https://www.lumen.example/": "Research home",
    }
    _, asked = read_site({HOME: make_page(links=links), f"{HOME}research": make_page(stories)})
    assert asked == [HOME, f"{HOME}research"]


@pytest.mark.parametrize("seed", range(8))
def test_links_in_any_order_give_the_same_report(
    make_page: MakePage, read_site: Read, seed: int, study: str, stories: str
) -> None:
    links = {f"/research/{number}": f"Research study {number}" for number in range(6)}
    links |= {
        f"/{word}": word.title() for word in ("efficacy", "evidence", "impact", "results", "about", "pricing")
    }
    ways = list(links.items())
    random.Random(seed).shuffle(ways)

    def read(order: list[tuple[str, str]]) -> tuple[Any, list[str]]:
        pages = {HOME: make_page(links=dict(order))}
        pages |= {
            f"https://www.lumen.example{path}": make_page(f"<h1>{text}</h1>{stories}") for path, text in order
        }
        pages[f"{HOME}evidence"] = make_page("<h1>Evidence</h1>", links={"/evidence/trial": "Efficacy trial"})
        pages[f"{HOME}evidence/trial"] = make_page(study)
        report, asked = read_site(pages, max_pages=12)
        return replace(report, pages=tuple(replace(read, sha256=None) for read in report.pages)), asked

    assert read(ways) == read(list(links.items()))


def test_a_lead_that_shows_the_home_page_again_is_no_evidence_page(
    make_page: MakePage, read_site: Read
) -> None:
    home = make_page("<p>Proven to raise reading scores.</p>", links=RESEARCH)
    report, _ = read_site({HOME: home, f"{HOME}research": home + "<!-- another -->"})

    assert (report.verdict, report.clicks) == ("linked", None)
    assert report.pages[1].problem == "soft_404"


def test_what_could_not_be_read_is_not_nothing(make_page: MakePage, read_site: Read) -> None:
    research = f"{HOME}research"
    for problem in ("robots", "bot_wall", "timeout"):
        blocked = Fetched(research, research, None, (), b"", "", problem, "so it is")
        report, _ = read_site({HOME: make_page(links=RESEARCH), research: blocked})
        assert (report.verdict, report.clicks, report.unread) == ("linked", None, 1)
        assert (report.pages[1].url, report.pages[1].problem) == (research, problem)
        assert report.pages_read == 1


def test_a_lead_that_could_not_be_read_is_not_nothing(make_page: MakePage, read_site: Read) -> None:
    results = f"{HOME}results"
    home = make_page("<p>Proven to raise reading scores.</p>", links={"/results": "Results"})
    walled = Fetched(results, results, None, (), b"", "", "robots", "so it is")

    report, asked = read_site({HOME: home, results: walled})
    assert (report.verdict, report.unread, asked) == ("claims_only", 1, [HOME, results])

    gone, _ = read_site({HOME: home})
    assert (gone.verdict, gone.unread, gone.pages[1].status) == ("claims_only", 0, 404)


def test_research_that_a_page_behind_links_to_and_nobody_read_is_counted(
    make_page: MakePage, read_site: Read, stories: str
) -> None:
    papers = {f"/papers/{number}": f"Efficacy study {number}" for number in range(3)}
    pages = {
        HOME: make_page(links=RESEARCH),
        f"{HOME}research": make_page("<h1>Research</h1>", links=papers),
        f"{HOME}papers/0": make_page(f"<p>0</p>{stories}"),
        f"{HOME}papers/1": make_page(f"<p>1</p>{stories}"),
    }

    by_clicks, _ = read_site(pages, max_clicks=1)
    by_pages, _ = read_site(pages, max_pages=3)

    assert (by_clicks.verdict, by_clicks.clicks, by_clicks.unread) == ("linked", None, 3)
    assert (by_pages.verdict, by_pages.clicks, by_pages.unread) == ("linked", None, 2)


def test_what_was_not_read_counts_where_it_is_nearer_than_the_evidence_found(
    make_page: MakePage, read_site: Read, study: str
) -> None:
    efficacy = f"{HOME}efficacy"
    walled = Fetched(efficacy, efficacy, None, (), b"", "", "robots", "so it is")
    pages = {
        HOME: make_page(links=RESEARCH | {"/efficacy": "Efficacy"}),
        f"{HOME}research": make_page(
            "<h1>Research</h1>", links={"/research/a": "Efficacy study", "/research/b": "Efficacy study"}
        ),
        f"{HOME}research/a": make_page(study),
    }

    found, _ = read_site({**pages, efficacy: make_page("<p>Soon.</p>")})
    assert (found.verdict, found.clicks, found.unread) == ("linked", 2, 0)

    blocked, _ = read_site({**pages, efficacy: walled})
    assert (blocked.verdict, blocked.clicks, blocked.unread) == ("linked", 2, 1)
