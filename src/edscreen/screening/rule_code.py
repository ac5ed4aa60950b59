"""A rule's own code: what it prints stays out of the report, and its author is told what fails in it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
R = TypeVar("R")

_LONGEST = 300


class Failure(NamedTuple):
    """What failed in a rule's code.

    Attributes:
        file: the file of the rule that was running; None where none of them was.
        line: the line in it, counted from 1.
        column: the column in it, counted from 1.
        words: the error's name and its own words, on one line.
    """

    file: Path | None
    line: int
    column: int
    words: str


@contextmanager
def printing_aside() -> Iterator[None]:
    """While this lasts, let what is printed go to standard error: standard output is the report's."""
    kept, sys.stdout = sys.stdout, sys.stderr
    try:
        yield
    finally:
        sys.stdout = kept


def prints_aside(function: Callable[P, R]) -> Callable[P, R]:
    """Let what `function` prints go to standard error."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        kept, sys.stdout = (
            sys.stdout,
            sys.stderr,
        )  # a context manager would cost ten times as much, every time
        try:
            return function(*args, **kwargs)
        finally:
            sys.stdout = kept

    return run


def failure(error: BaseException, folder: Path | None) -> Failure:
    """Return what an error in the code of the rule in `folder` says, and where in that folder it arose."""
    file, line, column = None, 1, 1
    if folder is not None:
        root = folder.absolute()
        trace = error.__traceback__
        while trace is not None:
            found = Path(trace.tb_frame.f_code.co_filename)
            if found.is_relative_to(root):
                file, line = folder / found.relative_to(root), trace.tb_lineno
            trace = trace.tb_next
        if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_relative_to(root):
            file = folder / Path(error.filename).relative_to(root)
            line, column = error.lineno or 1, max(error.offset or 1, 1)
    return Failure(file, line, column, _words(error))


def _words(error: BaseException) -> str:
    name = type(error).__name__
    try:
        said = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:  # a rule may raise an error of its own making, which fails to describe itself
        return name
    words = f"{name}: {' '.join(said.split())}" if said else name
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 3]}..."
