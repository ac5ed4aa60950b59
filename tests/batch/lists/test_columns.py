"""What headings mean, and what a file of `--map` makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.batch.lists.assigning import columns_of
from edscreen.batch.lists.columns import unique_headings, usual
from edscreen.batch.lists.data_files import read_entries
from edscreen.batch.lists.dry_run import dry_run
from edscreen.batch.lists.listing import UnreadableList
from edscreen.profile.documents import dotted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.batch.lists.conftest import Opened

LIST = "Maker,Thing,Where,Notes\nAcme,Reader,https://acme.example/,fine\n"


def filled(headings: Sequence[str]) -> dict[str, str]:
    columns, _ = columns_of(unique_headings(headings))
    return {each.heading: dotted(each.path) for each in columns if each.path}


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Vendor", "vendor.name"),
        ("Provider/Company Name", "vendor.name"),
        ("PUBLISHER", "vendor.name"),
        ("vendor_name", "vendor.name"),
        ("Product Name", "product.name"),
        ("Tool", "product.name"),
        ("Product URL", "product.page"),
        ("Vendor Website", "vendor.website"),
        ("URL", "address"),
        ("Web site", "address"),
        ("Grade Level(s)", "product.grades"),
        ("Subject(s)", "product.subjects"),
        ("Minutes per week", "dosage[0].minutes"),
        ("Minutes / Week", "dosage[0].minutes"),
        ("Minutes per day", "dosage[0].minutes"),
        ("Min. per wk", "dosage[0].minutes"),
        ("Mins./wk.", "dosage[0].minutes"),
        ("Wkly. mins", "dosage[0].minutes"),
        ("Days/wk", "dosage[0].days_per_week"),
        ("ESSA tier", "product.claimed_essa_tier"),
        ("vendor.name", "vendor.name"),
        ("dosage[0].minutes", "dosage[0].minutes"),
        ("studies[1].findings[0].effect_size", "studies[1].findings[0].effect_size"),
        ("home_page.verdict", "home_page.verdict"),
    ],
)
def test_usual_headings_and_paths(heading: str, path: str) -> None:
    assert filled([heading]) == {heading: path}


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Sector(s)",
            "Contract",
            "edscreen",
            "Price",
            "Status",
            "Notes",
            "dosage.minutes",
            "Minutes",
            "Name",
        ),
        # some may be minimums
        *("Min", "Weekly Min.", "Wkly min", "Min. grade", "Wk", "Wks", "Min wks", "Wkly", "Hrs per wk"),
    ],
)
def test_what_is_not_certain_is_carried(heading: str) -> None:
    assert filled([heading]) == {}


def test_minutes_headed_in_short_are_those_of_a_week_or_a_day() -> None:
    columns, _ = columns_of(("Vendor", "Product", "Min. per wk"))
    assert columns[2].also == ((("dosage", 0, "per"), "week"),)
    columns, _ = columns_of(("Vendor", "Product", "Mins/day"))
    assert columns[2].also == ((("dosage", 0, "per"), "day"),)


def test_a_bare_name_is_the_products_beside_a_vendor() -> None:
    assert filled(["name", "provider", "url"])["name"] == "product.name"
    assert filled(["Name", "Vendor", "Product"]) == {"Vendor": "vendor.name", "Product": "product.name"}


def test_of_two_columns_that_mean_one_field_the_surer_is_taken() -> None:
    columns, notices = columns_of(("Company", "Vendor", "Product"))
    assert [each.path for each in columns] == [None, ("vendor", "name"), ("product", "name")]
    assert columns[0].is_carried
    said = (
        'two columns hold vendor.name: "Vendor" was taken, and where it is blank "Company", which is carried '
        "through as well"
    )
    assert notices == [said]


@pytest.mark.parametrize("heading", ["Minutes per Week", "dosage[0].minutes"])
def test_a_column_named_twice_is_said(opened: Opened, heading: str) -> None:
    text = f"Vendor,Product,{heading},Notes,{heading},Notes\nAcme,Reader,30,x,30,y\n"
    read = opened(text)
    assert str(read.profiles[0].dosage and read.profiles[0].dosage[0].minutes) == "30"
    said = (
        f'two columns hold dosage[0].minutes: "{heading}" was taken, and where it is blank "{heading} (2)", '
        "which is carried through as well"
    )
    assert read.notices[0] == said
    assert dry_run(read.listing).notices == tuple(read.notices)
    assert [each.is_carried for each in dry_run(read.listing).columns] == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]


def test_a_map_says_which_of_two_columns_is_meant(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("Minutes per Week: ignore\n", encoding="utf-8")
    text = "Vendor,Product,Minutes per Week,Minutes per Week\nAcme,Reader,30,60\n"
    [profile] = opened(text, mapping="map.yaml").profiles
    assert str(profile.dosage and profile.dosage[0].minutes) == "60"


def test_a_heading_that_is_almost_a_path_is_said() -> None:
    _, notices = columns_of(("vendor.nam", "dosage.minutes"))
    assert [each.rpartition("such: ")[2] for each in notices] == [
        "did you mean vendor.name?",
        "did you mean dosage[0].minutes?",
    ]


def test_headings_that_repeat_or_are_blank_have_names_of_their_own() -> None:
    assert unique_headings(["URL", None, "URL", " A\n B ", "row"]) == (
        "URL",
        "column B",
        "URL (2)",
        "A B",
        "row (2)",
    )


def test_every_heading_of_the_data_is_text_and_means_one_thing() -> None:
    entries = read_entries("headings")
    headings = [each for entry in entries for each in (*entry["headings"], *entry.get("weak", ()))]
    assert all(isinstance(each, str) for each in headings)
    assert len(usual().strong) > 200
    assert set(usual().strong).isdisjoint(usual().weak)


def test_a_map_names_columns_and_takes_others_away(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(
        "Maker: vendor.name\nthing: product.name\nWhere: product.page\nNotes: ignore\n", encoding="utf-8"
    )
    read = opened(LIST, mapping="map.yaml")
    [profile] = read.profiles
    assert (profile.vendor.name, profile.product.name, str(profile.product.page)) == (
        "Acme",
        "Reader",
        "https://acme.example/",
    )
    assert read.listing.rows is not None
    assert read.listing.rows.carried(("Acme", "Reader", None, "fine")) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Maker: vendor.nme\nThing: product.name\n",
            'map.yaml:1:8: "vendor.nme" is neither a usual heading nor a field of a profile that a column ca',
        ),
        (
            "Maker: vendor.name\nThin: product.name\n",
            'map.yaml:2:1: the list has no column "Thin": did you mean "Thing"?',
        ),
        (
            "Maker: vendor.name\nThing: vendor.name\n",
            'map.yaml:2:8: vendor.name stands twice, first for "Maker": take one of the two away',
        ),
        (
            "Maker:\n",
            "map.yaml:1:1: write what this column holds, like Minutes per Week or vendor.name, or ignore",
        ),
        (
            "Maker: Vendor\nThing: vendor.name\n",
            'map.yaml:2:8: vendor.name is the same as Vendor, which stands for "Maker": take one of the two ',
        ),
        (
            "- Maker\n",
            "map.yaml: write on each line a column and the field that it holds",
        ),
        ("", "map.yaml: write on each line a column and the field that it holds"),
        ("Maker: [a\n", "map.yaml:1:"),
    ],
)
def test_a_map_with_mistakes_says_where(opened: Opened, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableList) as refused:
        opened(LIST, mapping="map.yaml")
    assert str(refused.value).startswith(message)


def test_a_map_that_is_not_there(opened: Opened) -> None:
    with pytest.raises(UnreadableList, match=r"^none\.yaml: there is no such file"):
        opened(LIST, mapping="none.yaml")
