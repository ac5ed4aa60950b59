"""A file is written whole, or what was there stays."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from edscreen.profile.whole_files import write_whole

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
