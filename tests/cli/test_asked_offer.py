"""What a run with a letter says to write into the profile works when it is followed to the letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

NAMES = "edscreen: 1\nprepared: {role: district}\nvendor: {name: B}\nproduct: {name: N, students_use: yes}\n"
LETTER = ("--as-of", "2026-11-21", "--output", "letter=letter.txt")
AT_THE_END = re.compile(r"add this line at the end of n\.yaml: (asked: .*)")
IN_PLACE = re.compile(r"at n\.yaml:(\d+): (asked: .*)")


def follow(text: str, said: str) -> str:
    """Do what was said, as a person does it in a text editor."""
    if found := AT_THE_END.search(said):
        return f"{text}{found[1]}\n"
    found = IN_PLACE.search(said)
    assert found, said
    lines = text.splitlines()
    first = int(found[1]) - 1
    after = next(
        (number for number in range(first + 1, len(lines)) if lines[number][:1] not in {" ", "-"}), len(lines)
    )
    return "\n".join([*lines[:first], found[2], *lines[after:], ""])


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "asked:\n",
        "asked:\n  # The day.\n  on:\n  reply_by:\npurchase:\n  use:\n",
        "asked: {on: 2026-01-02, reply_by: 2026-02-03}\n",
        "asked:\n  on: 2026-10-03\nprice:\n  per: year\n",
    ],
)
def test_the_advice_works_where_it_is_followed(edscreen: Run, tmp_path: Path, asked: str) -> None:
    path = tmp_path / "n.yaml"
    path.write_text(NAMES + asked, encoding="utf-8")
    said = edscreen("check", "n.yaml", *LETTER).stderr
    path.write_text(follow(path.read_text(encoding="utf-8"), said), encoding="utf-8")
    again = edscreen("check", "n.yaml", *LETTER)
    assert again.returncode == 3, again.stderr
    assert "the letter proposes" not in again.stderr
    assert "12 December 2026" in (tmp_path / "letter.txt").read_text(encoding="utf-8")
    assert "[proposed" not in (tmp_path / "letter.txt").read_text(encoding="utf-8")


def test_the_advice_works_on_what_init_wrote(edscreen: Run, tmp_path: Path) -> None:
    edscreen("init", "n.yaml", input="office\ndistrict\n\nB\n\nN\nstop\n")
    path = tmp_path / "n.yaml"
    said = edscreen("check", "n.yaml", *LETTER).stderr
    path.write_text(follow(path.read_text(encoding="utf-8"), said), encoding="utf-8")
    again = edscreen("check", "n.yaml", *LETTER)
    assert "asked twice" not in again.stderr
    assert "the letter proposes" not in again.stderr
    assert edscreen("init", "n.yaml", "--non-interactive").returncode == 0


def test_a_workbook_is_said_to_have_no_place_for_it(edscreen: Run) -> None:
    edscreen("init", "--sheet", "q.xlsx", "--vendor", "B", "--product", "N")
    said = edscreen("check", "q.xlsx", *LETTER).stderr
    assert "q.xlsx: a workbook, being the vendor's own, has no place to note that" in said
    assert "counts only" not in said
