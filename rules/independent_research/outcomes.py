"""Whose outcome a finding measured: the students', or that of the adults around them."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(r"[^\W_]+")
with (Path(__file__).parent / "outcome_words.csv").open(encoding="utf-8", newline="") as _file:
    _KINDS = {row["word"]: row["kind"] for row in csv.DictReader(_file)}


@lru_cache(maxsize=4096)  # the same few outcomes stand in many profiles of a list
def is_of_adults(outcome: str) -> bool:
    """Whether an outcome is of teachers, parents or other adults, and so no student result.

    It names them, and neither students nor that they only judged (`teacher-rated reading`). What adults
    think of the product is theirs even where students are named (`parents' satisfaction with their
    child's progress`).
    """
    kinds = {_KINDS.get(word) for word in _WORD.findall(outcome.casefold())}
    return "adult" in kinds and ("opinion" in kinds or kinds.isdisjoint({"student", "judged"}))
