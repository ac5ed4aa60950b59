"""`edscreen init --policy` writes a district's policy that check finds and goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

ANSWERS = [
    "Cedar Mesa School District",
    "UT",
    "K-5",
    "math, reading",
    "EL, IEP",
    "Example Core",
    "",
    "caution",
    "no",
]
ANSWERS += ["purchasing@cedarmesa.example"]


def typed(*answers: str) -> str:
    return "".join(f"{answer}\n" for answer in answers)


def test_ten_answers_become_the_policy_in_force(
    edscreen: Run, profile: Callable[..., str], tmp_path: Path
) -> None:
    done = edscreen("init", "--policy", input=typed(*ANSWERS))
    assert done.returncode == 0, done.stderr
    assert "Still missing (1):\n  - Your district: What has it set out to improve?\n" in done.stdout
    assert "Screen a product by it:\n  edscreen check their-product.yaml\n" in done.stdout
    text = (tmp_path / "edscreen.yaml").read_text(encoding="utf-8")
    assert "  name: Cedar Mesa School District\n" in text
    assert "  subgroups: [EL, IEP]\n" in text
    screened = edscreen("check", profile(), "--format", "json")
    assert screened.returncode == 3
    assert '"fail_on": "caution"' in screened.stdout
    assert "policy ./edscreen.yaml (found)" in screened.stderr


def test_an_answer_that_is_no_policy_is_asked_again_and_the_rest_goes_on_later(
    edscreen: Run, tmp_path: Path
) -> None:
    done = edscreen("init", "ours.yaml", "--policy", input=typed("Cedar Mesa", "Utha", "Utah", "stop"))
    assert "did you mean Utah?" in done.stdout
    assert "  state: UT\n" in (tmp_path / "ours.yaml").read_text(encoding="utf-8")
    assert "check their-product.yaml --policy ours.yaml\n" in done.stdout
    assert "edscreen init ours.yaml --policy\n" in done.stdout
    again = edscreen("init", "ours.yaml", "--policy", input=typed("K-2"))
    assert "What is your district called?" not in again.stdout
    assert "  grades: K-2\n" in (tmp_path / "ours.yaml").read_text(encoding="utf-8")


def test_what_a_policy_already_says_is_kept(edscreen: Run, tmp_path: Path) -> None:
    before = (
        "edscreen_policy: 1\n# off since May\nrules: {screen-time: off, sea-efficacy: {severity: red}}\n"
        "waivers:\n  - {rule: sea-approval, product: '*', reason: pilot, by: board, expires: 2027-06-30}\n"
    )
    (tmp_path / "edscreen.yaml").write_text(before, encoding="utf-8")
    assert edscreen("init", "--policy", "--non-interactive").returncode == 0
    text = (tmp_path / "edscreen.yaml").read_text(encoding="utf-8")
    assert "# off since May\nrules: {screen-time: off, sea-efficacy: {severity: red}}\n" in text
    assert '    product: "*"\n' in text
    assert "    expires: 2027-06-30\n" in text


def test_a_call_that_makes_no_sense_is_told(edscreen: Run) -> None:
    done = edscreen("init", "--policy", "--vendor", "Brightfern")
    assert done.returncode == 2
    assert "--policy goes with neither --sheet nor --vendor nor --product" in done.stderr
