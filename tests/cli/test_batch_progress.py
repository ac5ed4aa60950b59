"""What is said while a list is screened, at a terminal and where nobody sits at one."""

from __future__ import annotations

from io import StringIO
from queue import Queue

import pytest
from rich.console import Console, Group

from edscreen.cli import batch_progress
from edscreen.cli.batch_bar import ProgressBar
from edscreen.cli.batch_progress import Progress, shortened_host
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
        assert said.get(timeout=30) == "602 of 1,000; 229 flagged, 371 with open questions, 2 not screened"


@pytest.mark.parametrize(
    ("per_second", "words"),
    [(1234.5, "1,234 a second"), (2.25, "2.2 a second"), (0.3, "18 a minute"), (0, "")],
)
def test_a_rate_is_told_in_the_unit_that_says_most(per_second: float, words: str) -> None:
    assert batch_progress.rate_in_words(per_second) == words


SLOW = {"slow.example": 61.4, f"{'a' * 60}.example": 12.0, "brook.example": 4.9}


def test_the_hosts_that_are_waited_for_longest_are_named(said: Queue[str]) -> None:
    talk = Talk(quiet=False, verbosity=0)
    with Progress(
        talk, total=10, done=0, verdicts={}, errors=0, waits=lambda most: dict([*SLOW.items()][:most])
    ):
        line = said.get(timeout=30)
    assert line == f"0 of 10; waiting for slow.example 61 s, ...{'a' * 19}.example 12 s"


def test_a_host_is_shown_by_its_end_and_acts_on_no_terminal() -> None:
    assert shortened_host("lumen.example") == "lumen.example"
    assert shortened_host(f"{'lumen.' * 20}evil.example").endswith("lumen.evil.example")
    assert shortened_host("a\x1b[2Jb") == "a\\x1b[2Jb"


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_the_bar_never_takes_more_than_three_lines(width: int) -> None:
    found = "1,229 flagged, 1,371 with open questions, 402 clear, 12 not judged, 7 not screened"
    slow = "waiting for slow.example 61 s, brook.example 12 s, [bold]x.example 7 s"
    bar = ProgressBar(5_000, 3_014, lambda: "182 a second", lambda: (found, slow))
    shown = StringIO()
    Console(file=shown, width=width).print(Group(*bar.get_renderables()))
    lines = shown.getvalue().splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) <= width
    assert lines[1].startswith("1,229 flagged, 1,3")
    assert lines[2].startswith("waiting for slow")


def test_a_line_with_nothing_to_say_is_left_out() -> None:
    bar = ProgressBar(10, 0, str, lambda: ("", ""))
    assert len(list(bar.get_renderables())) == 1
