"""Standard output under guard: a failure to write ends in an exit code and one sentence."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable

COULD_NOT_FINISH = 4
INTERRUPTED = 130

# What a system calls a reader that has gone: on Windows a closed pipe is an invalid argument.
_READER_GONE = {errno.EPIPE, errno.ESHUTDOWN} | ({errno.EINVAL} if os.name == "nt" else set())


class OutputError(Exception):
    """Standard output could not be written.

    Attributes:
        reader_gone: whether whoever read it has simply closed the pipe.
    """

    def __init__(self, cause: OSError) -> None:
        super().__init__(cause.strerror or str(cause))
        self.reader_gone = isinstance(cause, BrokenPipeError) or cause.errno in _READER_GONE


class _Guarded:
    """Stands in for standard output, so that its failures are known from those of any other file."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @property
    def closed(self) -> bool:
        """Whether nothing can be written; a process may be started without standard output."""
        return self._stream is None or self._stream.closed

    @property
    def encoding(self) -> str:
        """The encoding of what is written."""
        return "utf-8" if self._stream is None else self._stream.encoding

    def write(self, text: str) -> int:
        if self._stream is None:
            raise OutputError(OSError(errno.EBADF, "standard output is closed"))
        try:
            return self._stream.write(text)
        except OSError as error:
            raise OutputError(error) from error

    def flush(self) -> None:
        try:
            if self._stream is not None:
                self._stream.flush()
        except OSError as error:
            raise OutputError(error) from error

    def close(self) -> None:
        self.flush()
        with suppress(OSError, AttributeError):
            cast("TextIO", self._stream).close()


def write(text: str) -> None:
    """Write to standard output.

    Raises:
        OutputError: where that fails.
    """
    sys.stdout.write(text)


def write_in_utf_8() -> None:
    """Have standard output encode what is written from now on as UTF-8."""
    _prepare(sys.stdout, encoding="utf-8")


def say(sentence: str) -> None:
    """Write one line to standard error, if anyone can hear it."""
    with suppress(OSError, AttributeError, ValueError):
        sys.stderr.write(sentence + "\n")
        sys.stderr.flush()


def ending_with(run: Callable[[], int]) -> int:
    """Run, write what is left, close standard output, and give the exit code.

    A reader that has gone ends the run quietly; any other failure to write gives 4, Ctrl-C gives 130.
    """
    _prepare(sys.stdout)
    _prepare(sys.stderr)
    sys.stdout = guarded = cast("TextIO", _Guarded(sys.stdout))
    code = 0
    try:
        code = run()
        guarded.close()
    except KeyboardInterrupt:
        with suppress(OutputError):
            guarded.close()
        _silence()
        say("edscreen: interrupted (exit code 130).")
        return INTERRUPTED
    except OutputError as error:
        _silence()
        if error.reader_gone:
            return code
        say(f"edscreen: the output could not be written: {error} (exit code 4).")
        return COULD_NOT_FINISH
    return code


def _prepare(stream: TextIO | None, encoding: str | None = None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")


def _silence() -> None:
    """Point standard output at nothing, so that what is buffered cannot fail again when the process ends."""
    with suppress(OSError, ValueError, AttributeError):  # it may be closed already
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
