"""What a rule book holds: the files of its rules, and folders that only look like a rule's."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

CODE, DATA = "rule.py", "rule.yaml"
"""The file of a rule folder that holds the rule: in Python, or as data."""

PAGE, CASES = "README.md", "cases.yaml"
"""The files beside a rule: its page, and the answers that it must give."""

_LIKE_A_RULE = re.compile(r"rules?\..+", re.IGNORECASE)
_MEANT = {".yml": DATA, ".yaml": DATA, ".py": CODE}


class Stray(NamedTuple):
    """A folder or file of a rule book that its author took for a rule, and that is none.

    Attributes:
        path: the folder or file.
        message: why it is none, and what to do.
    """

    path: Path
    message: str


def listed(book: Path) -> tuple[list[Path], list[Stray]]:
    """Return the files of a book's rules, by folder, and what only looks like a rule.

    Folders whose names begin with a point or an underscore are passed over.

    Raises:
        OSError: the book cannot be listed.
    """
    files: list[Path] = []
    strays: list[Stray] = []
    for folder in sorted(book.iterdir()):
        if folder.name.startswith((".", "_")):
            continue
        if os.path.isdir(folder):  # noqa: PTH112 - where a folder above may not be entered, pathlib raises
            for found in _in_folder(folder):
                if isinstance(found, Stray):
                    strays.append(found)
                else:
                    files.append(found)
        elif _leads_nowhere(folder):
            strays.append(_broken_link(folder))
    return files, strays


def _in_folder(folder: Path) -> Iterator[Path | Stray]:
    """Yield the files of the rule that a folder holds, or why it holds none though it looks like a rule's."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is asked for
    except OSError as error:
        yield Stray(folder, f"this folder cannot be listed: the system says {error.strerror}")
        return
    broken = [folder / name for name in names if _leads_nowhere(folder / name)]
    rules = [folder / name for name in (CODE, DATA) if name in names and folder / name not in broken]
    yield from rules
    if any(file.name in {CODE, DATA} for file in broken) or not rules:
        yield from map(_broken_link, broken)
    if not rules and not broken and (why := _looks_like_a_rules(names)):
        yield Stray(folder, why)


def _leads_nowhere(path: Path) -> bool:
    """Whether this is a link to what is not there, or one in a circle."""
    return os.path.islink(path) and not os.path.exists(path)  # noqa: PTH110, PTH114 - see above


def _broken_link(path: Path) -> Stray:
    return Stray(path, "this link leads nowhere: put what it should lead to here, or take it away")


def _looks_like_a_rules(names: Sequence[str]) -> str:
    """Why a folder without a rule is taken for a rule's; empty where it is not."""
    held = " and ".join(name for name in (PAGE, CASES) if name in names)
    beside = (
        f"this folder holds {held}, but no {CODE} and no {DATA}: add the rule, or begin the folder's name "
        "with _ to leave it out"
    )
    return misnamed(names) or (beside if held else "")


def misnamed(names: Iterable[str]) -> str:
    """Say which of the files of a folder seems to be meant for its rule; empty where none does."""
    for name in names:
        if _LIKE_A_RULE.fullmatch(name):
            ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 - it is a name, not a path
            meant = f": did you mean {_MEANT[ending]}?" if ending in _MEANT else ""
            return f"this folder holds no {CODE} and no {DATA}, but {name}{meant}"
    return ""
