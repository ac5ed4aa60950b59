"""Where links really lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.registries.addresses import parse_address
from edscreen.site.page import Link, Page, Shape
from edscreen.site.unwrapping import (
    front_page,
    identity,
    is_front_page,
    is_page,
    is_redirecting,
    unwrapped,
    unwrapped_page,
    without_tracking,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.lumen.example/research?b=2&a=1",
        "http://lumen.example/research/?a=1&b=2#top",
        "https://LUMEN.example:443/x/../research?a=1&b=2&utm_source=mail&fbclid=x",
        "https://www.lumen.example/research/index.html?a=1&b=2",
    ],
)
def test_one_page_has_one_identity(url: str) -> None:
    assert identity(url) == "lumen.example/research?a=1&b=2"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.lumen.example/Research",
        "https://www.lumen.example/research?a=2",
        "https://www.lumen.example:8443/research",
        "https://shop.lumen.example/research",
    ],
)
def test_another_page_has_another(url: str) -> None:
    assert identity(url) != identity("https://www.lumen.example/research")


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://click.mail.example/r?url=https%3A%2F%2Fies.ed.gov%2Fncee%2Fwwc%3Fa%3D1", "https://ies.ed.gov/ncee/wwc?a=1"),
        ("https://www.google.com/url?sa=t&q=https://www.lumen.example/efficacy", "https://www.lumen.example/efficacy"),
        ("https://www.lumen.example/out?to=/research/", "https://www.lumen.example/research/"),
        ("https://www.lumen.example/viewer.html?file=/docs/study.pdf#page=2", "https://www.lumen.example/docs/study.pdf"),
        ("https://a.example/?u=https%3A%2F%2Fb.example%2F%3Furl%3Dhttps%253A%252F%252Fc.example%252F", "https://c.example/"),
    ],
)  # fmt: skip
def test_a_redirecting_link_leads_to_what_it_holds(url: str, target: str) -> None:
    assert unwrapped(url) == target


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/sharer/sharer.php?u=https://www.lumen.example/research",
        "https://twitter.com/intent/tweet?url=https://www.lumen.example/research",
        "https://www.lumen.example/login?to=/research",
        "https://www.lumen.example/search?q=research",
        "https://www.lumen.example/?to=javascript:alert(1)",
        "https://www.lumen.example/?to=//evil.example/research",
        "https://www.lumen.example/?page=https://www.other.example/",
    ],
)
def test_any_other_link_leads_where_it_says(url: str) -> None:
    assert unwrapped(url) == url


def test_a_page_takes_the_opened_links() -> None:
    wrapped = Link("https://t.example/?url=https://doi.org/10.1/x", "Our study", "main")
    plain = Link("https://www.lumen.example/about", "About", "main")
    page = Page("https://www.lumen.example/", "", (), "en", (), (wrapped, plain), Shape())

    assert [link.url for link in unwrapped_page(page).links] == ["https://doi.org/10.1/x", plain.url]


def test_tracking_is_taken_off_and_nothing_else() -> None:
    url = "https://www.lumen.example/a?b=%2F&UTM_Medium=x&gclid=1&c#d"
    assert without_tracking(url) == "https://www.lumen.example/a?b=%2F&c"
    assert without_tracking("https://www.lumen.example/a?utm_source=x") == "https://www.lumen.example/a"


@pytest.mark.parametrize(
    ("url", "is_front"),
    [
        ("https://www.lumen.example", True),
        ("https://www.lumen.example/en-US/", True),
        ("https://www.lumen.example/index.html", True),
        ("https://www.lumen.example/research", False),
        ("https://www.lumen.example/?page=research", False),
    ],
)
def test_a_front_page_is_known_by_its_address(url: str, is_front: bool) -> None:
    assert is_front_page(url) == is_front
    assert front_page(url) == "https://www.lumen.example/"


ANY_ADDRESS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="htps:/?#&=%.a1[]@\\u ", max_size=60).map("https://www.lumen.example/?u=".__add__),
    st.text(alphabet="/.?&=%2Fa:#;", max_size=60).map("http://lumen.example".__add__),
)


@given(ANY_ADDRESS)
def test_no_address_is_too_odd(url: str) -> None:
    target = unwrapped(url)
    assert target == url or parse_address(target)
    assert parse_address(url) is None or identity(without_tracking(url)) == identity(url)
    for told in (is_page(url), is_front_page(url), is_redirecting(url)):
        assert told in {True, False}


def test_other_files_and_shortened_addresses_are_known() -> None:
    assert not is_page("https://www.lumen.example/study.DOCX")
    assert is_page("https://www.lumen.example/study.pdf?download=1")
    assert is_redirecting("https://bit.ly/3abc")
    assert not is_redirecting("https://www.lumen.example/bit.ly")
