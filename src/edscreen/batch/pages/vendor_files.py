"""Which vendors are the same, and the file of each; a page keeps its address whatever else is listed."""

from __future__ import annotations

import hashlib

from edscreen.report.file_names import safe_name, same_file

_DIGITS = 12


def vendor_key(name: str) -> str:
    """What spellings of a vendor's name have in common that differ in case and spaces only."""
    return " ".join(name.split()).casefold()


def vendor_file(key: str) -> str:
    """The name of the page of a vendor, by its key: letters, figures, marks and `-`, `_`, `.`.

    A name that a file can bear stands for itself, with hyphens for spaces. Any other one keeps what it can,
    and is told apart by its digest behind a `_`, which no name of the first kind holds.
    """
    plain = same_file(safe_name(key))
    if plain.replace("-", " ") == key and "_" not in key:
        return f"{plain}.html"
    return f"{plain}_{hashlib.sha256(key.encode()).hexdigest()[:_DIGITS]}.html"
