"""A terminal, a pipe and a file each get what they can show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

import pytest

from edscreen.report.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

ESCAPE = "\x1b"
HOSTILE = r"\e]8;;https://evil.example\e\\click\e[2J \u009b31m \u202e [bold]x[/]"
PROFILE = f"""\
edscreen: 1
vendor: {{name: "Lumen {HOSTILE}"}}
product: {{name: "Reading {HOSTILE}", version: "4 {HOSTILE}"}}
studies: []
dosage: [{{minutes: 60, per: week}}]
replies: [{{rule: screen-time, by: "R {HOSTILE}", text: "ask {HOSTILE}", source: "a {HOSTILE}"}}]
"""


class Screen(TextIOWrapper):
    """A stream that says of itself that a person sees it."""

    def isatty(self) -> bool:
        return True


def pipe(encoding: str = "utf-8") -> TextIOWrapper:
    return TextIOWrapper(BytesIO(), encoding=encoding)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], None]:
    """Set the variables that decide how a report looks, and no other of them."""

    def set_to(variables: Mapping[str, str]) -> None:
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set_to


@pytest.mark.parametrize(
    ("variables", "in_a_pipe", "on_a_screen"),
    [
        ({"TERM": "xterm-256color"}, False, True),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": ""}, False, True),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, False, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_colours(
    environment: Callable[[Mapping[str, str]], None],
    monkeypatch: pytest.MonkeyPatch,
    variables: Mapping[str, str],
    in_a_pipe: bool,
    on_a_screen: bool,
) -> None:
    monkeypatch.setattr("edscreen.report.terminal.detect_legacy_windows", lambda: False)
    environment(variables)
    assert Terminal.of(pipe()).colours is in_a_pipe
    assert Terminal.of(Screen(BytesIO(), encoding="utf-8")).colours is on_a_screen


def test_an_old_windows_console_gets_no_escape_codes_and_a_column_less(
    environment: Callable[[Mapping[str, str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edscreen.report.terminal.detect_legacy_windows", lambda: True)
    environment({"COLUMNS": "100"})
    old = Terminal.of(Screen(BytesIO(), encoding="utf-8"))
    assert (old.colours, old.width) == (False, 99)


@pytest.mark.parametrize(
    ("columns", "in_a_pipe", "on_a_screen"),
    [
        ("100", 100, 100),
        ("80", 80, 80),
        ("20", 40, 40),
        ("200", 200, 120),
        ("400", 400, 120),
        ("many", 80, 80),
        ("0", 80, 80),
    ],
)
def test_columns_hold_fully_in_a_pipe_and_as_far_as_prose_reads_well_on_a_screen(
    environment: Callable[[Mapping[str, str]], None],
    monkeypatch: pytest.MonkeyPatch,
    columns: str,
    in_a_pipe: int,
    on_a_screen: int,
) -> None:
    monkeypatch.setattr("edscreen.report.terminal.detect_legacy_windows", lambda: False)
    environment({"COLUMNS": columns})
    assert Terminal.of(pipe()).width == in_a_pipe
    assert Terminal.of(Screen(BytesIO(), encoding="utf-8")).width == on_a_screen


def test_a_closed_or_missing_output_is_no_reason_to_fail(
    environment: Callable[[Mapping[str, str]], None],
) -> None:
    environment({})
    closed = pipe()
    closed.close()
    assert Terminal.of(None) == Terminal.of(closed) == Terminal()


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8", "✗"), ("cp1252", "X"), ("cp437", "X"), ("ascii", "X")]
)
def test_signs_are_drawn_only_where_they_can_be_shown(encoding: str, sign: str) -> None:
    assert Terminal(encoding=encoding).signs.red == sign


def test_typography_becomes_plain_where_it_cannot_be_shown() -> None:
    assert Terminal(encoding="ascii").line_of("“3 – 4”, it’s 5×…") == '"3 - 4", it\'s 5x...'
    assert Terminal(encoding="cp1252").line_of("“3 – 4”") == "“3 – 4”"
    assert Terminal(encoding="cp1252").line_of("“Lumen” 読") == "“Lumen” \\u8aad"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "“Peña” – it’s ≥ 5 × 3 … «sí» ½ ©"),
        ("cp1252", "“Peña” – it’s >= 5 × 3 … «sí» ½ ©"),
        ("cp437", '"Peña" - it\'s ≥ 5 x 3 ... «sí» ½ (c)'),
        ("ascii", '"Pena" - it\'s >= 5 x 3 ... "si" \\xbd (c)'),
    ],
)
def test_prose_keeps_each_sign_that_can_be_shown_and_gets_plain_ones_for_the_others(
    encoding: str, shown: str
) -> None:
    assert Terminal(encoding=encoding).line_of("“Peña” – it’s ≥ 5 × 3 … «sí» ½ ©") == shown


def test_names_of_files_and_addresses_are_never_altered_only_escaped() -> None:
    assert Terminal(encoding="ascii").name_of("Peña – 1.yaml") == "Pe\\xf1a \\u2013 1.yaml"


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252"])
def test_what_rules_and_shipped_tables_say_is_readable_on_any_console(root: Path, encoding: str) -> None:
    folders = (root / "rules", root / "src/edscreen/registries/data", root / "src/edscreen/site/data")
    files = [
        file for folder in folders for file in folder.rglob("*") if file.suffix in {".py", ".md", ".csv"}
    ]
    assert files
    for file in files:
        shown = Terminal(encoding=encoding).line_of(file.read_text(encoding="utf-8"))
        plain = file.read_text(encoding="utf-8").encode(encoding, "ignore").decode(encoding)
        assert shown.count("\\u") == plain.count("\\u"), file


def check(folder: Path, *, stdout: int, **variables: str) -> tuple[bytes, int]:
    for name in ("one.yaml", "two.yaml"):
        (folder / name).write_text(PROFILE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "edscreen", "check", "one.yaml", "two.yaml"],
        cwd=folder,
        env={**os.environ, "TERM": "xterm", **variables},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    return done.stdout, done.returncode


def test_a_pipe_gets_plain_text_of_80_columns(tmp_path: Path) -> None:
    output, code = check(tmp_path, stdout=subprocess.PIPE)
    lines = output.decode("utf-8").splitlines()
    assert code == 1
    assert all(line.isprintable() for line in lines)
    assert max(len(line) for line in lines if "://" not in line) == 80


def test_a_pipe_gets_colours_where_they_are_asked_for(tmp_path: Path) -> None:
    output, _ = check(tmp_path, stdout=subprocess.PIPE, FORCE_COLOR="1")
    assert ESCAPE in output.decode("utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "ascii:replace"])
def test_a_pipe_that_knows_few_signs_gets_those(tmp_path: Path, encoding: str) -> None:
    output, code = check(tmp_path, stdout=subprocess.PIPE, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    text = output.decode(encoding.partition(":")[0])
    assert text.isascii()
    assert text.startswith("X ")
    assert code == 1


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pseudo-terminals that Python can open")
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}])
def test_a_terminal_gets_its_width_and_no_foreign_escape_code(
    tmp_path: Path, columns: int, variables: dict[str, str]
) -> None:
    output = on_a_terminal(tmp_path, columns, variables).decode("utf-8").replace("\r\n", "\n")
    plain = re.sub(r"\x1b\[[\d;]*m", "", output)
    assert (plain == output) is ("NO_COLOR" in variables)
    assert all(line.isprintable() for line in plain.splitlines())
    assert max(len(line) for line in plain.splitlines() if "://" not in line) == columns


def on_a_terminal(folder: Path, columns: int, variables: dict[str, str]) -> bytes:
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, columns))
    with ThreadPoolExecutor() as beside:
        output = beside.submit(read_to_the_end, ours)
        check(folder, stdout=theirs, **variables)
        os.close(theirs)
        return output.result()


def read_to_the_end(terminal: int) -> bytes:
    pieces = []
    # Linux tells by an error that the other end is closed, macOS by nothing more to read.
    with suppress(OSError):
        while piece := os.read(terminal, 65536):
            pieces.append(piece)
    os.close(terminal)
    return b"".join(pieces)
