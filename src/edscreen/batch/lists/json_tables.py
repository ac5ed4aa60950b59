"""Lists as JSON Lines: an object a line, keyed by headings or by fields of a profile, or a whole profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.batch.lists.columns import field_alone
from edscreen.batch.lists.encodings import encoding_of, open_text
from edscreen.batch.lists.json_values import NotJson, as_cell, read_json
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.rows import MAX_COLUMNS, TOO_LONG, Row, cells_of, too_long
from edscreen.profile.documents import KEY
from edscreen.profile.sources import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from edscreen.profile.yaml_tree import Path as YamlPath

_LOOKED_AT = 10
_TOO_LONG = f"this line is longer than the {MAX_BYTES // 1024} KiB that are read of one: take text out of it"
_NO_OBJECT = "this line holds no object: begin it with { and end it with }"
_A_PROFILE = (
    f"this line is a whole profile, as it has the key {KEY}, and the first line of this list is none: put "
    "the profiles into a file of their own"
)
_NO_PROFILE = (
    f"this line is no profile, as it lacks the key {KEY}, and the first line of this list is one: put the "
    "lines whose keys are headings into a file of their own"
)
_ONE_ARRAY = (
    "this is one JSON value over several lines, and a list is read with one object a line (JSON Lines): save "
    "it as that, for instance with: jq -c .[] list.json"
)


class JsonTable:
    """A file of JSON Lines; its headings are the keys of its objects, in the order in which they come up."""

    sheet = ""

    def __init__(self, path: Path, shown_as: str) -> None:
        """Go through the file once, for the keys.

        Args:
            path: the file.
            shown_as: what it is called.

        Raises:
            OSError: it cannot be read.
            UnreadableList: it holds no objects, or more keys than a list has columns.
        """
        self._path = path
        self._encoding = encoding_of(path)
        self.notices = self._encoding.notices(shown_as)
        begin = [found for _, found in zip(range(_LOOKED_AT), self._objects(), strict=False)]
        objects = [each for _, _, each in begin if isinstance(each, dict)]
        if begin and (not objects or begin[0][1].startswith("[")):
            raise UnreadableList(_ONE_ARRAY)
        self.is_profiles = bool(objects) and KEY in objects[0]
        self._columns = {} if self.is_profiles else self._keys()
        self.names = tuple(name for name, column in self._columns.items() if column == name)

    def rows(self) -> Iterator[Row]:
        """Yield a row for each line that is not blank; its number is the line's."""
        numbers = {name: at for at, name in enumerate(self.names)}
        places = {name: numbers[column] for name, column in self._columns.items()}
        for number, text, found in self._objects():
            if not isinstance(found, dict):
                message = str(found) if isinstance(found, NotJson) else _NO_OBJECT
                yield Row(number, (), message)
            elif self.is_profiles:
                yield Row(number, (text,)) if _has_kind(found) else Row(number, (), _NO_PROFILE)
            elif KEY in found:
                yield Row(number, (), _A_PROFILE)
            else:
                texts = [""] * len(numbers)
                for name, value in _flat(found):
                    texts[places[name]] = as_cell(value)
                cells = cells_of(texts)
                column = too_long(cells)
                yield Row(number, cells, TOO_LONG, column) if column else Row(number, cells)

    def _keys(self) -> dict[str, str]:
        """Return the keys in the order in which they come up, each with the one that names its column.

        Two that mean the same field share a column where no object has both, so that each line may be
        keyed in its own way.
        """
        fields: dict[str, YamlPath | None] = {}
        beside: set[YamlPath] = set()
        for _, _, found in self._objects():
            if not isinstance(found, dict) or KEY in found:
                continue
            taken: set[YamlPath] = set()
            for name, _ in _flat(found):
                if name not in fields:
                    fields[name] = field_alone(name)
                if field := fields[name]:
                    (beside if field in taken else taken).add(field)
            if len(fields) > MAX_COLUMNS:
                message = (
                    f"its objects have more than {MAX_COLUMNS:,} different keys: this is no list of products"
                )
                raise UnreadableList(message)
        first: dict[YamlPath, str] = {}
        return {
            name: first.setdefault(field, name) if field and field not in beside else name
            for name, field in fields.items()
        }

    def _objects(self) -> Iterator[tuple[int, str, Any]]:
        """Yield number, text and value of each line that is not blank; a `NotJson` where it has no value."""
        with open_text(self._path, self._encoding) as file:
            number = 0
            while line := file.readline(MAX_BYTES):
                number += 1
                text = line.strip()
                if len(line) >= MAX_BYTES:
                    while line and line[-1] not in "\r\n":
                        line = file.readline(MAX_BYTES)
                    yield number, "", NotJson(_TOO_LONG)
                elif text:
                    yield number, text, _value(text)


def _has_kind(found: dict[str, Any]) -> bool:
    """Tell whether a line is a profile, or another kind of file whose name is told to its writer."""
    return any(key.startswith(KEY) for key in found)


def _value(text: str) -> Any:
    try:
        return read_json(text)
    except NotJson as error:
        return error


def _flat(found: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the values of an object by the paths that lead to them: `vendor.name`, `dosage[0].minutes`."""
    for key, value in found.items():
        path = f"{above}.{key}" if above else key
        if isinstance(value, dict) and value:
            yield from _flat(value, path)
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            for at, each in enumerate(value):
                yield from _flat(each, f"{path}[{at}]")
        else:
            yield path, value
