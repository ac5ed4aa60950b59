"""Standard output under guard: a failure to write ends in an exit code and one sentence."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

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


def write(text: str) -> None:
    """Write to standard output.

    Raises:
        OutputError: where that fails.
    """
    if sys.stdout is None:
        raise OutputError(OSError(errno.EBADF, "standard output is closed"))
    try:
        sys.stdout.write(text)
    except OSError as error:
        raise OutputError(error) from error


def say(sentence: str) -> None:
    """Write one line to standard error, if anyone can hear it."""
    with suppress(OSError, AttributeError):
        sys.stderr.write(sentence + "\n")
        sys.stderr.flush()


def ending_with(run: Callable[[], int]) -> int:
    """Run, write what is left, close standard output, and give the exit code.

    A reader that has gone ends the run quietly; any other failure to write gives 4, Ctrl-C gives 130.
    """
    _prepare(sys.stdout)
    _prepare(sys.stderr)
    code = 0
    try:
        code = run()
        _close()
    except KeyboardInterrupt:
        with suppress(OutputError):
            _close()
        _silence()
        return _said("edscreen: interrupted (exit code 130).", INTERRUPTED)
    except OutputError as error:
        _silence()
        return code if error.reader_gone else _failed(error)
    except OSError as error:  # from a library that writes to standard output by itself, such as help
        _silence()
        failure = OutputError(error)
        return code if failure.reader_gone else _failed(failure)
    return code


def _close() -> None:
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
        sys.stdout.close()
    except OSError as error:
        raise OutputError(error) from error


def _failed(error: OutputError) -> int:
    return _said(f"edscreen: the output could not be written: {error} (exit code 4).", COULD_NOT_FINISH)


def _said(sentence: str, code: int) -> int:
    say(sentence)
    return code


def _prepare(stream: TextIO | None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace", newline="\n")


def _silence() -> None:
    """Point standard output at nothing, so that what is buffered cannot fail again when the process ends."""
    with suppress(OSError, ValueError, AttributeError):  # it may be closed already
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
