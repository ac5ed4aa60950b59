"""The YAML files of a folder, in a stable order, each once, and none from outside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".yaml", ".yml")


class _Found(NamedTuple):
    """A folder or a YAML file: its path as it is shown, without links, and why it cannot be looked at."""

    path: str
    real: str
    is_folder: bool
    problem: OSError | None = None


def yaml_files(folder: str) -> Iterator[tuple[str, OSError | None]]:
    """Yield the path of every YAML file below `folder`, in the order of the paths.

    Hidden folders are passed over, whether a link leads there or not, and so is a link that leads out of
    `folder`. What links make reachable twice is given once. A folder that cannot be listed, and
    a link that cannot be followed, are given with the reason.
    """
    root = os.path.realpath(folder)
    seen: set[str] = set()
    waiting = [_Found(folder, root, is_folder=True)]  # the next one last; folders may be nested very deeply
    while waiting:
        found = waiting.pop()
        if found.real in seen:
            continue
        seen.add(found.real)
        if found.problem or not found.is_folder:
            yield found.path, found.problem
            continue
        try:
            with os.scandir(found.path) as listing:
                entries = sorted(listing, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield found.path, error
            continue
        waiting += filter(None, (_found(entry, found, root) for entry in entries))


def is_folder(path: str) -> bool:
    """Return whether `path` leads to a folder."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _found(entry: os.DirEntry[str], folder: _Found, root: str) -> _Found | None:
    """Return what `entry` of `folder` is, or nothing where it is to be passed over."""
    is_named_yaml = entry.name.lower().endswith(SUFFIXES)
    path = os.path.join(folder.path, entry.name)  # noqa: PTH118 - pathlib would drop a ./ that was written
    real = os.path.join(folder.real, entry.name)  # noqa: PTH118
    try:
        if entry.is_symlink():
            real = os.path.realpath(path)
            if not Path(real).is_relative_to(root):
                return None
        is_dir = entry.is_dir()
    except OSError as error:  # a link in a circle, or through a folder that may not be entered
        return _Found(path, real, is_folder=False, problem=error) if is_named_yaml else None
    if is_dir and f"{os.sep}." in real[len(root.rstrip(os.sep)) :]:
        return None
    return _Found(path, real, is_dir) if is_dir or is_named_yaml else None
