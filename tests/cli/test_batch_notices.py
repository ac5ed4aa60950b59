"""What `batch` says of a whole list and `check` of each profile: once, with a number and the first place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run: TypeAlias = Callable[..., CompletedProcess[str]]

PROFILE = """\
edscreen: 1
prepared: {{role: district, by: me, on: 2026-11-02}}
vendor: {{name: Vendor {0}}}
product: {{name: Product {0}, category: supplemental, grades: [K]}}
dosage: [{{grades: [K], minutes: {1}, per: week}}]
"""
BUDGET = "edscreen_policy: 1\nscreen_budget: [{grades: [K, 1], flag_at: 60}]\n"


@pytest.fixture
def profiles(tmp_path: Path) -> Callable[..., str]:
    """Write profiles into a folder; each of them goes on with a text of its own."""

    def write(*texts: str, minutes: int = 20) -> str:
        (tmp_path / "vendors").mkdir(exist_ok=True)
        for number, text in enumerate(texts):
            file = tmp_path / "vendors" / f"{number}.yaml"
            file.write_text(PROFILE.format(number, minutes) + text, encoding="utf-8")
        return "vendors"

    return write


def said(done: CompletedProcess[str]) -> list[str]:
    return [line.removeprefix("edscreen: ") for line in done.stderr.splitlines()]


def test_what_many_profiles_hold_is_said_once(
    edscreen: Run, profiles: Callable[..., str], tmp_path: Path
) -> None:
    studies = 'studies: [{title: One, url: "https://ann:secret@journal.example/"}]\n'
    folder = profiles(
        "contract: {x: 1}\nreplies: [{rule: nothing, text: no}]\n",
        "contract: {x: 1}\nreplies: [{text: no}, {rule: nothing, text: no}]\n" + studies,
        studies,
    )
    done = edscreen("batch", folder, "--out", "out", "--workers", "2")
    lines = said(done)
    assert "2 profiles hold the section 'contract', which this version keeps and does not judge" in lines
    first = "vendors/0.yaml:7:18: replies[0].rule: no rule has this id"
    assert f"3 replies are not shown beside a finding (first: {first})" in lines
    assert (
        "vendors/1.yaml:8:29: studies[0].url: a user name or a password stands in this web address: what "
        "stands before @ was left out; delete it in the file as well; the same in 1 more profile"
    ) in lines
    assert not [
        file for file in tmp_path.glob("out/**/*") if file.is_file() and b"secret" in file.read_bytes()
    ]
    again = edscreen("batch", folder, "--out", "out", "--resume")
    words = ("section", "replies", "password")
    of_both = [
        [line for line in each if any(word in line for word in words)] for each in (said(again), lines)
    ]
    assert of_both[0] == of_both[1] != []


def test_one_of_a_kind_is_said_as_check_says_it(edscreen: Run, profiles: Callable[..., str]) -> None:
    folder = profiles("contract: {x: 1}\nreplies: [{rule: nothing, text: no}]\n")
    screened, checked = edscreen("batch", folder, "--out", "out"), edscreen("check", folder)
    of_both = [line for line in said(checked) if "contract" in line or "reply" in line]
    assert len(of_both) == 2
    assert set(of_both) <= set(said(screened))


def test_answers_that_nobody_confirmed_are_counted_with_the_first_file(
    edscreen: Run, profiles: Callable[..., str]
) -> None:
    mark = "# To be confirmed: taken over from https://lumen.example/\n"
    folder = profiles(mark + "approvals: []\n", mark + "approvals: []\n" + mark + "studies: []\n")
    assert "confirmed by nobody" in edscreen("check", folder).stderr
    done = edscreen("batch", folder, "--out", "out")
    [line] = [line for line in said(done) if "confirmed by nobody" in line]
    assert line.startswith(
        "3 answers in 2 files were taken over from a site and confirmed by nobody (first: "
    )
    assert "(first: vendors/0.yaml, line 7): to confirm them, run edscreen init with the file" in line


def test_minutes_of_all_products_are_added_up_as_check_does_also_by_several_workers_and_later(
    edscreen: Run, profiles: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "edscreen.yaml").write_text(BUDGET, encoding="utf-8")
    folder = profiles("", "", "approvals: []\n", minutes=25)
    (tmp_path / "vendors" / "open.yaml").write_text(
        "edscreen: 1\nvendor: {name: Z}\nproduct: {name: Silent, grades: [1]}\n", encoding="utf-8"
    )
    checked = edscreen("check", folder)
    [expected] = [line for line in said(checked) if line.startswith("screen time")]
    assert "75 minutes a week from 3 products" in expected
    for options in (["--workers", "2"], ["--resume"]):
        done = edscreen("batch", folder, "--out", "out", *options)
        assert expected in said(done)


def test_of_a_baseline_it_says_what_is_gone_and_what_was_not_screened(
    edscreen: Run, profiles: Callable[..., str], tmp_path: Path
) -> None:
    folder = profiles("", "", "", minutes=90)
    known = edscreen("batch", folder, "--out", "first", "--write-baseline", "known.json")
    assert known.returncode == 0, known.stderr
    profiles("", "", minutes=10)
    (tmp_path / "vendors" / "2.yaml").unlink()
    done = edscreen("batch", folder, "--out", "second", "--baseline", "known.json", "--output", "json=r.json")
    lines = said(done)
    [gone] = [line for line in lines if "no longer found" in line]
    assert gone.startswith("2 entries of the baseline are no longer found (first: screen-time of ")
    assert any(line.endswith("of the baseline: no such product was screened") for line in lines)
    report = (tmp_path / "r.json").read_text(encoding="utf-8")
    assert report.count("baseline_fixed") == 2
