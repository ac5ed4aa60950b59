"""A Ctrl-C that Python loses is heeded all the same."""

from __future__ import annotations

import signal
import sys

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


def test_a_ctrl_c_that_was_lost_while_an_object_was_cleared_away_prints_nothing_and_is_heeded(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class ClearedAway:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    told = sys.unraisablehook
    with heeded_interrupts() as heed:
        ClearedAway()
        with pytest.raises(KeyboardInterrupt):
            heed()
    assert sys.unraisablehook is told
    assert capsys.readouterr() == ("", "")


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
