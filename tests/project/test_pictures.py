"""The pictures of the README: made by the script, named with what they show, and small."""

from __future__ import annotations

import importlib.util
import re
import struct
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from scripts import pictures
else:
    spec = importlib.util.spec_from_file_location(
        "pictures", Path(__file__).resolve().parents[2] / "scripts" / "pictures.py"
    )
    pictures = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = pictures
    spec.loader.exec_module(pictures)

ROOT = Path(__file__).resolve().parents[2]
SHOWN = re.compile(r"!\[([^\]]*)\]\((?!https?:)([^)\s]+)\)")
MADE = {f"{each.name}.png" for each in pictures.PICTURES}
MOST_BYTES = 250_000


def shown() -> list[tuple[Path, str]]:
    """Each picture that a page shows, and the words that stand for it."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "rules").glob("*/README.md")]
    return [
        ((page.parent / target).resolve(), words)
        for page in pages
        for words, target in SHOWN.findall(page.read_text(encoding="utf-8"))
    ]


def test_every_picture_that_a_page_shows_is_there_and_told_in_words() -> None:
    assert [str(file) for file, _ in shown() if not file.is_file()] == []
    assert [words for _, words in shown() if len(words.split()) < 6] == []


def test_the_readme_shows_what_the_script_makes_and_nothing_else_is_kept() -> None:
    assert {file.name for file, _ in shown() if file.parent == pictures.FOLDER} == MADE
    assert {file.name for file in pictures.FOLDER.iterdir()} == MADE
    assert {"report.png", "memo.png", "letter.png", "side-by-side.png", "overview.png"} == MADE


@pytest.mark.parametrize("picture", pictures.PICTURES, ids=lambda each: each.name)
def test_a_picture_is_small_and_as_wide_as_the_script_says(picture: pictures.Picture) -> None:
    content = (pictures.FOLDER / f"{picture.name}.png").read_bytes()
    width, height, depth, kind = struct.unpack(">IIBB", content[16:26])

    assert (width, height) == (picture.width, picture.height)
    assert (depth, kind) == (8, 3), "of few colours"
    assert len(content) < MOST_BYTES


def test_the_colour_of_a_single_word_is_kept() -> None:
    greys = {bytes([level, level, level]): 1_000 for level in range(256)}
    palette, place = pictures.few_colours(Counter({**greys, b"\x75\x47\x00": 40}))

    assert len(palette) == 256
    assert palette[place[b"\x75\x47\x00"]] == b"\x75\x47\x00"
    assert all(abs(palette[place[grey]][0] - grey[0]) <= 2 for grey in greys)


def test_the_sheet_holds_the_letter_and_says_what_it_leaves_out() -> None:
    understood = [f"line {number} <of> it" for number in range(40)]
    sheet = pictures.letter_sheet(
        "\n".join(["Dear vendor,", "", *understood, "", "OUR QUESTIONS", "1. Why?"])
    )

    assert "Dear vendor,\n\nline 0 &lt;of&gt; it" in sheet
    assert (
        "<i>11 lines of what was understood are left out of this picture</i>OUR QUESTIONS\n1. Why?" in sheet
    )
