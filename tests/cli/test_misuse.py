"""A wrong call is refused in one plain sentence, without the words of the libraries that found it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--fail-on", "never2"], "--fail-on takes one of red, caution, note, never, not 'never2'"),
        (["--prepared-by", "me"], "--prepared-by takes one of vendor, district, agency, not 'me'"),
        (["--max-pages", "abc"], "--max-pages takes a whole number, not 'abc'"),
        (["--max-pages", "3.5"], "--max-pages takes a whole number, not '3.5'"),
        (["--max-pages", "9" * 5000], f"--max-pages takes a whole number, not '{'9' * 57}...'"),
        (["--max-pages", "-3"], "--max-pages takes 1 or more, not '-3'"),
        (["--max-pages", "101"], "--max-pages takes 100 or less, not '101'"),
    ],
)
def test_says_what_an_option_takes(edscreen: Run, options: list[str], said: str) -> None:
    result = edscreen("check", "lumen.yaml", *options)

    assert result.returncode == 2
    assert result.stderr.splitlines() == [
        f"edscreen check: {said}",
        "See: edscreen check --help (exit code 2)",
    ]


def test_names_the_formats(edscreen: Run) -> None:
    said = edscreen("check", "lumen.yaml", "--format", "yaml").stderr

    assert said.startswith("edscreen check: --format takes one of rich, json, jsonl")
    assert said.splitlines()[0].endswith(", not 'yaml'")


@pytest.mark.parametrize(
    ("called", "names", "shown"),
    [
        ("batch", ["b.yaml"], "b.yaml"),
        (
            "batch",
            [f"{n}.yaml" for n in range(20, 300)],
            " ".join(f"{n}.yaml" for n in range(20, 27)) + " 2...",
        ),
        ("site", ["my", "page.html"], "my page.html"),
    ],
)
def test_says_what_to_do_about_a_pattern_that_the_shell_took_apart(
    edscreen: Run, called: str, names: list[str], shown: str
) -> None:
    result = edscreen(called, "a.yaml", *names)

    assert result.returncode == 2
    assert result.stderr.splitlines()[0] == (
        f"edscreen {called}: more was written than it takes ({shown}): "
        'put a pattern such as "vendors/*.yaml", or a name with blanks, into quotation marks'
    )


def test_escapes_what_was_written(edscreen: Run) -> None:
    result = edscreen("check", "lumen.yaml", "--fail-on", "\x1b[31m")

    assert "\x1b" not in result.stderr
    assert "not '\\x1b[31m'" in result.stderr
