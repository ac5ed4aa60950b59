"""What is gathered besides the profile: the site, and the sources that the profile names."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.screening.gathering import Gatherer
from edscreen.screening.sources import MOST_SOURCES, named_sources
from edscreen.site.fetched import Fetched
from edscreen.site.site_reader import SiteReader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from edscreen.profile.documents import Document
    from edscreen.screening.inputs import Gathered

    Read = Callable[[str], Document]

READ_AT = "2026-11-21T10:30:05Z"
NAMED = "<p>The list of 2026 names LUMEN  READING® among others.</p>"
SLOW = "a page that never comes"
OTHERS = "<p>The list of 2026 names other products.</p>"


@dataclass
class Pages:
    """Pages by address, as their sites would give them; it notes what it is asked for."""

    pages: Mapping[str, str | Fetched]
    asked: list[str] = field(default_factory=list)
    untils: list[float | None] = field(default_factory=list)

    async def fetch(self, url: str, *, until: float | None = None, **_: Any) -> Fetched:
        self.asked.append(url)
        self.untils.append(until)
        if self.pages.get(url) == SLOW:
            await asyncio.Event().wait()
        page = self.pages.get(url)
        if isinstance(page, Fetched):
            return page
        if page is None:
            return Fetched(url, url, 404, (), b"", READ_AT, "http_4xx", "it answered 404")
        return Fetched(url, url, 200, (("content-type", "text/html"),), page.encode(), READ_AT)


@dataclass
class Gathering:
    """What was gathered, what was asked for, told and kept meanwhile."""

    gathered: Gathered
    asked: list[str]
    told: list[tuple[str, int | None]]
    kept: list[tuple[str, str]]
    untils: list[float | None]


@pytest.fixture
def gather(document: Read) -> Callable[..., Gathering]:
    """Gather for a profile of which only the interesting part is given."""

    def run(profile: str, pages: Mapping[str, str | Fetched], **settings: Any) -> Gathering:
        source = Pages(pages)
        told: list[tuple[str, int | None]] = []
        kept: list[tuple[str, str]] = []
        gatherer = Gatherer(
            SiteReader(source),
            source,
            max_pages=8,
            max_clicks=3,
            keeper_for=lambda home: lambda page, _text, _clicks: kept.append((home, page.url)),
            **settings,
        )
        found = asyncio.run(
            gatherer.gather(document(profile).profile, lambda url, number: told.append((url, number)))
        )
        return Gathering(found, source.asked, told, kept, source.untils)

    return run


def moved(url: str, to: str, body: str = NAMED) -> Fetched:
    """An answer that another address gave in the end."""
    return Fetched(url, to, 200, (("content-type", "text/html"),), body.encode(), READ_AT)


VENDOR = (
    "vendor: {name: Lumen Learning, website: 'https://www.lumen.example/', other_domains: [parent.example]}\n"
)


@pytest.mark.parametrize(
    "own",
    ["https://www.lumen.example/study", "https://pdf.lumen.example/study.pdf", "https://parent.example/s"],
)
def test_a_page_of_the_vendors_own_is_no_source_to_open(gather: Callable[..., Gathering], own: str) -> None:
    done = gather(f"{VENDOR}studies: [{{title: One, url: '{own}'}}]", {own: NAMED})

    assert own not in done.asked
    assert done.gathered.opened == {}


@pytest.mark.parametrize(
    ("website", "url", "is_opened"),
    [
        ("sites.google.com/view/lumen", "sites.google.com/view/oregon-lab/trial", True),
        ("sites.google.com/view/lumen", "sites.google.com/view/lumen/trial", False),
        (
            "sites.google.com/home",
            "sites.google.com/view/oregon-lab/trial",
            False,
        ),  # nobody knows whose it is
        ("lumen.github.io", "oregon-lab.github.io/trial", True),
    ],
)
def test_on_a_host_of_many_only_what_may_be_the_vendors_is_no_source(
    gather: Callable[..., Gathering], website: str, url: str, is_opened: bool
) -> None:
    vendor = f"vendor: {{name: Lumen Learning, website: 'https://{website}'}}\n"
    short = "https://doi.org/10.5555/1"
    ends = {f"https://{url}": NAMED, short: moved(short, f"https://{url}")}
    done = gather(
        f"{vendor}studies: [{{title: A, url: 'https://{url}'}}, {{title: B, doi: 10.5555/1}}]", ends
    )

    assert done.gathered.opened
    assert ("studies[0]" in done.gathered.opened) is is_opened
    assert done.gathered.opened["studies[1]"].names_product is (True if is_opened else None)


@pytest.mark.parametrize("entry", ["studies", "reviews", "approvals"])
def test_a_source_that_leads_to_the_vendors_page_was_not_opened(
    gather: Callable[..., Gathering], entry: str
) -> None:
    url = "https://schools.utah.gov/a"
    key = {"studies": "title: One", "reviews": "by: evidence_for_essa", "approvals": "state: UT"}[entry]

    done = gather(
        f"{VENDOR}{entry}: [{{{key}, url: '{url}'}}]", {url: moved(url, "https://www.lumen.example/research")}
    )

    assert done.gathered.opened
    opened = done.gathered.opened[f"{entry}[0]"]
    assert (opened.url, opened.names_product, opened.sha256, opened.quote) == (url, None, None, None)
    assert opened.problem == "it leads to another site, www.lumen.example"


@pytest.mark.parametrize(
    ("entry", "end", "names"),
    [
        ("approvals: [{state: UT", "https://hosting.example/list", None),
        ("approvals: [{state: UT", "https://lists.utah.gov/list", True),
        ("studies: [{title: One", "https://journal.example/paper", True),
    ],
)
def test_only_a_study_may_stand_on_another_site_than_the_one_named(
    gather: Callable[..., Gathering], entry: str, end: str, names: bool | None
) -> None:
    url = "https://schools.utah.gov/a"

    done = gather(f"{entry}, url: '{url}'}}]", {url: moved(url, end)})

    assert done.gathered.opened
    assert next(iter(done.gathered.opened.values())).names_product is names


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://papers.example/1", "<title>Search: Lumen Reading</title><p>The list of this year.</p>"),
        ("https://papers.example/1", "<p>No results were found for “Lumen Reading”.</p>"),
        ("https://papers.example/1", "<table><tr><td>Lumen Reading</td><td>Not approved</td></tr></table>"),
        ("https://papers.example/1", "<p>Lumen Reading: no aprobado</p>"),
        ("https://papers.example/1?q=lumen+reading", NAMED),
        ("https://papers.example/1?q=Lumen%20Reading", NAMED),
    ],
)
def test_a_name_that_is_only_repeated_or_refused_confirms_nothing(
    gather: Callable[..., Gathering], url: str, page: str
) -> None:
    done = gather(f"studies: [{{title: One, url: '{url}'}}]", {url: page})

    assert done.gathered.opened
    opened = done.gathered.opened["studies[0]"]
    assert (opened.names_product, opened.quote) == (False, None)
    assert "name" in opened.says
    assert "was not found on that page" not in opened.says


def test_a_name_counts_where_another_row_is_refused(gather: Callable[..., Gathering]) -> None:
    rows = ("Tide Math</td><td>Rejected", "Lumen Reading</td><td>Listed")
    page = f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>"

    done = gather(
        "studies: [{title: One, url: 'https://papers.example/1'}]", {"https://papers.example/1": page}
    )

    assert done.gathered.opened
    assert done.gathered.opened["studies[0]"].names_product


def test_the_sources_of_a_profile_share_one_time(gather: Callable[..., Gathering]) -> None:
    done = gather(
        "studies:\n- {title: One, url: 'https://papers.example/1'}\n"
        "- {title: Two, url: 'https://papers.example/2'}",
        {"https://papers.example/1": NAMED, "https://papers.example/2": SLOW},
        sources_time=0.2,
    )

    assert done.gathered.opened
    first, second = done.gathered.opened["studies[0]"], done.gathered.opened["studies[1]"]
    assert first.names_product
    assert (second.names_product, second.problem) == (None, "the time for this profile's sources was over")
    assert done.untils[0] is not None
    assert done.untils[0] == done.untils[1]


def test_every_source_that_can_be_opened_is_named_in_the_profiles_order(document: Read) -> None:
    profile = document(
        "approvals:\n"
        "- {state: UT, approver: Utah State Board of Education, url: 'https://schools.utah.gov/a'}\n"
        "- {state: TX, approver: Texas Education Agency}\n"
        "reviews: [{by: evidence_for_essa, url: 'https://reviews.example/lumen'}]\n"
        "studies:\n"
        "- {title: One, url: 'https://papers.example/1', doi: 10.5555/lumen#1, eric: ED123456, wwc: '99'}\n"
        "- {title: Two}\n"
        "- {title: Three, eric: EJ654321}\n"
    ).profile

    assert list(named_sources(profile)) == [
        ("approvals[0]", ("https://schools.utah.gov/a",)),
        ("reviews[0]", ("https://reviews.example/lumen",)),
        (
            "studies[0]",
            (
                "https://papers.example/1",
                "https://doi.org/10.5555/lumen%231",
                "https://eric.ed.gov/?id=ED123456",
                "https://ies.ed.gov/ncee/wwc/Study/99",
            ),
        ),
        ("studies[2]", ("https://eric.ed.gov/?id=EJ654321",)),
    ]


@pytest.mark.parametrize(
    "written", ["lumen-math.example", "https://www.lumen-math.example/", "www.lumen-math.example/math"]
)
def test_other_domains_are_the_vendors_in_every_spelling(
    gather: Callable[..., Gathering], written: str
) -> None:
    home, research = "https://www.lumen.example/", "https://www.lumen-math.example/research"
    page = f"<title>Lumen Reading</title><p>Lumen Reading</p><a href='{research}'>Research</a>"
    vendor = f"vendor: {{name: Lumen Learning, website: '{home}', other_domains: ['{written}']}}\n"

    done = gather(f"{vendor}studies: [{{title: One, url: '{research}'}}]", {home: page, research: NAMED})

    assert done.asked == [home, research]
    assert done.told == [(home, 1), (research, 2)]
    assert done.gathered.opened == {}


def test_an_approval_is_read_where_the_profile_says_it_stands(gather: Callable[..., Gathering]) -> None:
    done = gather(
        "approvals: [{state: UT, approver: Utah State Board of Education, url: 'https://schools.utah.gov/a'}]",
        {"https://schools.utah.gov/a": NAMED},
    )

    assert done.gathered.site
    assert (done.gathered.site.url, done.gathered.site.problem) == ("", "the profile states no website")
    assert done.gathered.opened
    opened = done.gathered.opened["approvals[0]"]
    assert (opened.names_product, opened.problem) == (True, None)
    assert opened.quote == "The list of 2026 names LUMEN READING® among others."
    assert opened.fetched_at == READ_AT
    assert opened.sha256
    assert done.told == [("https://schools.utah.gov/a", None)]
    assert done.kept == [("https://schools.utah.gov/a", "https://schools.utah.gov/a")]


def test_a_source_that_does_not_name_the_product_is_told_so(gather: Callable[..., Gathering]) -> None:
    done = gather(
        "studies: [{title: One, url: 'https://papers.example/1'}]", {"https://papers.example/1": OTHERS}
    )

    assert done.gathered.opened
    opened = done.gathered.opened["studies[0]"]
    assert (opened.names_product, opened.quote, opened.problem) == (False, None, None)
    assert opened.says.endswith("the product's name was not found on that page")


def test_a_source_that_cannot_be_read_is_told_with_the_reason(gather: Callable[..., Gathering]) -> None:
    done = gather("studies: [{title: One, url: 'https://papers.example/1'}]", {})

    assert done.gathered.opened
    opened = done.gathered.opened["studies[0]"]
    assert (opened.names_product, opened.sha256) == (None, None)
    assert opened.problem == "the site answered that it will not or cannot give this page"
    assert opened.says.startswith("could not be opened in this run (")


def test_a_source_that_leads_out_of_reach_is_named_as_the_profile_names_it(
    gather: Callable[..., Gathering],
) -> None:
    url, target = "https://papers.example/1", "http://169.254.169.254/latest"
    away = Fetched(url, target, 302, (), b"", READ_AT, "blocked_address", "it is not public", (url,))

    done = gather(f"studies: [{{title: One, url: '{url}'}}]", {url: away})

    assert done.gathered.opened
    opened = done.gathered.opened["studies[0]"]
    assert opened.url == url
    assert (opened.problem or "").startswith(f"the address leads on to {target}, and ")


def test_of_a_studys_places_the_first_that_names_the_product_counts(gather: Callable[..., Gathering]) -> None:
    study = "studies: [{title: One, url: 'https://papers.example/1', doi: 10.5555/1, eric: ED123456}]"

    done = gather(study, {"https://papers.example/1": OTHERS, "https://doi.org/10.5555/1": NAMED})

    assert done.gathered.opened
    assert done.gathered.opened["studies[0]"].url == "https://doi.org/10.5555/1"
    assert done.asked == ["https://papers.example/1", "https://doi.org/10.5555/1"]


def test_where_none_names_it_the_first_place_stands(gather: Callable[..., Gathering]) -> None:
    study = "studies: [{title: One, url: 'https://papers.example/1', eric: ED123456}]"

    done = gather(study, {"https://papers.example/1": OTHERS, "https://eric.ed.gov/?id=ED123456": OTHERS})

    assert done.gathered.opened
    assert done.gathered.opened["studies[0]"].url == "https://papers.example/1"
    assert len(done.asked) == 2


def test_a_source_named_twice_is_opened_once(gather: Callable[..., Gathering]) -> None:
    studies = "".join(f"- {{title: Study {n}, url: 'https://papers.example/all'}}\n" for n in range(3))

    done = gather(f"studies:\n{studies}", {"https://papers.example/all": NAMED})

    assert done.asked == ["https://papers.example/all"]
    assert done.gathered.opened
    assert set(done.gathered.opened) == {"studies[0]", "studies[1]", "studies[2]"}


def test_no_more_sources_are_opened_than_the_limit_and_the_rest_are_not_opened(
    gather: Callable[..., Gathering],
) -> None:
    number = MOST_SOURCES + 3
    studies = "".join(f"- {{title: Study {n}, url: 'https://papers.example/{n}'}}\n" for n in range(number))
    again = "- {title: Again, url: 'https://papers.example/0'}\n"

    done = gather(f"studies:\n{studies}{again}", {})

    assert done.asked == [f"https://papers.example/{n}" for n in range(MOST_SOURCES)]
    assert done.gathered.opened
    assert f"studies[{MOST_SOURCES}]" not in done.gathered.opened
    assert f"studies[{number}]" in done.gathered.opened  # opened for another entry before


def test_sources_that_no_rule_asks_for_are_not_opened(gather: Callable[..., Gathering]) -> None:
    done = gather("studies: [{title: One, url: 'https://papers.example/1'}]", {}, opens_sources=False)

    assert (done.gathered.opened, done.asked) == (None, [])


def test_sources_are_kept_with_the_visit_of_the_site(gather: Callable[..., Gathering]) -> None:
    done = gather(
        "vendor: {name: Lumen Learning, website: 'https://www.lumen.example/'}\n"
        "studies: [{title: One, url: 'https://papers.example/1'}]",
        {"https://papers.example/1": NAMED},
    )

    home = "https://www.lumen.example/"
    assert done.kept == [(home, home), (home, "https://papers.example/1")]
    assert done.told == [(home, 1), ("https://papers.example/1", None)]
    assert done.gathered.site
    assert done.gathered.site.verdict == "unreadable"


@pytest.mark.parametrize(
    "website", ["http://lumen..example/", "http://.example/", f"http://{'l' * 300}.example/"]
)
def test_an_address_that_no_site_can_have_is_asked_of_nobody(
    gather: Callable[..., Gathering], website: str
) -> None:
    done = gather(f"vendor: {{name: Lumen Learning, website: '{website}'}}", {})

    assert done.asked == []
    assert done.gathered.site
    assert (done.gathered.site.verdict, done.gathered.site.url) == ("unreadable", website)
    assert done.gathered.site.advice == "check the address in the profile for a slip"
