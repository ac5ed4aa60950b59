"""The page on every command and option: `docs/commands.md`."""

from __future__ import annotations

import re
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typer

from edscreen.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINNING = """\
# Commands and options

Made by `python scripts/generate.py` from what the commands say of themselves; do not edit it.

In a terminal, `edscreen --help` lists the commands, and `edscreen check --help` all that one of them takes.
Where `edscreen` is not found, write `python -m edscreen` (on Windows `py -m edscreen`).
[What the exit codes mean](outcomes.md#exit-codes) stands on a page of its own.
"""
_OWN_OPTIONS = "Options"
_FROM_TYPER = {"install_completion", "show_completion"}
"""Worded by the library that reads the command line, and so not the same with each of its versions."""
_COMPLETION = """\
`edscreen --install-completion` lets your shell complete commands and options, and
`edscreen --show-completion` prints what it would install.
"""


_CODE = re.compile(
    r"(?<![\w`])(?:# yaml-language-server: \S+|check --format json|--?[a-z][\w-]*(?: [A-Z]+\b)?"
    r"|\S*[*<>$]\S*|\S+=\S+\.\w+|\w+\[\w+\])"
)
"""What is typed or stands in a file, in the help's running text."""


def commands() -> Iterator[tuple[str, Any]]:
    """Yield each command with the words that call it, a group before its commands."""
    yield from _below("edscreen", typer.main.get_command(app))


def _below(called: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield called, command
    for name, each in getattr(command, "commands", {}).items():
        if not each.hidden:
            yield from _below(f"{called} {name}", each)


def commands_page() -> str:
    """Return the page."""
    everything = list(commands())
    rows = [f"| [`{called}`](#{_anchor(called)}) | {_lead(command)} |" for called, command in everything[1:]]
    parts = [_BEGINNING, "\n".join(["| command | what it does |", "|---|---|", *rows, ""])]
    for called, command in everything:
        parts += [f"## {called}\n", f"```text\n{_usage(called, command)}\n```\n", *_words(command)]
        parts += _tables(command)
        if _FROM_TYPER & {each.name for each in command.params}:
            parts.append(_COMPLETION)
    return "\n".join(parts)


def _anchor(called: str) -> str:
    return called.replace(" ", "-")


def _lead(command: Any) -> str:
    return _cell((command.help or "").split("\n\n")[0])


def _usage(called: str, command: Any) -> str:
    words = [called, "[OPTIONS]"]
    if hasattr(command, "commands"):
        words.append("COMMAND")
    for each in command.params:
        if each.param_type_name == "argument":
            name = each.metavar.strip("[].") if each.metavar else each.name.upper()
            several = "..." if each.nargs == -1 else ""
            words.append(f"{name}{several}" if each.required else f"[{name}{several}]")
    return " ".join(words)


def _words(command: Any) -> Iterator[str]:
    """What a command says of itself: paragraphs, a list of exit codes, and a call to copy."""
    parts = re.split(r"\n\n|\n(?=Example: )", command.help or "")
    for part in [*parts, *filter(None, [command.epilog])]:
        lines = part.splitlines()
        listed = [re.match(r"(\d+) +(.+)", line) for line in lines[1:]]
        example = re.fullmatch(r"(Example|Begin with): (.+)", part)
        if example:
            yield f"{example[1]}:\n\n```text\n{example[2]}\n```\n"
        elif listed and all(listed):
            rows = [f"| {each[1]} | {_cell(each[2])} |" for each in listed if each]
            yield "\n".join([f"| {lines[0].removesuffix('s:')} | means |", "|---|---|", *rows, ""])
        else:
            yield f"{_prose(' '.join(lines))}\n"


def _tables(command: Any) -> Iterator[str]:
    """What a command takes: its arguments, then its options as its help groups them."""
    hints = typing.get_type_hints(command.callback, include_extras=True) if command.callback else {}
    groups: dict[str, list[str]] = {}
    for each in command.params:
        if each.name in _FROM_TYPER or getattr(each, "hidden", False):
            continue
        is_option = each.param_type_name == "option"
        group = (getattr(each, "rich_help_panel", None) or _OWN_OPTIONS) if is_option else "Arguments"
        row = f"| {_written(each, hints)} | {_meaning(each, hints)} |"
        groups.setdefault(group, []).append(row)
    for group, rows in groups.items():
        head = "argument" if group == "Arguments" else "option"
        yield "\n".join([f"{group}:\n", f"| {head} | what it does |", "|---|---|", *rows, ""])


def _written(each: Any, hints: dict[str, Any]) -> str:
    if each.param_type_name == "argument":
        return f"`{(each.metavar or each.name.upper()).strip('[].')}`".replace("|", "\\|")
    spellings = ", ".join(f"`{name}`" for name in [*reversed(each.opts), *each.secondary_opts])
    if each.is_flag or each.count:
        return spellings
    choices = _choices(hints.get(each.name))
    return f"{spellings} `{'CHOICE' if choices else each.metavar or 'TEXT'}`".replace("|", "\\|")


def _meaning(each: Any, hints: dict[str, Any]) -> str:
    parts = [_cell(each.help or "")]
    if choices := _choices(hints.get(each.name)):
        parts.append(f"One of {', '.join(f'`{choice}`' for choice in choices)}.")
    bounds = getattr(hints.get(each.name), "__metadata__", ())
    parts += [f"From {info.min or 0} to {info.max}." for info in bounds if getattr(info, "max", None)]
    if each.required:
        parts.append("Required.")
    default = each.default
    if isinstance(default, (str, int, Path)) and not isinstance(default, bool) and each.show_default:
        shown = default.as_posix() if isinstance(default, Path) else default
        parts.append(f"Otherwise `{shown}`.")
    return " ".join(parts)


def _choices(hint: Any) -> list[str]:
    """The words that an annotation allows, wherever in it they stand."""
    if typing.get_origin(hint) is Literal:
        return [str(each) for each in typing.get_args(hint)]
    return [choice for each in typing.get_args(hint) for choice in _choices(each)]


def _cell(text: str) -> str:
    return _prose(" ".join(text.split())).replace("|", "\\|")


def _prose(text: str) -> str:
    """Text of the help as Markdown: options, patterns and placeholders as code, nothing else as markup."""
    return _CODE.sub(lambda found: _code(found[0]), text.replace("\\[", "["))


def _code(word: str) -> str:
    core = word.rstrip(".,;:)")
    lead = core[: len(core) - len(core.lstrip("("))]
    return f"{lead}`{core.lstrip('(')}`{word[len(core) :]}"
