"""The skeleton of a profile: every field that a proposal answers, blank, with a comment above it.

A comment stands above its field and not behind it, so that nothing written behind the colon can run into it.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, get_args, get_origin

from edscreen.profile.guide import fields_of, guide
from edscreen.profile.models import Profile
from edscreen.profile.models.sourced import Sourced
from edscreen.profile.ranges import RangeEnds
from edscreen.profile.vocabularies import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from edscreen.profile.guide import Guide

_WIDTH = 108

RULES = """\
#  1. Write each answer behind its colon, after one space:   minutes: 30-40
#     Lines that begin with # explain what to write; edscreen does not read them.
#  2. Where the vendor says nothing, leave the line as it is. Never guess.
#  3. Where the vendor says that there is none (no studies, no state approvals), that is an answer. Write []
#     behind the section's name, and take away the section's other lines:   studies: []
#  4. For a second dosage, study, approval or result, copy the lines from the dash (-) down to the end of that
#     block, and paste them below it. Keep the spaces at the beginning of each line as they are.
#  5. Several things in one answer stand in brackets:   [reading, writing]
#  6. Put an answer in "double quotes" where it holds a colon with a space behind it or a # sign, or begins
#     with any other sign than a letter or digit:   title: "Lumen Reading: a trial in 19 schools"
"""
"""How a profile is filled in by hand."""

_HEADER = f"""\
# A vendor profile for edscreen, to be filled in from a vendor's proposal. Save a copy under the product's
# name, such as their-product.yaml, and fill in the copy.
#
{RULES}\
#  7. To see what is missing or misread, check the copy:   edscreen check their-product.yaml
#
# Every field there is, with examples: docs/profile.md
"""

DISTRICT_HEADING = """\

# ==== Part 2: the district's own words, not the vendor's; they count where role is district or agency. ====
"""
FURTHER_HEADING = """\

# ==== Part 3: may be left blank; no red-flag question needs it. ====
"""

DISTRICT = ("home_page", "asked", "purchase")
"""The district's own entries, on which red-flag questions rest."""

FURTHER = ("training", "support", "price")
"""Sections that a proposal answers, though nothing red rests on them."""


def skeleton() -> str:
    """Return the text of `docs/blank.yaml`."""
    lines = _HEADER.splitlines()
    for key, info in fields_of(Profile).items():
        if level(info) == "essential":
            lines += ["", *_field((key,), info)]
    for header, keys in ((DISTRICT_HEADING, DISTRICT), (FURTHER_HEADING, FURTHER)):
        lines += header.splitlines()
        for key in keys:
            lines += ["", *_field((key,), fields_of(Profile)[key])]
    rest = [key for key, info in fields_of(Profile).items() if level(info) != "essential"]
    more = ", ".join(key for key in rest if key not in (*DISTRICT, *FURTHER))
    lines += ["", *comment(f"Further sections that can be added here (see docs/profile.md): {more}.", 0)]
    return "\n".join(lines) + "\n"


def level(info: FieldInfo) -> str:
    """Return a field's level, `essential` or `research`."""
    extra = info.json_schema_extra
    return str(extra["x-level"]) if isinstance(extra, dict) else ""


def is_list(info: FieldInfo) -> bool:
    """Return whether a list is due in a field."""
    return any(get_origin(option) is list for option in (info.annotation, *get_args(info.annotation)))


def _field(path: tuple[str, ...], info: FieldInfo, indent: int = 0) -> Iterator[str]:
    due = guide(path)
    if due is None:
        raise KeyError(path)
    margin = " " * indent
    if not indent:
        yield f"# ---- {path[0].capitalize().replace('_', ' ')} ----"
    yield from comment(help_on(path, info), indent)
    yield f"{margin}{path[-1]}:{' 1' if path == _VERSION else ''}"
    if due.model and due.model is not RangeEnds:
        if is_list(info):
            yield f"{margin}  -"
        yield from _group(path, due.model, indent + (4 if is_list(info) else 2))


def _group(path: tuple[str, ...], model: type[BaseModel], indent: int) -> Iterator[str]:
    own = {key: info for key, info in fields_of(model).items() if key not in Sourced.model_fields}
    asked = [key for key, info in own.items() if level(info) == "essential"] or list(own)
    for key in asked:
        yield from _field((*path, key), own[key], indent)


def help_on(path: tuple[str, ...], info: FieldInfo, root: type[BaseModel] = Profile) -> str:
    """Return what to write in the field at `path` of a file: its meaning, its choices, an example.

    Raises:
        KeyError: for a path that `root` does not know.
    """
    due = guide(path, root)
    if due is None:
        raise KeyError(path)
    return " ".join(_help(path, info, due))


def _help(path: tuple[str, ...], info: FieldInfo, due: Guide) -> Iterator[str]:
    meaning = info.description or ""
    if path[0] in (*DISTRICT, *FURTHER) and len(path) == 1 and due.model:
        meaning = " ".join((due.model.__doc__ or meaning).split())
    yield meaning
    if path == _VERSION:
        yield "Leave it as it is."
    elif not due.model or due.model is RangeEnds:
        choices = tuple(dict.fromkeys(SUBJECTS.values())) if due.key == "subjects" else due.choices
        several = due.example.startswith("[")
        if not all(str(choice) in meaning for choice in choices):
            yield f"{'One or more' if several else 'One'} of: {', '.join(map(str, choices))}."
        if due.example and (several or not choices):
            yield f"Example: {due.example}"
        if info.is_required():
            yield (
                "(Must be filled in.)"
                if path[0] in _ALWAYS_DUE
                else "(Must be filled in if anything in this block is.)"
            )


_VERSION = ("edscreen",)
_ALWAYS_DUE = frozenset(key for key, info in fields_of(Profile).items() if info.is_required())


def comment(text: str, indent: int) -> Sequence[str]:
    """Return `text` as comment lines."""
    lead = " " * indent + "# "
    return wrap(text, _WIDTH, initial_indent=lead, subsequent_indent=lead, break_on_hyphens=False)
