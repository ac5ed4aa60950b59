"""What a rule's own code prints stays out of the report, and what fails in it is told with its place."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edscreen.screening.rule_code import failure
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.screening.rule import Rule

    WriteRule = Callable[..., Path]


def only_rule(book: Path) -> Rule:
    """Return the one rule of `book`."""
    [rule] = open_shelf([book]).books[-1].rules
    return rule


def test_what_a_rule_prints_goes_to_standard_error(
    write_rule: WriteRule, capsys: pytest.CaptureFixture[str]
) -> None:
    book = write_rule("talks", body='print("judged")\n    return passes("It does.", basis="claimed")')
    file = book / "talks" / "rule.py"
    file.write_text('print("loaded")\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
    before = sys.stdout

    answer = only_rule(book).judge(profile=None)

    assert answer.outcome == "pass"
    assert capsys.readouterr() == ("", "loaded\njudged\n")
    assert sys.stdout is before


def test_standard_output_is_given_back_after_a_failure(write_rule: WriteRule) -> None:
    rule = only_rule(write_rule("fails", body='raise ValueError("no such thing")'))
    before = sys.stdout

    with pytest.raises(ValueError, match="no such thing"):
        rule.judge(profile=None)

    assert sys.stdout is before


def test_names_the_last_line_of_the_rule_s_own_that_was_running(
    write_rule: WriteRule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_rule("fails", body='from .beside import count\n    return count("x")')
    (tmp_path / "book/fails/beside.py").write_text("import json\n\n\ncount = lambda text: json.loads(text)\n")
    monkeypatch.chdir(tmp_path)
    rule = only_rule(Path("book"))

    with pytest.raises(ValueError, match="Expecting value") as raised:
        rule.judge(profile=None)

    found = failure(raised.value, rule.folder)
    assert (found.file, found.line) == (Path("book/fails/beside.py"), 4)
    assert found.words == "JSONDecodeError: Expecting value: line 1 column 1 (char 0)"


def test_an_error_that_does_not_describe_itself_is_named() -> None:
    class Silent(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert failure(Silent(), None) == (None, 1, 1, "Silent")
    assert failure(KeyError(), None).words == "KeyError"
