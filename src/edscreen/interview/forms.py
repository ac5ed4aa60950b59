"""The files that can be filled in by answering questions: their models, their questions, their head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from edscreen.profile.asked import pattern
from edscreen.profile.blank import DISTRICT, DISTRICT_HEADING, FURTHER, FURTHER_HEADING, RULES, level
from edscreen.profile.guide import fields_of
from edscreen.profile.kinds import POLICY, PROFILE
from edscreen.profile.models import Profile
from edscreen.profile.models.sourced import Sourced
from edscreen.profile.tables import read_table
from edscreen.screening.policy.models import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from edscreen.profile.kinds import FileKind

Asked = Literal["", "always", "never"]

_DATA = Path(__file__).parent / "data"
_SOURCED = frozenset(Sourced.model_fields)


class Row(NamedTuple):
    """What the shipped table says of one question.

    Attributes:
        text: the question in plain words; of a section, its heading.
        only_when: what it depends on: an answer beside it (`minutes`), a certain one (`per=day`), that there
            is none, where not all questions are asked (`!minutes`), or that another part of the file does
            not say something (`prepared.role!=vendor`); empty where on nothing.
        asked: `always`, `never`, or nothing where the field's level decides.
        help: what helps to answer, in place of what the model says; empty where that is plain enough.
        heading: of a question that belongs to no section, the heading that it stands below.
    """

    text: str
    only_when: str
    asked: Asked
    help: str
    heading: str


@dataclass(frozen=True)
class Form:
    """One kind of file that is filled in by answering questions.

    Attributes:
        root: the model of the file.
        kind: what messages call it.
        head: the comment that the file begins with.
        rows: the shipped questions in their order, by the field's path with `*` for an entry of a list.
        parts: the sections of the file that stand below a heading of their own.
    """

    root: type[BaseModel]
    kind: FileKind
    head: str
    rows: Mapping[str, Row]
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def version(self) -> str:
        """The key that the file begins with."""
        return self.kind.begins.partition(":")[0]

    def row(self, path: Sequence[str | int]) -> Row:
        """Return what the table says of the field at `path`, at least nothing."""
        return self.rows.get(pattern(path), _NO_ROW)

    def asks(self, path: Sequence[str | int], info: FieldInfo, *, full: bool) -> bool:
        """Return whether a field is asked for: all are in full, else those that a proposal answers."""
        asked = self.row(path).asked
        if path[-1] == self.version or asked == "never":
            return False
        if path[-1] in _SOURCED and asked != "always":  # once a section or an entry, not of each group inside
            return full and len([part for part in path if isinstance(part, str)]) == 2
        return full or asked == "always" or level(info) == "essential"

    def keys(self, path: Sequence[str | int], model: type[BaseModel]) -> list[str]:
        """Return the fields of the group `model` at `path`, in the order of asking."""
        order = _places(tuple(self.rows), pattern(path))
        return sorted(
            fields_of(model),
            key=lambda key: (key in _SOURCED, order.get(key, len(self.rows))),
        )


_NO_ROW = Row("", "", "", "", "")


@cache
def _places(rows: tuple[str, ...], where: str) -> Mapping[str, int]:
    """Return where the fields below the pattern `where` stand in a table, by their names."""
    found: dict[str, int] = {}
    below = f"{where}." if where else ""
    for place, written in enumerate(rows):
        if written.startswith(below):
            found.setdefault(written[len(below) :].partition(".")[0], place)
    return found


@cache
def _rows(name: str) -> Mapping[str, Row]:
    return MappingProxyType(
        {
            row["path"]: Row(
                row["question"], row["only_when"], cast("Asked", row["asked"]), row["help"], row["heading"]
            )
            for row in read_table(_DATA / name)
        }
    )


PROFILE_FORM = Form(
    Profile,
    PROFILE,
    f"""\
# A vendor profile for edscreen, written by edscreen init, which goes on with it when it is run again. It can
# be filled in here, too:
#
{RULES}\
#  7. To see what is missing or misread, check this file with edscreen check.
#
# Every field there is, with examples: docs/profile.md
""",
    _rows("profile.csv"),
    ((DISTRICT_HEADING, DISTRICT), (FURTHER_HEADING, FURTHER)),
)
POLICY_FORM = Form(
    Policy,
    POLICY,
    """\
# What our district lays down for its screenings with edscreen. edscreen finds it under the name edscreen.yaml
# in the folder that it runs in, or in one above.
#
# Every field there is, with examples: docs/policy.md
""",
    _rows("policy.csv"),
)
