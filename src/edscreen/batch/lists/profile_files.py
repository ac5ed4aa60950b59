"""A folder of profiles, or profiles named by a pattern, as a list."""

from __future__ import annotations

from glob import iglob
from typing import TYPE_CHECKING

from edscreen.batch.items import Item, SetAside
from edscreen.profile.folders import yaml_files
from edscreen.profile.sources import MAX_BYTES, Unreadable, read_bytes, shown_path, unreadable_because
from edscreen.report.run import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.batch.items import Listed


class ProfileFiles:
    """The YAML files below a folder, or those that a pattern such as `vendors/*.yaml` leads to."""

    rows = None
    id_heading = ""

    def __init__(self, named: str, *, is_pattern: bool) -> None:
        """Say which; nothing is read yet."""
        self._named = named
        self._is_pattern = is_pattern
        self.shown = shown_path(named)
        self.notices: list[str] = []

    def count(self) -> int:
        """How many files it holds."""
        return sum(1 for _ in self._paths())

    def items(self) -> Iterator[Listed]:
        """Yield every file, by path; what holds no profile is found out when it is read as one."""
        for number, (path, unlisted) in enumerate(self._paths(), 1):
            shown = shown_path(path)
            named = shown.encode("utf-8", "replace")
            try:
                if unlisted:
                    raise unreadable_because(unlisted)
                content = read_bytes(path, MAX_BYTES)
            except Unreadable as error:
                problem = Problem("unreadable_profile", shown, error.line, error.column, "", error.message)
                yield SetAside(number, shown, problem, named, named)
            else:
                yield Item(number, shown, content, shown, named)

    def _paths(self) -> Iterator[tuple[str, OSError | None]]:
        if self._is_pattern:
            # pathlib's own takes no absolute pattern
            return ((path, None) for path in sorted(iglob(self._named, recursive=True)))  # noqa: PTH207
        return yaml_files(self._named)
