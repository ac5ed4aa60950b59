"""Where a district's policy is looked for when nobody names one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "edscreen.yaml"
"""The name of a policy that is found without being named."""

_REPOSITORY = ".git"


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

    The search ends with the root of the repository, the first folder that holds `.git`; outside any
    repository with the home folder, or with the top of the file system where the search does not pass it.

    Args:
        start: the folder in which to begin, the present one by default. From there the path is relative, so
            that what a run says does not depend on where its folder is.
    """
    folders = list(_searched(Path.cwd() if start is None else start.resolve()))
    for above, folder in enumerate(folders):
        if os.path.lexists(folder / NAME):
            shown = "../" * above + NAME
            path = Path(shown) if start is None else folder / NAME
            inside = folders[-1] if os.path.lexists(folders[-1] / _REPOSITORY) else folder
            return PolicyPath(path, shown, found=True, folder=inside)
    return None


def _searched(start: Path) -> Iterator[Path]:
    above = (start, *start.parents)
    root = next((folder for folder in above if os.path.lexists(folder / _REPOSITORY)), None)
    last = root or _home()
    for folder in above:
        yield folder
        if folder == last:
            return


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):  # a process without a home folder
        return None
