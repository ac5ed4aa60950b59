"""Lists with several columns for one field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.items import LISTED_BEFORE
from edscreen.batch.lists.dry_run import dry_run

if TYPE_CHECKING:
    from tests.batch.lists.conftest import Opened

TWO = "Vendor,Product,Minutes per week,Minutes per Week\n"


def dosage(opened: Opened, text: str, name: str = "list.csv") -> list[Any]:
    return [document.tree.data.get("dosage") for document in opened(text, name).documents]


def test_where_the_first_is_blank_the_other_counts_and_is_cited(opened: Opened) -> None:
    read = opened(TWO + "Acme,Reader,,60\nBeta,Counter,30,\nGamma,Speller,n/a,45\n")
    assert [each.tree.data["dosage"] for each in read.documents] == [
        [{"minutes": minutes, "per": "week"}] for minutes in (60, 30, 45)
    ]
    place = read.documents[0].tree.place(("dosage", 0, "minutes"))
    assert (place.line, place.column) == (2, 4)
    use = dry_run(read.listing).columns[3]
    assert use.fills == 'dosage[0].minutes, dosage[0].per: week, where "Minutes per week" is blank'
    assert use.is_carried


def test_two_that_differ_are_reported_with_row_and_column_and_the_rest_is_screened(opened: Opened) -> None:
    read = opened(TWO + "Acme,Reader,30,60\nBeta,Counter,30,30\nGamma,Speller,1 hour,60\n")
    assert read.names == ["Counter", "Speller"]
    [mistake] = read.mistakes
    assert mistake == (
        'list.csv:2:4: dosage[0].minutes: column "Minutes per Week": this cell says "60" and the column '
        '"Minutes per week" says "30", and edscreen cannot tell which is meant: leave one of the two cells '
        "empty, or take one column out of the list"
    )


def test_grades_are_compared_by_what_they_mean(opened: Opened) -> None:
    head = "Vendor,Product,Grades,Grade Level\n"
    read = opened(head + 'A,P,K-5,Elementary\nB,Q,"3, 4",3\nC,R,,6-8\n')
    assert [document.tree.data["product"].get("grades") for document in read.documents] == [["K-5"], ["6-8"]]
    [mistake] = read.mistakes
    assert mistake.startswith('list.csv:3:4: product.grades: column "Grade Level"')


@pytest.mark.parametrize(
    ("heads", "first", "other"),
    [
        ("Grades,Grade Level", "K-5", "K, 1, 2, 3, 4, 5"),
        ("Grades,Grade Level", "K-5, 6-8", "K-8"),
        ("Grades,Grade Level", "3-5; K-2", "K-5"),
        ("Grades,Grade Level", "K, 1", "1, K"),
        ("Subject,Subjects", "Math; Reading", "Reading; Math"),
        ("Subject,Subjects", "Math, ELA", "ELA/Math"),
        ("price.per_student_usd,price.per_student_usd", "$5.00", "5"),
        ("data_practices.sells_data,data_practices.sells_data", "Yes", "TRUE"),
    ],
)
def test_what_means_the_same_is_no_contradiction_however_it_is_written(
    opened: Opened, heads: str, first: str, other: str
) -> None:
    read = opened(
        f'Vendor,Product,{heads}\nAcme,Reader,"{first}","{other}"\nAcme,Counter,"{other}","{first}"\n'
    )
    assert (read.names, read.mistakes) == (["Reader", "Counter"], [])
    assert not [notice for notice in read.notices if "thing under" in notice]


@pytest.mark.parametrize(
    ("heads", "first", "other"),
    [
        ("Grades,Grade Level", "K-5", "Levels"),
        ("Subject,Subject Area,Minutes per Week", "Math", "Underwater"),
        ("Minutes per Week,Minutes per Day", "30", "60"),
        ("Minutes per Week,Minutes per Day", "30", "30"),
        ("Minutes per Week,Minutes per Day", "30", "20-30"),
        ("Minutes per Week,Minutes per Session", "30", "45"),
        ("Minutes per Day,Minutes per Session", "20", "30"),
    ],
)
def test_what_cannot_both_be_right_is_reported(opened: Opened, heads: str, first: str, other: str) -> None:
    counted = ",25 per subject" if heads.startswith("Subject") else ""
    read = opened(f"Vendor,Product,{heads}\nA,P,{first},{other}{counted}\nB,Q,{first},{counted}\n")
    [mistake] = read.mistakes
    assert (read.names, mistake[:14]) == (["Q"], "list.csv:2:4: ")
    place = heads.split(",", maxsplit=1)[0]
    assert f'this cell says "{other}" and the column "{place}" says "{first}"' in mistake


@pytest.mark.parametrize(
    ("heads", "first", "other"),
    [
        ("Minutes per Week,Minutes per Day", "30", "6"),
        ("Minutes per Week,Minutes per Day", "30-150", "30"),
        ("Minutes per Week,Minutes per Session", "30", "30"),
        ("Subject,Subject Area", "Math", "Underwater"),
    ],
)
def test_what_may_both_be_right_is_screened(opened: Opened, heads: str, first: str, other: str) -> None:
    read = opened(f"Vendor,Product,{heads}\nA,P,{first},{other}\n")
    assert (read.names, read.mistakes) == (["P"], [])


def test_where_the_first_cannot_be_read_that_alone_is_reported(opened: Opened) -> None:
    [mistake] = opened("Vendor,Product,Grades,Grade Level\nA,P,Levels,K-5\n").mistakes
    assert mistake.startswith('list.csv:2:3: product.grades[0]: column "Grades": write grades as')


def test_of_an_address_that_cannot_be_read_nothing_is_said_to_be_taken(opened: Opened) -> None:
    read = opened("Vendor,Product,Vendor Website,Company URL\nA,P,https://lumen example.com,a.example\n")
    [mistake] = read.mistakes
    assert mistake.startswith('list.csv:2:3: vendor.website: column "Vendor Website": ')
    assert not [notice for notice in read.notices if "thing under" in notice]


def test_sessions_count_where_the_minutes_a_week_are_blank(opened: Opened) -> None:
    head = "Vendor,Product,Minutes per week,Minutes per session,Sessions per week\n"
    read = opened(head + "Acme,Reader,,20,3\nBeta,Counter,60,20,3\n")
    alone = opened("Vendor,Product,Minutes per session,Sessions per week\nAcme,Reader,20,3\n")
    data = [document.tree.data["dosage"] for document in (*read.documents, *alone.documents)]
    by_session = [{"minutes": 20, "per": "session", "sessions_per_week": 3}]
    assert data == [by_session, [{"minutes": 60, "per": "week", "sessions_per_week": 3}], by_session]
    assert len(read.notices) == 1  # 20 minutes in 3 sessions are the 60 of the other column


@pytest.mark.parametrize(
    ("heads", "cells", "here", "there"),
    [
        (
            "Minutes per Week,Minutes per Day,Days per Week",
            "30,20,5",
            '"20" (20 minutes a day on 5 days a week: 100 minutes a week)',
            '"30"',
        ),
        (
            "Minutes per Session,Sessions per Week,Minutes per Week",
            "30,3,40",
            '"30" (30 minutes a session in 3 sessions a week: 90 minutes a week)',
            '"40"',
        ),
        (
            "Minutes per Day,Days per Week,Minutes per Session,Sessions per Week",
            "20,5,50,3",
            '"50" (50 minutes a session in 3 sessions a week: 150 minutes a week)',
            '"20" (20 minutes a day on 5 days a week: 100 minutes a week)',
        ),
        (
            "Minutes per Week,Minutes per Day",
            '30,"20 min a day, 5 days a week"',
            '"20 min a day, 5 days a week" (20 minutes a day on 5 days a week: 100 minutes a week)',
            '"30"',
        ),
        (
            "dosage[0].minutes,dosage[0].per,Minutes per Day,Days per Week",
            "30,week,20,5",
            '"20" (20 minutes a day on 5 days a week: 100 minutes a week)',
            '"30"',
        ),
    ],
)
def test_minutes_that_come_to_others_in_a_week_are_reported(
    opened: Opened, heads: str, cells: str, here: str, there: str
) -> None:
    """The lower ones might pass, and be the wrong ones."""
    read = opened(f"Vendor,Product,{heads}\nA,P,{cells}\n")
    [mistake] = read.mistakes
    assert f"this cell says {here} and the column " in mistake
    assert f" says {there}, and edscreen cannot tell which is meant" in mistake


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ("100,20,5", "same"),
        ("20,20,1", "same"),
        ("33.9,11.3,3", "same"),
        ("60-100,12-20,5", "same"),
        ("30,20,", "said"),  # on one day, or more
        ("30-150,20,5", "said"),
        ("100,up to 20,5", "said"),
        ("100+,30,5", "said"),
        ("30,10-20,3", "reported"),  # 30 to 60: the taken 30 might pass
        ("30-60,20+,2", "reported"),
        ("100-150,12,5", "reported"),
    ],
)
def test_minutes_a_week_and_a_day_may_both_hold_where_no_higher_ones_are_passed_over(
    opened: Opened, cells: str, outcome: str
) -> None:
    read = opened(f"Vendor,Product,Minutes per Week,Minutes per Day,Days per Week\nA,P,{cells}\n")
    assert bool(read.mistakes) == (outcome == "reported")
    assert any("says one thing under" in notice for notice in read.notices) == (outcome == "said")


def test_the_keys_of_a_line_of_json_decide(opened: Opened) -> None:
    lines = [
        {"Vendor": "A", "Product": "P", "Minutes per week": 30},
        {"vendor.name": "B", "product.name": "Q", "dosage": [{"minutes": 20, "per": "day"}]},
        {"Vendor": "C", "Product": "R", "Minutes per day": 10},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    assert dosage(opened, text, "list.jsonl") == [
        [{"minutes": 30, "per": "week"}],
        [{"minutes": 20, "per": "day"}],
        [{"minutes": 10, "per": "day"}],
    ]


def test_a_heading_and_a_column_that_contradict_it(opened: Opened) -> None:
    head = "Vendor,Product,Minutes per week,dosage[0].per\n"
    read = opened(head + "Acme,Reader,30,day\nBeta,Counter,30,\nGamma,Speller,30,week\n")
    assert [document.tree.data["dosage"] for document in read.documents] == [
        [{"minutes": 30, "per": "week"}]
    ] * 2
    [mistake] = read.mistakes
    assert mistake == (
        'list.csv:2:4: dosage[0].per: column "dosage[0].per": this cell says "day" and the heading "Minutes '
        'per week" says week: leave this cell empty, or move the number under another heading'
    )


def test_a_heading_is_contradicted_by_the_column_that_says_something(opened: Opened) -> None:
    head = "Vendor,Product,Minutes per week,dosage[0].per,dosage[0].per\n"
    [mistake] = opened(head + "Acme,Reader,30,,day\n").mistakes
    assert mistake.startswith(
        'list.csv:2:5: dosage[0].per: column "dosage[0].per (2)": this cell says "day" and the heading '
    )


def test_names_that_differ_are_counted(opened: Opened) -> None:
    head = "Vendor,Company,Product\n"
    read = opened(head + "Acme,ACME,Reader\nBeta,Beta Holding,Counter\n,Gamma,Speller\nD,E,Painter\n")
    assert [profile.vendor.name for profile in read.profiles] == ["Acme", "Beta", "Gamma", "D"]
    assert read.notices[1] == (
        '2 rows (first: row 3) say one thing under "Vendor" and another under "Company": what stands under '
        '"Vendor" was taken'
    )


def test_a_product_named_in_the_other_column_is_known_when_it_comes_again(opened: Opened) -> None:
    read = opened("Vendor,Company,Product\nAcme,,Reader\n,Acme,Reader\n")
    assert [(row.number, row.problem.kind) for row in read.aside] == [(3, "duplicate")]


@pytest.mark.parametrize(
    "first", ["", "https://acme.example/study.pdf", "https://play.google.com/store/apps/x"]
)
def test_of_two_addresses_the_products_own_counts(opened: Opened, first: str) -> None:
    read = opened(f"Vendor,Product,URL,Website\nAcme,Reader,{first},acme.example\n")
    assert [each.tree.data["vendor"].get("website") for each in read.documents] == ["https://acme.example"]
    [row] = opened("Vendor,Product,URL,Website\nAcme,Reader,,acme.example/study.pdf\n").aside
    assert (row.problem.kind, row.problem.column) == ("not_a_product", 4)


def test_a_column_that_a_map_chose_is_not_completed_from_another(opened: Opened, tmp_path: Any) -> None:
    (tmp_path / "map.yaml").write_text("Weekly: dosage[0].minutes\n", encoding="utf-8")
    read = opened("Vendor,Product,Minutes per Week,Weekly\nAcme,Reader,30,\n", mapping="map.yaml")
    assert "dosage" not in read.documents[0].tree.data or not read.profiles[0].dosage
    assert read.notices[0] == (
        'two columns hold dosage[0].minutes: "Weekly" was taken, "Minutes per Week" is only carried through'
    )


@pytest.mark.parametrize(
    ("head", "url"),
    [("Vendor Website,Company URL", "acme.example"), ("Product Page,Product URL", "acme.example/p")],
)
def test_addresses_are_no_contradiction_and_only_others_than_the_same_are_counted(
    opened: Opened, head: str, url: str
) -> None:
    same = f"Acme,Reader,{url},https://www.{url}/\nAcme,Speller,http://{url}/,{url}\n"
    read = opened(f"Vendor,Product,{head}\n{same}")
    assert (read.names, read.mistakes) == (["Reader", "Speller"], [])
    assert not [notice for notice in read.notices if "thing under" in notice]
    read = opened(f"Vendor,Product,{head}\n{same}Acme,Counter,{url},beta.example/q\n")
    assert (len(read.names), read.mistakes) == (3, [])
    first, second = head.split(",")
    assert read.notices[-1] == (
        f'1 row (first: row 4) says one thing under "{first}" and another under "{second}": what stands '
        f'under "{first}" was taken'
    )


ADDRESSES = "Vendor,Product,URL,Website\n"


@pytest.mark.parametrize(
    ("url", "website"),
    [
        ("https://acme.example/", "https://acme.example/reader"),
        ("acme.example/reader", "www.acme.example"),
        ("https://shop.acme.example/reader", "https://acme.example/es/"),
    ],
)
def test_a_front_page_and_a_page_of_the_same_site_are_both_taken(
    opened: Opened, url: str, website: str
) -> None:
    read = opened(f"{ADDRESSES}Acme,Reader,{url},{website}\n")
    [data] = [each.tree.data for each in read.documents]
    assert {data["vendor"]["website"], data["product"]["page"]} == {
        each if "://" in each else f"https://{each}" for each in (url, website)
    }
    page_at = 3 if "reader" in url else 4
    assert read.documents[0].tree.place(("product", "page")).column == page_at
    assert len(read.notices) == 1
    assert read.notices[0].endswith(
        "; where one holds a site's front page and the other a page within it, both are taken"
    )


@pytest.mark.parametrize(
    ("url", "website", "taken"),
    [
        ("acme.example", "other.example/reader", "https://acme.example"),
        ("acme.example", "reader.acme.example", "https://acme.example"),
        ("a.github.io", "b.github.io/reader", "https://a.github.io"),
        ("sites.google.com", "sites.google.com/view/reader", "https://sites.google.com"),
        ("acme.example", "acme.example/study.pdf", "https://acme.example"),
    ],
)
def test_addresses_of_different_owners_are_not_taken_together(
    opened: Opened, url: str, website: str, taken: str
) -> None:
    read = opened(f"{ADDRESSES}Acme,Reader,{url},{website}\n")
    [data] = [each.tree.data for each in read.documents]
    assert (data["vendor"].get("website"), data["product"].get("page")) == (taken, None)
    assert read.notices[-1].startswith('1 row (first: row 2) says one thing under "URL" and another under "W')


def test_where_the_vendors_site_has_its_own_column_the_page_is_the_products(opened: Opened) -> None:
    head = "Vendor,Product,Vendor Website,URL,Website\n"
    read = opened(f"{head}Acme,Reader,acme.example,acme.example,acme.example/reader\n")
    [data] = [each.tree.data for each in read.documents]
    assert (data["vendor"]["website"], data["product"]["page"]) == (
        "https://acme.example",
        "https://acme.example/reader",
    )


def test_two_addresses_make_a_row_known_under_whichever_heading_they_stand(opened: Opened) -> None:
    rows = "Acme,Reader,acme.example,acme.example/reader\nAcme,Reader,acme.example/reader,acme.example\n"
    other = "Acme,Reader,acme.example,acme.example/maths\n"
    same, differs = opened(f"{ADDRESSES}{rows}{other}").aside
    assert same.problem.message.endswith(LISTED_BEFORE)
    assert differs.problem.message.endswith('; this row differs from it in "URL"')


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("URL,Website,Link", "acme.example,acme.example/p,acme.example/p"),
        ("Vendor Website,URL,Website", "acme.example,acme.example,acme.example/p"),
        ("Product URL,URL,Website", "acme.example/p,acme.example,acme.example/p"),
        ("Minutes per Week,Minutes per Day", "30 min/day,30"),
    ],
)
def test_what_another_column_that_is_read_says_is_not_told_to_differ(
    opened: Opened, heads: str, cells: str
) -> None:
    read = opened(f"Vendor,Product,{heads}\nA,P,{cells}\n")
    assert (read.names, read.mistakes) == (["P"], [])
    assert not [notice for notice in read.notices if "thing under" in notice]


@pytest.mark.parametrize("head", ["Vendor Website,URL,Website", "URL,Website,Product URL"])
def test_a_column_that_is_blank_in_a_row_takes_no_address_from_another(opened: Opened, head: str) -> None:
    stands = {"URL": "acme.example", "Website": "acme.example/p"}
    cells = ",".join(stands.get(each, "") for each in head.split(","))
    [data] = [each.tree.data for each in opened(f"Vendor,Product,{head}\nA,P,{cells}\n").documents]
    assert data["vendor"]["website"] == "https://acme.example"
    assert data["product"]["page"] == "https://acme.example/p"


def test_a_page_beside_a_stated_one_is_said_to_be_left_out(opened: Opened) -> None:
    head = "Vendor,Product,Product URL,URL,Website\n"
    read = opened(f"{head}A,P,acme.example/p,acme.example,acme.example/q\n")
    [data] = [each.tree.data for each in read.documents]
    assert (data["vendor"]["website"], data["product"]["page"]) == (
        "https://acme.example",
        "https://acme.example/p",
    )
    assert read.notices[-1].startswith('1 row (first: row 2) says one thing under "URL" and another under "W')
