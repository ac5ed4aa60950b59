"""A page's bytes become text as in a browser."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

import edscreen.site
from edscreen.profile.tables import read_table
from edscreen.site.problems import Unreadable
from edscreen.site.reading.page_reader import read_page

URL = "https://www.lumen.example/"
TEXT = "Über 40 % – “größer”"


def meta(charset: str) -> bytes:
    return f'<html><head><meta charset="{charset}"></head><body><p>'.encode()


def http_equiv(charset: str) -> bytes:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>'.encode()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html", meta("windows-1252") + TEXT.encode("cp1252")),
        ("text/html; charset=iso-8859-1", b"<p>" + TEXT.encode("cp1252")),
        ("text/html; charset=latin1", meta("utf-8") + TEXT.encode("cp1252")),
        ("text/html; charset=iso-8859-1", codecs.BOM_UTF8 + b"<p>" + TEXT.encode()),
        ("text/html", codecs.BOM_UTF16_LE + f"<p>{TEXT}".encode("utf-16-le")),
        ("text/html; charset=utf-8", codecs.BOM_UTF16_BE + f"<p>{TEXT}".encode("utf-16-be")),
        ("text/html; charset=utf-16le", f"<p>{TEXT}".encode("utf-16-le")),
        ("text/html", meta("utf-16") + TEXT.encode()),
        ("text/html", b"<p>" + TEXT.encode()),
        ("text/html", b"<p>" + TEXT.encode("cp1252")),
        ("text/html; charset=nonsense", meta("nonsense") + TEXT.encode()),
        ("text/html", http_equiv("windows-1252") + TEXT.encode("cp1252")),
        ("text/html", b"<!-- <meta charset=big5> --><META CHARSET='windows-1252' >" + TEXT.encode("cp1252")),
        ('text/html; charset="UTF-8"', b"<p>" + TEXT.encode()),
        ("text/html; charset= 'utf8' ", b"<p>" + TEXT.encode()),
    ],
)
def test_text_is_read_in_its_charset(content_type: str, body: bytes) -> None:
    assert read_page(body, URL, content_type).blocks[0].text == TEXT


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("shift_jis", "cp932", "①読む力"),
        ("gb2312", "gb18030", "阅读"),
        ("euc-kr", "cp949", "읽기"),
        ("koi8-r", "koi8-r", "чтение"),
    ],
)
def test_other_scripts_are_read_by_their_usual_labels(label: str, codec: str, text: str) -> None:
    assert read_page(meta(label) + text.encode(codec), URL, "text/html").blocks[0].text == text


def test_a_charset_stated_late_is_not_looked_for() -> None:
    late = b"<!--" + b" " * 1_100 + b"-->" + meta("big5")
    assert read_page(late + TEXT.encode(), URL, "text/html").blocks[0].text == TEXT


def test_a_few_broken_characters_do_not_make_a_page_unreadable() -> None:
    body = meta("utf-8") + b"gains \xff of many points"
    assert read_page(body, URL, "text/html").blocks[0].text == "gains \ufffd of many points"


def test_a_page_cut_off_within_a_character_is_still_utf_8() -> None:
    assert read_page(b"<p>" + TEXT.encode()[:-1], URL, "text/html").blocks[0].text == TEXT[:-1] + "\ufffd"


def test_a_nul_is_nothing() -> None:
    assert read_page(b"<p>ga\0ins and more", URL, "text/html").blocks[0].text == "gains and more"


@pytest.mark.parametrize(
    ("content_type", "body", "detail"),
    [
        (
            "text/html; charset=utf-8",
            b"<p>" + b"\xe9\xff " * 400,
            "66% of its characters mean nothing in its encoding",
        ),
        ("text/html; charset=iso-2022-kr", b"<p>Hi", "its encoding is one that browsers refuse to read"),
    ],
)
def test_where_nothing_sensible_is_left_that_is_said(content_type: str, body: bytes, detail: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_page(body, URL, content_type)
    assert (error.value.problem, error.value.detail) == ("bad_encoding", detail)


def test_every_label_names_an_encoding_that_python_knows() -> None:
    rows = read_table(Path(edscreen.site.__file__).with_name("data") / "encodings.csv")
    assert len(rows) == len({row["label"] for row in rows}) == 228
    names = {row["codec"] for row in rows} - {"replacement"}
    assert {codecs.lookup(name).name for name in names} == names
    assert all(row["label"] == row["label"].strip().lower() for row in rows)
