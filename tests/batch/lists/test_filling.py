"""Rows as profiles: what cells say, and what is wrong in them."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.profile.documents import Document

if TYPE_CHECKING:
    from tests.batch.lists.conftest import Opened


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def one(opened: Opened, heading: str, cell: str) -> Any:
    read = opened(f"Vendor,Product,{quoted(heading)}\nAcme,Reader,{quoted(cell)}\n")
    if read.mistakes:
        [mistake] = read.mistakes
        return mistake
    [document] = read.documents
    return document.tree.data


@pytest.mark.parametrize(
    ("heading", "cell", "read"),
    [
        ("Grades", "K-2", {"grades": ["K-2"]}),
        ("Grades", "Grades K through 5", {"grades": ["K-5"]}),
        ("Grades", "PreK-12", {"grades": ["PK-12"]}),
        ("Grades", "K, 1, 2", {"grades": ["K", 1, 2]}),
        ("Grades", '["K","1"]', {"grades": ["K", 1]}),
        ("Subject(s)", "Reading; Math", {"subjects": ["Reading", "Math"]}),
        ("Subject(s)", "Reading/Language Arts", {"subjects": ["Reading/Language Arts"]}),
        ("Subject(s)", "Math & Science", {"subjects": ["Math", "Science"]}),
        ("Subject(s)", "ELA/Reading", {"subjects": ["ELA", "Reading"]}),
        ("Subject(s)", "Social Emotional", {"subjects": ["social_emotional"]}),
        ("Subject(s)", "SEL", {"subjects": ["SEL"]}),
        ("Subject(s)", "STEM", {"subjects": ["science", "math"]}),
        ("Subject(s)", "AP Biology, Health/PE", {"subjects": ["science", "health"]}),
        (
            "Subject(s)",
            "Career and Technical Education (CTE)",
            {"subjects": ["Career and Technical Education"]},
        ),
        ("Subject(s)", "Reading - Grades K-5", {"subjects": ["reading"]}),
        ("Subject(s)", "Visual & Performing Arts", {"subjects": ["arts"]}),
        ("Subject(s)", "Robotics", {"subjects": ["other"]}),
        ("Subject(s)", "All Subjects", {}),
        ("Grades", "Middle School/High School", {"grades": ["6-8", "9-12"]}),
        ("Grades", "Elementary (K-6)", {"grades": ["K-6"]}),
        ("Grades", "K-5 (Elementary)", {"grades": ["K-5"]}),
        ("Grades", "6+", {"grades": ["6-12"]}),
        ("Grades", "3 and up", {"grades": ["3-12"]}),
        ("Grades", "PreK-12; Higher Ed; Corporate", {"grades": ["PK-12"]}),
        ("Grades", "K-16", {"grades": ["K-12"]}),
        ("Grades", "First-Fifth Grade", {"grades": ["1-5"]}),
        ("Grades", "P-2", {"grades": ["PK-2"]}),
        ("Grades", "K12", {"grades": ["K-12"]}),
        ("Grades", "PK12", {"grades": ["PK-12"]}),
        ("Grades", "K\u20118", {"grades": ["K-8"]}),
        ("Grades", "Pre K - 5", {"grades": ["PK-5"]}),
        ("Grades", "Grades: 03-05", {"grades": ["3-5"]}),
        ("Grades", "3 4 5", {"grades": [3, 4, 5]}),
        ("Grades", "5 & up", {"grades": ["5-12"]}),
        ("Subject(s)", "Sci / Tech", {"subjects": ["science", "other"]}),
        ("Subject(s)", "Lang Arts; Soc. St.", {"subjects": ["english_language_arts", "social_studies"]}),
        ("Subject(s)", "Math and/or Reading", {"subjects": ["Math", "Reading"]}),
        ("Students use it", "Yes", {"students_use": "yes"}),
        ("Version", "4.10", {"version": "4.10"}),
        ("Category", "Supplemental", {"category": "supplemental"}),
        ("Category", "LC - Courseware", {}),
        ("AI", "None", {"ai": "none"}),
        ("product.ai", "none", {"ai": "none"}),
        ("product.version", "none", {}),
        ("Category", "Learning Management System", {"category": "platform"}),
        ("ESSA Tier", "Tier II", {"claimed_essa_tier": 2}),
        ("ESSA Tier", "3", {"claimed_essa_tier": 3}),
        ("ESSA Tier", "Strong and Moderate", {}),
        ("ESSA Tier", "N/A", {}),
        ("product.students_use", "Y", {"students_use": "yes"}),
        ("product.released", "11/21/2026", {"released": "2026-11-21"}),
        ("product.claimed_essa_tier", "Tier 4", {"claimed_essa_tier": 4}),
        ("URL", "lumen.example/reading", {"page": "https://lumen.example/reading"}),
    ],
)
def test_what_a_cell_says_of_the_product(
    opened: Opened, heading: str, cell: str, read: dict[str, Any]
) -> None:
    data = one(opened, heading, cell)
    assert {key: value for key, value in data["product"].items() if value is not None} == {
        "name": "Reader"
    } | read


@pytest.mark.parametrize(
    ("heading", "cell", "read"),
    [
        ("Minutes per week", "30-40", {"minutes": "30-40", "per": "week"}),
        ("Minutes per week", "45 minutes", {"minutes": 45, "per": "week"}),
        ("Minutes per week", "45 min/week", {"minutes": 45, "per": "week"}),
        ("Minutes per week", "30\u201345 min/wk", {"minutes": "30-45", "per": "week"}),
        ("Minutes per week", "30\u201340 min", {"minutes": "30-40", "per": "week"}),
        ("Minutes per week", "1 hour", {"minutes": 60, "per": "week"}),
        ("Minutes per week", "at least 30", {"minutes": "30+", "per": "week"}),
        ("Minutes per week", "<30", {"minutes": "up to 29", "per": "week"}),
        ("Minutes per week", "less than 45 min", {"minutes": "up to 44", "per": "week"}),
        ("Minutes per week", "under 1 hour", {"minutes": "up to 59", "per": "week"}),
        ("Minutes per week", "1 hr 30 min", {"minutes": 90, "per": "week"}),
        ("Minutes per week", "30 mins.", {"minutes": 30, "per": "week"}),
        ("Minutes per week", "1 hr. 15 min./day", {"minutes": 75, "per": "day"}),
        ("Minutes per day", "30 minutes per student per week", {"minutes": 30, "per": "week"}),
        ("Minutes per week", "Between 30 and 45", {"minutes": "30-45", "per": "week"}),
        ("Minutes per week", "half an hour", {"minutes": 30, "per": "week"}),
        ("Minutes per week", "30 min/day", {"minutes": 30, "per": "day"}),
        ("Minutes per session", "20-30 min/wk", {"minutes": "20-30", "per": "week"}),
        ("Minutes per week", "2x30", {"minutes": 60, "per": "week"}),
        ("Minutes per week", "2 x 30 min", {"minutes": 30, "per": "session", "sessions_per_week": 2}),
        (
            "Minutes per week",
            "10\u201315 min \u00d7 4-5 sessions/week",
            {"minutes": "10-15", "per": "session", "sessions_per_week": "4-5"},
        ),
        (
            "Minutes per day",
            "20 minutes, 3 times a week",
            {"minutes": 20, "per": "session", "sessions_per_week": 3},
        ),
        (
            "Minutes per week",
            "30 min a day, 5 days a week",
            {"minutes": 30, "per": "day", "days_per_week": 5},
        ),
        (
            "Minutes per week",
            "45 min/week per subject",
            {"minutes": 45, "per": "week", "scope": "per_subject"},
        ),
        ("dosage[0].minutes", "18 hours/school year", {"minutes": 1080, "per": "year"}),
        ("Sessions per week", "twice", {"sessions_per_week": 2}),
        ("Minutes per day", "20", {"minutes": 20, "per": "day"}),
        ("dosage[0].minutes", "20", {"minutes": 20}),
    ],
)
def test_what_a_cell_says_of_the_dosage(
    opened: Opened, heading: str, cell: str, read: dict[str, Any]
) -> None:
    assert one(opened, heading, cell)["dosage"] == [read]


def test_a_blank_cell_says_nothing_of_the_unit_above_it(opened: Opened) -> None:
    for cell in ("", "TBD", "n.a.", "Varies by grade", "not applicable"):
        assert one(opened, "Minutes per week", cell)["dosage"] is None


@pytest.mark.parametrize(
    ("heading", "cell", "message"),
    [
        (
            "dosage[0].subjects",
            "Reading; Teamwork",
            'list.csv:2:3: dosage[0].subjects[1]: column "dosage[0].subjects": write one of these subjects',
        ),
        (
            "purchase.subjects",
            "Weaving",
            '"Weaving" is not on the list of subjects: did you mean reading?',
        ),
        (
            "Minutes per week",
            "60 minutes, 3 sessions",
            'edscreen cannot tell what each number in "60 minutes, 3 sessions" counts: write the minutes',
        ),
        (
            "Minutes per day",
            "2x30",
            "how often under a heading of its own, Sessions per Week or Days per Week",
        ),
        ("Minutes per week", "between 45 and 30", "edscreen cannot tell what each number in"),
        ("Days per Week", "daily", 'write how many days a week, like 3, 3-5 or 3+, not "daily"'),
        ("Minutes per week", "about 30", 'the number of minutes is due here, not "about 30": write a number'),
        (
            "Minutes per week",
            "as needed",
            "30+ for '30 or more', or 'up to 60', not \"as needed\"",
        ),
        ("Grades", "K5", 'write grades as PK, TK, K or 1 to 12, or a span such as K-3, not "K5"'),
        ("Grades", "5-Mar-26", "turned this cell into a date (5-Mar-26): format the column as text"),
        ("Grades", "CM1", 'write grades as PK, TK, K or 1 to 12, or a span such as K-3, not "CM1"'),
        ("Minutes per week", "5-Mar", "turned this cell into a date (5-Mar): format the column as text"),
        ("Grades", "2026-03-05", "turned this cell into a date (2026-03-05): format the column as text"),
        (
            "price.per_student_usd",
            "call us",
            'list.csv:2:3: price.per_student_usd: column "price.per_student',
        ),
        ("Grades", "Ages 5 to 9", 'list.csv:2:3: product.grades[0]: column "Grades": write grades as PK'),
        ("Grades", "Higher Ed", 'list.csv:2:3: product.grades[0]: column "Grades": write grades as PK'),
        ("Website", "https://lumen example.com", 'list.csv:2:3: vendor.website: column "Website": '),
        ("URL", "#N/A", "this cell shows an error (#N/A): mend it in the list"),
        ("product.released", "11/02/2026", 'product.released: column "product.released": '),
        ("approvals[0].result", "approved", "approvals[0].state"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_mistake_with_its_place(
    opened: Opened, heading: str, cell: str, message: str
) -> None:
    assert message in one(opened, heading, cell)


def test_a_bare_site_is_the_vendors_and_a_page_within_one_the_products(opened: Opened) -> None:
    read = opened(
        "Vendor,Product,URL\nA,B,https://a.example/\nC,D,https://c.example/en\nE,F,https://e.example/store/f\n"
    )
    found = [(str(each.vendor.website), str(each.product.page)) for each in read.profiles]
    assert found == [
        ("https://a.example/", "None"),
        ("https://c.example/en", "None"),
        ("None", "https://e.example/store/f"),
    ]


def test_a_second_column_of_addresses_settles_it(opened: Opened) -> None:
    read = opened(
        "Vendor,Product,Product URL,Website\nA,B,a.example/b,a.example\nC,D,c.example/d,c.example/e\n"
    )
    assert [str(each.vendor.website) for each in read.profiles] == ["https://a.example/", "None"]
    assert read.listing.rows is not None
    assert read.listing.rows.carried(("C", "D", "x", "c.example/e")) == {"Website": "c.example/e"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('["Ann Lee", "Bo Ray"]', "Ann Lee, Bo Ray"),
        ("[ Ann Lee, Bo Ray ]", "Ann Lee, Bo Ray"),
        ("[Beta] Labs", "[Beta] Labs"),
    ],
)
def test_names_in_a_list(opened: Opened, written: str, name: str) -> None:
    read = opened(f"Vendor,Product\n{quoted(written)},Reader\n")
    assert read.profiles[0].vendor.name == name


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            ",Reader",
            'list.csv:2:1: vendor.name: column "Vendor": this row names no vendor: write its name there',
        ),
        (
            "Acme,",
            'list.csv:2:2: product.name: column "Product": this row names no product: write its name there',
        ),
        (
            '"[ """" ]",Reader',
            'list.csv:2:1: vendor.name: column "Vendor": this row names no vendor: write its name there',
        ),
    ],
)
def test_a_row_without_a_name_stops_nothing(opened: Opened, row: str, message: str) -> None:
    read = opened(f"Vendor,Product\n{row}\nBeta,Counter\n")
    assert read.mistakes == [message]
    assert read.names == ["Counter"]


