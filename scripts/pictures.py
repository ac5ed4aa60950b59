"""Renew the pictures of the README: a report, a memo, a letter, a comparison and the overview of a list.

Run `python scripts/pictures.py` with Chromium and the extra "render". Fonts differ from computer to computer,
so these files are not compared byte by byte. The letter is plain text: its beginning and its questions are
set on a sheet, and a line says how much of it is left out between them.
"""

from __future__ import annotations

import base64
import html
import math
import os
import struct
import subprocess
import sys
import tempfile
import tomllib
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from edscreen.site.rendering.finding import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/pictures"

_COLOURS = 256
_USUAL = 64  # of them, those that are chosen because they are frequent
_BEGINNING = 31  # lines of the letter before those that are left out
_QUESTIONS = "OUR QUESTIONS"
_SHEET = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Letter</title><style>
body{margin:0;background:#f5f2ec}pre{width:76ch;margin:28px auto;padding:44px 52px;background:#fff;
border:1px solid #ddd7cb;color:#1d2530;font:14px/1.5 "Liberation Mono",Menlo,Consolas,monospace}
i{display:block;margin:14px 0;padding:6px 0;border:1px dashed #b9b2a4;border-width:1px 0;color:#565f6b}
</style><pre>"""
# The colours of a picture, as a browser has them: three numbers for each of its points.
_POINTS = """async address => {
  const picture = new Image(); picture.src = address; await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const all = canvas.getImageData(0, 0, picture.width, picture.height).data;
  let text = "";
  for (let at = 0; at < all.length; at += 4) text += String.fromCharCode(all[at], all[at + 1], all[at + 2]);
  return btoa(text);
}"""


class Picture(NamedTuple):
    """One picture.

    Attributes:
        name: its file, without the ending.
        asked: the options that ask for the output; `FILE` stands for its path.
        folder: where edscreen runs, from the checkout's top.
        profiles: what it screens.
        width: width of the window in pixels.
        height: how much of the page is shown.
        command: the command that screens.
    """

    name: str
    asked: tuple[str, ...]
    folder: str
    profiles: tuple[str, ...]
    width: int
    height: int
    command: str = "check"


_EXAMPLES = ("examples/clear.yaml", "examples/flagged.yaml", "examples/incomplete.yaml")
PICTURES = (
    Picture("report", ("--output=html=FILE",), "examples/district-repo", ("vendors",), 960, 1130),
    Picture("memo", ("--output=memo=FILE",), ".", ("examples/flagged.yaml",), 900, 1830),
    Picture("letter", ("--output=letter=FILE",), ".", ("examples/flagged.yaml",), 900, 1480),
    Picture("side-by-side", ("--side-by-side", "--output=html=FILE"), ".", _EXAMPLES, 1100, 1480),
    Picture("overview", ("--out=FILE",), ".", ("examples/vendors.csv",), 1100, 2090, "batch"),
)


def main() -> None:
    """Screen the examples, and take a picture of each page."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for picture in PICTURES:
            page = browser.new_page(viewport={"width": picture.width, "height": picture.height})
            page.goto(_shown(picture, Path(scratch)).as_uri())
            taken = page.screenshot()
            page.goto("about:blank")
            (FOLDER / f"{picture.name}.png").write_bytes(_in_few_colours(page, taken, picture))
            page.close()
        browser.close()


def _shown(picture: Picture, folder: Path) -> Path:
    """The page that a browser shows."""
    is_letter = picture.name == "letter"
    made = folder / f"{picture.name}.{'txt' if is_letter else 'html'}"
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    epoch = str(settings["tool"]["edscreen"]["source-date-epoch"])
    asked = [option.replace("FILE", str(made)) for option in picture.asked]
    subprocess.run(
        [sys.executable, "-m", "edscreen", picture.command, "-q", "--exit-zero", *asked, *picture.profiles],
        cwd=ROOT / picture.folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": epoch},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    if not is_letter:
        return made / "index.html" if made.is_dir() else made
    sheet = made.with_suffix(".html")
    sheet.write_text(letter_sheet(made.read_text(encoding="utf-8")), encoding="utf-8")
    return sheet


def letter_sheet(letter: str) -> str:
    """A sheet with a letter's beginning and its questions, and between them how many lines are left out."""
    lines = letter.splitlines()
    questions = lines.index(_QUESTIONS)
    first, last = (
        html.escape("\n".join(part).strip("\n")) for part in (lines[:_BEGINNING], lines[questions:])
    )
    left_out = sum(bool(line.strip()) for line in lines[_BEGINNING:questions])
    said = f"{left_out} lines of what was understood are left out of this picture"
    return f"{_SHEET}{first}\n<i>{said}</i>{last}</pre>"


def _in_few_colours(page: Page, taken: bytes, picture: Picture) -> bytes:
    """A picture of at most 256 colours, which makes that of a page less than half as large."""
    address = f"data:image/png;base64,{base64.b64encode(taken).decode()}"
    points = base64.b64decode(page.evaluate(_POINTS, address))
    colours = Counter(points[at : at + 3] for at in range(0, len(points), 3))
    palette, place = few_colours(colours)
    rows = bytearray()
    for begin in range(0, len(points), 3 * picture.width):
        row = points[begin : begin + 3 * picture.width]
        rows.append(0)  # each row as it is, not as the difference to another
        rows += bytes(place[row[at : at + 3]] for at in range(0, len(row), 3))
    head = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(bytes(rows), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def few_colours(colours: Counter[bytes]) -> tuple[list[bytes], dict[bytes, int]]:
    """At most 256 of the colours, and for each colour the place of the one that stands for it.

    The first are the most frequent; the others would look most wrong in another's place, as a single word's
    colour would.
    """
    palette: list[bytes] = []
    place: dict[bytes, int] = {}
    wrong = dict.fromkeys(colours, float("inf"))
    usual = [colour for colour, _ in colours.most_common(_USUAL)]
    while len(palette) < min(_COLOURS, len(colours)):
        new = usual[len(palette)] if len(palette) < len(usual) else max(wrong, key=wrong.__getitem__)
        for colour in colours:
            distance = sum((one - other) ** 2 for one, other in zip(colour, new, strict=True))
            if (error := distance * math.sqrt(colours[colour])) < wrong[colour]:
                wrong[colour], place[colour] = error, len(palette)
        palette.append(new)
    return palette, place


if __name__ == "__main__":
    main()
