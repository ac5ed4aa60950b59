"""What the place that a report goes to can show: its width, its colours, its characters."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, Group, detect_legacy_windows
from rich.theme import Theme

from edscreen.report.escaping import encodable, on_one_line, visible
from edscreen.report.signs import DRAWN, TYPED, Signs

if TYPE_CHECKING:
    from rich.console import RenderableType

# Rich sets code on black, which no light terminal shows well.
_THEME = Theme({"markdown.code": "bold cyan"})
NARROWEST = 40
WIDEST = 120
"""Columns of a terminal beyond which lines of prose are hard to follow."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal, pipe or file.

    Attributes:
        width: columns.
        colours: whether it understands colours.
        encoding: the encoding of what is written there.
        interactive: whether a page may be laid out for reading, which a program could not read back.
    """

    width: int = 80
    colours: bool = False
    encoding: str = "utf-8"
    interactive: bool = False

    @classmethod
    def of(cls, stream: TextIO | None) -> Terminal:
        """What `stream` can show, going by the stream, `COLUMNS`, `NO_COLOR`, `FORCE_COLOR` and `TERM`."""
        seen = stream is not None and not stream.closed and stream.isatty()
        old_console = seen and detect_legacy_windows()
        forced = bool(os.environ.get("FORCE_COLOR"))
        able = seen and not old_console and os.environ.get("TERM") not in {"dumb", "unknown"}
        columns = shutil.get_terminal_size((80, 24)).columns - old_console
        return cls(
            width=max(min(columns, WIDEST) if seen else columns, NARROWEST),
            colours=(forced or able) and not os.environ.get("NO_COLOR"),
            encoding=(stream and stream.encoding) or "utf-8",
            interactive=seen or forced,
        )

    @property
    def signs(self) -> Signs:
        """The signs, in characters that can be shown here."""
        drawn = "".join(getattr(DRAWN, name) for name in Signs.__slots__)
        return DRAWN if encodable(drawn, self.encoding) == drawn else TYPED

    def line_of(self, text: str) -> str:
        """Foreign text as one line of prose that can be shown here."""
        return encodable(on_one_line(text), self.encoding)

    def name_of(self, text: str) -> str:
        """A path or an address as it can be shown here, its spaces kept."""
        return encodable(visible(text), self.encoding, exactly=True)

    def rendered(self, renderable: RenderableType) -> str:
        """What Rich makes of `renderable`, as text with escape codes only where colours are understood."""
        pane = StringIO()
        console = Console(
            file=pane,
            width=self.width,
            height=25,
            force_terminal=self.colours,
            force_jupyter=False,
            color_system="standard" if self.colours else None,
            no_color=not self.colours,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            theme=_THEME,
        )
        # Printed by itself, a text would lose its own word on wrapping.
        console.print(Group(renderable), crop=False, end="")
        return pane.getvalue()
