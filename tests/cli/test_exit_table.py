"""Exit codes by outcome, cover, threshold and `--unanswered`: every combination has its row here."""

from __future__ import annotations

import contextlib
import io
import json
from typing import TYPE_CHECKING

import pytest

from edscreen.cli.app import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Screened = Callable[..., int]

RULE = """
from edscreen.rulekit import (
    Profile, flags, not_applicable, passes, rule, skipped, unavailable, undisclosed
)

ANSWERS = {
    "pass": lambda: passes("Well.", ("product", "version"), basis="claimed"),
    "flag": lambda: flags("Not well.", ("price", "per_student_usd")),
    "undisclosed": lambda: undisclosed("Not said."),
    "unavailable": lambda: unavailable("Not to be had."),
    "skipped": lambda: skipped("Not looked at."),
    "not_applicable": lambda: not_applicable("Does not arise."),
}

@rule(id="sample", title="A question?", family="samples", severity="red", ask_vendor="?", sources=(),
      gets_worse="higher")
def judge(profile: Profile):
    return ANSWERS[profile.product.version]()
"""

COVERED = """
    outcome         cover           fail  pass
    pass            none            0     0
    pass            waiver          0     0
    pass            baseline        0     0
    flag            none            1     1
    flag            waiver          0     0
    flag            expired         1     1
    flag            outgrown        1     1
    flag            ignored         1     1
    flag            baseline        0     0
    flag            milder          1     1
    flag            less            1     1
    undisclosed     none            3     0
    undisclosed     waiver          0     0
    undisclosed     expired         3     0
    undisclosed     outgrown        3     0
    undisclosed     ignored         3     0
    undisclosed     baseline        0     0
    undisclosed     milder          3     0
    unavailable     none            3     0
    unavailable     waiver          0     0
    unavailable     expired         3     0
    unavailable     outgrown        3     0
    unavailable     ignored         3     0
    unavailable     baseline        0     0
    unavailable     milder          3     0
    skipped         none            3     0
    skipped         waiver          0     0
    skipped         expired         3     0
    skipped         outgrown        3     0
    skipped         ignored         3     0
    skipped         baseline        0     0
    skipped         milder          3     0
    error           none            3     3
    error           waiver          3     3
    error           expired         3     3
    error           baseline        3     3
    not_applicable  none            0     0
    not_applicable  waiver          0     0
    not_applicable  baseline        0     0
"""
"""At the threshold itself. A waiver that is outgrown covers a caution, a milder baseline knew a caution, less
knew a smaller number; ignored is by --no-waivers."""

THRESHOLDS = """
    severity  fail-on  flag  undisclosed  error  flag-waived
    red       red      1     3            3      0
    red       caution  1     3            3      0
    red       note     1     3            3      0
    red       never    0     0            0      0
    caution   red      0     0            0      0
    caution   caution  1     3            3      0
    caution   note     1     3            3      0
    caution   never    0     0            0      0
    note      red      0     0            0      0
    note      caution  0     0            0      0
    note      note     1     3            3      0
    note      never    0     0            0      0
"""


def rows(table: str) -> list[dict[str, str]]:
    head, *lines = [line.split() for line in table.strip().splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exit-codes")
    (made / "book" / "sample").mkdir(parents=True)
    (made / "book" / "sample" / "rule.py").write_text(RULE, encoding="utf-8")
    return made


@pytest.fixture
def screened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Screened:
    """Screen a product on which the rule answers as asked, and give the exit code."""

    def run_check(
        outcome: str, cover: str = "none", severity: str = "red", *options: str, form: str = "json"
    ) -> int:
        (folder / "p.yaml").write_text(
            "edscreen: 1\nvendor: {name: Lumen}\nprice: {per_student_usd: 60}\n"
            f"product: {{name: Lumen Reading, version: {outcome}}}\n",
            encoding="utf-8",
        )
        (folder / "policy.yaml").write_text(policy(severity, cover), encoding="utf-8")
        given = ["check", str(folder / "p.yaml"), "--rules-dir", str(folder / "book"), "--select", "sample"]
        given += ["--policy", str(folder / "policy.yaml"), "--format", form, *options]
        if cover in {"baseline", "milder", "less"}:
            (folder / "baseline.json").write_text(baseline(outcome, severity, cover), encoding="utf-8")
            given += ["--baseline", str(folder / "baseline.json")]
        if cover == "ignored":
            given.append("--no-waivers")
        monkeypatch.setattr("sys.argv", ["edscreen", *given])
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return run()

    return run_check


def policy(severity: str, cover: str) -> str:
    text = f"edscreen_policy: 1\nrules: {{sample: {{severity: {severity}}}}}\n"
    if cover not in {"waiver", "expired", "outgrown", "ignored"}:
        return text
    expires = "2026-11-20" if cover == "expired" else "2026-11-21"
    covers = ", covers: {severity: caution}" if cover == "outgrown" else ""
    who = "vendor: Lumen, product: Lumen Reading, reason: a pilot, by: the office"
    return f"{text}waivers:\n  - {{rule: sample, {who}, expires: {expires}{covers}}}\n"


def baseline(outcome: str, severity: str, cover: str) -> str:
    known = {
        "vendor": "Lumen",
        "product": "Lumen Reading",
        "rule": "sample",
        "outcome": "flag" if outcome == "error" else outcome,
        "severity": "caution" if cover == "milder" else severity,
        "field": "price.per_student_usd",
        "value": 50 if cover == "less" else 60,
    }
    if outcome in {"pass", "not_applicable"}:
        known["outcome"] = "flag"
    return json.dumps({"edscreen_baseline": 1, "findings": [known]})


@pytest.mark.parametrize("row", rows(COVERED), ids=lambda row: f"{row['outcome']}-{row['cover']}")
@pytest.mark.parametrize("unanswered", ["fail", "pass"])
def test_what_an_answer_and_its_cover_come_to(
    screened: Screened, row: dict[str, str], unanswered: str
) -> None:
    code = screened(row["outcome"], row["cover"], "red", "--unanswered", unanswered)

    assert code == int(row[unanswered])


@pytest.mark.parametrize("row", rows(THRESHOLDS), ids=lambda row: f"{row['severity']}-at-{row['fail-on']}")
@pytest.mark.parametrize("answer", ["flag", "undisclosed", "error", "flag-waived"])
def test_what_a_severity_comes_to_at_a_threshold(
    screened: Screened, row: dict[str, str], answer: str
) -> None:
    outcome, _, waived = answer.partition("-")

    code = screened(outcome, "waiver" if waived else "none", row["severity"], "--fail-on", row["fail-on"])

    assert code == int(row[answer])


@pytest.mark.parametrize("form", ["rich", "json", "jsonl", "csv", "markdown", "sarif", "junit", "github"])
@pytest.mark.parametrize(("outcome", "code"), [("pass", 0), ("flag", 1), ("undisclosed", 3), ("error", 3)])
def test_the_format_makes_no_difference(screened: Screened, form: str, outcome: str, code: int) -> None:
    assert screened(outcome, form=form) == code
