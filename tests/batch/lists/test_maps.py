"""What a file of `--map` can say, and what is said of columns that leave something open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.lists.columns import close_meaning
from edscreen.batch.lists.data_files import read_entries
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.open_questions import not_understood, that_sound_like
from edscreen.profile.models import Profile

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.lists.conftest import Opened, Read

LIST = "Vendor,Product,Wochenminuten,Art\nAcme,Reader,30,Supplemental\n"
WEEK, SESSION = {"minutes": 30, "per": "week"}, {"minutes": 20, "per": "session"}


def mapped(opened: Opened, tmp_path: Path, lines: str, text: str = LIST) -> Read:
    (tmp_path / "map.yaml").write_text(lines, encoding="utf-8")
    return opened(text, mapping="map.yaml")


@pytest.mark.parametrize(
    "heading", ["Minutes per Week", "minutes_per_week", "MINUTES / WEEK", "Weekly Minutes"]
)
def test_a_usual_heading_says_all_that_it_says_above_a_column(
    opened: Opened, tmp_path: Path, heading: str
) -> None:
    read = mapped(opened, tmp_path, f"Wochenminuten: {heading}\nArt: Product Category\n")
    [document] = read.documents
    assert document.tree.data["dosage"] == [WEEK]
    assert document.tree.data["product"]["category"] == "supplemental"
    assert read.notices == []


def test_a_column_mapped_to_a_certain_heading_loses_nothing(opened: Opened, tmp_path: Path) -> None:
    text = LIST.replace("Supplemental", "Wundertüte")
    read = mapped(opened, tmp_path, "Wochenminuten: ignore\nArt: Product Category\n", text)
    assert (read.names, read.documents[0].tree.data["product"].get("category")) == (["Reader"], None)
    assert read.listing.rows is not None
    assert read.listing.rows.carried(("Acme", "Reader", "30", "Wundertüte")) == {"Art": "Wundertüte"}


def test_minutes_of_two_periods_stand_side_by_side(opened: Opened, tmp_path: Path) -> None:
    lines = "Woche: Minutes per Week\nSitzung: Minutes per Session\n"
    text = "Vendor,Product,Woche,Sitzung\nAcme,Reader,30,20\nAcme,Counter,,20\n"
    read = mapped(opened, tmp_path, lines, text)
    assert [each.tree.data["dosage"] for each in read.documents] == [[WEEK], [SESSION]]


def test_an_address_can_be_mapped_as_one(opened: Opened, tmp_path: Path) -> None:
    read = mapped(opened, tmp_path, "Seite: URL\n", "Vendor,Product,Seite\nAcme,Reader,acme.example/reader\n")
    assert read.documents[0].tree.data["product"]["page"] == "https://acme.example/reader"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Minuts per Week", "Minutes per Week"),
        ("minutes_per_weak", "Minutes per Week"),
        ("dosage[0].minutes_per_week", "Minutes per Week"),
        ("dosage[0].minute", "dosage[0].minutes"),
        ("minutes", "dosage[0].minutes"),
        ("studies[0].minutes_per_weak", "studies[0].minutes_per_week"),
        ("vendor nme", "Vendor Name"),
        ("effect size", "studies[0].findings[0].effect_size or reviews[0].effect_size or approvals[0].measu"),
    ],
)
def test_what_is_close_is_offered(written: str, meant: str) -> None:
    assert close_meaning(written).startswith(f": did you mean {meant}")


@pytest.mark.parametrize("written", ["Wochen", "dosage", "Zeitraum"])
def test_nothing_is_offered_where_nothing_is_close(written: str) -> None:
    assert close_meaning(written) == ""


@pytest.mark.parametrize(
    ("head", "lines", "line"),
    [
        ("Wochenminuten", "Wochenminuten: dosage[0].minutes\n", "Wochenminuten: Minutes per Week"),
        ("dosage[0].minutes", "", '"dosage[0].minutes": Minutes per Week'),
    ],
)
def test_minutes_without_a_period_are_said_with_the_line_to_write(
    opened: Opened, tmp_path: Path, head: str, lines: str, line: str
) -> None:
    text = f"Vendor,Product,{head}\nAcme,Reader,30\n"
    read = mapped(opened, tmp_path, lines, text) if lines else opened(text)
    [said] = read.notices
    assert said == (
        f'the column "{head}" holds minutes and does not say for what period: a cell that does not say '
        f"it either answers no question; write {line} into a file for --map, or per Day or per Session, or "
        "name a column dosage[0].per that says week, day, session or year"
    )
    again = mapped(opened, tmp_path, f"{line}\n", text)
    assert (again.documents[0].tree.data["dosage"], again.notices) == ([WEEK], [])


@pytest.mark.parametrize(
    "head", ["Minutes per Week", "dosage[0].minutes,dosage[0].per", "dosage[0].offline_minutes"]
)
def test_nothing_is_said_of_minutes_whose_period_is_known(opened: Opened, head: str) -> None:
    assert opened(f"Vendor,Product,{head}\nAcme,Reader,30,week\n").notices == []


def test_a_heading_that_nobody_copies_stands_in_no_line(opened: Opened, tmp_path: Path) -> None:
    long = "Minuten " * 20
    read = mapped(
        opened, tmp_path, f"{long}: dosage[0].minutes\n", f"Vendor,Product,{long}\nAcme,Reader,30\n"
    )
    assert "; write its heading: Minutes per Week into" in read.notices[0]


def test_of_a_further_entry_the_column_to_add_is_named(opened: Opened) -> None:
    [notice] = opened("Vendor,Product,dosage[1].minutes\nAcme,Reader,30\n").notices
    assert notice.endswith("no question; name a column dosage[1].per that says week, day, session or year")


def test_what_names_an_entry_is_asked_for_before_its_rows_fail_one_by_one(opened: Opened) -> None:
    head = "Vendor,Product,studies[0].url,studies[0].findings[0].effect_size,approvals[0].state"
    read = opened(f"{head}\nAcme,Reader,https://a.example/,0.2,TX\n")
    [mistake] = read.mistakes
    assert mistake == (
        'list.csv:2:3: studies[0].title: column "studies[0].url": what stands here cannot be read without '
        "studies[0].title, which no column of the list holds: add one that does, or write ignore behind this "
        "column in a file for --map"
    )
    [notice] = read.notices
    assert notice == (
        'no column holds studies[0].title, without which no row that fills "studies[0].url" and '
        '"studies[0].findings[0].effect_size" can be read: name one that does, or write ignore '
        "behind the others in a file for --map"
    )
    [blank] = opened("Vendor,Product,studies[0].url,studies[0].title\nA,B,https://a.example/,\n").mistakes
    assert blank.endswith(
        '"studies[0].title": is blank: fill it in, like A randomized trial of Lumen Reading'
    )


def test_columns_that_match_nothing_are_named_once(opened: Opened) -> None:
    head = "Code,Vendor,Product,State approval,Grades,Grade Level,Product Type,Effect size,"
    read = opened(f"{head}\n1,Acme,Reader,TX,K,K,core,0.2,x\n", key="code")
    [_, notice] = read.notices
    assert notice == (
        '2 columns were carried through, not read: "State approval" and "Effect size"; a file for --map can '
        "say what they hold"
    )
    assert read.listing.rows is not None
    unread = not_understood(read.listing.rows.columns)
    assert [each.heading for each in unread] == ["Code", "State approval", "Effect size"]
    assert that_sound_like(unread, {"approvals"}) == ["State approval"]
    assert that_sound_like(unread, {"studies", "approvals"}) == ["State approval", "Effect size"]


def test_a_column_that_counts_where_another_is_blank_is_not_said_to_be_unread(
    opened: Opened, tmp_path: Path
) -> None:
    text = "M: Minutes per Week\nState approval minutes: Minutes per Day\n"
    read = mapped(opened, tmp_path, text, "Vendor,Product,M,State approval minutes\nAcme,Reader,,5\n")
    assert read.documents[0].tree.data["dosage"] == [{"minutes": 5, "per": "day"}]
    assert not [notice for notice in read.notices if "not read" in notice]


def test_headings_of_signs_alone_are_told_apart(opened: Opened, tmp_path: Path) -> None:
    text = "'!!!': Minutes per Week\n'???': Ignore\n"
    read = mapped(opened, tmp_path, text, "Vendor,Product,!!!,???,%\nAcme,Reader,30,45,9\n")
    assert read.documents[0].tree.data["dosage"] == [WEEK]
    assert read.listing.rows is not None
    assert [column.heading for column in read.listing.rows.columns if column.is_carried] == ["%"]


def test_words_of_sections_name_sections_that_there_are() -> None:
    assert {each["section"] for each in read_entries("section_words")} <= set(Profile.model_fields)


def test_a_mapped_sheet_is_no_heading(opened: Opened, tmp_path: Any) -> None:
    with pytest.raises(UnreadableList, match=r"names a sheet, and this is no workbook"):
        mapped(opened, tmp_path, "sheet: Program\n")
