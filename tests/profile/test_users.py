"""User names and passwords in web addresses: left out before anything is stored, shown or asked for."""

from __future__ import annotations

from json import dumps
from time import process_time
from typing import TYPE_CHECKING

import pytest

from edscreen.profile.documents import Document, InvalidProfile, read_documents
from edscreen.profile.left_out import left_out_of
from edscreen.profile.models import Profile
from edscreen.profile.users import ADDRESS_FIELDS, hidden, without_sure_user, without_users

if TYPE_CHECKING:
    from collections.abc import Iterator
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
        ("ftp://ann:secret@lumen.example/ and //b", "ftp://lumen.example/ and //b"),
        ("//ann:secret@lumen.example/", "//lumen.example/"),
        ("https://:secret@lumen.example/", "https://lumen.example/"),
        ("https://ann.b:secret@lumen.example,c@d.example", "https://lumen.example,c@d.example"),
        ("Site https://lumen.example;ann@lumen.example", "Site https://lumen.example;ann@lumen.example"),
        ("[a](https://lumen.example)(mailto:b@c.example)", "[a](https://lumen.example)(mailto:b@c.example)"),
        ("https://lumen.example—Ann@c.example", "https://lumen.example—Ann@c.example"),
        ("https:ann@lumen.example", "https:ann@lumen.example"),
        ("https//ann:secret@lumen.example/", "https//lumen.example/"),
        ("(https;//ann:secret@b.example) htps//c:secret@d.example", "(https;//b.example) htps//d.example"),
        ("http//:ann:secret@lumen.example/", "http//lumen.example/"),
        ("https\uff1a//ann:secret\uff20lumen.example/", "https\uff1a//lumen.example/"),
        ("see https://ann:secret\uff20lumen.example/ today", "see https://lumen.example/ today"),
        ("https//lumen.example/ ann@b.example", "https//lumen.example/ ann@b.example"),
        ("https//lumen.example, e-mail:ann@b.example", "https//lumen.example, e-mail:ann@b.example"),
        ("https//lumen.example;Help:ann@b.example", "https//lumen.example;Help:ann@b.example"),
        ("Grades K-2//Help:ann@b.example", "Grades K-2//Help:ann@b.example"),
        ("Help:ann\uff20b.example", "Help:ann\uff20b.example"),
    ],
)  # fmt: skip
def test_what_stands_before_the_host_is_left_out(written: str, left: str) -> None:
    assert without_users(written) == left


