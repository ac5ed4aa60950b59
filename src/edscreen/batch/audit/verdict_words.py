"""What people write for a verdict into the workbook of an audit, from `data/verdict_words.yaml`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from edscreen.batch.lists.data_files import read_entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edscreen.batch.audit.sheet_rows import Person

_NO_MATTER = re.compile(r"[\s_./'\u2018\u2019\u2010\u2011\u2013-]+")
_COVERED = re.compile(r"[◇~]?(.+), *(?:waived|known from the baseline)", re.IGNORECASE | re.DOTALL)
"""How the tool writes an answer that a waiver or the baseline covers: `◇ caution, waived`."""


def person_of(text: str) -> Person | None:
    """Return the verdict that a person's words mean; None where they are no verdict."""
    covered = _COVERED.fullmatch(text.strip())
    return _persons().get(_key(covered[1] if covered else text))


@cache
def _persons() -> Mapping[str, Person]:
    return {
        _key(sign + written): entry["means"]
        for entry in read_entries("verdict_words")
        for written in entry["written"]
        for sign in ("", *entry["signs"])
    }


def _key(text: str) -> str:
    return _NO_MATTER.sub("", normalize("NFKC", text).casefold())
