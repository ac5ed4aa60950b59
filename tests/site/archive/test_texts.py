"""The texts of pages are kept once, in bytes that do not change."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from edscreen.site.archive.texts import LONGEST_TEXT, keep_text

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = "ab" * 32


def test_a_text_is_kept_under_its_pages_digest(tmp_path: Path) -> None:
    file = keep_text(tmp_path, DIGEST, "Größer lesen\n")

    assert file == tmp_path / "text" / "ab" / f"{DIGEST}.txt.gz"
    assert gzip.decompress(file.read_bytes()).decode("utf-8") == "Größer lesen\n"
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [file]


def test_the_same_text_gives_the_same_bytes_and_is_written_once(tmp_path: Path) -> None:
    first = keep_text(tmp_path / "first", DIGEST, "Words")
    second = keep_text(tmp_path / "second", DIGEST, "Words")
    written = first.stat().st_mtime_ns

    assert first.read_bytes() == second.read_bytes()
    assert keep_text(tmp_path / "first", DIGEST, "Words") == first
    assert first.stat().st_mtime_ns == written


def test_a_long_text_ends_with_a_whole_character(tmp_path: Path) -> None:
    kept = gzip.decompress(keep_text(tmp_path, DIGEST, "a" + "ß" * LONGEST_TEXT).read_bytes())

    assert len(kept) == LONGEST_TEXT - 1
    assert kept.decode("utf-8").endswith("ß")


@pytest.mark.parametrize("digest", ["", "../../x", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_only_a_digest_names_a_text(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="no SHA-256 digest"):
        keep_text(tmp_path, digest, "Words")
