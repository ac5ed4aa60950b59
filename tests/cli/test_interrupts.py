"""A Ctrl-C that Python loses is heeded all the same."""

from __future__ import annotations

import signal
import sys
import time

import pytest

from edscreen.cli.interrupts import heeded_interrupts


class Asked:
    """Somebody presses Ctrl-C while it is cleared away."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def test_a_ctrl_c_is_heeded_at_once_and_where_it_was_lost_a_little_later() -> None:
    before = signal.getsignal(signal.SIGINT)
    with heeded_interrupts() as heed:
        heed()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            heed()
    assert signal.getsignal(signal.SIGINT) is before


def test_a_ctrl_c_that_was_lost_while_an_object_was_cleared_away_prints_nothing_and_is_heeded(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = sys.unraisablehook
    with heeded_interrupts() as heed:
        Asked()
        with pytest.raises(KeyboardInterrupt):
            heed()
    assert sys.unraisablehook is told
    assert capsys.readouterr() == ("", "")


def test_a_ctrl_c_that_was_lost_comes_again_where_nobody_looks_for_it() -> None:
    with heeded_interrupts(), pytest.raises(KeyboardInterrupt):  # noqa: PT012 - the second comes of the first
        Asked()
        until = time.monotonic() + 30
        while time.monotonic() < until:
            time.sleep(0.01)


def test_a_ctrl_c_stays_ignored_where_a_shell_ignores_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with heeded_interrupts() as heed:
            signal.raise_signal(signal.SIGINT)
            heed()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_another_fault_while_an_object_is_cleared_away_is_told_as_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class ClearedAway:
        def __del__(self) -> None:
            raise ValueError("cannot be cleared away")

    told: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda lost: told.append(str(lost.exc_value)))
    with heeded_interrupts():
        ClearedAway()
    assert told == ["cannot be cleared away"]
