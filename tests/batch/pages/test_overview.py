"""The overview of a list: its sentences with their denominators, and its products as a script reads them."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.ledger import FILE
from edscreen.batch.pages.overview_rows import VERDICTS
from edscreen.batch.pages.tallies import rate

from .conftest import profile, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def read(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def embedded(html: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html)
    assert found
    return json.loads(found[1])


MINUTES = [{"minutes": 60, "per": "week", "scope": "total"}]


@pytest.fixture
def four(make_run: Callable[..., Path], tmp_path: Path) -> str:
    """Two products of one vendor with 60 minutes, one with 20, one that says nothing; two questions."""
    products = [
        profile("Lumen", "Lumen Reading", dosage=MINUTES),
        profile("LUMEN", "Lumen Math", dosage=MINUTES),
        profile("Alder", "Alder Math", dosage=[{"minutes": 20, "per": "week", "scope": "total"}]),
        profile("Birch", "Birch Math"),
    ]
    return read(written(make_run(tmp_path, products, select=("screen-time", "sea-approval"))))


def test_it_says_how_many_products_could_be_judged_and_why_the_others_could_not(four: str) -> None:
    text = text_of(four)
    assert "4 products of 3 vendors were screened." in text
    assert "3 of 4 (75%) could be judged; of the others, for 1 it is not answered yet." in text


def test_the_most_common_flag_carries_its_denominator(four: str) -> None:
    flag = "How many minutes a week does the product keep a student at a screen?”: 2 of 3 (67%)."
    assert f"Among the products judged, the flag most often raised is on “{flag}" in text_of(four)


def test_what_the_list_cannot_answer_is_one_line(four: str) -> None:
    line = (
        "No product could be judged on “Has a state education agency approved the product?” (of 4 products, "
        "for 4 it is not answered yet)."
    )
    assert line in text_of(four)
    assert "<b>Has a state education agency" not in four


def test_what_the_list_has_no_column_for_is_not_told_of_the_vendors(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    rules = ("screen-time", "sea-approval", "outcomes-and-dosage")
    silent = json.dumps(["outcomes-and-dosage", "sea-approval"])
    products = [profile("Lumen", "Lumen Reading", dosage=MINUTES), profile("Birch", "Birch Math")]
    page = read(written(make_run(tmp_path, products, run={"no_column": silent}, select=rules)))
    assert (
        "This list cannot answer “Does the vendor say what students will gain, and for exactly how much "
        "use?” and “Has a state education agency approved the product?”, as it has no column for them."
    ) in text_of(page)
    assert "1 of 2 (50%) could be judged; of the others, for 1 it is not answered yet." in text_of(page)


def test_a_list_on_which_nothing_could_be_judged_counts_no_flag(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    page = read(written(make_run(tmp_path, [profile("Birch", "Birch Math")], select=("sea-approval",))))
    assert "(of 1 product, for 1 it is not answered yet). No product could be judged on any" in text_of(page)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "0 of 0"),
        (0, 7, "0 of 7 (0%)"),
        (1, 5000, "1 of 5,000 (under 1%)"),
        (4999, 5000, "4,999 of 5,000 (over 99%)"),
        (5000, 5000, "5,000 of 5,000 (100%)"),
        (1, 3, "1 of 3 (33%)"),
    ],
)
def test_a_rate_never_rounds_to_none_or_all(part: int, whole: int, said: str) -> None:
    assert rate(part, whole) == said


def test_a_flag_that_is_rare_among_all_but_common_among_those_judged_leads_and_the_other_is_named(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    products = [
        *(profile(f"V{n}", "P", dosage=MINUTES, approvals=[]) for n in range(1)),
        *(
            profile(f"W{n}", "P", dosage=[{"minutes": 60 if n < 2 else 5, "per": "week", "scope": "total"}])
            for n in range(5)
        ),
    ]
    text = text_of(read(written(make_run(tmp_path, products, select=("screen-time", "sea-approval")))))
    assert (
        "flag most often raised is on “Has a state education agency approved the product?”: 1 of 1 (100%);"
        in text
    )
    assert "the most products have the one on “How many minutes a week" in text
    assert "3 of 6 (50%)" in text


def test_a_list_without_anything_screened_says_so(make_run: Callable[..., Path], tmp_path: Path) -> None:
    page = read(written(make_run(tmp_path, [])))
    assert "0 products of 0 vendors were screened." in text_of(page)
    assert embedded(page, "data") == {"rows": [], "vendors": []}


def test_every_row_says_where_its_findings_stand(pages: Path) -> None:
    page = read(pages)
    facts, data = embedded(page, "facts"), embedded(page, "data")
    rules = [rule for rule, *_ in facts["questions"]]
    assert len(data["rows"]) == 26
    kinds, verdicts = set(), set()
    for vendor, product, item, document, verdict, answers, *_ in data["rows"]:
        html = (pages / "vendors" / data["vendors"][vendor][1]).read_text(encoding="utf-8")
        place = f"r{item}d{document}" if document else f"r{item}"
        assert f'id="{place}-t">{product}' in html
        assert [f'id="{place}-{rule}"' in html for rule in rules] == [code != "-" for code in answers]
        kinds.update(answers)
        verdicts.add(VERDICTS[verdict])
    assert {"r", "c", "u", "l", "s", "w", "p", "a"} <= kinds
    assert [code for code in kinds if code.isupper()], "some vendor replied"
    assert verdicts == {"flagged", "incomplete", "clear", "covered"}


def test_minutes_and_effects_stand_in_the_rows(pages: Path) -> None:
    rows = {row[1]: row for row in embedded(read(pages), "data")["rows"]}
    assert rows["Fernhollow Reading"][9:] == [25, 35, 0.14, 0]
    assert rows["Harborlight Tutoring"][11:] == [0.14, 1], "paid for by the vendor"
    assert rows["Classworks"][9:] == [60, 90]


def test_rows_set_aside_and_mistakes_stand_apart_with_row_and_reason(pages: Path) -> None:
    text = text_of(read(pages))
    assert "; of 29 rows in the list, 2 were set aside and 1 could not be read." in text
    assert "Set aside (2)" in text
    assert "row 900 URL : its address leads to a news item list.csv:900:4" in text
    assert "Could not be read and screened (1)" in text
    assert "row 902 dosage[0].minutes : write a number, such as 30 list.csv:902:7" in text


def test_the_policy_its_district_and_the_notices_are_told(pages: Path) -> None:
    text = text_of(read(pages))
    for said in (
        "Alder Valley School District",
        "2 waivers used",
        "a waiver is not used",
        "procurement@alder",
    ):
        assert said in text
    assert embedded(read(pages), "facts")["limit"] == 45


def test_without_scripts_every_vendor_is_a_link(pages: Path) -> None:
    class Links(HTMLParser):
        inside = False
        found: list[str] = []  # noqa: RUF012 - one parser, made once

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.inside = self.inside or tag == "noscript"
            if tag == "a" and self.inside:
                self.found.append(dict(attrs)["href"] or "")

    links = Links()
    links.feed(read(pages).partition("</noscript>")[0])
    assert links.found == sorted(links.found)
    assert {f"vendors/{file.name}" for file in (pages / "vendors").iterdir()} == set(links.found)


def test_the_same_tables_give_the_same_bytes(pages: Path, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes((pages / FILE).read_bytes())
    written(tmp_path)
    for file in pages.rglob("*.html"):
        assert file.read_bytes() == (tmp_path / file.relative_to(pages)).read_bytes()


def test_the_tables_stay_as_they_are(pages: Path) -> None:
    with closing(sqlite3.connect(f"file:{pages / FILE}?mode=ro", uri=True)) as tables:
        assert tables.execute("SELECT count(*) FROM scorecards").fetchone() == (26,)


def test_how_far_people_agree_is_told_once_somebody_has_judged(pages: Path, tmp_path: Path) -> None:
    assert "How far people agree" not in text_of(read(pages))
    (tmp_path / FILE).write_bytes((pages / FILE).read_bytes())
    with closing(sqlite3.connect(tmp_path / FILE)) as tables:
        flags = tables.execute("SELECT finding FROM findings WHERE outcome = 'flag' LIMIT 4").fetchall()
        for place, [finding] in enumerate(flags):
            said = "flag" if place else "pass"
            tables.execute("INSERT INTO audit VALUES (?, 1, 4, ?, NULL)", [finding, said])
        tables.commit()
    text = text_of(read(written(tmp_path)))
    assert "How far people agree People agreed with 3 of the 4 verdicts that they judged" in text
    assert "95% interval" in text
