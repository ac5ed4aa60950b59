"""A rule's page: laid out for reading on a terminal, as it was written anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report.escaping import encodable, visible_page

if TYPE_CHECKING:
    from edscreen.report.terminal import Terminal


def rule_page(markdown: str, terminal: Terminal) -> str:
    """The page as text for `terminal`; nothing in it reaches the terminal as a control sequence."""
    page = encodable(visible_page(markdown), terminal.encoding)
    if not terminal.interactive:
        return page if page.endswith("\n") else f"{page}\n"
    from rich.markdown import Markdown

    laid_out = terminal.rendered(Markdown(page, code_theme="ansi_dark", hyperlinks=False))
    return "".join(f"{line.rstrip()}\n" for line in laid_out.splitlines())
