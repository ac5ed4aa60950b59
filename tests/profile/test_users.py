"""User names and passwords in web addresses: left out before anything is stored, shown or asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.profile.documents import Document, InvalidProfile, read_documents
from edscreen.profile.left_out import left_out_of
from edscreen.profile.users import without_users

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("https://ann:secret@lumen.example/", "https://lumen.example/"),
        ("HTTP:\\\\ann:secret@lumen.example\\a", "HTTP:\\\\lumen.example\\a"),
        ("https:ann:secret@lumen.example", "https:lumen.example"),
        ("https://ann:se@cret@[::1]:8000/", "https://[::1]:8000/"),
        ("https://secret@lumen.example/@ann?to=b@c.example", "https://lumen.example/@ann?to=b@c.example"),
        ("see https://a:secret@b.example and http://secret@c.example", "see https://b.example and http://c.example"),
        ("https://lumen.example/@ann", "https://lumen.example/@ann"),
        ("https://lumen.example?to=ann@b.example", "https://lumen.example?to=ann@b.example"),
        ("https://lumen.example, ann@lumen.example", "https://lumen.example, ann@lumen.example"),
        ('["https://lumen.example","ann@b.example"]', '["https://lumen.example","ann@b.example"]'),
        ("ann@lumen.example", "ann@lumen.example"),
    ],
)  # fmt: skip
def test_what_stands_before_the_host_is_left_out(written: str, left: str) -> None:
    assert without_users(written) == left


def test_a_long_text_of_many_addresses_takes_no_time() -> None:
    assert without_users("https:" * 40_000 + "@").startswith("https:")


def read(tmp_path: Path, text: str) -> list[Document | InvalidProfile]:
    file = tmp_path / "lumen.yaml"
    file.write_text(text, encoding="utf-8")
    return list(read_documents([str(file)]))


def test_a_profile_is_read_without_them_and_says_where_the_first_stood(tmp_path: Path) -> None:
    [document] = read(
        tmp_path,
        'edscreen: 1\nvendor: {name: Lumen, parent: , website: "https://ann:secret@lumen.example/"}\n'
        'product: {name: Reader, page: "https://ann b:secret@lumen.example/"}\n'
        'studies:\n  - \n  - {title: One, source: "Report, https://secret@b.example/"}\n',
    )
    assert isinstance(document, Document)
    assert str(document.profile.vendor.website) == "https://lumen.example/"
    assert document.tree.value(("vendor", "website")) == "https://lumen.example/"
    assert str(document.profile.product.page) == "https://lumen.example/"
    assert "secret" not in str(document.profile)
    found = left_out_of(document)
    assert found
    assert found.sentence.endswith(
        "lumen.yaml:2:42: vendor.website: a user name or a password stands in this web address, and in 1 "
        "more place: what stands before @ was left out; delete it in the file as well"
    )


@pytest.mark.parametrize(
    "written",
    ["https://ann:sec/ret@lumen.example/", "ann:secret@lumen.example", "ftp://secret@lumen.example/", "https://secret@:/"],
)  # fmt: skip
def test_what_cannot_be_read_is_not_quoted(tmp_path: Path, written: str) -> None:
    [mistake] = read(
        tmp_path, f'edscreen: 1\nvendor: {{name: L, website: "{written}"}}\nproduct: {{name: R}}\n'
    )
    assert isinstance(mistake, InvalidProfile)
    assert "ret" not in mistake.message


def test_an_address_with_a_sign_in_its_path_is_still_quoted(tmp_path: Path) -> None:
    [mistake] = read(
        tmp_path, "edscreen: 1\nvendor: {name: L, website: lumen.example/@ann}\nproduct: {name: R}\n"
    )
    assert str(mistake).endswith("write the whole web address: https://lumen.example/@ann")
