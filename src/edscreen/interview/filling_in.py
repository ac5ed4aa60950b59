"""Answers as a commented file: every field that is asked for, what to write there, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.interview.answers import answer_at, is_answered
from edscreen.interview.yaml_text import flow, scalar
from edscreen.profile.annotations import holds_list
from edscreen.profile.blank import comment, help_on, level
from edscreen.profile.guide import NOTHING, fields_of, guide
from edscreen.profile.models.sourced import Sourced
from edscreen.profile.ranges import RangeEnds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from edscreen.interview.forms import Form
    from edscreen.profile.guide import Guide
    from edscreen.profile.yaml_tree import Path


def filled_in(form: Form, data: Any, remarks: Mapping[Path, list[str]] | None = None) -> str:
    """Return the text of a file with the answers in `data`.

    Args:
        form: what kind of file it is.
        data: the answers; what the form does not know is kept at the end.
        remarks: comments of the person's own, by the field that they stand above; those of a field that is
            not written, and those under the empty path, come last.
    """
    return "\n".join(_Writer(form, data, remarks or {}).lines()) + "\n"


class _Writer:
    """Writes one file."""

    def __init__(self, form: Form, data: Any, remarks: Mapping[Path, list[str]]) -> None:
        self._form = form
        self._data = data
        self._remarks = dict(remarks)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file."""
        form, known = self._form, fields_of(self._form.root)
        yield from form.head.splitlines()
        below = {key for _, keys in form.parts for key in keys}
        first = [key for key in known if key not in below and self._is_asked((key,), known[key])]
        yield from self._sections([form.version, *first])
        for heading, keys in form.parts:
            yield from heading.splitlines()
            yield from self._sections(keys)
        rest = [key for key in known if key not in {form.version, *first, *below}]
        yield from self._sections(key for key in rest if is_answered(self._data.get(key)))
        left = [line for lines in self._remarks.values() for line in lines]
        if left:
            yield from ["", *left]

    def _sections(self, keys: Any) -> Iterator[str]:
        known = fields_of(self._form.root)
        for key in keys:
            yield ""
            yield f"# ---- {key.capitalize().replace('_', ' ')} ----"
            yield from self._field((key,), known[key], 0)

    def _is_asked(self, path: Path, info: FieldInfo) -> bool:
        """Return whether a field stands in the file when nothing is answered there."""
        if self._form.asks(path, info, full=False):
            return True
        due = guide(path, self._form.root) or NOTHING
        return due.model is not None and any(
            self._form.row((*path, key)).asked == "always" for key in fields_of(due.model)
        )

    def _field(self, path: Path, info: FieldInfo, indent: int) -> Iterator[str]:
        value = answer_at(self._data, path)
        margin, due = " " * indent, guide(path, self._form.root) or NOTHING
        if all(part == 0 for part in path if isinstance(part, int)):
            plain_path = tuple(part for part in path if isinstance(part, str))
            yield from comment(help_on(plain_path, info, self._form.root), indent)
        yield from self._own(path, margin)
        if path == (self._form.version,):
            yield f"{path[0]}: 1"
        elif self._is_group(due, value):
            yield f"{margin}{path[-1]}:"
            yield from self._inside(path, info, due, indent)
        else:
            written = flow(value) if isinstance(value, list | dict) else scalar(value)
            yield f"{margin}{path[-1]}: {written}".rstrip()

    @staticmethod
    def _is_group(due: Guide, value: Any) -> bool:
        if due.model is None or due.model is RangeEnds or due.is_named or value == []:
            return False
        return value is None or isinstance(value, dict | list)

    def _inside(self, path: Path, info: FieldInfo, due: Guide, indent: int) -> Iterator[str]:
        model = due.model
        if model is None:
            return
        if not holds_list(info):
            yield from self._group(path, model, indent + 2)
            return
        entries = answer_at(self._data, path) or [None]
        for index, entry in enumerate(entries):
            if index and not is_answered(entry):
                continue
            yield from self._own((*path, index), " " * (indent + 2))
            if entry is None or isinstance(entry, dict):
                yield f"{' ' * (indent + 2)}-"
                yield from self._group((*path, index), model, indent + 4)
            else:  # no group of fields, as it should be: kept as it stands, for the check to explain
                yield f"{' ' * (indent + 2)}- {flow(entry)}"

    def _group(self, path: Path, model: type[BaseModel], indent: int) -> Iterator[str]:
        known, answered = fields_of(model), answer_at(self._data, path) or {}
        further = any(isinstance(part, int) and part for part in path)  # of a second entry only the answers
        own = [] if further else [key for key in known if key not in Sourced.model_fields]
        asked = [key for key in own if self._is_asked_here((*path, key), known[key])]
        if not any(level(known[key]) == "essential" for key in own):
            asked = own
        for key, info in sorted(known.items(), key=lambda field: field[0] in Sourced.model_fields):
            if key in asked or is_answered(answered.get(key)):
                yield from self._field((*path, key), info, indent)
        for key in answered:
            if key not in known:  # the check will say what is wrong with it
                yield from self._own((*path, key), " " * indent)
                yield f"{' ' * indent}{scalar(key)}: {flow(answered[key])}"

    def _is_asked_here(self, path: Path, info: FieldInfo) -> bool:
        return level(info) == "essential" or self._form.row(path).asked == "always"

    def _own(self, path: Path, margin: str) -> Iterator[str]:
        for line in self._remarks.pop(path, []):
            yield margin + line
