"""`edscreen init` asks in plain words, keeps every answer, and never writes over anything untold."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

# What a buyer types who has docs/proposal.md at hand, question after question.
BRIGHTFERN = [
    *("purchasing office", "your district", "Answer to RFP 26-031", "October 14, 2026"),
    *("Brightfern Learning", "www.brightfern.example"),
    *("Brightfern Numbers", "math", "3, 4 and 5", "supplemental", "yes"),
    *("supplemental", "math", "3-4", "about 300", "Fewer students below grade level"),
    *("yes", "3-5", "30 to 40 minutes", "week", "for all subjects together", "26", ""),
    *("yes", "Practice that adapts: a randomized trial of Brightfern Numbers in 22 schools"),
    *("https://research.stonebrook-university.example/brightfern-numbers", "randomized controlled trial"),
    *("Center for Mathematics Learning at Stonebrook University", "none", "a public body"),
    *("yes", "mathematics achievement", "0.12", "", ""),
    *("yes", "Utah", "alignment and efficacy", "approved", "June 15, 2026", "June 30, 2028"),
    *("https://schools.utah.gov/invented-for-this-example/mathematics-software", ""),
    *("yes", "NWEA MAP Growth Math", "5", "percentile points", "26", "35", ""),
    *("4 hours", "yes", "yes", "$11.50", "school year"),
    *("claims only", "Proven by science", "November 3, 2026", "M. Okafor", ""),
]


def typed(*answers: str) -> str:
    return "".join(f"{answer}\n" for answer in answers)


def test_a_proposal_becomes_a_profile_that_is_screened(edscreen: Run) -> None:
    done = edscreen("init", "numbers.yaml", input=typed(*BRIGHTFERN))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "Still missing" not in done.stdout
    assert "Screen the product:\n  edscreen check numbers.yaml\n" in done.stdout
    screened = edscreen("check", "numbers.yaml", "--as-of", "2026-11-21")
    assert screened.returncode == 1
    assert "not looked at" not in screened.stdout
    assert "M. Okafor" in screened.stdout
    assert max(map(len, done.stdout.splitlines())) <= 88


def test_the_pages_made_of_it_say_what_is_bought_and_what_the_vendor_offers(
    edscreen: Run, tmp_path: Path
) -> None:
    assert "init numbers.yaml --full" in edscreen("init", "numbers.yaml", input=typed(*BRIGHTFERN)).stdout
    made = ["--output", "memo=memo.html", "--output", "letter=letter.txt"]
    edscreen("check", "numbers.yaml", "--as-of", "2026-11-21", *made)
    memo = (tmp_path / "memo.html").read_text(encoding="utf-8")
    for said in (
        "Fewer students below grade level",
        "300 students",
        "grades 3 and 4",
        "Answer to RFP 26-031",
    ):
        assert said in memo
    letter = (tmp_path / "letter.txt").read_text(encoding="utf-8")
    nothing = " ".join(letter.partition("We have nothing from you on: ")[2].partition("\n\n")[0].split())
    assert not {"training", "price", "help during the year"} & set(nothing.replace(" and ", ", ").split(", "))
    assert "$11.50" in letter
    assert letter.count("Stated in") == 8, "of the study and the approval, too"


def test_the_page_shows_what_a_person_sees(edscreen: Run, root: Path) -> None:
    page = (root / "docs/getting-started.md").read_text(encoding="utf-8")
    shown = page.partition('```text title="what you see"\n')[2].partition("```")[0]
    mistaken = [
        part for answer in BRIGHTFERN for part in ("as needed", answer)[answer != "30 to 40 minutes" :]
    ]
    numbered = ["2" if answer == "supplemental" else answer for answer in mistaken]
    seen = iter(edscreen("init", "brightfern.yaml", input=typed(*numbered)).stdout.splitlines())
    missing = [line for line in shown.splitlines() if line and line not in seen]  # each after the one before
    assert missing == []


def test_every_question_has_a_meaning_or_an_example(edscreen: Run) -> None:
    lines = edscreen("init", "a.yaml", input=typed(*BRIGHTFERN)).stdout.splitlines()
    questions = [
        number for number, line in enumerate(lines) if line.endswith("?") and not line.startswith(" ")
    ]
    assert len(questions) >= 45
    assert all(lines[number + 1].startswith("  ") for number in questions)


def test_what_cannot_be_read_is_named_with_its_line_and_what_to_write(edscreen: Run, tmp_path: Path) -> None:
    path = tmp_path / "half.yaml"
    text = 'edscreen: 1\nvendor: {name: B}\nproduct:\n  name: N\n  grades: "3 to 5"\nstudies:\n  - title: X\n'
    path.write_text(f"{text}    design: rct\n    districts: many\n", encoding="utf-8")
    shown = edscreen("init", "half.yaml", input="").stdout
    said = " ".join(shown.partition("cannot be checked before this is put right:")[2].split())
    assert "half.yaml:5:11: product.grades: " in said
    assert "half.yaml:8:13: studies[0].design: " in said
    assert "half.yaml:9:16: studies[0].districts: " in said
    for place in said.split("- half.yaml:")[1:]:
        assert any(words in place for words in ("write", "one of", "is due here")), place
    asked = edscreen("init", "half.yaml", input=typed(*[""] * 90)).stdout
    assert "Now: 3 to 5 (Enter keeps it)" in asked
    assert "Now: many (Enter keeps it)" in asked, "though it is asked only in full otherwise"


def test_it_stops_and_goes_on_where_it_stopped(edscreen: Run, tmp_path: Path) -> None:
    first = edscreen("init", "a.yaml", input=typed("office", "district", "", "Brightfern", "stop"))
    assert first.returncode == 0
    assert "cannot be checked before this is answered: What is the product called?" in first.stdout
    assert "Go on with what is missing:\n  edscreen init a.yaml\n" in first.stdout
    second = edscreen("init", "a.yaml", input=typed("", "", "Numbers", "stop"))
    assert "a.yaml is there already: only what is missing is asked." in second.stdout
    assert "Who is filling this in" not in second.stdout
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "  name: Brightfern\n" in text
    assert "  name: Numbers\n" in text


def test_the_end_of_the_answers_is_no_failure(edscreen: Run, tmp_path: Path) -> None:
    done = edscreen("init", input=typed("office"))
    assert done.returncode == 0
    assert "  by: office\n" in (tmp_path / "profile.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("answers", ["", "\n\n", "stop\n", None])
def test_without_an_answer_nothing_is_written(edscreen: Run, tmp_path: Path, answers: str | None) -> None:
    done = edscreen("init", "a.yaml", **({"input": answers} if answers is not None else {}))
    assert done.returncode == 2
    assert done.stderr == "edscreen init: nothing was answered, and nothing was written (exit code 2).\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C cannot be sent to one process there")
def test_ctrl_c_keeps_the_answers(command: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [command, "init", "my profile.yaml"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        encoding="utf-8",
    )
    assert process.stdin
    process.stdin.write("office\n")
    process.stdin.flush()
    for _ in range(200):
        if (tmp_path / "my profile.yaml").exists():
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said == (
        'edscreen: your answers are kept; to go on: edscreen init "my profile.yaml"\n'
        "edscreen: interrupted (exit code 130).\n"
    )
    assert "  by: office\n" in (tmp_path / "my profile.yaml").read_text(encoding="utf-8")


def test_nothing_is_asked_where_that_is_wished(edscreen: Run, tmp_path: Path) -> None:
    done = edscreen("init", "a.yaml", "--non-interactive", "--vendor", "Brightfern", "--product", "Numbers")
    assert (done.returncode, done.stdout) == (0, "a.yaml\n")
    assert "answers are still missing" in done.stderr
    assert edscreen("check", "a.yaml").returncode == 3
    again = edscreen("init", "a.yaml", "--non-interactive", "--quiet", "--vendor", "Brightfern Inc.")
    assert (again.returncode, again.stderr) == (0, "")
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "  name: Brightfern Inc.\n" in text
    assert "  name: Numbers\n" in text


def test_what_is_no_profile_is_left_alone_unless_told(edscreen: Run, tmp_path: Path) -> None:
    file = tmp_path / "letter.yaml"
    file.write_text("Dear all,\n", encoding="utf-8")
    done = edscreen("init", "letter.yaml", "--non-interactive")
    assert done.returncode == 2
    assert done.stderr.startswith("letter.yaml:1:1: this is not a profile")
    assert file.read_text(encoding="utf-8") == "Dear all,\n"
    assert edscreen("init", "letter.yaml", "--non-interactive", "--force").returncode == 0
    assert "edscreen: 1\n" in file.read_text(encoding="utf-8")


def test_a_folder_is_no_file(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "vendors").mkdir()
    for more in ([], ["--force"]):
        done = edscreen("init", "vendors", "--non-interactive", *more)
        assert done.returncode == 2
        assert "this is a folder" in done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing keeps root from writing")
def test_what_cannot_be_written_is_said(edscreen: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = edscreen("init", "a.yaml", "--non-interactive")
    tmp_path.chmod(0o700)
    assert done.returncode == 4
    assert "a.yaml could not be written: Permission denied" in done.stderr


def test_hostile_answers_reach_neither_terminal_nor_file_as_commands(edscreen: Run, tmp_path: Path) -> None:
    name = "\x1b[31mRed\u202e [bold]x[/bold]"
    done = edscreen("init", "a.yaml", input=typed("", "", "", name, "", "Numbers", "", "<", "<", "<", "<"))
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert r"Now: \x1b[31mRed\u202e [bold]x[/bold]" in done.stdout
    assert "\x1b" not in (tmp_path / "a.yaml").read_text(encoding="utf-8")
    screened = edscreen("check", "a.yaml", "--format", "json")
    assert r"\u001b[31mRed" in screened.stdout


def test_bytes_that_are_no_text_are_an_answer_to_be_mended(command: str, tmp_path: Path) -> None:
    answers = b"office\nda\xff\nvendor\n"
    done = subprocess.run(
        [command, "init", "a.yaml"], input=answers, capture_output=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0
    assert b"a character of this answer cannot be read: type it anew" in done.stdout
    assert "role: vendor" in (tmp_path / "a.yaml").read_text(encoding="utf-8")
