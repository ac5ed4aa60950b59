"""What is said on standard error while data goes to standard output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edscreen.cli.standard_output import say


@dataclass(frozen=True, slots=True)
class Talk:
    """Speaks to the person at the terminal.

    Attributes:
        quiet: whether only errors are said.
        verbosity: how often `-v` was given.
    """

    quiet: bool
    verbosity: int

    TRACEBACKS: ClassVar[int] = 2
    last_verbosity: ClassVar[int] = 0

    def __post_init__(self) -> None:
        Talk.last_verbosity = self.verbosity

    def error(self, sentence: str) -> None:
        """Say what is wrong, quiet or not."""
        say(sentence)

    def notice(self, sentence: str) -> None:
        """Say what a person should know."""
        if not self.quiet:
            self.error(f"edscreen: {sentence}")

    def traceback(self, error: BaseException) -> None:
        """Show where an error came from, to those who asked with `-v -v`."""
        if self.verbosity >= self.TRACEBACKS:
            import traceback

            say("".join(traceback.format_exception(error)))
