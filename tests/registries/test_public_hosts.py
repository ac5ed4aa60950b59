"""A study that stands only where anyone may publish stands only with the vendor."""

from __future__ import annotations

import re
import time

import pytest

from edscreen.registries.addresses import parse_address
from edscreen.registries.public_hosts import PublicHostTable
from edscreen.registries.tables import read_table

TABLE = PublicHostTable.load()


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://play.google.com/store/apps/details?id=a", "store"),
        ("https://www.prnewswire.com/news-releases/lumen-1.html", "press_wire"),
        ("https://drive.google.com/file/d/1", "file_sharing"),
        ("https://lumen.app.box.com/s/1", "file_sharing"),
        ("https://lumen-files.s3.us-east-1.amazonaws.com/study.pdf", "storage"),
        ("https://www.slideshare.net/lumen/study", "slides"),
        ("https://lumen.wixsite.com/research", "website_builder"),
        ("https://lumen.medium.com/study", "blog"),
        ("https://www.linkedin.com/posts/lumen", "social"),
        ("https://youtu.be/1", "video"),
        ("https://bit.ly/1", "link_shortener"),
        ("https://www.google.com/url?q=https://lumen.example", "link_shortener"),
        ("https://lumen.github.io/study", "code_hosting"),
        ("https://web.archive.org/web/2026/https://lumen.example/study", "copy"),
    ],
)
def test_a_place_where_anyone_may_publish(url: str, kind: str) -> None:
    place = TABLE.find(url)
    assert place is not None
    assert place.kind == kind


@pytest.mark.parametrize(
    "url",
    [
        "https://eric.ed.gov/?id=ED629011",
        "https://doi.org/10.1080/1",
        "https://www.wested.org/study",
        "https://scholar.google.com/scholar?q=lumen",
        "https://notbox.com/study",
        "https://drive.google.com@wested.org/study",
        "page 4",
    ],
)
def test_other_places_are_not_among_them(url: str) -> None:
    assert TABLE.find(url) is None


def test_every_row_is_whole_and_written_as_it_is_compared() -> None:
    kinds = {
        "press_wire", "file_sharing", "storage", "slides", "website_builder", "blog", "social", "video",
        "link_shortener", "code_hosting", "copy", "store",
    }  # fmt: skip
    rows = read_table("self_publishing_hosts")
    for row in rows:
        address = parse_address(f"https://{row['host']}{row['path']}")
        assert address is not None
        assert (address.host, address.path) == (row["host"], row["path"] or "/")
        assert row["kind"] in kinds
        assert row["name"]
        assert row["source"]
        assert row["below"] in {"", "yes"}
        assert row["site"] == "" or re.fullmatch(r"\^/.*\[\^/\]\+", row["site"])  # up to the end of a part
    assert len({(row["host"], row["path"]) for row in rows}) == len(rows)


def test_whose_a_page_is_takes_no_time_however_long_its_address_is() -> None:
    begun = time.process_time()
    for pattern in {row["site"] for row in read_table("self_publishing_hosts")}:
        for sign in ("a", ".", "/", "@", "a.", "/view"):
            re.match(pattern, f"/{sign * 60_000}")
    assert time.process_time() - begun < 1  # what takes time that grows with the square takes minutes
