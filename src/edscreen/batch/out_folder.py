"""Whether a folder may take the results of a run: it is new, empty, or holds a run already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.ledger import FILE
from edscreen.profile.sources import shown_path
from edscreen.profile.words import joined

if TYPE_CHECKING:
    from pathlib import Path

_NAMED = 3  # files that the message names
_OF_NOBODY = frozenset(("thumbs.db", "desktop.ini"))  # what Windows puts into any folder


def why_unfit(folder: Path) -> str:
    """Say why a folder cannot take the results of a run, and what to do; empty where it can."""
    try:
        there = next((each for each in (folder, *folder.parents) if each.exists()), None)
        if there and not there.is_dir():
            return (
                f"{shown_path(there)} is a file, and --out names a folder for the results: name a new or an"
                " empty one, as in --out screening"
            )
        if (folder / FILE).exists():
            return ""
        others = sorted(each.name for each in folder.iterdir() if not _is_of_nobody(each.name))
    except OSError:  # it is not there, or may not be read: that is said where it is to be written
        return ""
    if not others:
        return ""
    names = [shown_path(each) for each in others[:_NAMED]]
    if more := len(others) - len(names):
        names.append(f"{more:,} more")
    return (
        f"{shown_path(folder)} holds no run of edscreen, but {joined(names)}, which results might be written"
        " over: name a new or an empty folder with --out"
    )


def _is_of_nobody(name: str) -> bool:
    return name.startswith(".") or name.lower() in _OF_NOBODY
