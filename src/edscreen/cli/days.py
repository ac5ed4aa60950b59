"""The day as of which a run judges dates."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime

import typer


def screening_day(written: str | None) -> date:
    """The day written on the command line, else that of `SOURCE_DATE_EPOCH`, else today by the local clock.

    Raises:
        typer.BadParameter: for text that is no such day.
    """
    if written is None:
        return _day_of_build() or datetime.now().astimezone().date()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise typer.BadParameter(f"--as-of takes a day such as 2026-11-21, not {written!r}")


def _day_of_build() -> date | None:
    """The day that reproducible builds set, see https://reproducible-builds.org/specs/source-date-epoch/."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise typer.BadParameter(f"SOURCE_DATE_EPOCH is not a number of seconds: {seconds!r}") from None
