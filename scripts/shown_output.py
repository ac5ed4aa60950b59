"""The commands that README and the pages show: found, run as they stand, and the output below them renewed.

A ```console block shows each command behind "$ ", and all that it prints below; a ```sh block shows commands
alone. A block whose fence carries a title, as ```yaml title="our-rules/x/cases.yaml", is a file of that name
to the page's commands.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/*.md", "rules/*/README.md")
MATERIAL = ("examples", "docs")
"""The folders that a page's commands find beside them."""
DEMO_SITE = "localhost:8765"
"""Where the pages' readers serve the demo site."""

_FENCE = re.compile(
    r'^```(?P<language>\w+)(?: title="(?P<title>[^"\n]+)")?\n(?P<body>.*?)^```$', re.MULTILINE | re.DOTALL
)
_PROMPT = "$ "
_EDSCREEN = (["edscreen"], ["python", "-m", "edscreen"])
_SERVER = ["python", "-m", "http.server", DEMO_SITE.partition(":")[2]]
_ELSEWHERE = {">", "|"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A command that a page shows.

    Attributes:
        page: the page, from the project's top folder.
        line: its line there.
        command: the command line as it stands there.
        output: what the page says it prints; None where the page shows no output.
    """

    page: str
    line: int
    command: str
    output: str | None

    @property
    def runs(self) -> list[list[str]]:
        """The arguments of each call of edscreen in the command; other programs are the reader's own."""
        calls = []
        for part in self.command.split(" && "):
            words = shlex.split(part, comments=True)
            for start in _EDSCREEN:
                if words[: len(start)] == start:
                    rest = words[len(start) :]
                    calls.append(rest[: next((i for i, word in enumerate(rest) if word in _ELSEWHERE), None)])
        return calls

    @property
    def served(self) -> str | None:
        """The folder that the command serves as a web site; None where it serves none."""
        words = shlex.split(self.command, comments=True)
        if words[: len(_SERVER)] != _SERVER:
            return None
        return words[words.index("--directory") + 1]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a call of edscreen ended, and what a person then sees: standard output, then standard error."""

    code: int
    printed: str


def pages() -> list[Path]:
    """Every page that shows commands."""
    return sorted(page for pattern in PAGES for page in ROOT.glob(pattern))


def shown_on(page: Path) -> list[Shown]:
    """Every command that a page shows."""
    name, text = page.relative_to(ROOT).as_posix(), page.read_text(encoding="utf-8")
    found = []
    for block in _FENCE.finditer(text):
        line = text.count("\n", 0, block.start("body")) + 1
        if block["language"] == "sh":
            found += [Shown(name, line + i, each, None) for i, each in enumerate(block["body"].splitlines())]
        elif block["language"] == "console":
            for command, output in _commands(block["body"]):
                found.append(Shown(name, line, command, output))
                line += 1 + output.count("\n")
    return found


def files_of(page: Path) -> dict[str, str]:
    """The files that a page shows, by the name in their title."""
    text = page.read_text(encoding="utf-8")
    return {block["title"]: block["body"] for block in _FENCE.finditer(text) if block["title"]}


def lay_out(page: Path, folder: Path) -> None:
    """Put what the page's commands find beside them into `folder`."""
    for name in MATERIAL:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    for name, text in files_of(page).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def run(arguments: list[str], folder: Path) -> Ran:
    """Run edscreen in `folder` as of the project's own day, in no terminal, 80 columns wide."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    taken = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"}
    environment = {name: value for name, value in os.environ.items() if name not in taken}
    environment["SOURCE_DATE_EPOCH"] = str(settings["tool"]["edscreen"]["source-date-epoch"])
    environment["PYTHONUTF8"] = "1"
    environment["XDG_CACHE_HOME"] = str(folder / "cache")
    done = subprocess.run(
        [sys.executable, "-m", "edscreen", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return Ran(done.returncode, done.stdout + done.stderr)


@contextmanager
def demo_site(page: Path, folder: Path) -> Iterator[str]:
    """Serve the demo site as the page's own command does, but at a port that is free; give host and port.

    In `folder` the profiles name that place, too.
    """
    [served] = {shown.served for shown in shown_on(page)} - {None}
    command = [sys.executable, "-u", *_SERVER[1:-1], "0", "--directory", str(served)]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as server:
        try:
            [port] = re.findall(r" port (\d+)", server.stdout.readline() if server.stdout else "")
            place = f"localhost:{port}"
            for profile in folder.glob("examples/*.yaml"):
                text = profile.read_text(encoding="utf-8")
                profile.write_text(text.replace(DEMO_SITE, place), encoding="utf-8")
            yield place
        finally:
            server.terminate()


def renewed(page: Path) -> str:
    """The text of a page with the output of today below each command of its ```console blocks."""
    text = page.read_text(encoding="utf-8")
    if not any(shown.output is not None for shown in shown_on(page)):
        return text
    with tempfile.TemporaryDirectory() as folder:
        lay_out(page, Path(folder))

        def renew(block: re.Match[str]) -> str:
            if block["language"] != "console":
                return block[0]
            name = page.relative_to(ROOT).as_posix()
            lines = []
            for command, _ in _commands(block["body"]):
                printed = [run(call, Path(folder)).printed for call in Shown(name, 0, command, None).runs]
                lines.append(f"{_PROMPT}{command}\n{''.join(printed)}")
            return f"```console\n{''.join(lines)}```"

        return _FENCE.sub(renew, text)


def _commands(body: str) -> Iterator[tuple[str, str]]:
    """Each command of a ```console block, with the lines below it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output
