"""A policy out of its file: valid as far as it can be told without its rules, or with its mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.profile.documents import dotted
from edscreen.profile.kinds import POLICY
from edscreen.profile.sources import shown_path
from edscreen.profile.typed_files import FileMistake, TypedFile, read_typed
from edscreen.screening.policy.discovery import PolicyPath, find_policy
from edscreen.screening.policy.models import Policy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class NamedFolder:
    """A folder that a policy names.

    Attributes:
        path: the folder, found from the policy's own.
        written: its name as the policy has it.
        file: the policy's file, as it is shown.
        place: where it stands there, `edscreen.yaml:9:14`.
        line: the line, counted from 1.
        column: the column in characters, counted from 1.
        field: the field's path, `rule_books[0]`.
        within: the folder that it may not lie outside of; None where it may lie anywhere.
    """

    path: Path
    written: str
    file: str
    place: str
    line: int
    column: int
    field: str
    within: Path | None = None


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A policy that can be read; whether it fits the rules is for `put_in_force` to say.

    Attributes:
        file: what it says, with places.
        path: its path.
        found: whether it was found in a folder, not named on the command line: it is data then, and may
            make no program run.
        folder: the folder that what it names may not lie outside of; None where it may lie anywhere.
    """

    file: TypedFile[Policy]
    path: Path
    found: bool
    folder: Path | None = None

    @property
    def policy(self) -> Policy:
        """What it says."""
        return self.file.value

    @property
    def rule_books(self) -> tuple[NamedFolder, ...]:
        """The folders with rules of the district's own."""
        return tuple(
            self._folder(("rule_books", index), written)
            for index, written in enumerate(self.policy.rule_books or ())
        )

    def _folder(self, path: Sequence[str | int], written: str) -> NamedFolder:
        place = self.file.place(path)
        where = f"{self.file.shown}:{place.line}:{place.column}"
        folder = self.path.parent / written.strip()
        return NamedFolder(
            folder,
            written,
            self.file.shown,
            where,
            place.line,
            place.column,
            dotted(place.path),
            self.folder,
        )


def named_policy(path: Path) -> PolicyPath:
    """Return the policy that the command line names."""
    return PolicyPath(path, shown_path(path), found=False)


def read_policy(where: PolicyPath) -> PolicyFile | tuple[FileMistake, ...]:
    """Read a policy, or say all that is wrong in it."""
    if why_not := _unfit(where):
        return (FileMistake("unreadable_policy", where.shown, 1, 1, "", why_not),)
    read = read_typed(where.path, Policy, POLICY, shown=where.shown)
    return PolicyFile(read, where.path, where.found, where.folder) if isinstance(read, TypedFile) else read


def _unfit(where: PolicyPath) -> str:
    """Why what was found is not read; empty where it is."""
    if not where.found:
        return ""
    try:
        if where.path.is_dir():
            return (
                "a folder stands where the district's policy is looked for: rename it, or name the policy "
                "with --policy, or do without one with --no-policy"
            )
        inside = where.folder is None or where.path.resolve(strict=True).is_relative_to(
            where.folder.resolve()
        )
    except (OSError, RuntimeError):  # a link in a circle or to nowhere: reading it says so
        return ""
    return (
        "" if inside else "this link leads out of the folder that is screened: name the policy with --policy"
    )


__all__ = ["NamedFolder", "PolicyFile", "PolicyPath", "find_policy", "named_policy", "read_policy"]
