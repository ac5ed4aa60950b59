"""Where a district's policy is looked for when nobody names one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

NAME = "edscreen.yaml"
"""The name of a policy that is found without being named."""

_REPOSITORY = ".git"
_MISNAMED = ("edscreen.yml", ".edscreen.yaml", ".edscreen.yml")


class PolicyPath(NamedTuple):
    """A policy's file.

    Attributes:
        path: the file.
        shown: the path as people are shown it.
        found: whether it was looked for and found, not named on the command line.
        folder: the folder that a link may not lead out of; None where it may lead anywhere.
    """

    path: Path
    shown: str
    found: bool
    folder: Path | None = None


def find_policy(start: Path | None = None) -> PolicyPath | None:
    """Look for `edscreen.yaml` in a folder and those above it, the nearest first.

    The search ends with the root of the repository, the first folder that holds `.git`. Outside any
    repository only the folder itself is searched: those above it may be anybody's, as `/tmp` is.

    Args:
        start: the folder in which to begin, the present one by default. From there the path is relative, so
            that what a run says does not depend on where its folder is.
    """
    folders = _searched(Path.cwd() if start is None else start.resolve())
    for above, folder in enumerate(folders):
        if os.path.lexists(folder / NAME):
            shown = "../" * above + NAME
            path = Path(shown) if start is None else folder / NAME
            return PolicyPath(path, shown, found=True, folder=folders[-1])
    return None


def misnamed_policy() -> str | None:
    """The name of a file in the present folder that looks like a policy and is not read."""
    return next((name for name in _MISNAMED if Path(name).is_file()), None)


def _searched(start: Path) -> list[Path]:
    """The folders to look in; the last is the repository's root, or the only one."""
    above = (start, *start.parents)
    for index, folder in enumerate(above):
        if os.path.lexists(folder / _REPOSITORY):
            return list(above[: index + 1])
    return [start]
