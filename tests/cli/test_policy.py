"""`check` under a policy: found or named, what it lays down, and what it can never do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Profile = Callable[..., str]

DOSAGE = "dosage: [{minutes: 60, per: week, scope: total}]\n"
WRITES = """
from pathlib import Path
from edscreen.rulekit import flags, rule

Path(__file__).with_name("written").touch()

@rule(id="ours", title="Ours?", family="ours", severity="red", ask_vendor="?", sources=())
def ours():
    return flags("Ours says no.")
"""
YAML_RULE = """\
edscreen_rule: 1
id: ours
title: Is it ours?
family: ours
severity: note
ask_vendor: Is it?
sources: [{title: The handbook, url: "https://district.example/handbook"}]
answers:
  - {flag: It is not., when: {field: training.included, equals: no}}
  - pass: It is.
"""
WAIVER = """\
edscreen_policy: 1
waivers:
  - {rule: screen-time, vendor: Lumen Learning, product: Lumen Reading, reason: a pilot, by: board,
     expires: 2027-06-30}
"""


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def policy(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, name: str = "edscreen.yaml") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture
def report(edscreen: Run) -> Callable[..., dict[str, Any]]:
    """What `check` reports of one rule, as JSON."""

    def run(*arguments: str, **settings: Any) -> dict[str, Any]:
        done = edscreen("check", *arguments, "--format", "json", **settings)
        return {"stderr": done.stderr, **json.loads(done.stdout)}

    return run


def finding(report: dict[str, Any], rule: str = "screen-time") -> dict[str, Any]:
    [card] = report["scorecards"]
    [found] = [finding for finding in card["findings"] if finding["rule"] == rule]
    return found  # type: ignore[no-any-return]


def test_a_policy_is_found_above_and_named_with_what_it_takes_away(
    report: Any, profile: Profile, policy: Any, tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()
    policy("edscreen_policy: 1\nrules: {screen-time: {severity: caution}, sea-approval: off}\n")
    profile(DOSAGE)
    (tmp_path / "below").mkdir()

    found = report("../lumen.yaml", cwd=tmp_path / "below")

    assert found["policy"]["path"] == "../edscreen.yaml"
    assert finding(found)["severity"] == "caution"
    assert found["deselected"] == ["sea-approval"]
    sentence = "policy ../edscreen.yaml (found): 1 rule off, 1 severity lowered"
    assert {"kind": "policy", "message": sentence} in found["notices"]
    assert found["stderr"].splitlines()[-1].endswith(sentence)


def test_no_policy_is_heeded_where_that_is_said(report: Any, profile: Profile, policy: Any) -> None:
    policy("edscreen_policy: 1\nrules: {screen-time: off}\n")

    found = report(profile(DOSAGE), "--no-policy")

    assert found["policy"] is None
    assert finding(found)["severity"] == "red"


def test_selecting_a_rule_outranks_its_being_off(report: Any, profile: Profile, policy: Any) -> None:
    policy("edscreen_policy: 1\nrules: {screen-time: off}\n")

    assert finding(report(profile(DOSAGE), "--select", "screen-time"))["outcome"] == "flag"


def test_the_command_line_outranks_the_policys_threshold(
    edscreen: Run, profile: Profile, policy: Any
) -> None:
    policy("edscreen_policy: 1\nfail_on: never\n")
    call = ("check", profile(DOSAGE), "--select", "screen-time")

    assert edscreen(*call).returncode == 0
    assert edscreen(*call, "--fail-on", "red").returncode == 1


def test_options_of_a_rule_are_the_policys(report: Any, profile: Profile, policy: Any) -> None:
    policy("edscreen_policy: 1\nrules: {screen-time: {options: {flag_at: 90}}}\n")

    found = finding(report(profile(DOSAGE)))

    assert found["outcome"] == "pass"
    assert found["options"]["flag_at"] == 90


def test_a_policy_with_a_mistake_gives_2_and_the_screening_goes_by_the_rules_own_settings(
    edscreen: Run, profile: Profile, policy: Any
) -> None:
    policy("edscreen_policy: 1\nrules: {screen-tme: off}\n")

    done = edscreen("check", profile(DOSAGE), "--format", "json")

    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert "edscreen.yaml:2:9: rules.screen-tme:" in done.stderr
    assert "did you mean screen-time?" in done.stderr
    assert [error["kind"] for error in report["errors"]] == ["invalid_policy"]
    assert "policy_not_applied" in {notice["kind"] for notice in report["notices"]}
    assert finding(report)["outcome"] == "flag"


def test_a_waived_flag_is_shown_and_counts_for_nothing(report: Any, profile: Profile, policy: Any) -> None:
    policy(WAIVER)
    call = (profile(DOSAGE), "--select", "screen-time")

    waived, unwaived = report(*call), report(*call, "--no-waivers")

    assert finding(waived)["outcome"] == "flag"
    assert finding(waived)["waiver"] == {"reason": "a pilot", "by": "board", "expires": "2027-06-30"}
    assert (waived["exit_code"], unwaived["exit_code"]) == (0, 1)
    assert waived["scorecards"][0]["coverage"]["waived"] == 1
    assert finding(unwaived)["waiver"] is None


def test_expired_and_unused_waivers_are_named(report: Any, profile: Profile, policy: Any) -> None:
    policy(WAIVER)

    late = report(profile(DOSAGE), "--as-of", "2027-07-01")
    none = report(profile(""))

    assert "waiver_expired" in {notice["kind"] for notice in late["notices"]}
    assert late["exit_code"] == 1
    assert "waiver_unused" in {notice["kind"] for notice in none["notices"]} or finding(none)["waiver"]


@pytest.mark.parametrize("how", ["found", "named", "rules-dir"])
def test_python_of_a_book_runs_only_where_the_command_line_asks_for_it(
    edscreen: Run, profile: Profile, policy: Any, tmp_path: Path, how: str
) -> None:
    book = tmp_path / "book" / "ours"
    book.mkdir(parents=True)
    (book / "rule.py").write_text(WRITES, encoding="utf-8")
    policy("edscreen_policy: 1\nrule_books: [./book]\n")
    asked = {"found": [], "named": ["--policy", "edscreen.yaml"], "rules-dir": ["--rules-dir", "book"]}[how]

    done = edscreen("check", profile(DOSAGE), "--format", "json", *asked)

    ran = how != "found"
    assert (book / "written").exists() is ran
    assert (done.returncode == 1) is ran
    assert ("Ours says no." in done.stdout) is ran
    if not ran:
        assert done.returncode == 2
        assert "book" in done.stderr
        assert "--rules-dir" in done.stderr
        assert '"screen-time"' in done.stdout


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('"a\\0b"', 'the rule book "a\\x00b" has a name with a character that none may hold'),
        ("n" * 300, "is not there"),
        ("./none", 'the rule book "./none" is not there'),
        ("./loop", 'the rule book "./loop" is a link that leads in a circle'),
        ("./policy.txt", 'the rule book "./policy.txt" is a file, not a folder of rules'),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_a_rule_book_that_is_none_is_told_at_its_place_in_the_policy(
    edscreen: Run, profile: Profile, policy: Any, tmp_path: Path, written: str, says: str, named: bool
) -> None:
    policy(f"edscreen_policy: 1\nrule_books: [{written}]\n")
    policy("", "policy.txt")
    if "loop" in written:
        try:
            (tmp_path / "loop").symlink_to("loop")
        except OSError:
            pytest.skip("this system lets nobody make links")

    done = edscreen("check", profile(DOSAGE), *(["--policy", "edscreen.yaml"] if named else []))

    assert done.returncode == 2
    assert "edscreen.yaml:2:14: rule_books[0]: the rule book " in done.stderr
    assert says in done.stderr
    assert "screen-time" in done.stdout


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A repository beside which a rule book lies that is not its own, with a secret beside its rule."""
    (tmp_path / "district" / ".git").mkdir(parents=True)
    folder = tmp_path / "book" / "ours"
    folder.mkdir(parents=True)
    (folder / "rule.yaml").write_text(YAML_RULE, encoding="utf-8")
    (tmp_path / "secret").write_text("password: hunter2", encoding="utf-8")
    return tmp_path / "district"