@pytest.mark.parametrize(
    "text", ["https:", "https://a", "://", "a.a", "a.a@", "//a:", "htps//a:", "http;;;;//", "tt"]
)
def test_time_grows_no_faster_than_the_text(text: str) -> None:
    def seconds(times: int) -> float:
        written = "https://" + text * times + "@"
        began = process_time()
        for _ in range(100_000 // times):
            without_users(written), without_sure_user(written), hidden(written)
        return process_time() - began

    assert seconds(20_000) < 5 * seconds(2_000) + 0.2


def test_every_field_for_an_address_is_known() -> None:
    def fields(at: object) -> Iterator[str]:
        if isinstance(at, dict):
            for name, field in at.get("properties", {}).items():
                if "web_address" in str(field):
                    yield name
        for inner in at.values() if isinstance(at, dict) else at if isinstance(at, list) else ():
            yield from fields(inner)

    assert set(fields(Profile.model_json_schema())) == ADDRESS_FIELDS


@pytest.mark.parametrize(
    "user", ['ann:ZqX"x', "ann:Zq<x", '"ann":Zq', "ann b:Zq", "ann:Zq\t", "ann:Zq\xa0x", ":Zq", "Zq@b"]
)
def test_no_user_that_is_read_stays_in_the_tree(tmp_path: Path, user: str) -> None:
    written = dumps(f"https://{user}@lumen.example/")
    [document] = read(
        tmp_path,
        f"edscreen: 1\nvendor: {{name: L, website: {written}}}\nproduct: {{name: R, page: {written}}}\n"
        f"studies:\n  - {{title: T, url: {written}}}\n",
    )
    assert isinstance(document, Document)
    assert "Zq" not in str(document.tree.data) + str(document.profile)
    assert len(document.tree.users) == 3


def test_a_name_with_dots_alone_is_a_user_as_browsers_read_it(tmp_path: Path) -> None:
    website = "https://journal.example@lumen.example/"
    text = f'edscreen: 1\nvendor: {{name: L, website: "{website}"}}\nproduct: {{name: R}}\n'
    [document] = read(tmp_path, text)
    assert isinstance(document, Document)
    assert document.tree.data["vendor"]["website"] == "https://lumen.example/"


@pytest.mark.parametrize(
    "before", ["lumen.example;ann", "lumen.example,ann", "lumen.example:ann", "lumen.example|ann"]
)
def test_a_site_and_an_e_mail_address_are_no_other_site(tmp_path: Path, before: str) -> None:
    [mistake] = read(
        tmp_path,
        f'edscreen: 1\nvendor: {{name: L, website: "https://{before}@mail.example"}}\nproduct: {{name: R}}\n',
    )
    assert isinstance(mistake, InvalidProfile)
    assert "mail.example" not in mistake.message


def read(tmp_path: Path, text: str) -> list[Document | InvalidProfile]:
    file = tmp_path / "lumen.yaml"
    file.write_text(text, encoding="utf-8")
    return list(read_documents([str(file)]))


def test_a_full_width_sign_ends_a_user_as_well(tmp_path: Path) -> None:
    [document] = read(
        tmp_path,
        'edscreen: 1\nvendor: {name: "L, https://ann:secret\uff20b.example/", '
        'website: "https://ann:secret\uff20lumen.example/"}\nproduct: {name: R}\n',
    )
    assert isinstance(document, Document)
    assert document.tree.data["vendor"] == {
        "name": "L, https://b.example/",
        "website": "https://lumen.example/",
    }
    assert [each.path for each in document.tree.users] == [("vendor", "name"), ("vendor", "website")]


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
    assert "secret" not in str(document.profile) + str(document.tree.data)
    found = left_out_of(document)
    assert found
    assert found.sentence.endswith(
        "lumen.yaml:2:42: vendor.website: a user name or a password stands in this web address, and in 2 "
        "more places: what stands before @ was left out; delete it in the file as well"
    )


@pytest.mark.parametrize(
    "written",
    ["https://ann:sec/ret@lumen.example/", "ann:secret@lumen.example", "ftp://secret@lumen.example/", "https://secret@:/",
     "//ann:secret@lumen.example/", "https://ann b:secret\uff20lumen.example/", "https://:secret@/",
     "https//ann:secret@lumen.example/", "https;//secret@lumen.example/",
     "https\uff1a//ann:sec/ret@lumen.example/"],
)  # fmt: skip
def test_what_cannot_be_read_is_not_quoted(tmp_path: Path, written: str) -> None:
    [mistake] = read(
        tmp_path, f'edscreen: 1\nvendor: {{name: L, website: "{written}"}}\nproduct: {{name: R}}\n'
    )
    assert isinstance(mistake, InvalidProfile)
    assert "ret" not in mistake.message


def test_a_field_that_is_an_address_is_not_quoted(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "edscreen: 1\nhttps://ann:Zq@lumen.example/: 1\nhttps://a b:Zq@lumen.example/: 1\n",
    )
    found += read(tmp_path, "edscreen: 1\nhttps://ann:Zq@lumen.example/\n")
    assert "Zq" not in str(found)


def test_an_address_with_a_sign_in_its_path_is_still_quoted(tmp_path: Path) -> None:
    [mistake] = read(
        tmp_path, "edscreen: 1\nvendor: {name: L, website: lumen.example/@ann}\nproduct: {name: R}\n"
    )
    assert str(mistake).endswith("write the whole web address: https://lumen.example/@ann")
