"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Quiet: TypeAlias = Annotated[
    bool, typer.Option("-q", "--quiet", help="Say nothing on standard error but errors.")
]
Verbose: TypeAlias = Annotated[
    int, typer.Option("-v", "--verbose", count=True, show_default=False, help="Say more; twice: tracebacks.")
]
Outputs: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        metavar="F=PATH",
        help="Also write format F to this file, as json=report.json; repeatable.",
        show_default=False,
    ),
]
RulesDirs: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="DIR",
        help="Add a rule book, a folder of rule folders; it may run code. Repeatable.",
        show_default=False,
    ),
]
