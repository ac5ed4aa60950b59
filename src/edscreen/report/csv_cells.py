"""Foreign text made fit for a cell of a spreadsheet: on one line, not too long, and never a formula."""

from __future__ import annotations

import re

from edscreen.report.escaping import on_one_line, shortened

_LONGEST = 32_000
"""Excel takes 32,767 characters in a cell, and what follows for a new one."""

# By its first character a spreadsheet takes text for a formula, its full-width and small forms included.
# Where people write 0,5, Excel splits at semicolons, so that a cell may begin in the middle of a text.
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"
_FORMULA = re.compile(rf"""([;|][\s"']*)(?=[{_SIGNS}])""")


def cell(text: str) -> str:
    """Return `text` with an apostrophe before each character at which a formula could begin."""
    plain = shortened(on_one_line(text), _LONGEST)
    safe = _FORMULA.sub(r"\1'", ";" + plain)[1:]  # the text's beginning is as good as a separator
    return safe.replace("##[", "## [")  # which GitHub would take for a command, anywhere in a log
