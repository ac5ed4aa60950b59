"""Products side by side as one HTML page, which needs no network and no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report.html_environment import content_policy, style, template
from edscreen.report.side_by_side.table import EXPLAINED, NOT_JUDGED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.report.side_by_side.table import SideBySide

_STYLE = "side_by_side.css"


def render(table: SideBySide) -> Iterator[str]:
    """The whole page."""
    yield template("side_by_side.html").render(
        table=table,
        style=style(_STYLE),
        policy=content_policy(_STYLE),
        explained=EXPLAINED,
        not_judged=NOT_JUDGED,
    )
