"""Build the documentation's site: the pages of `docs/`, the rules' own pages, and all that these link to.

Run `python scripts/docs_site.py [FOLDER]` in an environment with the `docs` extra; without FOLDER the site
stands in `build/docs/site`. FOLDER is new, empty, or one that this script filled before. Nothing is fetched,
and no page of the site asks another host for anything.
"""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from edscreen.report.words import QUESTION
from edscreen.screening.rulebook import open_book

if TYPE_CHECKING:
    from edscreen.screening.rule import Rule

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = "zensical.toml"
MARK = ".made-by-docs-site"
"""A file in a folder that this script filled, and may therefore empty."""

_DOCS, _RULES = PurePosixPath("docs"), PurePosixPath("rules")
_FRONT = PurePosixPath("README.md")
_TOP = [PurePosixPath(f"{name}.md") for name in ("SECURITY", "CHANGELOG", "CONTRIBUTING", "ARCHITECTURE")]
_SHOWN = {
    ".csv": "text",
    ".json": "json",
    ".jsonl": "json",
    ".md": "markdown",
    ".py": "python",
    ".txt": "text",
    ".yaml": "yaml",
    ".yml": "yaml",
    "": "text",
}
"""Files outside `docs` that have a page of their own, with the language to colour; others are copied."""
_LEFT_BEHIND = {"__pycache__", ".DS_Store"}
_NAV_OF_RULES = '["rules/"]'
_MADE_BY = re.compile(r"^Made by `python scripts/generate\.py`.*?\n\n", re.MULTILINE | re.DOTALL)
_CODE_OR_LINK = re.compile(
    r"^ *(?P<fence>`{3,}).*?^ *(?P=fence)$|`[^`\n]+`|\]\((?P<target>[^)\s]+)\)", re.MULTILINE | re.DOTALL
)

_COLOUR = re.compile(r"\x1b\[[\d;]*m")

_RULES_PAGE = """\
# The rules

Each rule is one question to every product. Its page says what is asked, why it matters, what is flagged and
what is not, and on which sources it rests. `edscreen rules explain screen-time` prints it in a terminal.

| question | rule | kind of question |
|---|---|---|
"""


class NotOurFolderError(Exception):
    """A folder holds what this script did not put there."""


