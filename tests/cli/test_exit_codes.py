"""Every exit code of the contract, produced through the installed command."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Profile = Callable[..., str]
    WriteRule = Callable[..., Path]

PASSES = 'return passes("It does.", basis="claimed")'
FLAGS = 'return flags("It does not.")'
OPEN = 'from edscreen.rulekit import undisclosed\n    return undisclosed("The vendor has not said.")'
CRASHES = 'raise RuntimeError("boom")'
INTERRUPTS = "import signal\n    signal.raise_signal(signal.SIGINT)"


@pytest.fixture
def check(edscreen: Run, profile: Profile, write_rule: WriteRule) -> Run:
    """Check one profile by one rule."""

    def run(
        body: str, *options: str, severity: str = "red", **settings: object
    ) -> subprocess.CompletedProcess[str]:
        book = write_rule("sample", body=body, severity=severity)
        chosen = ("--rules-dir", str(book), "--select", "sample", "--format", "json")
        return edscreen("check", profile(), *chosen, *options, **settings)

    return run


@pytest.mark.parametrize(
    ("body", "severity", "options", "code"),
    [
        (PASSES, "red", [], 0),
        (FLAGS, "red", [], 1),
        (FLAGS, "caution", [], 0),
        (FLAGS, "caution", ["--fail-on", "caution"], 1),
        (FLAGS, "note", ["--fail-on", "caution"], 0),
        (FLAGS, "note", ["--fail-on", "note"], 1),
        (FLAGS, "red", ["--fail-on", "never"], 0),
        (FLAGS, "red", ["--exit-zero"], 0),
        (OPEN, "red", [], 3),
        (OPEN, "caution", [], 0),
        (OPEN, "caution", ["--fail-on", "caution"], 3),
        (OPEN, "red", ["--unanswered", "pass"], 0),
        (OPEN, "red", ["--exit-zero"], 0),
        (OPEN, "red", ["--fail-on", "never"], 0),
        (CRASHES, "red", [], 3),
        (CRASHES, "red", ["--unanswered", "pass"], 3),
        (CRASHES, "note", [], 0),
    ],
)
def test_a_screening_ends_by_its_answers(
    check: Run, body: str, severity: str, options: list[str], code: int
) -> None:
    result = check(body, *options, severity=severity)

    assert result.returncode == code, result.stderr
    without_exit_zero = json.loads(result.stdout)["exit_code"]
    assert without_exit_zero == code or "--exit-zero" in options
    assert result.stderr.splitlines()[-1].startswith(f"edscreen: exit code {without_exit_zero}: ")


def test_an_invalid_profile_gives_2_and_the_others_are_still_screened(
    edscreen: Run, profile: Profile
) -> None:
    good, bad = profile(), profile("dosage: [{minuts: 60}]", name="bad.yaml")

    result = edscreen("check", bad, good, "--format", "json")

    report = json.loads(result.stdout)
    assert (result.returncode, report["exit_code"]) == (2, 2)
    assert [scorecard["profile"] for scorecard in report["scorecards"]] == [good]
    [error] = report["errors"]
    assert (error["kind"], error["profile"], error["line"], error["column"]) == (
        "invalid_profile",
        bad,
        4,
        11,
    )
    assert f"{bad}:4:11: dosage[0].minuts: " in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["check"],
        ["check", "absent.yaml"],
        ["check", "."],
        ["check", "lumen.yaml", "--as-of", "tomorrow"],
        ["check", "lumen.yaml", "--format", "pdf"],
        ["check", "lumen.yaml", "--select", "nothing-of-the-kind"],
        ["check", "lumen.yaml", "--rules-dir", "absent"],
        ["chek", "lumen.yaml"],
    ],
    ids=" ".join,
)
def test_bad_usage_gives_2_and_says_what_to_do(edscreen: Run, profile: Profile, arguments: list[str]) -> None:
    if "lumen.yaml" in arguments:
        profile()

    result = edscreen(*arguments)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert result.stderr.strip() or "Usage" in result.stdout


def test_output_that_cannot_be_written_gives_4_and_one_sentence(check: Run, tmp_path: Path) -> None:
    read_only = tmp_path / "read-only"
    read_only.write_text("", encoding="utf-8")

    with read_only.open(encoding="utf-8") as stdout:
        result = check(FLAGS, stdout=stdout)

    assert result.returncode == 4
    assert result.stderr.splitlines()[-1].startswith("edscreen: the output could not be written: ")
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full to write to")
@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["check", "--help"], ["rules", "list"]], ids=" ".join
)
def test_every_command_notices_a_full_disk(edscreen: Run, arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = edscreen(*arguments, stdout=full)

    assert result.returncode == 4
    assert "the output could not be written" in result.stderr


def test_an_interrupted_run_gives_130(check: Run) -> None:
    result = check(INTERRUPTS)

    assert result.returncode == 130
    assert result.stderr.splitlines()[-1] == "edscreen: interrupted (exit code 130)."


@pytest.mark.skipif(
    os.name != "posix", reason="Windows has no pipe that can be closed before it is handed on"
)
@pytest.mark.parametrize(("body", "code"), [(PASSES, 0), (FLAGS, 1), (OPEN, 3)])
def test_a_reader_that_closes_the_pipe_ends_the_run_quietly(check: Run, body: str, code: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    result = check(body, stdout=writer)
    os.close(writer)

    assert result.returncode == code
    assert "Traceback" not in result.stderr
    assert "could not" not in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="closes standard output as a shell does with >&-")
@pytest.mark.parametrize(
    "arguments",
    [["check", "lumen.yaml"], ["check", "lumen.yaml", "--format", "json"], ["rules", "list"], ["--help"]],
)
def test_a_closed_standard_output_gives_4_and_one_sentence(
    edscreen: Run, profile: Profile, arguments: list[str]
) -> None:
    profile()

    result = edscreen(*arguments, stdout=None, preexec_fn=lambda: os.close(1))

    assert result.returncode == 4
    assert result.stderr == (
        "edscreen: the output could not be written: standard output is closed (exit code 4).\n"
    )


def test_a_rule_that_fails_is_told_with_its_own_words_and_place(check: Run) -> None:
    result = check('raise TypeError("no \\x1b[31m\\n such field " + "x" * 1000)')

    [said] = [line for line in result.stderr.splitlines() if "stopped with" in line]
    assert said.startswith("edscreen: the rule 'sample' stopped with TypeError: no \\x1b[31m such field xxx")
    assert re.search(r"x\.\.\. \(\S+/sample/rule\.py:\d+\)$", said)
    assert len(said) < 600


def test_what_a_rule_prints_does_not_end_up_in_the_report(check: Run) -> None:
    result = check('print("here")\n    ' + PASSES)

    assert json.loads(result.stdout)["exit_code"] == 0
    assert result.stderr.startswith("here\n")


def test_an_error_inside_edscreen_gives_4_and_a_traceback_only_on_demand(
    edscreen: Run, profile: Profile, tmp_path: Path
) -> None:
    fault = tmp_path / "sitecustomize.py"
    fault.write_text(
        "import edscreen.screening.engine as engine\n"
        "def fail(*_):\n    raise ZeroDivisionError\n"
        "engine.Engine.screen_several = fail\n",
        encoding="utf-8",
    )
    faulty = {**os.environ, "PYTHONPATH": str(tmp_path)}

    plain = edscreen("check", profile(), env=faulty)
    talkative = edscreen("check", profile(), "-v", "-v", env=faulty)

    assert (plain.returncode, talkative.returncode) == (4, 4)
    assert "Traceback" not in plain.stderr
    assert "ZeroDivisionError" in plain.stderr
    assert "Traceback" in talkative.stderr


@pytest.mark.parametrize("module", ["edscreen.cli", "edscreen.cli.standard_output", "edscreen.cli.app"])
def test_an_interruption_while_edscreen_is_still_loading_ends_it_quietly(
    edscreen: Run, profile: Profile, tmp_path: Path, module: str
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Interrupt:\n"
        "    def find_spec(name, *_):\n"
        f"        if name == {module!r}:\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt)\n",
        encoding="utf-8",
    )

    result = edscreen("check", profile(), env={**os.environ, "PYTHONPATH": str(tmp_path)})

    assert result.returncode == 130
    assert result.stderr == "edscreen: interrupted (exit code 130).\n"


def test_nothing_is_imported_from_the_folder_in_which_it_runs(profile: Profile, tmp_path: Path) -> None:
    planted = 'from pathlib import Path\nPath(__file__).with_name("written").touch()\n'
    for name in ("yaml", "rich", "typer"):
        (tmp_path / f"{name}.py").write_text(planted, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "edscreen", "check", profile()],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )

    assert done.returncode == 3, done.stderr
    assert not (tmp_path / "written").exists()
