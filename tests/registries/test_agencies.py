"""An address is told from a copy of it by its host and path alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.profile.states import state_codes, state_names
from edscreen.registries.addresses import parse_address
from edscreen.registries.agencies import AgencyMatch, AgencyTable, ApprovalHost, Place
from edscreen.registries.domains import registrable_domain

TABLE = AgencyTable.load()

CAREI = ApprovalHost(state="MN", host="carei.umn.edu", path="/Minnesota-READ-Act", why="partner of the state")


def place(url: str, state: str, *extra: ApprovalHost) -> str:
    """Return the place alone, as text."""
    return TABLE.with_hosts(extra).place_of(url, state).place.value


@pytest.mark.parametrize(
    ("state", "url"),
    [
        ("TX", "https://tea.texas.gov/academics/instructional-materials"),
        ("TX", "http://tea.texas.gov/academics/instructional-materials"),
        ("TX", "https://tea.texas.gov/es/academics/instructional-materials"),
        ("TX", "https://sboe.texas.gov/state-board-of-education/imra"),
        ("TX", "https://TEA.Texas.GOV./academics"),
        ("TX", "https://someone:secret@tea.texas.gov:443/academics"),
        ("CO", "https://cde.state.co.us./coloradoliteracy/advisorylist"),
        ("CO", "https://ed.cde.state.co.us/coloradoliteracy"),
        ("CT", "https://portal.ct.gov/SDE/Academic-Office"),
        ("CT", "https://portal.ct.gov/sde/academic-office"),
        ("IN", "https://secure.in.gov/doe/students/high-quality-curricular-materials-advisory-lists"),
        ("IN", "https://www.in.gov/doe/students"),
        ("MI", "https://www.michigan.gov/lara/../mde/services"),
        ("NM", "https://nmmaterialsmatter.ped.nm.gov/reviews"),
        ("NM", "https://webnew.ped.state.nm.us/bureaus/instructional-materials"),
        ("UT", "https://schools.utah.gov/?id=5"),
        ("UT", "https://schools.utah.gov/index/lists"),
        ("WA", "https://www.k12.wa.us/lists"),
        ("WA", "https://ospi.k12.wa.us/lists"),
        ("HI", "https://arch.k12.hi.us/lists"),
    ],
)
def test_a_page_of_the_states_own_agency(state: str, url: str) -> None:
    match = TABLE.place_of(url, state)
    assert match.place is Place.OWN_AGENCY
    assert match.counts
    assert match.row is not None
    assert match.row.state == state


@pytest.mark.parametrize(
    ("state", "url"),
    [
        ("TX", "https://tea.texas.gov"),
        ("TX", "https://www.tea.texas.gov/"),
        ("TX", "https://tea.texas.gov//"),
        ("TX", "https://tea.texas.gov/es/"),
        ("TX", "https://tea.texas.gov/index.html"),
        ("TX", "https://tea.texas.gov/academics/.."),
        ("TX", "https://tea.texas.gov/#!/imra"),
        ("TX", "https://tea.texas.gov/?utm_source=vendor&lang=es"),
        ("MI", "https://www.michigan.gov/mde"),
        ("MI", "https://www.michigan.gov/MDE/?"),
        ("IN", "https://www.in.gov/doe/home"),
        ("IN", "https://www.in.gov/doe//"),
        ("MS", "https://msinstructionalmaterials.org/"),
        ("KY", "https://education.ky.gov/Pages/default.aspx"),
        ("PA", "https://www.pa.gov/agencies/education"),
        ("PA", "https://www.pa.gov/agencies/education.html/../education/"),
        ("CT", "https://portal.ct.gov/SDE?language=es_MX"),
    ],
)
def test_the_agencys_front_page_does_not_count(state: str, url: str) -> None:
    match = TABLE.place_of(url, state)
    assert match.place is Place.FRONT_PAGE
    assert not match.counts


@pytest.mark.parametrize(
    ("state", "url", "expected"),
    [
        # sister agencies and neighbours on a shared host
        ("CO", "https://csi.state.co.us/coloradoliteracy/advisorylist", "under_agency_domain"),
        ("TX", "https://eviltea.texas.gov/academics", "under_agency_domain"),
        ("TX", "https://t\u0435a.texas.gov/academics", "under_agency_domain"),
        ("TN", "https://www.tn.gov/educationfoo/lists", "under_agency_domain"),
        ("IN", "https://www.in.gov/dwd/lists", "under_agency_domain"),
        ("IN", "https://www.in.gov//doe/lists", "under_agency_domain"),
        ("IN", "https://www.in.gov/doe%2flists", "under_agency_domain"),
        ("MI", "https://www.michigan.gov/mde/%2e%2e/lara/lists", "under_agency_domain"),
        ("MI", "https://www.michigan.gov/mde\\..\\lara", "under_agency_domain"),
        ("MI", "https://www.michigan.gov/", "under_agency_domain"),
        ("UT", "https://le.utah.gov/xcode", "under_agency_domain"),
        ("UT", "https://www.mn.gov/lists", "under_agency_domain"),
        # copies, mirrors, hosting companies, look-alikes
        ("CO", "https://231794.kinbnakehk.tech/coloradoliteracy/advisorylist", "elsewhere"),
        ("TX", "https://www.anarando.com/academics/instructional-materials", "elsewhere"),
        ("VA", "https://vdoe.prod.govaccess.org/teaching-learning-assessment", "elsewhere"),
        ("TX", "https://tea.texas.gov.evil.example/academics", "elsewhere"),
        ("TX", "https://tea.texas.gov@evil.example/academics", "elsewhere"),
        ("TX", "https://evil.example\\@tea.texas.gov/academics", "elsewhere"),
        ("TX", "https://evil.example/https://tea.texas.gov/academics", "elsewhere"),
        ("TX", "https://web.archive.org/web/2026/https://tea.texas.gov/academics", "elsewhere"),
        ("TX", "https://tea-texas-gov.translate.goog/academics", "elsewhere"),
        ("TX", "https://192.168.0.1/tea.texas.gov/academics", "elsewhere"),
        ("UT", "https://schools-utah-gov.lumen.example/lists", "elsewhere"),
        # other states
        ("UT", "https://tea.texas.gov/academics", "other_agency"),
        ("UT", "https://tea.texas.gov/", "other_agency"),
        ("UT", "https://msinstructionalmaterials.org/ela", "other_agency"),
        # public, but nobody here knows whose
        ("TX", "https://tea.t\u0435xas.gov/academics", "unknown_public"),
        ("TX", "https://lists.some-county.gov/list", "unknown_public"),
        ("MN", "https://carei.umn.edu/Minnesota-READ-Act-Curriculum-Review-Series", "unknown_public"),
        ("WA", "https://www.seattle.k12.wa.us/lists", "unknown_public"),
        ("UT", "https://www.ed.gov/lists", "unknown_public"),
        # no address at all
        ("TX", "tea.texas.gov/academics", "unreadable"),
        ("TX", "approved by the State Board, page 4", "unreadable"),
        ("TX", "ftp://tea.texas.gov/academics", "unreadable"),
    ],
)
def test_what_is_not_the_states_own_agency_does_not_count(state: str, url: str, expected: str) -> None:
    match = TABLE.place_of(url, state)
    assert match.place.value == expected
    assert not match.counts


def test_another_states_agency_is_named() -> None:
    row = TABLE.place_of("https://tea.texas.gov/academics", "UT").row
    assert row is not None
    assert row.state == "TX"


def test_beside_several_agencies_the_own_state_is_named() -> None:
    row = TABLE.place_of("https://other.texas.gov/x", "TX").row
    assert row is not None
    assert row.host == "tea.texas.gov"


def test_below_the_front_page_of_the_state_agencys_site_for_its_list_counts() -> None:
    assert TABLE.place_of("https://msinstructionalmaterials.org/ela", "MS").counts


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://lists.example/", "front_page"),
        ("https://lists.example/?lang=es", "front_page"),
        ("https://lists.example/index.html", "front_page"),
        ("https://lists.example/reading", "on_behalf"),
        ("https://lists.example/?id=5", "on_behalf"),
    ],
)
def test_the_front_page_of_a_host_that_speaks_for_a_state_does_not_count(url: str, expected: str) -> None:
    assert place(url, "MN", ApprovalHost("MN", "lists.example")) == expected


def test_a_path_that_is_listed_is_the_list_itself() -> None:
    assert place("https://carei.umn.edu/minnesota-read-act/", "MN", CAREI) == "on_behalf"


def test_a_district_can_add_a_host_that_speaks_for_a_state() -> None:
    url = "https://www.CAREI.umn.edu/minnesota-read-act/series"
    assert place(url, "MN") == "unknown_public"
    assert TABLE.with_hosts([CAREI]).place_of(url, "MN") == AgencyMatch(Place.ON_BEHALF, CAREI)
    assert place(url, "WI", CAREI) == "other_agency"
    assert place("https://carei.umn.edu/Minnesota-READ-Acts", "MN", CAREI) == "unknown_public"
    assert place("https://carei.umn.edu/other", "MN", CAREI) == "unknown_public"


def test_a_host_written_in_capitals_in_a_policy_is_found() -> None:
    assert place("https://lists.example/x", "MN", ApprovalHost("MN", "Lists.Example.")) == "on_behalf"


def test_every_state_has_an_agency_and_a_name() -> None:
    assert len(state_codes()) == 56
    assert {row.state for row in TABLE.agencies} == state_codes() == TABLE.states()
    assert state_names()["MP"] == "Northern Mariana Islands"
    assert [row.host for row in TABLE.agency("KS")] == ["ksde.gov", "ksde.org"]
    assert TABLE.agency("ZZ") == ()


@pytest.mark.parametrize("row", TABLE.agencies, ids=lambda row: f"{row.state} {row.host}{row.path}")
def test_every_row_of_an_agency_is_whole(row: object) -> None:
    from edscreen.registries.agencies import Agency

    assert isinstance(row, Agency)
    address = parse_address(f"https://{row.host}{row.path}")
    assert address is not None
    assert (address.host, address.path) == (row.host, row.path or "/")
    assert row.name
    assert row.source
    assert row.basis in {"first-party", "dotgov", "lists"}
    assert row.registrable == (registrable_domain(row.host) or "")
    assert row.subdomains is bool(row.registrable), "below a public suffix others have their own names"


def test_no_host_of_an_agency_stands_there_twice() -> None:
    rows = [(row.host, row.path) for row in TABLE.agencies]
    assert len(rows) == len(set(rows)) == 77


def test_where_an_agency_says_it_is_shared_the_path_is_given() -> None:
    shared = {row.host + row.path for row in TABLE.agencies if row.path}
    assert shared == {
        "in.gov/doe",
        "michigan.gov/mde",
        "nj.gov/education",
        "nd.gov/dpi",
        "tn.gov/education",
        "oregon.gov/ode",
        "oklahoma.gov/education",
        "pa.gov/agencies/education",
        "maine.gov/doe",
        "portal.ct.gov/sde",
    }
    # Without a path, a registrable domain of a whole state would make every agency the education agency.
    assert not [row for row in TABLE.agencies if re.fullmatch(r"[a-z]{2}\.gov", row.host) and not row.path]


def test_every_host_that_speaks_for_a_state_says_why() -> None:
    for row in TABLE.approval_hosts:
        assert row.state in state_codes()
        assert row.why
        assert row.source


@given(
    prefix=st.text(max_size=20),
    host=st.sampled_from(["tea.texas.gov", "in.gov/doe", "michigan.gov/mde", "msinstructionalmaterials.org"]),
    rest=st.text(max_size=20),
    state=st.sampled_from(["TX", "IN", "MI", "MS", "", "xx"]),
)
def test_no_address_breaks_it(prefix: str, host: str, rest: str, state: str) -> None:
    match = TABLE.place_of(f"https://{prefix}{host}{rest}", state)
    assert (match.row is None) == (match.place in {Place.ELSEWHERE, Place.UNKNOWN_PUBLIC, Place.UNREADABLE})


@given(st.text(st.characters(exclude_characters="/\\?#@:", exclude_categories=["Cs"]), max_size=20))
def test_only_the_agencys_host_or_a_host_below_it_counts(prefix: str) -> None:
    url = f"https://{prefix}tea.texas.gov/academics"
    address = parse_address(url)
    below = address is not None and f".{address.host}".endswith(".tea.texas.gov")
    assert TABLE.place_of(url, "TX").counts is below


def test_how_many_states_rest_on_public_lists_alone_is_known() -> None:
    """A report says so beside their rows, and a person should open them once: 32 of 56."""
    bases = {state: {row.basis for row in TABLE.agency(state)} for state in TABLE.states()}
    assert sum(basis == {"lists"} for basis in bases.values()) == 32
    assert sum("first-party" in basis for basis in bases.values()) == 21
    assert sorted(state for state, basis in bases.items() if "dotgov" in basis) == ["KS", "NC", "NY"]
