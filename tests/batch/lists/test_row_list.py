"""Which rows are screened, which are set aside, and what each is known by."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest

from edscreen.batch.items import SetAside
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.opening import open_list

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.lists.conftest import Opened

HEAD = "Vendor,Product,URL,District ID\n"


def test_an_address_that_leads_to_no_product(opened: Opened) -> None:
    read = opened(
        HEAD
        + "Acme,Reader,https://acme.example/study.pdf,\n"
        + "Beta,Counter,https://youtu.be/abc https://beta.example/,\n"
        + "Gamma,Speller,,\n"
    )
    assert read.names == ["Counter", "Speller"]
    [row] = read.aside
    assert (row.number, row.key, row.problem.kind, row.problem.place) == (
        *(2, "row 2", "not_a_product"),
        "list.csv:2:3",
    )
    assert row.problem.message.startswith(
        'this address leads to a PDF file, not to a product: "https://acme.example/study.pdf"; write the'
    )
    *_, notice = read.notices
    assert notice.startswith("1 row holds more than one web address in a cell (first: row 3)")


def test_a_row_bears_the_name_of_its_product_or_else_of_its_vendor(opened: Opened) -> None:
    read = opened(HEAD + "Acme,Reader,https://acme.example/study.pdf,\nBeta,,,5\n,Counter,,\n,,x,7\n")
    assert [item.name for item in read.items] == ["Reader", "Beta", "Counter", ""]


def test_a_row_with_a_site_of_its_own_is_screened_whatever_else_it_links_to(opened: Opened) -> None:
    read = opened(
        "Vendor,Product,Vendor Website,Product URL\nAcme,Reader,acme.example,https://acme.example/flyer.pdf\n"
    )
    assert read.names == ["Reader"]


def test_totals_and_notes_are_no_products(opened: Opened) -> None:
    head = "No.,Vendor,Product,URL,Minutes per Week\n"
    total, note = "this row looks like a total, not a product", "this row holds one cell only, which names no"
    read = opened(
        head
        + "1,Acme,Total Reading,,30\n"
        + "Grades K to 5\n"
        + "2,Total,Reader,total.example,30\n"
        + ",TOTAL:,42 products,,1500\n"
        + ",Acme,Sub-total,,60\n"
        + "Grand  total,,,,1560\n"
        + ',"* minutes as stated by vendor",,,\n'
        + '"Source: district inventory, 2026"\n'
    )
    assert read.names == ["Total Reading", "Reader"]
    found = [(row.number, row.problem.column, row.problem.kind) for row in read.aside]
    places = [(3, 1), (5, 2), (6, 3), (7, 1), (8, 2), (9, 1)]
    assert found == [(*place, "not_a_product") for place in places]
    for row, said in zip(read.aside, (note, total, total, total, note, note), strict=True):
        assert row.problem.message.startswith(said)
    assert read.mistakes == []


def test_a_row_in_doubt_is_no_note(opened: Opened) -> None:
    read = opened(HEAD + ",Reader,,\n,,reader.example,\nAcme,n/a,,\n")
    assert (read.aside, len(read.mistakes)) == ([], 4)
    assert opened("Vendor,Product\nAcme,\n").aside == []


@pytest.mark.parametrize(
    "line",
    [
        *("Source: State Department of Education, 2026", "NOTES : see https://state.example/list", "Source:"),
        *(
            "Prepared by the Office of Technology",
            "Updated 3/2026",
            "Last updated  March 5, 2026",
            "Page 3 of 9",
        ),
        *("Data as of 3/1/2026", "\u00a9 2026 State Department of Education", "--- End of list ---"),
    ],
)
def test_a_line_below_the_list_is_no_product_in_whatever_column(opened: Opened, line: str) -> None:
    for head, row in (("Vendor,Product,URL", f',"{line}",'), ("Product,Vendor", f'"{line}"')):
        read = opened(f"{head}\nAcme,Reader\n{row}\n")
        assert [(each.number, each.problem.kind) for each in read.aside] == [(3, "not_a_product")]
        assert read.mistakes == []


def test_a_product_that_is_called_like_a_note_stays_one(opened: Opened) -> None:
    names = ["Source", "Notable", "Page 3", "Note: the app", "Updated", "Prepared", "Source Reader: Math"]
    read = opened("Vendor,Product,URL\n" + "".join(f"Acme,{name},\n" for name in names))
    assert (read.names, read.aside) == (names, [])
    alone = opened("Vendor,Product,URL\n,Source,\n,Notable,\n,Updated Reader,\n,Source Reader: Math,\n")
    assert (alone.aside, len(alone.mistakes)) == ([], 4)


def test_the_same_product_again(opened: Opened) -> None:
    read = opened(
        HEAD
        + "Acme Inc.,Reader,,\n"
        + "Acme Inc.,Writer,,\n"
        + "ACME   INC,reader®,,\n"
        + "Acme Inc,The Reader,,\n"
        + ",Reader,,\n"
        + ",Reader,,\n"
    )
    assert read.names == ["Reader", "Writer", "The Reader"]
    [row] = read.aside
    assert (row.number, row.problem.kind, row.problem.column) == (4, "duplicate", 2)
    assert row.problem.message == (
        "the same vendor and product stand in row 2 already, which is the one that is screened"
    )
    assert len(read.mistakes) == 2


def test_two_editions_are_two_products(opened: Opened) -> None:
    read = opened("Vendor,Product,Version\nAcme,Reader,1\nAcme,Reader,2\nAcme,Reader,2\n")
    assert [each.number for each in read.aside] == [4]


def test_names_of_signs_alone_differ(opened: Opened) -> None:
    read = opened("Vendor,Product\n★,☆\n☆,★\n★,☆\n")
    assert [each.number for each in read.aside] == [4]


def test_a_column_of_keys(opened: Opened) -> None:
    content = HEAD + "Acme,Reader,,A1\nBeta,Counter,,A2\nGamma,Speller,,A1\nDelta,Painter,,\nDelta,Drawer,,\n"
    read = opened(content, key="district id")
    assert [each.key for each in read.items] == ["A1", "A2", "A1", "row 5", "row 6"]
    [row] = read.aside
    assert row.problem.message == (
        'the key "A1" of the column "District ID" stands in row 2 already, for another product of another '
        "vendor: correct the key of one of the two rows or, where both mean one product, write its vendor "
        "alike in both"
    )
    assert (row.problem.place, row.problem.kind) == ("list.csv:4:4", "invalid_profile")
    with pytest.raises(
        UnreadableList, match='no column "Distric", which --id names: did you mean "District ID"'
    ):
        opened(content, key="Distric")


@pytest.mark.parametrize("again", ["ACME,Speller", "Gamma,reader", "Gamma,", ",Speller", "Acme,Reader"])
def test_a_key_that_comes_again_for_the_same_vendor_or_product_is_a_duplicate(
    opened: Opened, again: str
) -> None:
    read = opened(f"{HEAD}Acme,Reader,,A1\n{again},,A1\nBeta,Counter,,A1\n", key="District ID")
    assert read.names == ["Reader"]
    assert [row.problem.kind for row in read.aside] == ["duplicate", "invalid_profile"]
    both = zip(read.listing.items(), read.listing.items(), strict=True)
    assert all(one == other for one, other in both)


def test_of_two_columns_of_keys_it_is_said_which_was_taken(opened: Opened) -> None:
    text = "Vendor,Product,Notes,Notes,notes\nAcme,Reader,a,b,c\n"
    first, second = opened(text, key="notes"), opened(text, key="Notes (2)")
    assert [each.key for each in (*first.items, *second.items)] == ["a", "b"]
    said = '3 columns are called "Notes": --id took the first; for the next name "Notes (2)"'
    assert (first.notices[0], said in second.notices) == (said, False)


def test_a_list_can_be_gone_through_again_and_is_the_same(opened: Opened) -> None:
    read = opened(HEAD + "Acme,Reader,,\nAcme,Reader,,\nBeta,,https://a.example b.example,\n")
    again = list(read.listing.items())
    assert again == read.items
    assert read.listing.notices == read.notices
    assert read.listing.count() == 3
    assert [each.digest for each in again] == [each.digest for each in read.items]


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    with file.open("w", encoding="utf-8") as text:
        text.write("Vendor,Product,Notes\n")
        text.writelines(f"Vendor {n},Product {n},{n}{'x' * 2_000}\n" for n in range(8_000))
    listing = open_list(str(file))
    tracemalloc.start()
    assert sum(not isinstance(each, SetAside) for each in listing.items()) == 8_000
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4_000_000
