"""A vendor's page: what was found, on what grounds, its replies, and how to correct it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .conftest import profile, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def text_of(file: Path) -> str:
    html = file.read_text(encoding="utf-8")
    return " ".join(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def test_a_finding_stands_there_with_its_evidence_waiver_and_source(pages: Path) -> None:
    text = text_of(pages / "vendors/marlowe-education.html")
    assert "Marlowe Math" in text
    assert "1 red flag waived" in text
    assert "Waived until 30 June 2027 by superintendent's office, resolution 2026-31" in text
    assert re.search(r"\d+:\d+ dosage\[0\]\.minutes: 60", text)
    assert "Ask the vendor" in text
    assert "https://www.eschoolnews.com/" in text
    assert text.endswith("It does not show that a product works, and is no endorsement.")


def test_a_vendors_reply_stands_beside_its_finding(pages: Path) -> None:
    replying = [file for file in (pages / "vendors").iterdir() if "The vendor’s reply" in text_of(file)]
    assert replying
    assert all("<p class=rp>" in file.read_text(encoding="utf-8") for file in replying)


def test_what_the_list_says_is_carried_along(pages: Path) -> None:
    text = text_of(pages / "vendors/zearn.html")
    assert "Sector(s) K-12; higher education" in text
    assert re.search(r"In the list row \d+", text)


def test_each_field_filled_from_a_site_is_named_whole_with_words_page_and_day(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    def noted(number: int) -> dict[str, Any]:
        words = f"Full report number {number}: " + "what it found in a year of use in class. " * 6
        url = f"https://www.lumen.example/research/report-{number}.html"
        return {"value": f"Full report {number}", "quote": words, "url": url, "on": "2026-11-20"}

    filled = {f"records[{number}].name": noted(number) for number in range(12)}
    differs = {"dosage[0].minutes": {"listed": 30, **noted(99), "value": 45}}
    remark = "A remark of our own. " * 60
    listed = {"Remarks": remark, "filled": filled, "differs": differs}
    text = text_of(written(make_run(tmp_path, [profile("Lumen", "P")], listed=listed)) / "vendors/lumen.html")
    for field, each in filled.items():
        quote = " ".join(each["quote"].split())
        assert f"{field} : {each['value']}; “{quote} ”, {each['url']} , read on 2026-11-20" in text
    assert "dosage[0].minutes : 45, and the list says 30; “Full report number 99" in text
    assert remark.strip() in text
    assert "..." not in text


def test_an_effect_that_only_a_review_states_is_not_shown_as_a_studys(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    review = {"by": "evidence_for_essa", "effect_size": 0.22, "rating": "moderate"}
    folder = written(make_run(tmp_path, [profile("Lumen", "P", reviews=[review])]))
    assert "Effect not stated together with who found it" in text_of(folder / "vendors/lumen.html")
    assert "what a clearinghouse says in a review is not taken for it" in text_of(
        folder / "vendors/lumen.html"
    )


def test_it_says_whom_to_write_to_and_what_to_send(
    pages: Path, make_run: Callable[..., Path], tmp_path: Path
) -> None:
    assert "Write to procurement@alder-valley.example, and give:" in text_of(pages / "vendors/zearn.html")
    folder = written(make_run(tmp_path, [profile("Lumen", "Lumen Reading")]))
    assert "Write to the office that sent you this page or put it up, and give:" in text_of(
        folder / "vendors/lumen.html"
    )


def test_all_products_of_a_vendor_stand_on_one_page_whatever_the_spelling(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    several = [profile("Lumen  Learning", "B"), profile("LUMEN learning", "A"), profile("Other", "C")]
    folder = written(make_run(tmp_path, several))
    assert sorted(file.name for file in (folder / "vendors").iterdir()) == [
        "lumen-learning.html",
        "other.html",
    ]
    page = (folder / "vendors/lumen-learning.html").read_text(encoding="utf-8")
    assert re.findall(r'<article class=pr id="(\w+)"', page) == ["r3", "r2"]
    assert "2 products" in text_of(folder / "vendors/lumen-learning.html")


def test_a_product_that_stands_twice_has_two_places(make_run: Callable[..., Path], tmp_path: Path) -> None:
    twice = profile("Lumen", "Reading") + b"\n---\n" + profile("Lumen", "Reading")
    page = (written(make_run(tmp_path, [twice])) / "vendors/lumen.html").read_text(encoding="utf-8")
    places = re.findall(r' id="([^"]+)"', page)
    assert {"r2", "r2d1"} <= set(places)
    assert len(places) == len(set(places))


def test_pages_of_vendors_that_are_gone_are_taken_away_and_other_files_kept(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    vendors = tmp_path / "new" / "vendors"
    vendors.mkdir(parents=True)
    old = written(make_run(tmp_path / "old", [profile("Gone", "P")])) / "vendors/gone.html"
    (vendors / "gone.html").write_bytes(old.read_bytes())
    (vendors / "notes.html").write_text("<p>my notes</p>", encoding="utf-8")
    written(make_run(tmp_path / "new", [profile("Here", "P")]))
    assert sorted(file.name for file in vendors.iterdir()) == ["here.html", "notes.html"]


def test_no_template_has_foreign_text_in_an_attribute(root: Path) -> None:
    """Quotation marks are not escaped, so only our own words may stand within them."""
    ours = {
        "product.verdict", "product.anchor", "finding.rule", "section.kind", "told.file", "tile.verdict",
        "kind", "start", "width",
    }  # fmt: skip
    for file in sorted((root / "src/edscreen/batch/pages/templates").glob("*.html")):
        for tag in re.findall(r"<[a-z][^>]*>", file.read_text(encoding="utf-8")):
            assert {each.strip() for each in re.findall(r"\{\{(.*?)\}\}", tag)} <= ours, (file.name, tag)
