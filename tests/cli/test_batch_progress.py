"""What is said while a list is screened and nobody sits at a terminal."""

from __future__ import annotations

from queue import Queue

import pytest

from edscreen.cli import batch_progress
from edscreen.cli.batch_progress import Progress
from edscreen.cli.talk import Talk


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Queue[str]:
    lines: Queue[str] = Queue()
    monkeypatch.setattr(batch_progress, "PAUSE", 0.01)
    monkeypatch.setattr(Talk, "notice", lambda _talk, sentence: lines.put(sentence))
    return lines


def test_lines_go_on_while_a_slow_site_keeps_all_waiting(said: Queue[str]) -> None:
    with Progress(Talk(quiet=False, verbosity=0), total=1_000, done=0, verdicts={}, errors=0):
        assert [said.get(timeout=30) for _ in range(2)] == ["0 of 1,000", "0 of 1,000"]


def test_a_run_taken_up_again_counts_what_was_screened_before(said: Queue[str]) -> None:
    verdicts = {"flagged": 229, "incomplete": 371}
    with Progress(Talk(quiet=False, verbosity=0), total=1_000, done=602, verdicts=verdicts, errors=2):
        assert said.get(timeout=30) == "602 of 1,000; 229 flagged, 371 incomplete, 2 not screened"


@pytest.mark.parametrize(
    ("per_second", "words"),
    [(1234.5, "1,234 a second"), (2.25, "2.2 a second"), (0.3, "18 a minute"), (0, "")],
)
def test_a_rate_is_told_in_the_unit_that_says_most(per_second: float, words: str) -> None:
    assert batch_progress.rate_in_words(per_second) == words
