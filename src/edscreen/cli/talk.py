"""What is said on standard error while data goes to standard output."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from edscreen.cli.standard_output import OutputError, say
from edscreen.profile.quoting import escaped

if TYPE_CHECKING:
    from types import TracebackType

_TRACEBACKS = 2


@dataclass(frozen=True, slots=True)
class Talk:
    """Speaks to the person at the terminal; as a context, shows where an error came from to those who asked.

    Attributes:
        quiet: whether only errors are said.
        verbosity: how often `-v` was given.
    """

    quiet: bool
    verbosity: int

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, OutputError):
            self.traceback(error)

    @property
    def is_watched(self) -> bool:
        """Whether somebody follows how a run goes on: at a terminal, or by asking for it with `-v`."""
        return self.verbosity > 0 or (sys.stderr is not None and sys.stderr.isatty())

    def error(self, sentence: str) -> None:
        """Say what is wrong, quiet or not."""
        say(escaped(sentence))

    def ended(self, code: int, why: object) -> None:
        """Say why a run ended before it began; where that is several mistakes, a line each."""
        mistakes = str(why).split("\n")
        if len(mistakes) == 1:
            self.error(f"edscreen: exit code {code}: {why}")
            return
        for mistake in mistakes:
            self.error(mistake)
        self.error(f"edscreen: exit code {code}: nothing was screened: mend what is said above first")

    def notice(self, sentence: str) -> None:
        """Say what a person should know."""
        if not self.quiet:
            self.error(f"edscreen: {sentence}")

    def traceback(self, error: BaseException) -> None:
        """Show where an error came from, to those who asked with `-v -v`."""
        if self.verbosity >= _TRACEBACKS:
            import traceback

            for line in "".join(traceback.format_exception(error)).splitlines():
                self.error(line)
