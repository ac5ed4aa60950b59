"""What can be named as a list, and one sentence for what cannot."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from tests.batch.lists.conftest import Read

from edscreen.batch.lists.dry_run import dry_run
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.opening import open_list
from edscreen.profile.documents import Document
from edscreen.profile.found_files import documents_of_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.lists.conftest import Opened

PROFILE = "edscreen: 1\nvendor: {name: Acme}\nproduct: {name: Reader}\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "this list is empty"),
        ("\n \n", "this list is empty"),
        (b"\xef\xbb\xbf", "this list is empty"),
        ("Vendor,Product\n", "no row stands below the headings: there is nothing to screen"),
        (
            "Acme,Reader,https://acme.example/\n",
            "no row of this list holds headings that say what its columns are",
        ),
        ("Notes\nhello\n", "no row of this list holds headings"),
        (
            "Vendor,URL\nAcme,acme.example\n",
            "no column of this list names the product, as Product, Product Name or Tool",
        ),
        (
            "Product,URL\nReader,acme.example\n",
            'names the vendor, as Vendor, Company or Publisher would; its columns are "Pro',
        ),
        (
            "Anbieter,Programm,Notizen\nAcme,Reader,gut\n",
            "is what, as in Anbieter: vendor.name and Programm: product.name",
        ),
        (
            "Anbieter: neu,Programm,URL\nAcme,Reader,acme.example\n",
            'which they are, as in "Anbieter: neu": vendor.name and Programm: product.name, or add the',
        ),
        (
            "A,B,URL\nAcme,Reader,acme.example\n",
            "the vendor, as Vendor, Company or Publisher would, or the product, as Product, Product Name or",
        ),
        ("Product,URL\nReader,acme.example\n", '"Product" and "URL": add that column'),
        (b"%PDF-1.7 ...", "this is a PDF: save the list as an Excel workbook"),
        (b"\x89PNG\r\n\x1a\n...", "this is a picture"),
        (bytes(range(256)) * 20, "list.csv: "),
        (b"\0" * 5_000, "this is no text"),
    ],
)
def test_what_is_no_list(opened: Opened, content: str | bytes, message: str) -> None:
    with pytest.raises(UnreadableList) as refused:
        opened(content)
    assert message in str(refused.value)
    assert str(refused.value).startswith("list.csv: ")
    assert "\n" not in str(refused.value)


def test_what_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    for named, message in (
        ("none.csv", "none.csv: there is no such file: check its name and the folder it is in"),
        ("*.yaml", "*.yaml: no file has a name like that: check the pattern"),
        ("empty", "empty: this folder holds no profiles: name one in which files ending in .yaml begin with"),
        ("other", "other: this folder holds no profiles"),
        ("no\0name.csv", "no\\x00name.csv: this is no file name"),
    ):
        with pytest.raises(UnreadableList) as refused:
            open_list(named)
        assert str(refused.value).startswith(message)


@pytest.mark.parametrize("named", ["vendors", "vendors/*.yaml", "vendors/[a].yaml", "vendors/a.yaml"])
def test_profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vendors").mkdir()
    (tmp_path / "vendors" / "a.yaml").write_text(PROFILE, encoding="utf-8")
    listing = open_list(named)
    assert listing.rows is None
    [item] = listing.items()
    assert (item.number, item.key) == (1, "vendors/a.yaml")
    with pytest.raises(UnreadableList, match="--map and --id are for lists with columns"):
        open_list(named, id_column="Vendor")


def test_standard_input_of_any_kind() -> None:
    for content in (b"Vendor;Product\nAcme;Reader\n", b'{"Vendor": "Acme", "Product": "Reader"}\n'):
        read = Read(open_list("-", stdin=io.BytesIO(content)))
        assert read.names == ["Reader"]
        assert read.documents[0].shown == "<stdin>"
        assert list(read.listing.items()) == read.items


def test_standard_input_that_is_closed() -> None:
    closed = io.BytesIO()
    closed.close()
    with pytest.raises(UnreadableList, match="standard input is closed: name a file instead of -"):
        open_list("-", stdin=closed)


def test_a_dry_run_of_a_list(opened: Opened) -> None:
    text = (
        "Vendor,Product,Website,Minutes per week,Category,Owner\n"
        'Acme,"Reader: the #1",acme.example,30-40 min,Supplemental,\n'
        "Beta,,,,,Jo\n"
        "Gamma,Speller,https://g.example/a.pdf,,,\n"
    )
    listing = opened(text).listing
    run = dry_run(listing)
    assert (run.shown, run.size) == ("list.csv", 3)
    assert [(each.heading, each.fills, each.is_carried, each.example) for each in run.columns] == [
        ("Vendor", "vendor.name", False, "Acme"),
        ("Product", "product.name", False, "Reader: the #1"),
        ("Website", "vendor.website or product.page", False, "acme.example"),
        ("Minutes per week", "dosage[0].minutes, dosage[0].per: week", False, "30-40 min"),
        ("Category", "product.category", True, "Supplemental"),
        ("Owner", "", True, "Jo"),
    ]
    first, second, third = run.rows
    [text] = first.profiles
    assert text.splitlines() == [
        "edscreen: 1",
        "vendor:",
        "  name: Acme",
        "  website: https://acme.example",
        "product:",
        '  name: "Reader: the #1"',
        "  category: supplemental",
        "dosage:",
        "  - minutes: 30-40",
        "    per: week",
    ]
    assert second.mistakes == (
        'list.csv:3:2: product.name: column "Product": this row names no product: write its name there',
    )
    assert third.mistakes[0].startswith("list.csv:4:3: this address leads to a PDF file")
    [document] = documents_of_file("row.yaml", text.encode())
    assert isinstance(document, Document)
    [same] = list(listing.rows.documents(2, next(iter(listing.items())).content))  # type: ignore[union-attr, arg-type]
    assert isinstance(same, Document)
    assert document.profile == same.profile


def test_a_dry_run_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(PROFILE.replace("vendor:", "vndor:"), encoding="utf-8")
    run = dry_run(open_list(str(tmp_path)), rows=1)
    assert (run.size, run.columns) == (2, ())
    assert run.rows[0].profiles == ("edscreen: 1\nvendor:\n  name: Acme\nproduct:\n  name: Reader\n",)
