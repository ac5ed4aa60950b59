"""A Ctrl-C that Python loses is heeded all the same."""

from __future__ import annotations

import signal

import pytest

from edscreen.cli.interrupts import heeded_interrupts


def test_a_ctrl_c_is_heeded_at_once_and_where_it_was_lost_a_little_later() -> None:
    before = signal.getsignal(signal.SIGINT)
    with heeded_interrupts() as heed:
        heed()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            heed()
    assert signal.getsignal(signal.SIGINT) is before