def test_the_lists_word_is_nobodys_until_said(opened: Opened) -> None:
    read = opened("Vendor,Product,prepared.role\nAcme,Reader,\nBeta,Counter,district\n")
    assert [each.prepared and each.prepared.role for each in read.profiles] == [None, "district"]


def test_a_document_knows_its_row_and_its_columns(opened: Opened) -> None:
    read = opened(
        "Title of the list\n\nNotes,Vendor,Product,Minutes per week\nx,Acme,Reader,30\ny,Beta,Counter,\n"
    )
    first, second = read.documents
    assert (first.shown, first.index, second.index) == ("list.csv", 0, 1)
    assert first.place(("dosage", 0, "minutes"))[:2] == (4, 4)
    assert second.place(("dosage",))[:2] == (5, 4)
    assert second.place(("studies",))[:2] == (5, 1)
    assert read.notices[0] == "the headings stand in row 3; what stands above was not read"


def test_what_is_carried_leaves_the_profiles_digest_alone(opened: Opened) -> None:
    one = opened("Vendor,Product,Notes\nAcme,Reader,x\n").documents[0].sha256
    same = opened("Notes,Product,Vendor\nanything,Reader,Acme\n").documents[0].sha256
    other = opened("Vendor,Product,Notes\nAcme,Writer,x\n").documents[0].sha256
    assert one != other
    assert len({one, same}) == 1


def test_a_reader_of_rows_can_be_sent_to_another_process(opened: Opened) -> None:
    read = opened("Vendor,Product,Grades,Notes\nAcme,Reader,K-2,fine\n")
    rows = pickle.loads(pickle.dumps(read.listing.rows))
    assert repr(rows) == repr(read.listing.rows)
    [document] = rows.documents(2, ("Acme", "Reader", "K-2", "fine"))
    assert isinstance(document, Document)
    assert document.profile == read.profiles[0]
    assert rows.carried(("Acme", "Reader", "K-2", "fine")) == {"Notes": "fine"}
