"""Where links lead."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def led_to(path: Path) -> Path:
    """Return the full path that `path` leads to, whether or not something is there.

    Raises:
        OSError: a link leads in a circle.
        ValueError: nothing can have this name.
    """
    try:
        target = path.resolve()
    except RuntimeError:  # what Python makes of a circle before 3.13; later it gives back a link of it
        target = path
    if os.path.islink(target):  # noqa: PTH114 - of a name that is too long pathlib raises
        raise OSError(errno.ELOOP, "the link leads in a circle: name the file itself")
    return target


def leads_within(path: Path, folder: Path) -> bool:
    """Return whether `path` leads to something in `folder`, or to the folder itself."""
    try:
        return led_to(path).is_relative_to(led_to(folder))
    except (OSError, ValueError):
        return False
