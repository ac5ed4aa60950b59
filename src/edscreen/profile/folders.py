"""The YAML files of a folder, in a stable order, each once, and none from outside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".yaml", ".yml")


def yaml_files(folder: str) -> Iterator[tuple[str, OSError | None]]:
    """Yield the path of every YAML file below `folder`, in the order of the paths.

    Hidden files and folders are passed over, and so is a link that leads out of `folder`. What links make
    reachable twice is given once. A folder that cannot be listed is given with the reason.
    """
    root = os.path.realpath(folder)
    yield from _below(folder, root, root, {root})


def is_folder(path: str) -> bool:
    """Return whether `path` leads to a folder."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _below(folder: str, real_folder: str, root: str, seen: set[str]) -> Iterator[tuple[str, OSError | None]]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield folder, error
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        is_dir = entry.is_dir()
        if not is_dir and not entry.name.lower().endswith(SUFFIXES):
            continue
        path = os.path.join(folder, entry.name)  # noqa: PTH118 - pathlib would drop a ./ that was written
        real = os.path.realpath(path) if entry.is_symlink() else os.path.join(real_folder, entry.name)  # noqa: PTH118
        if real in seen or (entry.is_symlink() and not Path(real).is_relative_to(root)):
            continue
        seen.add(real)
        if is_dir:
            yield from _below(path, real, root, seen)
        else:
            yield path, None
