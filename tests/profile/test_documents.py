"""Reading profiles: what people name, in order, each valid or with its mistakes."""

from __future__ import annotations

import hashlib
import io
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.profile.documents import MAX_MISTAKES, Document, InvalidProfile, read_documents

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = "edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading}\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str | bytes = PROFILE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(*arguments: str) -> list[str]:
    """Read `arguments`, each document as `path#index`, each mistake as its message."""
    return [
        f"{found.shown}#{found.index}" if isinstance(found, Document) else str(found)
        for found in read_documents(arguments)
    ]


def only(text: str | bytes, path: Path) -> Document:
    (found,) = read_documents([str(write(path, text))])
    assert isinstance(found, Document), found
    return found


def test_a_document_knows_its_file(here: Path) -> None:
    document = only(PROFILE, here / "vendor.yaml")

    assert document.profile.vendor.name == "Lumen Learning"
    assert document.sha256 == hashlib.sha256(PROFILE.encode()).hexdigest()
    assert document.place(("product", "name")) == (3, 17, ("product", "name"), "Lumen Reading")
    assert document.index == 0


@pytest.mark.parametrize(
    "encoded",
    [
        PROFILE.encode("utf-8-sig"),
        b"\xff\xfe" + PROFILE.encode("utf-16-le"),
        b"\xfe\xff" + PROFILE.encode("utf-16-be"),
        PROFILE.replace("\n", "\r\n").encode(),
        PROFILE.replace("\n", "\r").encode(),
    ],
    ids=["utf-8 with mark", "utf-16 little end first", "utf-16 big end first", "CRLF", "CR"],
)
def test_reads_what_editors_save(encoded: bytes, here: Path) -> None:
    document = only(encoded, here / "vendor.yaml")

    assert document.profile.product.name == "Lumen Reading"
    assert document.place(("product", "name"))[:2] == (3, 17)


def test_text_stays_as_it_was_written(here: Path) -> None:
    text = "edscreen: 1\nvendor: {name: NO, parent: 1:30}\nproduct: {name: yes, version: 4.10, note: 0755}\n"
    profile = only(text, here / "vendor.yaml").profile

    assert (profile.vendor.name, profile.vendor.parent) == ("NO", "1:30")
    assert (profile.product.name, profile.product.version, profile.product.note) == ("yes", "4.10", "0755")


def test_blank_counts_as_left_out_and_empty_as_an_answer(here: Path) -> None:
    text = PROFILE + "studies:\n  - {title: , year: }\ndosage: []\ntraining: {required_hours: }\noutcomes:\n"
    document = only(text, here / "vendor.yaml")

    assert document.profile.studies is None
    assert document.profile.dosage == []
    assert document.profile.training is None
    assert document.profile.outcomes is None


def test_a_place_behind_a_blank_entry_is_where_it_stands(here: Path) -> None:
    document = only(PROFILE + "studies:\n  -\n  - title: A trial\n", here / "vendor.yaml")

    assert document.profile.studies is not None
    assert document.profile.studies[0].title == "A trial"
    assert document.place(("studies", 0, "title")) == (6, 12, ("studies", 1, "title"), "A trial")


def test_a_bad_document_stops_neither_the_next_nor_the_next_file(here: Path) -> None:
    write(here / "a.yaml", f"{PROFILE}---\nedscreen: 1\n---\n{PROFILE}---\nedscreen: [\n---\n{PROFILE}")
    write(here / "b.yaml")

    found = read("a.yaml", "b.yaml")

    assert [line.partition(": ")[0] for line in found] == [
        "a.yaml#0", "a.yaml:5:1", "a.yaml:5:1", "a.yaml#2", "a.yaml:11:11", "b.yaml#0",
    ]  # fmt: skip


def test_mistakes_come_in_the_order_of_the_file(here: Path) -> None:
    write(
        here / "a.yaml",
        "product: {nam: 1}\nedscreen: 1\nvendor: {name: x, name: y}\nprepared: {role: z, on: 1}\n",
    )

    places = [
        (found.line, found.column)
        for found in read_documents(["a.yaml"])
        if isinstance(found, InvalidProfile)
    ]

    assert places == sorted(places)
    assert len(places) == 5


def test_lists_a_hundred_mistakes_and_counts_the_rest(here: Path) -> None:
    write(here / "a.yaml", PROFILE + "".join(f"x{number}: 1\n" for number in range(250)))

    found = read("a.yaml")

    assert len(found) == MAX_MISTAKES + 1
    assert found[-1].startswith("a.yaml:104:1: from here on 150 more mistakes")


def test_reads_standard_input() -> None:
    found = list(read_documents(["-"], stdin=io.BytesIO(PROFILE.encode() + b"---\nedscreen: 1\n")))

    assert isinstance(found[0], Document)
    assert found[0].shown == "<stdin>"
    assert str(found[1]).startswith("<stdin>:5:1: vendor: is missing")


