"""`edscreen rules explain ID --waiver PROFILE` prints an entry to paste, whatever a vendor is called."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from edscreen.profile.yaml_builder import trees
from edscreen.report.rule_waiver import waiver_block
from edscreen.screening.scorecard import Finding, FromProfile, Scorecard
from edscreen.screening.worse import is_amount

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

DAY = date(2026, 11, 21)


def entry(text: str) -> Any:
    [tree] = trees(f"edscreen_policy: 1\n{text}")
    assert tree.mistakes == ()
    [found] = tree.data["waivers"]
    return found


def scorecard(vendor: str, value: Any = 50, message: str = "It is so.", outcome: Any = "flag") -> Scorecard:
    evidence = (FromProfile("lumen.yaml", 3, 1, "dosage[0].minutes", value),)
    finding = Finding(
        "screen-time",
        "T",
        "dosage",
        "caution",
        "red",
        outcome,
        "claimed",
        message,
        None,
        evidence,
        (),
        {},
        None,
        "f",
    )
    return Scorecard("lumen.yaml", 0, "0", vendor, vendor, None, (finding,))


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


def test_the_entry_covers_this_answer_or_a_milder_one(edscreen: Run, root: Path) -> None:
    profile = str(root / "examples" / "flagged.yaml")
    done = edscreen("rules", "explain", "screen-time", "--waiver", profile, "--as-of", "2026-11-21")
    assert done.returncode == 0
    found = entry(done.stdout)
    assert found == {
        "rule": "screen-time",
        "vendor": "Marrowby Learning",
        "product": "Marrowby Math",
        "reason": "FILL IN: why the district accepts this for a while",
        "by": "FILL IN: who decided so",
        "expires": "2027-11-21",
        "covers": {"severity": "red", "value": found["covers"]["value"]},
    }
    assert "\n  # red flag: " in done.stdout
    assert "fill in why and who" in done.stderr


def test_what_needs_no_waiver_gets_none(edscreen: Run, root: Path) -> None:
    profile = str(root / "examples" / "clear.yaml")
    done = edscreen("rules", "explain", "screen-time", "--waiver", profile, "--as-of", "2026-11-21")
    assert (done.returncode, done.stdout) == (0, "")
    assert "there is nothing to waive for" in done.stderr


def test_an_open_question_can_be_waived_and_covers_no_value(
    edscreen: Run, profile: Callable[..., str]
) -> None:
    done = edscreen("rules", "explain", "screen-time", "--waiver", profile())
    assert entry(done.stdout)["covers"] == {"outcome": "undisclosed"}


@pytest.mark.parametrize("text", ["dosag: []\n", "dosage: [\n"])
def test_a_profile_that_is_not_valid_is_exit_code_2(
    edscreen: Run, profile: Callable[..., str], text: str
) -> None:
    done = edscreen("rules", "explain", "screen-time", "--waiver", profile(text))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("lumen.yaml:4:")


def test_each_product_of_a_file_gets_its_entry(edscreen: Run, tmp_path: Path) -> None:
    one = "edscreen: 1\nvendor: {name: V}\nproduct: {name: %s}\n"
    (tmp_path / "two.yaml").write_text(f"{one % 'A'}---\n{one % 'B'}", encoding="utf-8")
    done = edscreen("rules", "explain", "screen-time", "--waiver", "two.yaml")
    [tree] = trees(done.stdout)
    assert [found["product"] for found in tree.data["waivers"]] == ["A", "B"]


def test_the_policys_rules_and_severities_count(edscreen: Run, tmp_path: Path, root: Path) -> None:
    shutil.copytree(root / "examples" / "district-repo" / "our-rules", tmp_path / "our-rules")
    policy = "edscreen_policy: 1\nrule_books: [./our-rules]\nrules: {training-included: {severity: red}}\n"
    (tmp_path / "edscreen.yaml").write_text(policy, encoding="utf-8")
    head = "edscreen: 1\nvendor: {name: V}\nproduct: {name: P}\n"
    (tmp_path / "lumen.yaml").write_text(f"{head}training: {{included: no}}\n", encoding="utf-8")

    done = edscreen("rules", "explain", "training-included", "--waiver", "lumen.yaml")
    assert entry(done.stdout)["covers"] == {"severity": "red"}
    filled_in = done.stdout.replace("FILL IN: ", "")
    (tmp_path / "edscreen.yaml").write_text(policy + filled_in, encoding="utf-8")
    screened = edscreen("check", "lumen.yaml", "--select", "training-included")
    assert (screened.returncode, "waived" in screened.stdout.lower()) == (0, True)

    assert "training-included" in edscreen("rules", "list").stdout
    assert edscreen("rules", "explain", "training-included", "--no-policy").returncode == 2


def test_a_found_policy_does_not_make_rules_run_code(edscreen: Run, tmp_path: Path) -> None:
    rule = tmp_path / "our-rules" / "sneaky" / "rule.py"
    rule.parent.mkdir(parents=True)
    rule.write_text("open('it-ran', 'w').close()", encoding="utf-8")
    (tmp_path / "edscreen.yaml").write_text(
        "edscreen_policy: 1\nrule_books: [./our-rules]\n", encoding="utf-8"
    )
    for call in (["list"], ["explain", "screen-time"]):
        done = edscreen("rules", *call)
        assert done.returncode == 2
        assert "holds a rule in Python (sneaky/rule.py)" in done.stderr
    assert not (tmp_path / "it-ran").exists()


ODD = (
    *(
        "no",
        "NULL",
        "~",
        "1e3",
        "0o17",
        "0x1F",
        "4.10",
        "- x",
        "a: b",
        "x #y",
        "{a}",
        "[a]",
        "&a",
        "*a",
        "!t",
    ),
    *(
        "|",
        ">",
        "'",
        '"',
        "\\",
        "\n",
        "\r\n",
        "a\n- rule: '*'",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "%YAML",
    ),
    *("---", "...", " a "),
)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(ODD)


@given(NAMES, NAMES | st.integers() | st.floats(allow_nan=False) | st.booleans(), NAMES)
def test_any_name_and_value_comes_back_as_it_was(vendor: str, value: Any, message: str) -> None:
    block = waiver_block([scorecard(vendor, value, message)], DAY)
    assert block.replace("\n", "").isprintable()
    found = entry(block)
    assert set(found) == {"rule", "vendor", "product", "reason", "by", "expires", "covers"}
    assert (found["rule"], found["vendor"], found["product"]) == ("screen-time", vendor, vendor)
    covered = {"value": value} if is_amount(value) else {}
    assert found["covers"] == {"severity": "caution", **covered}
    assert yaml.safe_load(block)["waivers"][0]["vendor"] == vendor


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"min": 30, "max": 60}, "30-60"),
        ({"min": 30}, "30+"),
        ({"max": 60}, "up to 60"),
        ("30-60", "30-60"),
        ("30+", "30+"),
        (["K", 1], None),
        ("a list", None),
    ],
)
def test_amounts_are_covered_and_ranges_written_as_a_policy_writes_them(
    value: Any, written: str | None
) -> None:
    assert entry(waiver_block([scorecard("V", value)], DAY))["covers"].get("value") == written


def test_what_cannot_be_waived_gets_no_entry() -> None:
    assert waiver_block([scorecard("V", outcome="error"), scorecard("V", outcome="pass")], DAY) == ""


@pytest.mark.parametrize(
    ("day", "expires"),
    [(date(2028, 2, 29), "2029-02-28"), (date(2026, 1, 1), "2027-01-01"), (date.max, "9999-12-31")],
)
def test_a_waiver_holds_for_a_year_at_most(day: date, expires: str) -> None:
    assert entry(waiver_block([scorecard("V")], day))["expires"] == expires
