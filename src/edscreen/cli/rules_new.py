"""`edscreen rules new`: a rule folder that works from the start, to be changed into one's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from edscreen.cli.options import Quiet, Verbose
from edscreen.screening.exit_codes import UNREADABLE

_KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = 64
# What Windows keeps for devices, with any ending: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


def new_rule(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The rule's id, like training-included.", show_default=False)
    ],
    as_data: Annotated[
        bool, typer.Option("--yaml", help="Write the rule as data, in rule.yaml: no programming.")
    ] = False,
    book: Annotated[
        Path, typer.Option("--dir", metavar="DIR", help="The rule book that the rule is put into.")
    ] = Path("our-rules"),
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> int:
    """Make the folder of a new rule, with page and cases; it works as it stands. Nothing is overwritten.

    Example: edscreen rules new training-included --yaml --dir our-rules
    """
    from edscreen.cli.standard_output import COULD_NOT_FINISH, write
    from edscreen.cli.talk import Talk
    from edscreen.profile.sources import shown_path

    talk = Talk(quiet, verbose)
    folder = book / name.replace("-", "_")
    if wrong := _refusal(name, folder):
        talk.error(f"edscreen rules new: {wrong}")
        return UNREADABLE
    rule = "rule.yaml" if as_data else "rule.py"
    try:
        made = _write(folder, name, (rule, "README.md", "cases.yaml"))
    except OSError as error:
        talk.error(f"edscreen rules new: {shown_path(folder)} could not be written: {error.strerror}")
        return COULD_NOT_FINISH
    write("".join(f"{shown_path(file)}\n" for file in made))
    talk.notice(f"change these files into your own rule; to try it: edscreen rules test {shown_path(book)}")
    return 0


def _refusal(name: str, folder: Path) -> str:
    """Why a rule of that name cannot be made there; empty where it can."""
    from edscreen.profile.quoting import shown
    from edscreen.profile.sources import shown_path
    from edscreen.screening.rulebook import open_shelf

    if not _KEBAB.fullmatch(name):
        meant = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")[:_LONGEST]
        hint = meant if _KEBAB.fullmatch(meant) else "training-included"
        return f"{shown(name)} is no name for a rule: write small letters with hyphens, like {hint}"
    if len(name) > _LONGEST:
        return f"the name is longer than {_LONGEST} characters: write a shorter one"
    if _DEVICES.fullmatch(name):
        return f"'{name}' is no name that Windows lets a folder have: write another"
    for rule in open_shelf().rules:
        if rule.id == name:
            return f"the id '{name}' is already taken by an installed rule: write another"
    if folder.exists() or folder.is_symlink():
        return f"{shown_path(folder)} is there already, and nothing is overwritten: write another name"
    return ""


def _write(folder: Path, name: str, wanted: tuple[str, ...]) -> list[Path]:
    """Write the files of a rule; none is left behind where one cannot be written."""
    import shutil
    from importlib.resources import files
    from string import Template

    words = {"id": name, "title": f"{name.replace('-', ' ').capitalize()}?"}
    templates = files("edscreen.cli") / "rule_templates"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir()
    made: list[Path] = []
    try:
        for each in wanted:
            text = Template((templates / f"{each}.txt").read_text(encoding="utf-8")).substitute(words)
            made.append(folder / each)
            with made[-1].open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return made