def test_reads_a_file_only_when_its_turn_comes(here: Path) -> None:
    write(here / "a.yaml")
    found = read_documents(["a.yaml", "b.yaml"])
    next(found)
    write(here / "b.yaml")

    assert isinstance(next(found), Document)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a.yaml:1:1: this file is empty"),
        (b"# nothing yet\n", "a.yaml:1:1: this file holds only comments"),
        (
            b"edscreen: 1\nnote: caf\xe9\n",
            "a.yaml:2:10: a character here is not stored as UTF-8 (byte 0xe9): save",
        ),
        (
            b"edscreen: 1\nnote: a\x00b\n",
            "a.yaml:2:8: an invisible character that may not stand in a profile (U+0000)",
        ),
        (
            b"edscreen: 1\nnote: a\x07b\n",
            "a.yaml:2:8: an invisible character that may not stand in a profile (U+0007)",
        ),
        (
            "note: é\ufeff".encode(),
            "a.yaml:1:8: an invisible character that may not stand in a profile (U+FEFF)",
        ),
        (
            "a: 1".encode("utf-16-le"),
            "a.yaml:1:2: an invisible character that may not stand in a profile (U+0000)",
        ),
        (b"\xff\xfe" + "a: é".encode("utf-16-le") + b"\x00", "a.yaml:1:5: a character here is not stored"),
        ("a: 1".encode("utf-32"), "a.yaml:1:1: the file is stored as UTF-32: save the file as UTF-8"),
        (b"#" * (256 * 1024 + 1), "a.yaml:1:1: the file is larger than 256 KiB"),
        (
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 300_000,
            "a.yaml:1:1: this is a PDF, not a profile: fill in a copy of docs/blank.yaml from it and check",
        ),
        (
            b"PK\x03\x04\x14\x00\x06\x00",
            "a.yaml:1:1: this is a Word, Excel or zip file, not",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "a.yaml:1:1: this is an old Word or Excel file, not a profile: fill in a copy",
        ),
        (
            b"{\\rtf1\\ansi edscreen: 1\\par}",
            "a.yaml:1:1: this is text with formatting (RTF), not a profile: fill in a copy",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.yaml:1:1: this is a picture, not a profile: fill in"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a.yaml:1:1: this is a picture, not a profile: fill in a copy"),
        (b"GIF89a\x01\x00\x01\x00", "a.yaml:1:1: this is a picture, not a profile: fill in a copy"),
    ],
)
def test_says_why_a_file_cannot_be_read(content: bytes, said: str, here: Path) -> None:
    write(here / "a.yaml", content)

    (found,) = read("a.yaml")

    assert found.startswith(said)


def test_reads_a_file_of_just_the_largest_size(here: Path) -> None:
    write(here / "a.yaml", PROFILE + "#" * (256 * 1024 - len(PROFILE)))

    assert read("a.yaml") == ["a.yaml#0"]


@pytest.mark.usefixtures("here")
def test_says_that_a_file_is_not_there() -> None:
    found = list(read_documents(["nowhere/vendor.yaml", "x" * 5000, "\0"]))

    assert all(isinstance(each, InvalidProfile) and each.kind == "unreadable_profile" for each in found)
    assert (
        str(found[0])
        == "nowhere/vendor.yaml:1:1: there is no such file: check its name and the folder it is in"
    )


@pytest.mark.usefixtures("here")
def test_an_unprintable_file_name_is_shown_escaped() -> None:
    (found,) = read("\x1b[31m\u202e.yaml")

    assert found.startswith("\\x1b[31m\\u202e.yaml:1:1: there is no such file")


def test_standard_input_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert read("-") == ["<stdin>:1:1: standard input is closed: name a file instead of -"]


def places_of(content: bytes) -> list[tuple[int, int]]:
    """Read `content`; return where the mistakes are, or nothing where it is valid."""
    found = list(read_documents(["-"], stdin=io.BytesIO(content)))
    assert found, "every input is answered"
    for each in found:
        assert isinstance(each, Document) or str(each).isprintable()
    return [(each.line, each.column) for each in found if isinstance(each, InvalidProfile)]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_answered_with_a_place(content: bytes) -> None:
    assert all(place >= (1, 1) for place in places_of(content))


FULL = (
    PROFILE + "dosage:\n  - {population: all, minutes: 30-40, per: week, weeks: 24, grades: [K, 1-3]}\n"
    "studies:\n  - title: 'A trial'\n    year: 2024\n    findings: [{effect_size: 0.14, significant: yes}]\n"
)


@given(
    st.integers(0, len(FULL)),
    st.integers(0, 12),
    st.text(alphabet="ab:-?,[]{}#&*!|>'\"%@` \t\n\\01.~\x00\u202e", max_size=6),
)
def test_a_damaged_profile_is_read_or_answered_with_a_place(at: int, cut: int, instead: str) -> None:
    damaged = FULL[:at] + instead + FULL[at + cut :]

    for line, _ in places_of(damaged.encode()):
        assert 1 <= line <= damaged.count("\n") + 1


def test_the_profile_that_is_damaged_above_is_whole() -> None:
    assert places_of(FULL.encode()) == []
