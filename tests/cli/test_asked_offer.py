"""What a run with a letter says to write into the profile works when it is followed to the letter."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

NAMES = "edscreen: 1\nprepared: {role: district}\nvendor: {name: B}\nproduct: {name: N, students_use: yes}\n"
LETTER = ("--as-of", "2026-11-21", "--output", "letter=letter.txt")
AT_THE_END = re.compile(r"add this line at the end of n\.yaml: (asked: .*)")
IN_PLACE = re.compile(r"in place of the entry 'asked' \(n\.yaml, lines? (\d+)(?: to (\d+))?\): (asked: .*)")


def follow(text: str, said: str) -> str:
    """Do what was said, as a person does it in a text editor."""
    if found := AT_THE_END.search(said):
        return f"{text}{found[1]}\n"
    found = IN_PLACE.search(said)
    assert found, said
    lines = text.splitlines()
    first = int(found[1])
    return "\n".join([*lines[: first - 1], found[3], *lines[int(found[2] or first) :], ""])


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "asked:\n",
        "asked:\n  # The day.\n  on:\n  reply_by:\npurchase:\n  use:\n",
        "asked: {on: 2026-01-02, reply_by: 2026-02-03}\n",
        "asked:\n  on: 2026-10-03\nprice:\n  per: year\n",
        "asked:\n  on: 2026-10-03\n  # Then.\n\n  reply_by:\n\n# ---- Price ----\nprice:\n  per: year\n",
        "asked: {\n  on: 2026-01-02,\n  reply_by: 2026-02-03 }\nprice:\n  per: year\n",
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


def at_a_terminal(command: str, folder: Path, answer: str, *more: str, **variables: str) -> str:
    """Run a check with a letter at a terminal where `answer` is typed, and give what stood there."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name != "CI"}
    os.write(ours, answer.encode())
    done = subprocess.run(
        [command, "check", "n.yaml", "--as-of", "2026-11-21", "--output", "letter=letter.txt", *more],
        stdin=theirs, stdout=theirs, stderr=subprocess.STDOUT, cwd=folder, timeout=60, check=False,
        env={**plain, **variables},
    )  # fmt: skip
    os.close(theirs)
    assert done.returncode in {1, 3}
    seen = b""
    with suppress(OSError):
        while piece := os.read(ours, 65536):
            seen += piece
    os.close(ours)
    return seen.decode("utf-8", "replace").replace("\r\n", "\n")


DAYS = "{on: 2026-11-21, reply_by: 2026-12-12}"


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
@pytest.mark.parametrize("lines", ["\n", "\r\n"])
def test_a_person_has_it_written_and_all_else_stays(command: str, tmp_path: Path, lines: str) -> None:
    path = tmp_path / "n.yaml"
    text = (NAMES + "# What we keep.\n").replace("\n", lines)
    path.write_bytes(text.encode())
    shown = at_a_terminal(command, tmp_path, "y\n", "--select", "screen-time")
    assert f"Set 'asked' in n.yaml to {DAYS}? [y/N]" in shown
    assert "once it is sent" not in shown
    assert path.read_bytes().decode() == f"{text}asked: {DAYS}{lines}"
    again = at_a_terminal(command, tmp_path, "", "--select", "screen-time")
    assert "Set 'asked'" not in again
    assert "[proposed" not in (tmp_path / "letter.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
def test_an_entry_that_is_there_is_written_anew_with_its_comments(command: str, tmp_path: Path) -> None:
    path = tmp_path / "n.yaml"
    path.write_text(
        NAMES + "asked:  # By mail.\n  on: 2026-01-02\n  reply_by: 2026-02-03\n", encoding="utf-8"
    )
    at_a_terminal(command, tmp_path, "yes\n", "--select", "screen-time")
    written = path.read_text(encoding="utf-8")
    assert "# By mail." in written
    assert "  on: 2026-11-21\n" in written
    assert "2026-02-03" not in written


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
@pytest.mark.parametrize(
    ("answer", "more", "variables"),
    [("\n", (), {}), ("no\n", (), {}), ("y\n", ("-q",), {}), ("y\n", (), {"CI": "true"})],
)
def test_nothing_is_written_unless_a_person_says_yes(
    command: str, tmp_path: Path, answer: str, more: tuple[str, ...], variables: dict[str, str]
) -> None:
    path = tmp_path / "n.yaml"
    path.write_text(NAMES, encoding="utf-8")
    shown = at_a_terminal(command, tmp_path, answer, "--select", "screen-time", *more, **variables)
    assert path.read_text(encoding="utf-8") == NAMES
    assert ("Set 'asked'" in shown) is not bool(more or variables)
    assert ("add this line at the end of n.yaml" in shown) is not bool(more)


def test_in_a_pipe_nothing_is_asked(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "n.yaml").write_text(NAMES, encoding="utf-8")
    done = edscreen("check", "n.yaml", *LETTER, input="y\n")
    assert "Set 'asked'" not in done.stderr
    assert "run edscreen init with the file's name" in done.stderr
    assert (tmp_path / "n.yaml").read_text(encoding="utf-8") == NAMES
