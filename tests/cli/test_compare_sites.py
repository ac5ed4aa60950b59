"""Two batches over a list whose vendor's site stays as it is: what follows from how a run reads it alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]
    Screen = Callable[..., None]

PAGE = """<!doctype html><html lang=en><head><title>Lumen Reading | Lumen</title></head><body><main>
<h1>Lumen Reading</h1><p>Lumen Reading is a program for grades K-3.</p>
<p>Students use Lumen Reading for {} minutes per week.</p>
<p>Lumen Reading is used in class and at home, in small groups and alone, and every teacher sees how far each
student has come.</p></main></body></html>"""
FILL = ("--site", "--fill-from-site")


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def screen(site: Any, edscreen: Run, tmp_path: Path) -> Screen:
    """Screen the list into a folder, with further options."""
    site.pages["/"] = PAGE.format(60)
    (tmp_path / "list.csv").write_text(
        f"Vendor,Product,URL\nLumen,Lumen Reading,{site.url}\n", encoding="utf-8"
    )

    def run(out: str, *options: str) -> None:
        usual = ("--no-policy", "--workers", "1", "--as-of", "2026-11-21", "--exit-zero")
        visits = ("--allow-host", site.place, "--no-cache") if "--site" in options else ()
        done = edscreen("batch", "list.csv", "--out", out, *usual, *visits, *options)
        assert done.returncode == 0, done.stderr

    return run


def changes(done: CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    """The changes of the one product by rule."""
    [product] = json.loads(done.stdout)["products"]
    return {change["rule"]: change for change in product["changes"]}


def test_filling_from_a_site_for_the_first_time_is_no_worsening(edscreen: Run, screen: Screen) -> None:
    screen("old", "--site")
    screen("new", *FILL)
    done = edscreen("compare", "old", "new")
    assert done.returncode == 0, done.stdout
    told = " ".join(done.stdout.split())
    assert "--fill-from-site: an answer that changed for this reason alone does not count" in told
    [turned_on] = changes(edscreen("compare", "old", "new", "--format", "json")).values()
    assert (turned_on["rule"], turned_on["kind"]) == ("screen-time", "worse")
    assert (turned_on["cause"], turned_on["possible"], turned_on["counts"]) == ("policy", ["policy"], False)
    [turned_off] = changes(edscreen("compare", "new", "old", "--format", "json")).values()
    assert (turned_off["kind"], turned_off["cause"]) == ("lapsed", "policy")


def test_a_site_that_says_more_minutes_than_last_week_counts(
    edscreen: Run, screen: Screen, site: Any
) -> None:
    site.pages["/"] = PAGE.format(30)
    screen("old", *FILL)
    site.pages["/"] = PAGE.format(60)
    screen("new", *FILL)
    done = edscreen("compare", "old", "new", "--format", "json")
    found = changes(done)["screen-time"]
    assert (done.returncode, found["kind"], found["cause"]) == (1, "worse", "site")


def test_a_first_visit_counts_for_what_it_sees_and_not_for_what_is_filled_in(
    edscreen: Run, screen: Screen
) -> None:
    screen("old")
    screen("new", *FILL)
    done = edscreen("compare", "old", "new", "--format", "json")
    found = changes(done)
    assert done.returncode == 1
    assert (found["screen-time"]["cause"], found["screen-time"]["counts"]) == ("policy", False)
    home_page = found["research-on-home-page"]
    assert (home_page["possible"], home_page["counts"]) == (["site", "policy"], True)
    assert "was read for the new report only" in home_page["because"][0]
    notices = [each["message"] for each in json.loads(done.stdout)["differences"]]
    assert any("a flag that shows up there counts, as nobody had looked" in each for each in notices)
