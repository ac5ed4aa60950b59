"""The largest HTML report: what it weighs, and how long Chromium takes to open it beside an empty page.

It is on copies of the shipped example that makes it heaviest. The empty page weighs as much: it holds a
comment in place of a report. A page is open once it is laid out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.many_outputs import EXAMPLES, write_profiles
from bench.pairs import in_turn, ratios, spread
from playwright.sync_api import sync_playwright

from edscreen.site.rendering.finding import find_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FINDINGS = 2_000
FINDINGS_EACH = 6
MOST_BYTES = 3_000_000
BAR = 3.0

# From the start of the navigation until the page is laid out, as the browser's own clock has it.
OPENED = "() => { void document.body.offsetHeight; return performance.now(); }"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        weight, report = max((file.stat().st_size, file) for file in write_reports(place))
        empty = place / "empty.html"
        head, tail = "<!DOCTYPE html><title>Empty</title><!--", "-->"
        empty.write_text(f"{head}{'x' * (weight - len(head + tail))}{tail}", encoding="utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
            opened(browser, empty)
            nothing, all_of_it = in_turn(
                [lambda: opened(browser, empty), lambda: opened(browser, report)], given.rounds
            )
            browser.close()
    print(f"{FINDINGS:,} findings, {report.stem}, weigh {weight / 1e6:.2f} MB, bar {MOST_BYTES / 1e6:.0f} MB")
    print(f"an empty page of that weight {spread(nothing)}")
    against = f"ratio {spread(ratios(all_of_it, nothing), '')}, bar {BAR}"
    print(f"the report                   {spread(all_of_it)}   {against}")


def write_reports(place: Path) -> Iterator[Path]:
    """For each shipped example a report on so many copies of it that it holds `FINDINGS` findings."""
    for name in EXAMPLES:
        folder, report = place / "vendors", place / f"{Path(name).stem}.html"
        write_profiles(folder, -(-FINDINGS // FINDINGS_EACH), [name])
        _screen(place, report)
        shutil.rmtree(folder)
        yield report


def _screen(place: Path, report: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "edscreen",
        "check",
        "--quiet",
        "--exit-zero",
        "--format=html",
        "vendors",
    ]
    with report.open("wb") as file:
        subprocess.run(command, cwd=place, stdout=file, check=True, env={**os.environ, "PYTHONUTF8": "1"})


def opened(browser: Browser, file: Path) -> float:
    """Seconds until a page is laid out."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri(), wait_until="load")
    milliseconds = float(page.evaluate(OPENED))
    page.close()
    return milliseconds / 1_000


if __name__ == "__main__":
    main()
