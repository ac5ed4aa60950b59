"""The plot of a run's overview in a real browser, and how much room table and plot take."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.ledger import FILE

from .conftest import profile, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MARKS = "#svg [data-mark]"


@pytest.fixture
def opened(chromium: Any, pages: Path) -> Iterator[Any]:
    """The overview, open and drawn."""
    yield from shown(chromium, pages)


def shown(chromium: Any, folder: Path, width: int = 1280) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.locator("#beside li").first.wait_for()
    yield page
    context.close()


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


def with_effect(vendor: str, product: str, minutes: int, effect: float) -> bytes:
    study = {
        "title": "A trial",
        "design": "randomized_controlled_trial",
        "analysis": "intent_to_treat",
        "evaluator": {"name": "Northmoor University", "kind": "university", "tie": "none"},
        "funder": {"name": "An agency", "kind": "government"},
        "findings": [{"outcome": "reading", "effect_size": effect}],
    }
    dosage = [{"minutes": minutes, "per": "week", "scope": "total"}]
    return profile(vendor, product, dosage=dosage, studies=[study])


def test_marks_are_one_tab_stop_and_the_arrow_keys_go_from_one_to_the_next(opened: Any) -> None:
    number = opened.locator(MARKS).count()
    assert number > 3
    assert opened.locator(f"{MARKS}[tabindex='0']").count() == 1
    opened.locator(f"{MARKS}[tabindex='0']").focus()
    names = [focused(opened)]
    for _ in range(number - 1):
        opened.keyboard.press("ArrowRight")
        names.append(focused(opened))
        assert opened.locator(f"{MARKS}[tabindex='0']").count() == 1
    assert len(set(names)) == number
    opened.keyboard.press("Home")
    assert focused(opened) == names[0]
    opened.keyboard.press("End")
    opened.keyboard.press("ArrowLeft")
    assert focused(opened) == names[-2]
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.closest('#svg')") is None


def test_a_mark_bears_its_products_name_and_leads_to_its_page(opened: Any) -> None:
    mark = opened.locator(f"{MARKS}[aria-label^='Bellwether']")
    label = "Bellwether Spelling (Bellwether): 30–50 minutes, +0.14"
    assert mark.get_attribute("aria-label") == label
    named = opened.locator("#svg .nm text").all_text_contents()
    assert "Bellwether Spelling" in named
    mark.hover()
    assert opened.locator("#at li").all_text_contents() == [label]
    mark.focus()
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/vendors/bellwether.html#r*")


def test_products_at_the_same_place_are_named_beside_the_plot(
    chromium: Any, make_run: Callable[..., Path], tmp_path: Path
) -> None:
    products = [with_effect(f"V{n}", f"Product {n}", 30, 0.2) for n in range(15)]
    products.append(with_effect("Far", "Far off", 90, 0.1))
    folder = written(make_run(tmp_path, products, select=("screen-time",)))
    for page in shown(chromium, folder):
        assert page.locator(MARKS).count() == 2
        page.locator(f"{MARKS}[role=button]").focus()
        assert focused(page).startswith("15 products: Product 0 (V0): 30 minutes, +0.2; ")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('#at') !== null")
        assert page.locator("#at a").count() == 12
        assert page.locator("#at li").last.text_content().startswith("and 3 more")
        page.keyboard.press("Enter")
        page.wait_for_url("**/vendors/v0.html#r2")


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_drawing(chromium: Any, axe: str, pages: Path, width: int) -> None:
    for page in shown(chromium, pages, width):
        page.evaluate(f"{axe}; 0")
        found = page.evaluate("axe.run('#ps', {rules: {'color-contrast': {enabled: false}}})")
        assert len(found["passes"]) > 5
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_where_nothing_can_be_plotted_no_empty_plot_is_drawn(
    chromium: Any, make_run: Callable[..., Path], tmp_path: Path
) -> None:
    folder = written(make_run(tmp_path, [profile("Birch", "Birch Math")], select=("screen-time",)))
    for page in shown(chromium, folder):
        assert page.locator("#svg svg").count() == 0
        assert page.locator("#svg").text_content().startswith("There is nothing to plot: none of these")
        assert page.locator("#svg").bounding_box()["height"] < 80
        assert not page.locator("#pk").is_visible()
        assert page.locator("#beside li").first.text_content() == "0 in the plot"


def test_a_few_rows_or_none_leave_no_blank_room_below_them(opened: Any) -> None:
    full = opened.locator("#hm").bounding_box()["height"]
    opened.fill("#q", "fernhollow")
    row = opened.locator("#body tr").last.bounding_box()
    box = opened.locator("#hm").bounding_box()
    assert 0 < (box["y"] + box["height"]) - (row["y"] + row["height"]) < 20
    opened.fill("#q", "no such product")
    assert opened.locator("#hm").bounding_box()["height"] < 90
    opened.locator("#svg", has_text="no product matches the filters").wait_for()
    opened.fill("#q", "")
    opened.locator("#svg svg").wait_for()
    assert opened.locator("#hm").bounding_box()["height"] == full


def test_what_is_not_stated_is_not_called_none(opened: Any) -> None:
    effects = opened.locator("#body tr td:last-child").all_text_contents()
    assert "not stated" in effects
    assert "none" not in effects


@pytest.mark.parametrize("width", [390, 1280])
def test_reasons_and_places_of_rows_set_aside_are_in_sight(
    chromium: Any, pages: Path, tmp_path: Path, width: int
) -> None:
    (tmp_path / FILE).write_bytes((pages / FILE).read_bytes())
    address = "https://www.northmoor.example/" + "papers-and-reports/" * 12 + "study_with_a_long_name.pdf"
    with closing(sqlite3.connect(tmp_path / FILE)) as tables:
        tables.execute(
            "UPDATE errors SET message = message || ?, profile = ?", [address, f"lists/{'a' * 80}.csv"]
        )
        tables.execute("UPDATE items SET name = 'Northmoor ' || item")
        tables.commit()
    for page in shown(chromium, written(tmp_path), width):
        for box in page.locator(".tall").all():
            assert box.evaluate("box => box.scrollWidth - box.clientWidth") == 0
            assert box.locator("td").last.is_visible()