class Sources:
    """The sources of the site: each page and file of the repository that it holds, and what stands there."""

    def __init__(self) -> None:
        shelf = open_book(ROOT / _RULES)
        self._rules = {_RULES / rule.folder.name: rule for rule in shelf.rules if rule.folder}
        self._waiting: list[PurePosixPath] = []
        self._reached: set[PurePosixPath] = set()

    def lay_out(self, folder: Path) -> None:
        """Write them below `folder`, from the pages of `docs` on to all that these link to.

        Raises:
            NotOurFolderError: if `folder` is a file, or holds what another hand put there.
        """
        _empty(folder)
        for file in sorted((ROOT / _DOCS).rglob("*")):
            if file.is_file():
                self._reach(PurePosixPath(file.relative_to(ROOT).as_posix()))
        for path in [_RULES, *_TOP]:
            self._reach(path)
        while self._waiting:
            path = self._waiting.pop()
            place = folder / "docs" / self._place(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            if text := self._text(path):
                place.write_text(text, encoding="utf-8", newline="\n")
            else:
                shutil.copyfile(ROOT / path, place)
        text = (ROOT / CONFIGURATION).read_text(encoding="utf-8")
        (folder / CONFIGURATION).write_text(self._with_rules(text), encoding="utf-8")

    def _reach(self, path: PurePosixPath) -> None:
        if path not in self._reached:
            self._reached.add(path)
            self._waiting.append(path)

    def _with_rules(self, configuration: str) -> str:
        ids = [rule.id for rule in sorted(self._rules.values(), key=_order)]
        pages = [
            '{ "All rules" = "rules/index.md" }',
            *(f'{{ "{each}" = "rules/{each}.md" }}' for each in ids),
        ]
        return configuration.replace(_NAV_OF_RULES, f"[{', '.join(pages)}]")

    def _place(self, path: PurePosixPath) -> str:
        """Where a file or folder of the repository stands, from the folder of the site's sources."""
        if path == _FRONT:
            return "index.md"
        if path.is_relative_to(_DOCS):
            return path.relative_to(_DOCS).as_posix()
        if path == _RULES:
            return "rules/index.md"
        if path.parent in self._rules and path.name == _FRONT.name:
            return f"rules/{self._rules[path.parent].id}.md"
        if path in _TOP:
            return path.name.lower()
        parts = [part.lstrip(".") for part in path.parts]
        if (ROOT / path).is_dir():
            parts.append("index.md")
        elif path.suffix in _SHOWN:
            parts[-1] += ".md"
        return "/".join(["files", *parts])

    def _text(self, path: PurePosixPath) -> str:
        """The Markdown of a page; empty for a file that is copied as it is."""
        file = ROOT / path
        if path == _RULES:
            rules = sorted(self._rules.items(), key=lambda each: _order(each[1]))
            return _RULES_PAGE + "".join(self._row(folder, rule) for folder, rule in rules)
        if file.is_dir():
            return self._listing(path)
        is_written = path in _TOP or path.is_relative_to(_DOCS) or path.name == _FRONT.name
        if path.suffix == ".md" and is_written:
            return self._linked(_MADE_BY.sub("", file.read_text(encoding="utf-8")), path)
        if path.suffix in _SHOWN and not path.is_relative_to(_DOCS):
            return _shown(path, file.read_text(encoding="utf-8-sig"))
        return ""

    def _row(self, folder: PurePosixPath, rule: Rule) -> str:
        page = self._link(folder / _FRONT.name, _RULES)
        return f"| [{rule.title}]({page}) | `{rule.id}` | {QUESTION[rule.severity]} |\n"

    def _listing(self, folder: PurePosixPath) -> str:
        inside = sorted(file for file in (ROOT / folder).iterdir() if file.name not in _LEFT_BEHIND)
        rows = [
            f"- [`{file.name}{'/' * file.is_dir()}`]({self._link(folder / file.name, folder)})"
            for file in inside
        ]
        front = ROOT / folder / _FRONT.name
        about = f"[What this is]({self._link(folder / front.name, folder)})\n\n" if front.is_file() else ""
        return f"# `{folder}/`\n\nA folder of the project.\n\n{about}" + "\n".join(rows) + "\n"

    def _linked(self, text: str, page: PurePosixPath) -> str:
        """A page's text whose links to files of the repository lead to their places on the site."""

        def lead(found: re.Match[str]) -> str:
            target = found["target"]
            if target is None:
                in_table = text.startswith("|", text.rfind("\n", 0, found.start()) + 1)
                # A code host needs the backslash before a table's |, Zensical would show it.
                return found[0].replace("\\|", "|") if in_table else found[0]
            if re.match(r"[a-z]+:|#", target):
                return found[0]
            name, mark, anchor = target.partition("#")
            path = PurePosixPath(posixpath.normpath(page.parent / name))
            return f"]({self._link(path, page)}{mark}{anchor})"

        return _CODE_OR_LINK.sub(lead, text)

    def _link(self, path: PurePosixPath, page: PurePosixPath) -> str:
        if not (ROOT / path).exists():
            raise FileNotFoundError(f"{page} links to {path}, which is not there")
        if path != _FRONT:
            self._reach(path)
        return posixpath.relpath(self._place(path), posixpath.dirname(self._place(page)) or ".")


def _empty(folder: Path) -> None:
    """Make a folder that holds nothing but our mark, of one that is new, empty or marked."""
    if folder.exists() and not folder.is_dir():
        raise NotOurFolderError(f"{folder} is a file; name a new or an empty folder")
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise NotOurFolderError(
                f"{folder} holds files that this script did not make, and is left alone; "
                "name a new or an empty folder"
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("scripts/docs_site.py empties this folder when it runs.\n", encoding="utf-8")


def _order(rule: Rule) -> tuple[int, str]:
    return list(QUESTION).index(rule.severity), rule.id


def _shown(path: PurePosixPath, text: str) -> str:
    """A page that shows a file."""
    fence = "`" * (3 + max(map(len, re.findall(r"`{3,}", text)), default=0))
    return f"# `{path}`\n\nA file of the project.\n\n{fence}{_SHOWN[path.suffix]}\n{text.rstrip()}\n{fence}\n"


def render(folder: Path) -> subprocess.CompletedProcess[str]:
    """Make the site in `folder/site` of what is laid out in `folder`; a warning is an error."""
    command = [
        sys.executable,
        "-m",
        "zensical",
        "build",
        "--strict",
        "--clean",
        "--config-file",
        CONFIGURATION,
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def main(arguments: list[str]) -> int:
    """Build the site and say where it stands, or what is wrong with it."""
    if len(arguments) > 1 or arguments[:1] in (["-h"], ["--help"]):
        print("usage: python scripts/docs_site.py [FOLDER]", file=sys.stderr)
        return 2
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "docs"
    try:
        Sources().lay_out(folder)
    except NotOurFolderError as error:
        print(error, file=sys.stderr)
        return 2
    done = render(folder)
    print(_COLOUR.sub("", done.stdout + done.stderr), file=sys.stderr)
    if done.returncode == 0:
        print(folder / "site" / "index.html")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
