"""The overview of a list: its products as a script reads them, and what stands below them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from edscreen.batch.ledger import FILE
from edscreen.batch.pages.overview_rows import VERDICTS

from .conftest import embedded, read, text_of, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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


def test_a_row_that_was_not_screened_bears_the_name_that_its_list_gives_it(
    pages: Path, tmp_path: Path
) -> None:
    (tmp_path / FILE).write_bytes((pages / FILE).read_bytes())
    with closing(sqlite3.connect(tmp_path / FILE)) as tables:
        tables.execute("UPDATE items SET name = 'Northmoor Reading' WHERE item = 900")
        tables.commit()
    text = text_of(read(written(tmp_path)))
    assert "Row Product Why Where row 900 Northmoor Reading URL : its address leads to a news" in text
    assert "Row Product" not in text_of(read(pages)), "no column for names where the list gives none"


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
