"""Registrable domains tell one owner from another."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from edscreen.registries.domains import registrable_domain, same_registrable_domain


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.lumen.example", "lumen.example"),
        ("lumen.example", "lumen.example"),
        ("WWW.Lumen.Example.", "lumen.example"),
        ("shop.lumen.co.uk", "lumen.co.uk"),
        ("education.mn.gov", "mn.gov"),
        ("mn.gov", "mn.gov"),
        ("csi.state.co.us", "state.co.us"),
        ("www.provo.k12.ut.us", "provo.k12.ut.us"),
        ("k12.wa.us", None),
        ("doe.mass.edu", "mass.edu"),
        ("vdoe.prod.govaccess.org", "govaccess.org"),
        ("lumen.github.io", "lumen.github.io"),
        ("files.s3.amazonaws.com", "files.s3.amazonaws.com"),
        ("www.\u98df\u72ee.\u516c\u53f8.cn", "xn--85x722f.xn--55qx5d.cn"),
        ("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
        ("github.io", None),
        ("co.uk", None),
        ("gov", None),
        ("localhost", None),
        ("192.168.0.1", None),
        ("0x7f.1", None),
        ("[::1]", None),
        ("a..b", None),
        ("user@lumen.example", None),
        ("lumen.example/path", None),
        ("", None),
    ],
)
def test_the_registrable_domain_of(host: str, domain: str | None) -> None:
    assert registrable_domain(host) == domain


def test_it_agrees_with_the_whole_list() -> None:
    whole = PublicSuffixList()
    hosts = [
        "a.b.c.kobe.jp",
        "www.ck",
        "a.b.ck",
        "x.y.compute.amazonaws.com",
        "a.b.city.kawasaki.jp",
        "a.b.no",
    ]
    assert [registrable_domain(host) for host in hosts] == [whole.privatesuffix(host) for host in hosts]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("lumen.example", "www.lumen.example", True),
        ("blog.lumen.example", "shop.lumen.example", True),
        ("lumen.example", "lumen.example.", True),
        ("lumen.example", "other.example", False),
        ("lumen.co.uk", "other.co.uk", False),
        ("a.github.io", "b.github.io", False),
        ("provo.k12.ut.us", "logan.k12.ut.us", False),
        ("192.168.0.1", "10.9.0.1", False),
        ("192.168.0.1", "192.168.0.1", True),
        ("localhost", "localhost", True),
        ("b\u00fccher.example", "www.xn--bcher-kva.example", True),
    ],
)
def test_two_hosts_of_one_owner(first: str, second: str, same: bool) -> None:
    assert same_registrable_domain(first, second) is same
    assert same_registrable_domain(second, first) is same


def test_hosts_that_differ_at_sight_do_not_open_the_list() -> None:
    program = (
        "import sys\n"
        "from edscreen.registries.domains import same_registrable_domain as same\n"
        "assert same('www.lumen.example', 'lumen.example') and not same('lumen.example', 'doi.org')\n"
        "assert 'publicsuffixlist' not in sys.modules\n"
        "assert not same('a.github.io', 'b.github.io')\n"
        "assert 'publicsuffixlist' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@given(st.text() | st.from_regex(r"\A([a-z0-9-]{1,6}\.){1,4}(com|us|jp|io|gov|example)\Z"))
def test_a_domain_is_its_own_domain(host: str) -> None:
    domain = registrable_domain(host)
    if domain is not None:
        assert registrable_domain(domain) == domain
        assert same_registrable_domain(host, domain)
