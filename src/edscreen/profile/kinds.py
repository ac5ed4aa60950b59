"""The kinds of files that people write, and what messages call them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class FileKind:
    """What messages say of one kind of file.

    Attributes:
        noun: its name: `profile`, `policy`, `rule`.
        begins: its first line, as `edscreen: 1`.
        like: one of its fields with a value, as an example.
        mended: what to do with a PDF or a picture of it: a clause, without an end.
        saved: what to do with it in the format of a word processor: a clause, without an end.
        has_many: whether one file may hold several of it, and standard input be read in its place.
    """

    noun: str
    begins: str
    like: str
    mended: str = "write it as plain text, in UTF-8"
    saved: str = "save it as plain text, in UTF-8"
    has_many: bool = False


_FILL_IN = "fill in a copy of docs/blank.yaml from it and check that"

PROFILE = FileKind(
    "profile",
    "edscreen: 1",
    "name: Lumen Learning",
    mended=_FILL_IN,
    saved=f"{_FILL_IN}; or if it is a filled-in copy, save it as plain text, in UTF-8",
    has_many=True,
)
POLICY = FileKind("policy", "edscreen_policy: 1", "fail_on: red")
RULE = FileKind("rule", "edscreen_rule: 1", "severity: caution")

KEYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "edscreen": ("a vendor profile", "profiles"),
        "edscreen_policy": ("a district's policy", "policies"),
        "edscreen_pilot": ("the record of a pilot", "records of pilots"),
        "edscreen_contract": ("a contract", "contracts"),
        "edscreen_rule": ("a rule of a rule book", "rules"),
    }
)
"""The key that each kind of file begins with, and what that kind is called: one, and several."""
