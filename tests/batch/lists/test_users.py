"""User names and passwords in a list's addresses: no output may hold one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.batch.lists.columns import unique_headings

if TYPE_CHECKING:
    from tests.batch.lists.conftest import Opened

LIST = """\
Vendor,Product,Website,Help
Acme,Reader,https://ann:secret@acme.example/,see https://secret@acme.example/help
Beta,Counter,https:ann:secret@beta.example:8443/,ann@beta.example
Gamma,Paper,https://ann:secret@gamma.example/paper.pdf,Mail:ann@gamma.example
Delta,Speller,mailto:ann@delta.example,
"""


def test_they_are_left_out_of_rows_and_counted(opened: Opened) -> None:
    read = opened(LIST)
    assert [str(each.vendor.website) for each in read.profiles] == [
        "https://acme.example/",
        "https://beta.example:8443/",
    ]
    assert "secret" not in str(read.items) + str(read.found) + str(read.notices)
    assert [each.content[3:] for each in read.items] == [
        ("see https://acme.example/help",),
        ("ann@beta.example",),
        ("Mail:ann@gamma.example",),
        (),
    ]
    [notice] = [each for each in read.notices if "password" in each]
    assert notice == (
        '4 cells hold a user name or a password in a web address (first: row 2, column "Website"): what '
        "stands before @ was left out; delete it in the list as well"
    )


@pytest.mark.parametrize(
    "written",
    [
        "https://lumen.example;ann@mail.example",
        "https://lumen.example:ann@mail.example",
        "www.lumen.example:ann@mail.example",
        "Contact:ann@mail.example",
        "https://ann b:secret@mail.example",
        'https://ann:sec""ret@mail.example',
    ],
)
def test_what_may_be_an_e_mail_address_is_no_site(opened: Opened, written: str) -> None:
    read = opened(f'Vendor,Product,Website\nLumen,Reader,"{written}"\n')
    assert not any(each.vendor.website for each in read.profiles)
    assert "ret" not in str(read.items) + str(read.found) + str(read.notices)


def test_none_stays_where_the_address_is_mistyped(opened: Opened) -> None:
    read = opened(
        "Vendor,Product,Website,Help\n"
        "Acme,Reader,https//ann:secret@acme.example/,see https;//ann:secret@acme.example/help\n"
        "Beta,Counter,https://beta.example/,sign in at https://ann:secret\uff20beta.example/\n"
    )
    assert "secret" not in str(read.items) + str(read.found) + str(read.notices)
    assert [each.content[3:] for each in read.items] == [
        ("see https;//acme.example/help",),
        ("sign in at https://beta.example/",),
    ]
    assert any(each.startswith("3 cells hold a user name or a password") for each in read.notices)


def test_a_heading_is_cleaned_as_a_cell_is() -> None:
    headings = ("Website", "Help, https://ann:secret@help.example/")
    assert unique_headings(headings) == ("Website", "Help, https://help.example/")


def test_a_row_is_known_by_its_key_without_them(opened: Opened) -> None:
    read = opened("Vendor,Product,Website\nAcme,Reader,https://ann:secret@acme.example/\n", key="Website")
    assert read.items[0].key == "https://acme.example/"


def test_a_profile_of_a_list_is_cleaned_as_a_file_is(opened: Opened) -> None:
    line = (
        '{"edscreen": 1, "vendor": {"name": "Acme", "website": "https://ann:secret@acme.example/"}, '
        '"product": {"name": "Reader"}}\n'
    )
    read = opened(line, "list.jsonl")
    assert "secret" not in str(read.documents)
    assert [each.path for each in read.documents[0].tree.users] == [("vendor", "website")]
