"""Addresses are read as a browser reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.registries.addresses import Address, host_and_parents, host_matches, parse_address, path_under

# Cases of the web platform's URL tests (web-platform-tests/wpt, url/resources/urltestdata.json, W3C 3-clause
# BSD licence), with host and path as a browser resolves them.
WEB_PLATFORM = [
    ("http://user:pass@foo:21/bar;par?b#c", "foo", "/bar;par"),
    ("https://test:@test", "test", "/"),
    ("https://:@test", "test", "/"),
    ("http://a:b@c:29/d", "c", "/d"),
    ("http::@c:29", "c", "/"),
    ("http://foo:b@d/", "d", "/"),
    ("http:\\\\x:hello", None, None),
    ("http://[1::2]:3:4", None, None),
    ("http://example.com/././foo", "example.com", "/foo"),
    ("http://example.com/./.foo", "example.com", "/.foo"),
    ("http://example.com/foo/bar/../ton/../../a", "example.com", "/a"),
    ("http://example.com/foo/../../..", "example.com", "/"),
    ("http://example.com/foo/%2e%2", "example.com", "/foo/.%2"),
    ("http://example.com/foo/%2e./%2e%2e/.%2e/%2e.bar", "example.com", "/..bar"),
    ("http://example.com////../..", "example.com", "//"),
    ("http://example.com/foo%41%7a", "example.com", "/fooAz"),
    ("http://example.com/foo\t%91", "example.com", "/foo%91"),
    ("http://example.com/foo%00%51", "example.com", "/foo%00Q"),
    ("http://example.com\\\\foo\\\\bar", "example.com", "//foo//bar"),
    ("http://www.google.com/foo?bar=baz# \u00bb", "www.google.com", "/foo"),
    ("http://www/foo%2Ehtml", "www", "/foo.html"),
    ("http://www/foo/%2E/html", "www", "/foo/html"),
    ("http://ExAmPlE.CoM", "example.com", "/"),
    ("http://example example.com", None, None),
    ("http://Goo%20 goo%7C|.com", None, None),
    ("http://[]", None, None),
    ("http://GOO\u200b\u2060\ufeffgoo.com", "googoo.com", "/"),
    ("\0\x1b\x04\x12 http://example.com/\x1f \r ", "example.com", "/"),
    ("http://www.foo\u3002bar.com", "www.foo.bar.com", "/"),
    ("http://\ufdd0zyx.com", None, None),
    ("http://\uff27\uff4f.com", "go.com", "/"),
    ("http://\uff05\uff14\uff11.com", None, None),
    ("http://\uff05\uff10\uff10.com", None, None),
    ("http://\u4f60\u597d\u4f60\u597d", "xn--6qqa088eba", "/"),
    ("http://192.0x00A80001", "192.168.0.1", "/"),
    ("http://192.168.0.257", None, None),
    ("http://[::127.0.0.1]", "[::7f00:1]", "/"),
    ("file:///tmp/mock/path", None, None),
    ("mailto:example.com/", None, None),
    ("javascript:/../", None, None),
    ("ftp://example.com/", None, None),
    ("example.com/", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "host", "path"), WEB_PLATFORM)
def test_host_and_path_are_what_a_browser_opens(text: str, host: str | None, path: str | None) -> None:
    address = parse_address(text)
    assert (address and (address.host, address.path)) == (host and (host, path))


@pytest.mark.parametrize(
    ("text", "host", "path"),
    [
        ("https://cde.state.co.us./coloradoliteracy", "cde.state.co.us", "/coloradoliteracy"),
        ("https://tea.texas.gov@evil.example/imra", "evil.example", "/imra"),
        ("https://evil.example\\@tea.texas.gov/imra", "evil.example", "/@tea.texas.gov/imra"),
        ("https://michigan.gov/mde/%2E%2e/lara", "michigan.gov", "/lara"),
        ("https://michigan.gov/mde\\..\\lara", "michigan.gov", "/lara"),
        ("https://tea.tex\tas.gov/im\nra", "tea.texas.gov", "/imra"),
        ("https://in.gov/doe%2fevil", "in.gov", "/doe%2fevil"),
        ("https://in.gov/%64oe", "in.gov", "/doe"),
        ("https://in.gov:8443/doe", "in.gov", "/doe"),
        ("https://t\u0435a.texas.gov/imra", "xn--ta-nlc.texas.gov", "/imra"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_the_host_cannot_be_disguised(text: str, host: str, path: str) -> None:
    address = parse_address(text)
    assert address is not None
    assert (address.host, address.path) == (host, path)


@pytest.mark.parametrize(
    "text",
    [
        "https://tea.texas.gov../imra",
        "https://a..tea.texas.gov/imra",
        "https://" + "a." * 200 + "tea.texas.gov/imra",
        "https://tea.texas.gov%40evil.example/",
        "https://\ud800.texas.gov/",
    ],
    ids=["two trailing dots", "an empty label", "longer than DNS holds", "an escaped @", "half a character"],
)
def test_a_host_that_cannot_exist_is_no_address(text: str) -> None:
    assert parse_address(text) is None


def test_http_and_https_are_one_address() -> None:
    assert parse_address("http://TEA.texas.gov./imra#x") == parse_address("https://tea.texas.gov/imra")
    assert parse_address("https://tea.texas.gov/imra?page=2") != parse_address("https://tea.texas.gov/imra")


def test_a_very_long_address_is_read_whole() -> None:
    address = parse_address("https://tea.texas.gov/" + "a/" * 100_000)
    assert address is not None
    assert address.host == "tea.texas.gov"


@pytest.mark.parametrize(
    ("host", "matches"),
    [
        ("tea.texas.gov", True),
        ("www.tea.texas.gov", True),
        ("eviltea.texas.gov", False),
        ("texas.gov", False),
        ("tea.texas.gov.evil.example", False),
    ],
)
def test_a_host_matches_itself_and_what_lies_below(host: str, matches: bool) -> None:
    assert host_matches(host, "tea.texas.gov") is matches


@pytest.mark.parametrize(
    ("path", "prefix", "under"),
    [
        ("/SDE/Academic-Office", "/sde", True),
        ("/sde", "/sde", True),
        ("/sde/", "/SDE/", True),
        ("//sde/x", "/sde", False),
        ("/sde//x", "/sde", True),
        ("/sde/x", "sde/", True),
        ("/educationfoo", "/education", False),
        ("/agencies", "/agencies/education", False),
        ("/agencies/education/lists", "/agencies/education", True),
        ("/doe%2flists", "/doe", False),
        ("/other/doe", "/doe", False),
        ("/anything", "", True),
    ],
)
def test_a_path_lies_under_a_prefix_by_whole_segments(path: str, prefix: str, under: bool) -> None:
    assert path_under(path, prefix) is under


def test_a_host_may_be_listed_under_any_of_its_parents() -> None:
    assert host_and_parents("www.tea.texas.gov") == ["www.tea.texas.gov", "tea.texas.gov", "texas.gov", "gov"]


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(parse_address(text), Address | None)


@given(st.text(), st.sampled_from(["http:", "https:", "http:/", "https://", "HTTPS:\\\\"]))
def test_what_is_read_is_in_one_form_and_reads_the_same_again(text: str, scheme: str) -> None:
    address = parse_address(scheme + text)
    if address is not None:
        assert address.host == address.host.lower()
        assert address.path.startswith("/")
        assert not {".", ".."}.intersection(address.path.split("/"))
        assert parse_address(f"https://{address.host}./") == Address("https", address.host, "/") or (
            address.host.startswith("[")
        )


@given(user=st.text(st.characters(exclude_characters="/\\?#@", exclude_categories=["Cs"]), max_size=30))
def test_what_stands_before_the_at_sign_is_never_the_host(user: str) -> None:
    address = parse_address(f"https://{user}@evil.example/tea.texas.gov")
    assert address is not None
    assert address.host == "evil.example"