@pytest.mark.parametrize("how", ["found", "link", "named", "rules-dir"])
def test_a_found_policy_takes_no_rule_book_from_outside_its_repository(
    edscreen: Run, profile: Profile, policy: Any, outside: Path, how: str
) -> None:
    written = "../book"
    if how == "link":
        written = "./book"
        (outside / "book").symlink_to("../book")
    policy(f"edscreen_policy: 1\nrule_books: [{written}]\n", "district/edscreen.yaml")
    name = profile(DOSAGE, name="district/lumen.yaml").removeprefix("district/")
    asked = {"named": ["--policy", "edscreen.yaml"], "rules-dir": ["--rules-dir", "../book"]}.get(how, [])

    done = edscreen("check", name, "--format", "json", *asked, cwd=outside)

    ran = how in {"named", "rules-dir"}
    assert ("Is it ours?" in done.stdout) is ran
    assert (done.returncode == 2) is not ran
    assert ("lies outside the folder of the policy's repository" in done.stderr) is not ran


@pytest.mark.parametrize("name", ["README.md", "cases.yaml"])
def test_nothing_beside_a_rule_of_a_found_policy_is_read_from_elsewhere(
    edscreen: Run, profile: Profile, policy: Any, outside: Path, name: str
) -> None:
    (outside.parent / "book").rename(outside / "book")
    try:
        (outside / "book" / "ours" / name).symlink_to(outside.parent / "secret")
    except OSError:
        pytest.skip("this system lets nobody make links")
    policy("edscreen_policy: 1\nrule_books: [./book]\n", "district/edscreen.yaml")
    profile(DOSAGE, name="district/lumen.yaml")

    for call in (
        ("check", "lumen.yaml", "--format", "sarif"),
        ("rules", "explain", "ours"),
        ("rules", "list"),
    ):
        done = edscreen(*call, cwd=outside)
        assert "hunter2" not in done.stdout + done.stderr
        assert "password" not in done.stdout + done.stderr
        told = {"README.md": "explain", "cases.yaml": "list"}[name] in call
        assert ("this link leads out of the rule book: put the file itself here" in done.stderr) is told
        assert (done.returncode == 2) is (told or "explain" in call)


