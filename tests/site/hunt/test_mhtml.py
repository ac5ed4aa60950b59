"""Pages saved as one file, as browsers write them and as nobody but an attacker does."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING

import pytest

from edscreen.site.mhtml import html_part, looks_like_mhtml
from edscreen.site.problems import Unreadable
from edscreen.site.saved_page import MAX_BYTES, read_saved_page

if TYPE_CHECKING:
    from pathlib import Path

HEAD = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=b="\r\n'
PART = b"--=b=\r\nContent-Type: text/html; charset=utf-8\r\n"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        (b"binary", b"<p>Lumen \xc3\xa9</p>"),
        (b"quoted-printable", b"<p>Lumen =C3=\r\n=A9</p>"),
        (b"Base64", base64.encodebytes(b"<p>Lumen \xc3\xa9</p>")),
        (b"base64", base64.b64encode(b"<p>Lumen \xc3\xa9</p>").rstrip(b"=")),
    ],
)
@pytest.mark.parametrize("end", [b"\r\n--=b=--\r\n", b""])
def test_the_page_is_decoded(encoding: bytes, body: bytes, end: bytes) -> None:
    head = PART + b"Content-Location: https://www.lumen.example/\r\nContent-Transfer-Encoding: " + encoding
    part = html_part(HEAD + b"\r\nA preamble.\r\n" + head + b"\r\n\r\n" + body + end)
    assert part is not None
    assert part.body.strip() == b"<p>Lumen \xc3\xa9</p>"
    assert (part.charset, part.location) == ("utf-8", "https://www.lumen.example/")


def test_the_page_may_stand_behind_others_and_within_them() -> None:
    picture = b"--=b=\nContent-Type: image/png\n\nno picture\n"
    inner = (
        b"--=b=\nContent-Type: multipart/alternative; boundary=in\n\n--in\nContent-Type: text/plain\n\nText\n"
    )
    page = b"--in\nContent-Type: text/html\n\n<p>Lumen</p>\n--in--\n--=b=--\n"
    part = html_part(HEAD.replace(b"\r", b"") + b"\n" + picture + inner + page)
    assert part is not None
    assert part.body == b"<p>Lumen</p>\n"


def test_a_file_without_a_page_gives_none() -> None:
    assert html_part(HEAD + b"\r\n--=b=\r\nContent-Type: image/png\r\n\r\nno picture\r\n--=b=--") is None


def filled(start: bytes, piece: bytes, end: bytes = b"") -> bytes:
    """A file as large as one may be, filled with one piece again and again."""
    return start + piece * ((MAX_BYTES - len(start) - len(end)) // len(piece)) + end


@pytest.mark.parametrize(
    "content",
    [
        filled(b"MIME-Version: 1.0\r\nContent-Type: multipart/related", b'; a="b'),
        filled(b"MIME-Version: 1.0\r\nContent-Type: multipart/related", b";\r\n a=b"),
        filled(b"MIME-Version: 1.0\r\n", b"X-Name: value\r\n"),
        filled(HEAD + b"\r\n" + PART[:-2], b"; x*0=y"),
        filled(HEAD + b"\r\n", b"--=b=\r\n"),
        filled(HEAD + b"\r\n", b"--=b=\r\nContent-Type: image/png\r\n\r\n"),
        HEAD
        + b"\r\n"
        + b"".join(
            b"--%s\r\nContent-Type: multipart/mixed; boundary=%d\r\n\r\n" % (outer, number)
            for number, outer in enumerate([b"=b=", *(b"%d" % number for number in range(2_000))])
        ),
    ],
)
def test_what_no_browser_writes_is_refused_at_once(content: bytes, tmp_path: Path) -> None:
    assert looks_like_mhtml(content)
    began = time.process_time()
    with pytest.raises(Unreadable) as caught:
        html_part(content)
    assert caught.value.problem == "too_complex"
    assert time.process_time() - began < 5

    (tmp_path / "lumen.mhtml").write_bytes(content)
    assert read_saved_page(tmp_path / "lumen.mhtml").problem == "too_complex"


@pytest.mark.parametrize(
    "content",
    [
        filled(HEAD + b"\r\n" + PART + b"\r\n", b"\n"),
        filled(HEAD + b"\r\n" + PART + b"\r\n", b"\r\n--=b"),
        filled(HEAD + b"\r\n" + PART + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n", b"=\n= "),
        filled(HEAD + b"\r\n" + PART.replace(b"utf-8", b"punycode") + b"\r\n<p>", b"\xe9-a"),
    ],
)
def test_a_large_page_takes_no_longer_than_it_must(content: bytes) -> None:
    began = time.process_time()
    assert html_part(content) is not None
    assert time.process_time() - began < 5


def test_a_damaged_page_says_so() -> None:
    with pytest.raises(Unreadable) as caught:
        html_part(HEAD + b"\r\n" + PART + b"Content-Transfer-Encoding: base64\r\n\r\nQUJDR")
    assert caught.value.problem == "bad_encoding"
