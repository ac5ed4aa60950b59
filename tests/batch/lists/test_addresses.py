"""Addresses in cells: what is taken from them, and which lead to no product."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from edscreen.batch.lists.addresses import address_in
from edscreen.batch.lists.data_files import read_entries
from edscreen.batch.lists.not_products import what_else

if TYPE_CHECKING:
    from tests.batch.lists.conftest import Opened


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://www.lumen.example/", "https://www.lumen.example/"),
        ("www.lumen.example", "https://www.lumen.example"),
        ("lumen.example/reading?level=2", "https://lumen.example/reading?level=2"),
        ("HTTP://LUMEN.example/", "HTTP://LUMEN.example/"),
        ("https://lumen.example/a?utm_source=x&id=7&gclid=1", "https://lumen.example/a?id=7"),
        ("https://lumen.example/?cid=spring", "https://lumen.example/?cid=spring"),
        ("https://app.lumen.example/#/login", "https://app.lumen.example/#/login"),
        ("<https://lumen.example/>.", "https://lumen.example/"),
        ("https://lumen.example/a, https://lumen.example/b", "https://lumen.example/a"),
        ("https://lumen.example/a,b;c", "https://lumen.example/a,b;c"),
        ("https://youtu.be/abc or lumen.example", "https://lumen.example"),
        ('["https://lumen.example/a.pdf", "https://lumen.example/b"]', "https://lumen.example/b"),
        ("see https://lumen.example/ (new)", "https://lumen.example/"),
        ("127.0.0.5:9801/x", "https://127.0.0.5:9801/x"),
        ("127.0.0.5/x", "https://127.0.0.5/x"),
        ("lumen.example:8443/x", "https://lumen.example:8443/x"),
        ("localhost:9801/x", "https://localhost:9801/x"),
        ("http://localhost/x", "http://localhost/x"),
        ("[::1]:9801/x", "https://[::1]:9801/x"),
        ("http://[::1]", "http://[::1]"),
        ("[2001:db8::1]/x, lumen.example", "https://[2001:db8::1]/x"),
        ("1.2.3.4, lumen.example", "https://lumen.example"),
        ("localhost", None),
        ("not yet", None),
        ("Reader", None),
        ("v4.2", None),
        ("javascript:alert(1)", None),
        ("ftp://lumen.example/", None),
        ("info@lumen.example", None),
        ("https://", None),
        ("https:// www.lumen.example", "https://www.lumen.example"),
        ("https://lumen example.com", None),
        ("https://lumen.example, http://", "https://lumen.example"),
        ("[]", None),
        ("https://apps.apple.com/us/app/reader/id123456 or lumen.example", "https://lumen.example"),
        (
            "https://lumen.example/a.pdf, https://play.google.com/store/apps/details?id=a",
            "https://play.google.com/store/apps/details?id=a",
        ),
    ],
)
def test_the_address_in_a_cell(written: str, read: str | None) -> None:
    assert address_in(written).address == read


def test_several_addresses_are_counted() -> None:
    assert address_in("a.example, b.example and c.example").others == 2
    assert address_in("a.example, a.example").others == 0


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("https://lumen.example/files/study.PDF", "a PDF file"),
        ("https://lumen.example/files/study.pdf#page=3", "a PDF file"),
        ("https://doi.org/10.1000/182", "a paper, by its DOI"),
        ("https://journal.example/doi/abs/10.1080/13583883.2005.99671", "a paper, by its DOI"),
        ("https://www.researchgate.net/publication/1234", "a page of a library or publisher of papers"),
        (
            "https://repository.university.example/cgi/viewcontent.cgi?article=1",
            "a paper in a university's repository",
        ),
        ("https://www.youtube.com/watch?v=abcdefg", "a video"),
        ("https://youtu.be/abcdefg", "a video"),
        ("https://vimeo.com/123456", "a video"),
        ("https://en.wikipedia.org/wiki/Learning", "an article of an encyclopedia"),
        (
            "https://paper.example/2024/03/05/schools-buy-apps",
            "a news item or an article, by the day in its address",
        ),
        (
            "https://www.edsurge.com/news/2024-03-05-an-app",
            "a news item or an article, by the day in its address",
        ),
        ("https://drive.google.com/file/d/0B4MGj/view", "a file that somebody shares"),
        ("https://drive.google.com/drive/u/0/folders/1xYz", "a file that somebody shares"),
        ("https://docs.google.com/a/district.example/forms/d/e/1x/viewform", "a file that somebody shares"),
        ("https://www.dropbox.com/scl/fo/0123456789abc/h?rlkey=1", "a file that somebody shares"),
        ("https://acme.app.box.com/s/0123456789abc", "a file that somebody shares"),
        ("https://1drv.ms/b/s!abc", "a file that somebody shares"),
        ("https://onedrive.live.com/redir?resid=1", "a file that somebody shares"),
        ("https://www.icloud.com/iclouddrive/0abcDEF_ghi-JKL", "a file that somebody shares"),
        ("https://ies.ed.gov/ncee/wwc/Docs/InterventionReports/1.pdf", "a PDF file"),
        ("https://www.huffpost.com/entry/apps_n_123", "a news item or an article"),
        ("https://www.prnewswire.com/news-releases/x.html", "a press release"),
        ("https://www.university.edu/~somebody", "a person's page at a university"),
        (
            "http://www.cnn.com/2008/TECH/science/08/07/robot.teachers/index.html?iref=newssearch",
            "a news item or an article, by the day in its address",
        ),
        ("http://repository.cmu.edu/hcii/5/", "a paper in a university's repository"),
        (
            "http://jolt.merlot.org/vol9no2/scholz_0613.htm",
            "an article of a journal, by volume and number in its address",
        ),
        (
            "https://www.historians.org/publications-and-directories/perspectives-on-history/february-2014/moocs",
            "a news item or an article",
        ),
        ("https://www.wired.com/business/schools-buy-apps-they-never-use/", "a news item or an article"),
        ("https://medium.com/@lumen/schools-buy-apps-they-never-use", "a news item or an article"),
        ("https://hechingerreport.org/schools-buy-apps-they-never-use/", "a news item or an article"),
    ],
)
def test_what_is_no_product(address: str, what: str) -> None:
    assert what_else(address) == what


@pytest.mark.parametrize(
    "address",
    [
        "https://www.lumen.example/",
        "https://www.lumen.example/products/2024/reading",
        "https://www.lumen.example/news-reader",
        "https://lumen.example/pdf-tools",
        "https://lumen.example/docs/getting-started-with-your-new-reading-app",
        "https://www.youtube.com/",
        "https://vimeo.com/",
        "https://www.jstor.org/",
        "https://www.wikipedia.org/",
        "https://www.nytimes.com",
        "https://www.cnn.com/cnn10",
        "https://www.wired.com/a-b-c-d",
        "https://www.wired.com/schools-buy-apps-they-never-use/reader",
        "https://www.ft.com/ft-schools-free-access-programme",
        "https://www.usatoday.com/products/usa-today-in-education-program",
        "https://lumen.example/volume-1/no-nonsense",
        "https://drive.google.com/start",
        "https://docs.google.com/",
        "https://onedrive.live.com/about/en-us/",
        "https://www.dropbox.com/sign",
        "https://www.icloud.com/keynote/",
        "https://www.box.com/education",
        "https://www.facebook.com/",
        "https://www.facebook.com/workplace",
        "https://education.facebook.com/digital-literacy",
        "https://about.x.com/products",
        "https://www.linkedin.com/learning/",
        "https://www.instagram.com",
        "https://business.pinterest.com/advertise",
        "https://www.youtube.com/kids/",
        "https://www.nytimes.com/section/learning",
        "https://www.nytimes.com/games/wordle",
        "https://learn.genetics.utah.edu/",
        "https://lab.university.edu/games/people-and-places",
        "https://apps.apple.com/us/app/reader/id123456",
        "https://chrome.google.com/webstore/detail/reader/abcdefgh",
    ],
)
def test_what_may_be_one(address: str) -> None:
    assert what_else(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/lumenlearning/",
        "https://m.facebook.com/profile.php?id=1",
        "https://twitter.com/lumen",
        "https://x.com/lumen/status/123",
        "https://uk.linkedin.com/company/lumen/",
        "https://www.instagram.com/lumen.learning",
        "https://www.tiktok.com/@lumen",
        "https://www.pinterest.com/lumen/reading-games/",
    ],
)
def test_a_page_of_a_social_network_may_be_the_products_own_but_is_not_its_site(address: str) -> None:
    assert what_else(address) == ""
    assert address_in(address).elsewhere == "a page of a social network"


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("https://www.youtube.com/@lumen", "a channel of videos"),
        ("https://ies.ed.gov/ncee/wwc/Study/1", "a clearinghouse that reviews programs"),
        ("https://www.edreports.org/reports/overview/lumen", "a site that reviews or lists products"),
        ("https://ies.ed.gov/ncee/wwc/", ""),
        ("https://www.commonsense.org/education/digital-citizenship/curriculum", ""),
        ("https://ies.ed.gov/ncee/wwc/Docs/InterventionReports/1.pdf", ""),
    ],
)
def test_a_page_of_those_who_review_or_film_a_product_is_not_its_site(address: str, where: str) -> None:
    assert address_in(address).elsewhere == where


SIGNS = [
    "a",
    "-",
    "/",
    "a-",
    "a/",
    "-/",
    "9",
    "/2024/jan",
    "/10.1234",
    "/vol1no1",
    "/people/",
    "/cgi/",
    ".pdf",
    "%2F",
]
HOSTS = [
    "lumen.example",
    "www.cnn.com",
    "www.wired.com",
    "www.university.edu",
    "repository.cmu.edu",
    "ted.com",
    "www.facebook.com",
    "drive.google.com",
]


@pytest.mark.parametrize("sign", SIGNS)
def test_the_longest_address_takes_no_time(sign: str) -> None:
    begun = time.process_time()
    for host in HOSTS:
        for end in ("", "!", "/", "//x"):
            what_else(f"https://{host}/{(sign * 30_000)[:30_000]}{end}")
    assert time.process_time() - begun < 10  # what takes time that grows with the square takes minutes


def test_no_pattern_takes_more_time_than_grows_with_the_address() -> None:
    for entry in read_entries("not_products"):
        for pattern in entry.get("paths", ()):
            read = re.compile(pattern, re.IGNORECASE)
            for sign in SIGNS:
                begun = time.process_time()
                for size in (300, 3_000, 30_000):  # a worse one is caught by the shorter ones
                    for end in ("", "!", "/", "//x"):
                        read.search(f"/{(sign * size)[:size]}{end}")
                        assert time.process_time() - begun < 2, (pattern, sign, size)


def test_an_address_longer_than_any_is_named(opened: Opened) -> None:
    longest = "https://lumen.example/" + "a" * (2_083 - 22)
    assert address_in(longest).address == longest
    read = opened(f"Vendor,Product,URL\nAcme,Reader,{longest}\nBeta,Counter,{longest}a\n")
    assert read.names == ["Reader"]
    [mistake] = read.mistakes
    assert mistake.startswith(
        'list.csv:3:3: vendor.website: column "URL": this cell holds more than the 2,083'
    )


def test_an_address_in_a_store_a_social_network_or_a_review_is_left_out_and_the_product_is_screened(
    opened: Opened,
) -> None:
    read = opened(
        "Vendor,Product,URL\n"
        "Acme,Reader,https://apps.apple.com/us/app/reader/id123456\n"
        "Beta,Counter,beta.example https://x.com/beta\n"
        "Gamma,Speller,https://play.google.com/store/apps/details?id=speller\n"
        "Delta,Writer,https://www.facebook.com/lumenwriting\n"
        "Eta,Adder,https://www.evidenceforessa.org/program/adder/\n"
    )
    assert read.names == ["Reader", "Counter", "Speller", "Writer", "Adder"]
    assert [(str(each.vendor.website), each.product.page) for each in read.profiles] == [
        ("None", None),
        ("https://beta.example/", None),
        ("None", None),
        ("None", None),
        ("None", None),
    ]
    _, store, network, review = read.notices
    assert store.startswith("2 rows lead to a store for apps (first: row 2), which is not the vendor's site")
    assert network.startswith("1 row leads to a page of a social network (first: row 5), which is not the")
    assert review.startswith("1 row leads to a clearinghouse that reviews programs (first: row 6), which is")


def test_every_kind_of_address_says_what_it_is_and_how_that_is_known() -> None:
    for entry in read_entries("not_products"):
        assert set(entry) <= {"what", "hosts", "sites", "paths", "screened", "why"}
        assert entry["what"].startswith(("a ", "an "))
        assert entry["why"]
        assert entry.get("hosts") or entry.get("paths")
        hosts = (*entry.get("hosts", ()), *entry.get("sites", ()))
        assert all(host == host.lower() and "/" not in host for host in hosts)
