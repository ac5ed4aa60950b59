"""Every vendor has a file of its own, under a name that every system takes, whatever else is listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.batch.pages.vendor_files import vendor_file, vendor_key
from edscreen.report.file_names import same_file


def file_of(name: str) -> str:
    return vendor_file(vendor_key(name))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Lumen Learning", "lumen-learning.html"),
        ("  lumen   LEARNING ", "lumen-learning.html"),
        ("Zearn", "zearn.html"),
    ],
)
def test_a_plain_name_is_its_own_file(name: str, file: str) -> None:
    assert file_of(name) == file


@pytest.mark.parametrize(
    "names",
    [
        ("A/B", "A B", "A-B", "A_B", "A.B", "AB"),
        ("CON", "con.", "_con", "con"[:2]),
        ("../../etc/passwd", "etc passwd", "etc-passwd"),
        ("Acme Inc.", "Acme Inc", "Acme, Inc"),
        ("x" * 200, "x" * 201),
        ("<script>", "script", "\u202escript", "=script()"),
        ("\uff21\uff22", "ab", "AB\u0301"),
    ],
)
def test_names_that_a_file_cannot_tell_apart_are_told_apart(names: tuple[str, ...]) -> None:
    files = [file_of(name) for name in names]
    assert len({same_file(file) for file in files}) == len(names)
    assert not [file for file in files if "/" in file or file.startswith((".", "con."))]


def test_a_name_cannot_take_the_file_of_another_by_bearing_its_digest() -> None:
    taken = file_of("A/B")
    assert file_of(taken.removesuffix(".html")) != taken
    assert file_of(taken.removesuffix(".html").replace("-", " ")) != taken


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_vendors_have_two_files(one: str, other: str) -> None:
    same = vendor_key(one) == vendor_key(other)
    assert (same_file(file_of(one)) == same_file(file_of(other))) is same
    assert len(file_of(one).encode()) < 255
