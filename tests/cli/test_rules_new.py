"""`edscreen rules new` makes a rule that works as it stands, and overwrites nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.mark.parametrize(("option", "file"), [(["--yaml"], "rule.yaml"), ([], "rule.py")])
def test_a_new_rule_loads_passes_its_cases_and_shows_its_page(
    edscreen: Run, tmp_path: Path, option: list[str], file: str
) -> None:
    made = edscreen("rules", "new", "our-own-question", *option)
    assert made.returncode == 0
    folder = "our-rules/our_own_question"
    assert made.stdout.splitlines() == [f"{folder}/{name}" for name in (file, "README.md", "cases.yaml")]
    assert made.stderr.endswith("edscreen rules test our-rules\n")
    assert sorted(path.name for path in (tmp_path / folder).iterdir()) == sorted(
        [file, "README.md", "cases.yaml"]
    )

    tested = edscreen("rules", "test", "our-rules")
    assert (tested.returncode, tested.stdout) == (0, "✓ our-own-question (our-rules): 6 cases as expected\n")
    page = edscreen("rules", "explain", "our-own-question", "--rules-dir", "our-rules").stdout
    assert page.startswith(
        "# Our own question?\n\nRule `our-own-question`: caution question, family `district`."
    )
    listed = edscreen("rules", "list", "--rules-dir", "our-rules").stdout
    assert "our-own-question: Our own question?" in listed


def test_a_rule_goes_into_the_book_that_is_named(edscreen: Run, tmp_path: Path) -> None:
    assert edscreen("rules", "new", "one", "--yaml", "--dir", "a/b").returncode == 0
    assert edscreen("rules", "new", "two", "--dir", "a/b", "--quiet").stderr == ""
    assert edscreen("rules", "test", "a/b").returncode == 0
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == ["one", "two"]


def test_nothing_is_overwritten(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "our-rules" / "one").mkdir(parents=True)
    (tmp_path / "our-rules" / "two").write_text("mine", encoding="utf-8")
    for name in ("one", "two"):
        done = edscreen("rules", "new", name)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            f"edscreen rules new: our-rules/{name} is there already, and nothing is overwritten: "
            "write another name\n"
        )
    assert list((tmp_path / "our-rules" / "one").iterdir()) == []
    assert (tmp_path / "our-rules" / "two").read_text(encoding="utf-8") == "mine"


NO_NAME = "is no name for a rule: write small letters with hyphens, like"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Training Included", f'"Training Included" {NO_NAME} training-included'),
        ("../../etc", f'"../../etc" {NO_NAME} etc'),
        ("a/b", f'"a/b" {NO_NAME} a-b'),
        ("training_included", f'"training_included" {NO_NAME} training-included'),
        ("3", f'"3" {NO_NAME} training-included'),
        ("\x1b[2J", f'"\\x1b[2J" {NO_NAME} j'),
        ("con", "'con' is no name that Windows lets a folder have: write another"),
        ("a" * 65, "the name is longer than 64 characters: write a shorter one"),
        ("screen-time", "the id 'screen-time' is already taken by an installed rule: write another"),
    ],
)
def test_a_name_that_cannot_be_is_refused(edscreen: Run, tmp_path: Path, name: str, said: str) -> None:
    done = edscreen("rules", "new", name, "--yaml")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"edscreen rules new: {said}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["null", "yes", "true", "on", "e1"])
def test_names_that_yaml_reads_otherwise_are_names(edscreen: Run, name: str) -> None:
    assert edscreen("rules", "new", name, "--yaml").returncode == 0
    assert edscreen("rules", "test", "our-rules").stdout.startswith(f"✓ {name} (our-rules)")


def test_a_book_that_is_a_file_is_said(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "book").write_text("", encoding="utf-8")
    done = edscreen("rules", "new", "one", "--dir", "book")
    assert done.returncode == 4
    assert done.stderr.startswith("edscreen rules new: book/one could not be written: ")
