"""Ctrl-C that is never lost: Python drops it where it comes while an object is being cleared away."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


@contextmanager
def heeded_interrupts() -> Iterator[Callable[[], None]]:
    """Yield what raises `KeyboardInterrupt` where a Ctrl-C came and was lost; call it again and again."""
    if threading.current_thread() is not threading.main_thread():  # no other is told of signals
        yield lambda: None
        return
    asked = False

    def take_note(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.default_int_handler(number, frame)

    def tell(lost: sys.UnraisableHookArgs) -> None:
        if not (asked and lost.exc_type is KeyboardInterrupt):  # that one is heeded a little later
            tell_before(lost)

    def check() -> None:
        if asked:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, take_note)
    tell_before, sys.unraisablehook = sys.unraisablehook, tell
    try:
        yield check
    finally:
        sys.unraisablehook = tell_before
        signal.signal(signal.SIGINT, before)
