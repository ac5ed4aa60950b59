"""Options about what is asked and what counts, shared by the commands that screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import typer


def _option(*names: str, **settings: Any) -> Any:
    """An option in the part of `--help` that is about the policy."""
    return typer.Option(*names, rich_help_panel="The district's policy, and what is known", **settings)


FailOn: TypeAlias = Annotated[
    Literal["red", "caution", "note", "never"] | None,
    typer.Option(
        help="The severity from which on a flag gives exit code 1; otherwise as the policy says, or red.",
        show_default=False,
    ),
]
Unanswered: TypeAlias = Annotated[
    Literal["fail", "pass"],
    typer.Option(help="What questions without an answer do: exit code 3, or nothing."),
]
ExitZero: TypeAlias = Annotated[bool, typer.Option("--exit-zero", help="Turn exit codes 1 and 3 into 0.")]
PreparedBy: TypeAlias = Annotated[
    Literal["vendor", "district", "agency"] | None,
    typer.Option(
        help="Whose word the profiles or the list are, whatever they say themselves.", show_default=False
    ),
]
Select: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID", help="Run only these rules: an id, a pattern (screen-*) or a family; repeatable."
    ),
]
Ignore: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(metavar="ID", help="Leave these rules out: an id, a pattern or a family; repeatable."),
]
PolicyFile: TypeAlias = Annotated[
    Path | None,
    _option(
        metavar="FILE",
        help="The district's policy; otherwise edscreen.yaml in this folder or one above it, up to the "
        "repository's root.",
        show_default=False,
    ),
]
NoPolicy: TypeAlias = Annotated[bool, _option("--no-policy", help="Heed no policy.")]
NoWaivers: TypeAlias = Annotated[bool, _option("--no-waivers", help="Ignore the policy's waivers.")]
BaselineFile: TypeAlias = Annotated[
    Path | None,
    _option(
        metavar="FILE",
        help="Findings that are known: only new and worse ones count.",
        show_default=False,
    ),
]
WriteBaseline: TypeAlias = Annotated[
    Path | None,
    _option(
        metavar="FILE",
        help="Write what is found now to such a file, and end in 0.",
        show_default=False,
    ),
]


def refuse_both(policy: Path | None, *, no_policy: bool) -> None:
    """Refuse a policy that is both named and not to be heeded.

    Raises:
        typer.BadParameter: it is.
    """
    if policy and no_policy:
        raise typer.BadParameter("--policy and --no-policy exclude each other: give one of them")
