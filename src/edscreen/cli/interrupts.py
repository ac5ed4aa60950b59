"""Ctrl-C that is never lost: Python drops it where it comes while an object is being cleared away."""

from __future__ import annotations

import signal
import sys
import threading
from _thread import interrupt_main
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_A_MOMENT = 0.1  # seconds


@contextmanager
def heeded_interrupts() -> Iterator[Callable[[], None]]:
    """Let a Ctrl-C that was lost come again a moment later.

    Yields:
        What raises `KeyboardInterrupt` at once where one was lost; it may be called again and again.
    """
    is_told = threading.current_thread() is threading.main_thread()  # no other is told of signals
    if not is_told or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield lambda: None  # a shell has `command &` ignore Ctrl-C
        return
    asked = False
    again: list[threading.Timer] = []

    def take_note(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.default_int_handler(number, frame)

    def tell(lost: sys.UnraisableHookArgs) -> None:
        if not (asked and lost.exc_type is KeyboardInterrupt):
            tell_before(lost)
            return
        again.append(threading.Timer(_A_MOMENT, interrupt_main))
        again[-1].daemon = True
        again[-1].start()

    def cancel() -> None:
        for timer in again:
            timer.cancel()

    def check() -> None:
        if asked:
            cancel()
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, take_note)
    tell_before, sys.unraisablehook = sys.unraisablehook, tell
    try:
        yield check
    finally:
        cancel()
        sys.unraisablehook = tell_before
        signal.signal(signal.SIGINT, signal.default_int_handler)
