"""Products side by side as one HTML page, which needs no network and no script."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from edscreen.report.html_environment import style, template
from edscreen.report.side_by_side.table import EXPLAINED, NOT_JUDGED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.report.side_by_side.table import SideBySide

_STYLE = Path(__file__).parent.parent / "templates" / "side_by_side.css"


def render(table: SideBySide) -> Iterator[str]:
    """The whole page."""
    sheet = style() + Markup("".join(map(str.strip, _STYLE.read_text(encoding="utf-8").splitlines())))  # noqa: S704 - our own file
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    page = template("side_by_side.html").render(
        table=table,
        style=sheet,
        policy=Markup(policy),  # noqa: S704 - our own words, which hold no quotation mark
        explained=EXPLAINED,
        not_judged=NOT_JUDGED,
    )
    yield page.replace("##[", "#&#35;[")  # which GitHub would take for a command, anywhere in a log