def test_a_page_that_is_no_file_or_too_large_is_told(edscreen: Run, outside: Path) -> None:
    book = outside.parent / "book"
    call = ("rules", "explain", "ours", "--rules-dir", str(book))
    (book / "ours" / "README.md").write_bytes(b"x" * 300_000)

    large = edscreen(*call)
    (book / "ours" / "README.md").unlink()
    (book / "ours" / "README.md").mkdir()
    folder = edscreen(*call)

    assert (large.returncode, folder.returncode) == (2, 2)
    assert "has a page that cannot be read: the page is larger than 256 KiB" in large.stderr
    assert "has a page that cannot be read: this is a folder" in folder.stderr


def test_what_is_known_passes_and_what_is_new_does_not(edscreen: Run, profile: Profile) -> None:
    call = ("check", profile(DOSAGE), "--select", "screen-time", "--select", "sea-approval")

    written = edscreen(*call, "--write-baseline", "known.json")
    known = edscreen(*call, "--baseline", "known.json")
    worse = edscreen("check", profile(DOSAGE.replace("60", "70")), *call[2:], "--baseline", "known.json")
    mended = edscreen("check", profile(DOSAGE.replace("60", "30")), *call[2:], "--baseline", "known.json")

    assert (written.returncode, known.returncode, worse.returncode) == (0, 0, 1)
    assert "Known from the baseline" in known.stdout or "KNOWN FROM THE BASELINE" in known.stdout
    assert mended.returncode == 0
    assert 'screen-time of "Lumen Reading" by "Lumen Learning" is in the baseline' in mended.stderr


def test_a_baseline_stays_the_same_however_the_profile_is_moved_about(
    edscreen: Run, profile: Profile, tmp_path: Path
) -> None:
    edscreen("check", profile(DOSAGE), "--write-baseline", "one.json")
    edscreen("check", profile(f"# moved\n\n\n{DOSAGE}", name="other.yaml"), "--write-baseline", "two.json")

    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_what_is_no_baseline_gives_2(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "known.json").write_text("{", encoding="utf-8")

    done = edscreen("check", profile(DOSAGE), "--baseline", "known.json", "--format", "json")

    assert done.returncode == 2
    assert "known.json:1:2: this is no JSON" in done.stderr
    assert json.loads(done.stdout)["errors"][0]["kind"] == "invalid_baseline"


def test_a_budget_for_all_products_is_a_line_of_the_run_and_no_flag(
    report: Any, profile: Profile, policy: Any
) -> None:
    policy("edscreen_policy: 1\nscreen_budget: [{grades: [3], flag_at: 50}]\n")
    text = "purchase: {grades: [3]}\nprepared: {role: district}\n" + DOSAGE

    found = report(profile(text), "--select", "sea-approval", "--fail-on", "never")

    [notice] = [one for one in found["notices"] if one["kind"] == "screen_budget_reached"]
    assert "60 minutes a week from 1 product" in notice["message"]
    assert found["exit_code"] == 0


def test_policy_and_no_policy_exclude_each_other(edscreen: Run, profile: Profile) -> None:
    done = edscreen("check", profile(), "--policy", "edscreen.yaml", "--no-policy")

    assert done.returncode == 2
    assert "exclude each other" in done.stderr


def test_a_policy_that_is_not_there_gives_2(edscreen: Run, profile: Profile) -> None:
    done = edscreen("check", profile(DOSAGE), "--policy", "none.yaml")

    assert done.returncode == 2
    assert "none.yaml:1:1: there is no such file" in done.stderr


def test_a_file_that_looks_like_a_policy_and_is_none_is_named(
    report: Any, profile: Profile, policy: Any
) -> None:
    policy("edscreen_policy: 1\n", name="edscreen.yml")

    found = report(profile(DOSAGE))

    assert "edscreen.yml is not read" in " ".join(notice["message"] for notice in found["notices"])


def test_that_waivers_are_ignored_is_said(edscreen: Run, profile: Profile, policy: Any) -> None:
    policy(WAIVER)

    done = edscreen("check", profile(DOSAGE), "--no-waivers")

    assert done.stderr.splitlines()[-1].endswith("takes nothing away; its waivers are ignored")
