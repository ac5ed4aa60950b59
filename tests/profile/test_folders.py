"""A folder gives its profiles, each once, none from outside, and names what else it holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from edscreen.profile.documents import Document, Tally, read_documents

PROFILE = "edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading}\n"
OTHER = "version: 2\nservices: [edscreen]\n"

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="making links takes a privilege on Windows")
needs_permissions = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="may read every file, whatever its permissions"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str | bytes = PROFILE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(*arguments: str, tally: Tally | None = None) -> list[str]:
    """Read `arguments`, each document as `path#index`, each mistake as its message."""
    return [
        f"{found.shown}#{found.index}" if isinstance(found, Document) else str(found)
        for found in read_documents(arguments, tally=tally)
    ]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("ending", ["/", "//", os.sep])
def test_says_that_a_folder_is_not_there(ending: str) -> None:
    assert read(f"vendors/new{ending}") == [
        "vendors/new:1:1: there is no such folder: check its name and the folder it is in"
    ]


def test_a_folder_gives_its_profiles_in_order_and_counts_other_files(here: Path) -> None:
    for name in ("b.yaml", "a/z.yml", "a.yaml", "a/B.YAML", "c/d/e.yaml", "c/.draft.yaml"):
        write(here / "vendors" / name)
    for name in ("compose.yaml", "a/empty.yml"):
        write(here / "vendors" / name, OTHER if "compose" in name else "")
    for name in (".git/x.yaml", "a/notes.txt", "a/.x/y.yaml"):
        write(here / "vendors" / name)
    tally = Tally()

    assert read("vendors", tally=tally) == [
        "vendors/a/B.YAML#0", "vendors/a/z.yml#0", "vendors/a.yaml#0", "vendors/b.yaml#0",
        "vendors/c/.draft.yaml#0", "vendors/c/d/e.yaml#0",
    ]  # fmt: skip
    assert (tally.other_files, tally.other_names) == (2, ["vendors/a/empty.yml", "vendors/compose.yaml"])


def test_names_the_first_ten_of_the_files_it_passes_over(here: Path) -> None:
    for number in range(12):
        write(here / "v" / f"{number:02}.yaml", OTHER)
    write(here / "v" / "03.yaml", b"\x89PNG\r\n\x1a\n")
    tally = Tally()

    assert read("v", tally=tally) == []
    assert tally.other_files == 12
    assert tally.other_names == [f"v/{number:02}.yaml" for number in range(10)]


@pytest.mark.parametrize("given", ["vendors", "./vendors", "vendors/", "../vendors/../vendors"])
def test_shows_paths_as_they_were_given(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "vendors" / "a.yaml")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here" if given.startswith("..") else tmp_path)

    assert read(given) == [f"{given.rstrip('/')}/a.yaml#0"]


def test_in_a_folder_documents_of_other_kinds_are_passed_over(here: Path) -> None:
    write(here / "v" / "a.yaml", f"edscreen_policy: 1\n---\n{PROFILE}---\n- 1\n---\nkind: x\nkind: y\n")

    assert read("v") == ["v/a.yaml#1"]


@pytest.mark.parametrize(
    ("content", "is_told"),
    [
        ("edscreen: 1\nvendor: {name: [", True),
        ("# x\n'edscreen' : 1\n\tvendor: x", True),
        ("edscreen:1\nvendor:\n  name: x\n", True),
        ("edscreen: 1\nnote: caf\xe9\n".encode("latin-1"), True),
        ("edscreen: 1\n".encode("utf-16-le") + "x: \x00".encode("utf-16-le"), True),
        ("edscreen: 1\n#" + "x" * 300_000, True),
        ("edscreen_policy: 1\nrules: [", False),
        ("a: [edscreen, {{ x", False),
        ("name: caf\xe9\n".encode("latin-1"), False),
        ("a: " + "x" * 300_000, False),
    ],
)
def test_in_a_folder_a_broken_file_is_a_profile_where_it_looks_like_one(
    content: str | bytes, is_told: bool, here: Path
) -> None:
    write(here / "v" / "a.yaml", content)
    tally = Tally()

    assert len(read("v", tally=tally)) == is_told
    assert tally.other_files == (not is_told)


@needs_links
def test_a_folder_gives_nothing_from_outside_and_nothing_twice(here: Path) -> None:
    write(here / "outside" / "x.yaml")
    write(here / "v" / "a" / "one.yaml")
    write(here / "v" / ".data" / "mounted.yaml")
    (here / "v" / "out.yaml").symlink_to(here / "outside" / "x.yaml")
    (here / "v" / "outside").symlink_to(here / "outside")
    (here / "v" / "a" / "loop").symlink_to(here / "v")
    (here / "v" / "again").symlink_to(here / "v" / "a")
    (here / "v" / "b.yaml").symlink_to(here / "v" / "a" / "one.yaml")
    (here / "v" / "mounted.yaml").symlink_to(".data/mounted.yaml")

    (here / "v" / "visible").symlink_to(".data")
    (here / "v" / "deep").symlink_to(write(here / "v" / ".git" / "sub" / "z.yaml").parent)

    assert read("v") == ["v/a/one.yaml#0", "v/mounted.yaml#0"]
    assert read("v/out.yaml") == ["v/out.yaml#0"], "a link that is named is followed"


@needs_links
def test_a_link_that_cannot_be_followed_is_told_and_ends_nothing(here: Path) -> None:
    write(here / "v" / "z.yaml")
    (here / "v" / "loop.yaml").symlink_to("loop.yaml")
    (here / "v" / "there.yml").symlink_to("back.yml")
    (here / "v" / "back.yml").symlink_to("there.yml")
    (here / "v" / "loop").symlink_to("loop")
    (here / "v" / "long.yaml").symlink_to("x" * 300)

    assert [found.removeprefix("v/") for found in read("v")] == [
        "back.yml:1:1: the link leads in a circle: name the file itself",
        "long.yaml:1:1: there is no such file: its name is longer than any may be",
        "loop.yaml:1:1: the link leads in a circle: name the file itself",
        "there.yml:1:1: the link leads in a circle: name the file itself",
        "z.yaml#0",
    ]


DEEP = 1_100
"""Folders in folders; Python nests 1,000 calls."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows holds no path of that length by default")
def test_reads_folders_nested_deeper_than_python_nests_calls(here: Path) -> None:
    write(here / "v" / "b.yaml")
    os.chdir(here / "v")
    for _ in range(DEEP):
        Path("a").mkdir()
        os.chdir("a")
    deepest = write(Path("deep.yaml"))
    os.chdir(here)
    try:
        assert read("v") == [f"v/{'a/' * DEEP}deep.yaml#0", "v/b.yaml#0"]
    finally:  # shutil.rmtree of Python 3.11 gives up at this depth
        os.chdir(f"v/{'a/' * DEEP}")
        deepest.unlink()
        for _ in range(DEEP):
            os.chdir("..")
            Path("a").rmdir()
        os.chdir(here)


@needs_links
@needs_permissions
def test_a_link_into_a_folder_that_may_not_be_entered_is_told(here: Path) -> None:
    write(here / "v" / "sub" / "b.yaml").parent.chmod(0)
    (here / "v" / "a.yaml").symlink_to("sub/b.yaml")
    try:
        assert [found.partition(": ") for found in read("v")] == [
            (place, ": ", "you have no permission to read it: ask its owner for it")
            for place in ("v/a.yaml:1:1", "v/sub:1:1")
        ]
    finally:
        (here / "v" / "sub").chmod(0o700)


@needs_permissions
def test_says_so_where_it_may_not_read(here: Path) -> None:
    write(here / "v" / "a.yaml").chmod(0)
    write(here / "v" / "sub" / "b.yaml").parent.chmod(0)
    try:
        assert [found.partition(": ")[2] for found in read("v")] == [
            "you have no permission to read it: ask its owner for it"
        ] * 2
    finally:
        (here / "v" / "sub").chmod(0o700)
