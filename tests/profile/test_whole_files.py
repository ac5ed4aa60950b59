"""A file is written whole, or what was there stays."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from edscreen.profile.whole_files import WholeFile, write_whole

if TYPE_CHECKING:
    from pathlib import Path

POSIX_ONLY = pytest.mark.skipif(
    sys.platform == "win32", reason="rights, links and pipes are other things there"
)


def test_a_file_is_written_and_written_over(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / ("n" * 200)

    write_whole(file, b"first")
    write_whole(file, b"second")

    assert file.read_bytes() == b"second"
    assert list(file.parent.iterdir()) == [file]


def test_where_it_fails_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    write_whole(file, b"first")

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="the disk is full"):
        write_whole(file, b"second")

    assert file.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [file]


def test_until_it_is_finished_nothing_is_there(tmp_path: Path) -> None:
    file = WholeFile(tmp_path / "new" / "folder" / "file")

    file.write(b"half ")
    assert list(tmp_path.iterdir()) == []

    file.write(b"and half")
    file.finish()
    assert (tmp_path / "new" / "folder" / "file").read_bytes() == b"half and half"
    assert len(list(tmp_path.rglob("*"))) == 3


def test_where_it_fails_the_folders_made_for_it_go_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    (tmp_path / "old").mkdir()
    with pytest.raises(OSError, match="the disk is full"):
        write_whole(tmp_path / "old" / "new" / "folder" / "file", b"words")

    assert list(tmp_path.rglob("*")) == [tmp_path / "old"]


def test_a_file_where_a_folder_should_be_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(OSError):  # noqa: PT011 - systems differ in what they call it
        WholeFile(tmp_path / "file" / "report.json")


@POSIX_ONLY
def test_a_link_in_a_circle_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")

    for begin in (WholeFile, lambda path: write_whole(path, b"words")):
        with pytest.raises(OSError, match="the link leads in a circle: name the file itself"):
            begin(tmp_path / "loop")

    assert (tmp_path / "loop").is_symlink()


@POSIX_ONLY
def test_rights_are_the_files_own_or_any_new_files(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    file = tmp_path / "file"
    write_whole(file, b"first")
    usual = (tmp_path / "usual").stat().st_mode

    assert file.stat().st_mode == usual
    file.chmod(0o600)
    write_whole(file, b"second")
    assert file.stat().st_mode & 0o777 == 0o600


@POSIX_ONLY
def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"first")
    (tmp_path / "link").symlink_to("file")

    write_whole(tmp_path / "link", b"second")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"second"


@POSIX_ONLY
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()

    write_whole(pipe, b"words")

    reader.join(10)
    assert heard == [b"words"]
    assert pipe.is_fifo()
