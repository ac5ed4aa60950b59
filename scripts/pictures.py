"""Renew the pictures of the README: the report and the board memo of examples, as a browser shows them.

Run `python scripts/pictures.py` with Chromium and the extra "render". Fonts differ from computer to computer,
so these files are not compared byte by byte.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import sync_playwright

from edscreen.site.rendering.finding import find_browser

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/pictures"


class Picture(NamedTuple):
    """One picture.

    Attributes:
        name: its file, without the ending.
        output_format: the format that is shown.
        folder: where edscreen runs, from the checkout's top.
        profiles: what it screens.
        width: width of the window in pixels.
        height: how much of the page is shown.
        scheme: `light` or `dark`.
    """

    name: str
    output_format: str
    folder: str
    profiles: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"


PICTURES = (
    Picture("memo", "memo", ".", "examples/flagged.yaml", 900, 1230),
    Picture("report", "html", ".", "examples/flagged.yaml", 900, 2200),
    Picture("report-of-a-district", "html", "examples/district-repo", "vendors", 900, 1130),
    Picture("report-on-a-phone", "html", ".", "examples/flagged.yaml", 360, 780),
    Picture("report-in-the-dark", "html", "examples/district-repo", "vendors", 900, 1130, "dark"),
)


def main() -> None:
    """Screen the examples, and take a picture of each page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for picture in PICTURES:
            page = browser.new_page(
                viewport={"width": picture.width, "height": picture.height}, color_scheme=picture.scheme
            )
            page.goto(_screened(picture, Path(scratch)).as_uri())
            page.screenshot(path=FOLDER / f"{picture.name}.png")
            page.close()
        browser.close()


def _screened(picture: Picture, folder: Path) -> Path:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    epoch = str(settings["tool"]["edscreen"]["source-date-epoch"])
    report = folder / f"{picture.name}.html"
    command = [sys.executable, "-m", "edscreen", "check", "--quiet", "--exit-zero", "--format=json"]
    subprocess.run(
        [*command, f"--output={picture.output_format}={report}", picture.profiles],
        cwd=ROOT / picture.folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": epoch},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return report


if __name__ == "__main__":
    main()
