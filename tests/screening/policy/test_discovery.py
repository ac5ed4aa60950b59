"""A policy is found in the folder or one above it, up to the repository's root, and as no more than data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edscreen.screening.policy.discovery import PolicyPath, find_policy
from edscreen.screening.policy.reading import PolicyFile, named_policy, read_policy

if TYPE_CHECKING:
    from edscreen.profile.typed_files import FileMistake

POLICY = "edscreen_policy: 1\nrule_books: [./our-rules, ../shared]\n"


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with a folder of profiles in it, and a folder above it."""
    (tmp_path / "district" / "vendors" / "reading").mkdir(parents=True)
    (tmp_path / "district" / ".git").mkdir()
    return tmp_path / "district"


def write(folder: Path, text: str = POLICY) -> Path:
    (folder / "edscreen.yaml").write_text(text, encoding="utf-8")
    return folder / "edscreen.yaml"


def found(start: Path) -> PolicyPath:
    policy = find_policy(start)
    assert policy
    return policy


def read(start: Path) -> PolicyFile | tuple[FileMistake, ...]:
    return read_policy(found(start))


def test_is_found_in_the_folder_itself_first(top: Path) -> None:
    write(top)
    nearest = write(top / "vendors")

    assert found(top / "vendors")[:3] == (nearest, "edscreen.yaml", True)


def test_is_found_above_up_to_the_root_of_the_repository(top: Path) -> None:
    write(top.parent)
    assert find_policy(top / "vendors" / "reading") is None

    policy = write(top)
    assert found(top / "vendors" / "reading")[:3] == (policy, "../../edscreen.yaml", True)


def test_a_worktree_has_a_file_for_its_root(top: Path) -> None:
    write(top.parent)
    (top / ".git").rmdir()
    (top / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")

    assert find_policy(top / "vendors") is None


def test_outside_a_repository_no_other_folder_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    (home / "screenings").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    for above in (tmp_path, home):
        write(above)
    assert find_policy(home / "screenings") is None

    policy = write(home / "screenings")
    assert found(home / "screenings")[:2] == (policy, "edscreen.yaml")


def test_begins_in_the_present_folder_and_names_no_other_by_its_full_path(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(top / "vendors")
    assert find_policy() is None
    write(top)
    where = find_policy()
    assert where
    assert where[:3] == (Path("../edscreen.yaml"), "../edscreen.yaml", True)

    policy = read_policy(where)
    assert isinstance(policy, PolicyFile)
    assert policy.rule_books[0].path == Path("../our-rules")


def test_says_whether_it_was_found_and_where_its_folders_are(top: Path) -> None:
    write(top)
    policy = read(top / "vendors")

    assert isinstance(policy, PolicyFile)
    assert policy.found
    first, second = policy.rule_books
    assert (first.path, first.written, first.place) == (
        top / "our-rules", "./our-rules", "../edscreen.yaml:2:14",
    )  # fmt: skip
    assert (second.path.resolve(), second.field, second.line, second.column) == (
        top.parent / "shared", "rule_books[1]", 2, 27,
    )  # fmt: skip


def test_one_that_is_named_is_not_found(top: Path) -> None:
    policy = read_policy(named_policy(write(top)))

    assert isinstance(policy, PolicyFile)
    assert not policy.found
    assert policy.file.shown == (top / "edscreen.yaml").as_posix()


def test_a_folder_of_that_name_is_a_sentence(top: Path) -> None:
    (top / "edscreen.yaml").mkdir()

    [mistake] = found_mistakes(top)
    assert mistake.startswith("edscreen.yaml:1:1: a folder stands where the district's policy is looked for:")


def found_mistakes(start: Path) -> list[str]:
    mistakes = read(start)
    assert isinstance(mistakes, tuple)
    assert {mistake.kind for mistake in mistakes} == {"unreadable_policy"}
    return [str(mistake) for mistake in mistakes]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_links_lead_nowhere_else(top: Path) -> None:
    policy = top / "edscreen.yaml"

    policy.symlink_to(write(top / "vendors"))
    assert isinstance(read(top), PolicyFile)

    policy.unlink()
    policy.symlink_to(write(top.parent))
    assert found_mistakes(top) == [
        "edscreen.yaml:1:1: this link leads out of the folder that is screened: name the policy with --policy"
    ]

    policy.unlink()
    policy.symlink_to("nowhere.yaml")
    assert "there is no such file" in found_mistakes(top)[0]

    policy.unlink()
    policy.symlink_to("edscreen.yaml")
    assert "the link leads in a circle" in found_mistakes(top)[0]
