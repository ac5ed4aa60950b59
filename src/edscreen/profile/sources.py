"""The guarded reading of a file that somebody named: regular, small, text."""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import re
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.profile.kinds import PROFILE
from edscreen.profile.quoting import escaped
from edscreen.profile.yaml_tree import Lines

if TYPE_CHECKING:
    from typing import BinaryIO

    from edscreen.profile.kinds import FileKind

MAX_BYTES = 256 * 1024
"""The largest file that is read, in bytes."""

_BOMS = (
    (codecs.BOM_UTF32_LE, ""),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What YAML 1.2 allows in a file (section 5.1), less the byte-order mark, which may only begin it.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SAVE = "save the file as UTF-8 (in a text editor: Save as, encoding UTF-8)"
_TOO_LARGE = (
    f"the file is larger than {MAX_BYTES // 1024} KiB, the most that is read: split it into several files"
)
# The first bytes of files that people have at hand instead of a profile, by the formats' own specifications;
# what they are; and whether they may hold the file's text.
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF", False),
    (b"PK\x03\x04", "a Word, Excel or zip file", True),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file", True),
    (b"{\\rtf", "text with formatting (RTF)", True),
    (b"\x89PNG\r\n\x1a\n", "a picture", False),
    (b"\xff\xd8\xff", "a picture", False),
    (b"GIF87a", "a picture", False),
    (b"GIF89a", "a picture", False),
)
_SPECIAL = "this is not a regular file (it is a device, a pipe or the like): name a file"
_OR_STDIN = ", or - for standard input"
_NOT_A_FILE = {stat.S_IFDIR: "this is a folder: name a file in it"}
_MISSING = "there is no such file: check its name and the folder it is in"
_CAUSES = {
    errno.ENOENT: _MISSING,
    errno.ENOTDIR: _MISSING,
    errno.EACCES: "you have no permission to read it: ask its owner for it",
    errno.EPERM: "you have no permission to read it: ask its owner for it",
    errno.ELOOP: "the link leads in a circle: name the file itself",
    errno.ENAMETOOLONG: "there is no such file: its name is longer than any may be",
}
_PROFILE_LINE = re.compile(rb"""(?m)^(?:\xef\xbb\xbf)?[{ ]*["']?edscreen["']?[ \t]*:""")


class Unreadable(Exception):
    """A file cannot be read.

    Attributes:
        message: why, and what to do, without the file's name.
        line: line of the first character that cannot be read, counted from 1; 1 where it is not about one.
        column: its column in characters, counted from 1.
        may_be_profile: whether a folder that holds the file has to own up to it.
    """

    def __init__(self, message: str, line: int = 1, column: int = 1, *, may_be_profile: bool = True) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.may_be_profile = may_be_profile


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text.

    Attributes:
        text: its characters, without a byte-order mark.
        sha256: SHA-256 of its bytes, in hexadecimal.
    """

    text: str
    sha256: str


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return `path` as it was given, with forward slashes and unprintable characters escaped."""
    given = os.fspath(path)
    return escaped(given.replace("\\", "/") if os.sep == "\\" else given)


def read_file(path: str | os.PathLike[str], kind: FileKind = PROFILE) -> Source:
    """Read the regular file at `path`, which is to be of this kind, following links.

    Raises:
        Unreadable: where there is none, it is no regular file, too large or not text.
    """
    return source_of(read_bytes(path, MAX_BYTES, or_else=_OR_STDIN if kind.has_many else ""), kind)


def read_bytes(path: str | os.PathLike[str], limit: int, or_else: str = "") -> bytes:
    """Read the regular file at `path`, following links: its first `limit` bytes and one more, if it has them.

    Args:
        path: the file.
        limit: the most bytes that it should have.
        or_else: what else can be named, where the message is that this is no regular file.

    Raises:
        Unreadable: where there is none or it is no regular file.
    """
    try:
        found = Path(path).stat()  # before opening: to open a pipe or a device may hang or do something
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(
                _NOT_A_FILE.get(stat.S_IFMT(found.st_mode), _SPECIAL + or_else), may_be_profile=False
            )
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - pathlib opens without these flags
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # exchanged since it was looked at
                raise Unreadable(_SPECIAL + or_else, may_be_profile=False)
            return file.read(limit + 1) or b""
    except OSError as error:
        raise unreadable_because(error) from None
    except ValueError:
        raise Unreadable("this is no file name: it holds a character that none may hold") from None


def read_stream(stream: BinaryIO | None = None) -> Source:
    """Read `stream`, or else standard input, to its end.

    Raises:
        Unreadable: where it is closed, too large or not text.
    """
    try:
        data = (stream or sys.stdin.buffer).read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable_because(error) from None
    except (AttributeError, ValueError):  # a program may be started without standard input
        raise Unreadable("standard input is closed: name a file instead of -") from None
    return source_of(data or b"", PROFILE)


def unreadable_because(error: OSError) -> Unreadable:
    """Return what the system says in `error` as a sentence for people."""
    known = _CAUSES.get(error.errno or 0)
    return Unreadable(known or f"it cannot be read: the system says {escaped(str(error.strerror))}")


def source_of(data: bytes, kind: FileKind = PROFILE) -> Source:
    """Return the text of a file whose bytes were read: `MAX_BYTES` and one more at most.

    Raises:
        Unreadable: where it is too large or not text.
    """
    for first_bytes, what, may_be_text in _OTHER_FORMATS:
        if data.startswith(first_bytes):
            remedy = kind.saved if may_be_text else kind.mended
            message = f"this is {what}, not a {kind.noun}: {remedy}"
            raise Unreadable(message, may_be_profile=_begins_a_profile(data))
    if len(data) > MAX_BYTES:
        raise Unreadable(_TOO_LARGE, may_be_profile=_begins_a_profile(data))
    encoding, start = "utf-8", 0
    for mark, named in _BOMS:
        if data.startswith(mark):
            encoding, start = named, len(mark)
            break
    if not encoding:
        raise Unreadable(f"the file is stored as UTF-32: {_SAVE}")
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[start : start + error.start].decode(encoding, "replace")
        message = f"a character here is not stored as UTF-8 (byte {data[start + error.start]:#04x}): {_SAVE}"
        raise Unreadable(
            message, *Lines(before).at(len(before)), may_be_profile=_begins_a_profile(data)
        ) from None
    if bad := _FORBIDDEN.search(text):
        code = f"U+{ord(bad[0]):04X}"
        remedy = _SAVE if bad[0] == "\0" else "delete it"
        message = f"an invisible character that may not stand in a {kind.noun} ({code}) stands here: {remedy}"
        raise Unreadable(message, *Lines(text).at(bad.start()), may_be_profile=_begins_a_profile(data))
    return Source(text, hashlib.sha256(data).hexdigest())


def _begins_a_profile(data: bytes) -> bool:
    return _PROFILE_LINE.search(data.replace(b"\0", b"")) is not None
