"""The encoding of a text file, found out from its bytes, and the file opened by it."""

from __future__ import annotations

import codecs
import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_BLOCK = 1024 * 1024
_SAMPLE = 64 * 1024  # bytes of lines with something to tell by; more tell no more
_USUAL = "cp1252"
# The single-byte encodings of the programs that people save lists by.
_POSSIBLE = (_USUAL, "cp1250", "cp1251", "mac_roman")
_BEHIND_A_LETTER = re.compile(r"(?<=[a-z])([^\x00-\x7f])(?=([a-z]?))")
_NAMES = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "mac_roman": "Mac Roman",
}


class Encoding(NamedTuple):
    """How a file is decoded.

    Attributes:
        codec: Python's name of the encoding.
        fallback: the encoding of characters that are none in `codec`.
        notice: what is to be said, {} being the file's name; empty where it is UTF-8, or states itself.
    """

    codec: str
    fallback: str = _USUAL
    notice: str = ""

    def notices(self, shown_as: str) -> list[str]:
        """Return what is to be said of a file with this encoding.

        Args:
            shown_as: what the file is called.
        """
        return [self.notice.format(shown_as)] if self.notice else []


def encoding_of(path: Path) -> Encoding:
    """Find out how a file is encoded; its bytes are read once, a block at a time.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        begin = file.read(4096)
        for mark, codec, _name in _MARKS:
            if begin.startswith(mark):
                return Encoding(codec)
        if codec := _unmarked(begin):
            return Encoding(codec, notice="{} says nothing of its encoding, and was read as UTF-16")
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")(_MARKING)
        is_bad = has_good = False
        sample = bytearray()
        while block := file.read(_BLOCK):
            if block.isascii() and not decoder.getstate()[0]:
                continue
            text = decoder.decode(block)
            if _BAD in text:
                is_bad = True
                _take(sample, block)
            has_good = has_good or any(char > "\x7f" and char != _BAD for char in set(text))
        is_bad = is_bad or bool(decoder.decode(b"", final=True))
    if not is_bad:
        return Encoding("utf-8")
    if has_good:
        notice = (
            f"some characters of {{}} are not stored as UTF-8, and were read as {_NAMES[_USUAL]}: check "
            "names with accents"
        )
        return Encoding("utf-8", _USUAL, notice)
    fallback = _single_byte(bytes(sample))
    notice = f"{{}} is not stored as UTF-8, and was read as {_NAMES[fallback]}: check names with accents"
    return Encoding("utf-8", fallback, notice)


def open_text(path: Path, encoding: Encoding) -> TextIO:
    """Open a file as text; line ends stay as they are, and no byte makes it fail."""
    codecs.register_error(_instead(encoding.fallback), partial(_decoded_otherwise, encoding.fallback))
    return path.open(encoding=encoding.codec, errors=_instead(encoding.fallback), newline="")


_BAD = "\ufffe"  # is no character, so that no text holds it
_MARKING = "edscreen-mark-undecodable"


def _marked(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):  # as Python's own handlers do
        raise error
    return _BAD, error.end


codecs.register_error(_MARKING, _marked)


def _instead(fallback: str) -> str:
    return f"edscreen-or-{fallback}"


def _decoded_otherwise(fallback: str, error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):  # as Python's own handlers do
        raise error
    return error.object[error.start : error.end].decode(fallback, "replace"), error.end


def _unmarked(begin: bytes) -> str:
    """Return which UTF-16 a text without its mark is in: every other byte of it is nothing then."""
    pairs = len(begin) // 2
    low, high = begin[1::2].count(0), begin[::2].count(0)
    if pairs >= 4 and low > pairs * 0.6 and high < pairs * 0.1:
        return "utf-16-le"
    return "utf-16-be" if pairs >= 4 and high > pairs * 0.6 and low < pairs * 0.1 else ""


def _take(sample: bytearray, block: bytes) -> None:
    for line in block.splitlines():
        if len(sample) >= _SAMPLE:
            return
        if not line.isascii():
            sample += line[:4096] + b"\n"


def _single_byte(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    found = {match.encoding: match.chaos for match in from_bytes(sample, cp_isolation=list(_POSSIBLE))}
    if not found:
        return _USUAL
    # Several fit the few accents of a short list; then it is the one that most programs here save by.
    likely = min(_POSSIBLE, key=lambda name: (found.get(name, 2.0), _POSSIBLE.index(name)))
    return _USUAL if _is_as_likely_usual(sample, likely) else likely


def _is_as_likely_usual(sample: bytes, likely: str) -> bool:
    """Tell whether the usual encoding fits as well.

    Of encodings that read a sample alike the library names any. And to it a mark such as that of a trademark
    speaks for Mac Roman, in which the same byte is a letter: `Acme\u00c6`.
    """
    try:
        usual = sample.decode(_USUAL)
    except UnicodeDecodeError:
        return False
    other = sample.decode(likely, "replace")
    return usual == other or (likely == "mac_roman" and _oddities(usual) <= _oddities(other))


def _oddities(text: str) -> int:
    """Count capitals behind small letters, and signs within words, that only another encoding puts there."""
    return sum(
        found[1].isupper() or bool(found[2] and found[1] != "\u2019" and not found[1].isalpha())
        for found in _BEHIND_A_LETTER.finditer(text)
    )
