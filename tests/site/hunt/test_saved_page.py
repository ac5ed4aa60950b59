"""Pages saved from a browser, in the forms that browsers save them in."""

from __future__ import annotations

import os
import quopri
from typing import TYPE_CHECKING

import pytest

from edscreen.profile.sources import Unreadable
from edscreen.site.owner import Owner
from edscreen.site.saved_page import MAX_BYTES, NotAHomePage, SavedElsewhere, read_saved_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    MakePage = Callable[..., str]

HOME = "https://www.lumen.example/"


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def write(content: str | bytes, name: str = "lumen.html") -> Path:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def test_a_page_is_judged_alone(save: Callable[..., Path], make_page: MakePage, study: str) -> None:
    file = save(make_page(study))
    os.utime(file, (1795219200, 1795219200))

    report = read_saved_page(file, HOME, product="Lumen Reading")

    assert (report.url, report.verdict, report.clicks, report.pages_budget) == (HOME, "shown", 0, 1)
    assert report.evidence[0].url == HOME
    [page] = report.pages
    assert (page.status, page.clicks, page.problem) == (None, 0, None)
    assert page.fetched_at == report.file_changed == "2026-11-21T00:00:00Z"


def test_links_are_not_followed(save: Callable[..., Path], make_page: MakePage) -> None:
    report = read_saved_page(save(make_page(links={"/research": "Research"})), HOME)
    assert (report.verdict, report.clicks, report.unread) == ("linked", None, 1)


def test_a_link_to_a_clearinghouse_is_a_link_that_nobody_followed(
    save: Callable[..., Path], make_page: MakePage
) -> None:
    wwc = "https://ies.ed.gov/ncee/wwc/InterventionReport/4711"
    report = read_saved_page(save(make_page(f'<a href="{wwc}">Lumen Reading at the WWC</a>')), HOME)
    assert (report.verdict, report.clicks) == ("linked", None)


def test_the_address_that_a_browser_notes_counts(
    save: Callable[..., Path], make_page: MakePage, study: str
) -> None:
    noted = "<!-- saved from url=(0026)https://www.lumen.example/ -->\n" + make_page(study)
    assert read_saved_page(save(noted)).url == HOME
    assert read_saved_page(save(noted), "https://lumen.example/en/").url == "https://lumen.example/en/"
    assert read_saved_page(save(noted.replace("://www", "://ann:secret@www", 1))).url == HOME


def test_without_address_the_file_stands_for_it(
    save: Callable[..., Path], make_page: MakePage, study: str
) -> None:
    file = save(make_page(study, links={"/research": "Research"}))
    report = read_saved_page(file)
    assert report.verdict == "shown"
    assert {report.url, report.pages[0].url, *(seen.url for seen in report.evidence)} == {file.as_posix()}
    assert {seen.link for seen in report.evidence} == {None}


def test_a_page_saved_as_one_file_is_opened(
    save: Callable[..., Path], make_page: MakePage, study: str
) -> None:
    html = quopri.encodestring(make_page(study).encode()).decode()
    file = save(
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {HOME}\r\n"
        "Subject: Lumen Reading\r\n"
        "Date: Fri, 2 Oct 2026 11:30:00 +0200\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b--"\r\n\r\n'
        "----b--\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {HOME}\r\n\r\n{html}\r\n"
        "----b--\r\nContent-Type: image/png\r\n\r\nno picture\r\n----b----\r\n",
        "lumen.mhtml",
    )
    report = read_saved_page(file)
    assert (report.url, report.verdict) == (HOME, "shown")
    assert "Brook University" in report.evidence[0].quote
    assert (report.pages[0].fetched_at, report.file_changed) == ("2026-10-02T09:30:00Z", None)


def test_the_address_that_an_extension_notes_counts(
    save: Callable[..., Path], make_page: MakePage, study: str
) -> None:
    comment = (
        f"Page saved with SingleFile \n url: {HOME} \n saved date: Sat Nov 21 2026 09:30:00 GMT+0200 (CEST)"
    )
    noted = f"<!--\n {comment}\n-->"
    report = read_saved_page(save(make_page(study).replace("<head>", f"{noted}<head>")))
    assert (report.url, report.pages[0].fetched_at, report.file_changed) == (
        HOME,
        "2026-11-21T07:30:00Z",
        None,
    )


@pytest.mark.parametrize(
    "date",
    [
        "Sat Nov 31 2026 09:30:00 GMT+0000",
        "Sat Foo 21 2026 09:30:00 GMT+0000",
        "Sat Jan 01 0000 00:00:00 GMT+0000",
        "Sat Jan 01 0001 00:00:00 GMT+0900",
        "Sat, 31 Nov 2026 09:30:00 +0000",
        "Fri, 31 Dec 9999 23:59:59 -0900",
        "",
    ],
)
def test_a_day_that_no_calendar_has_is_not_known(
    save: Callable[..., Path], make_page: MakePage, study: str, date: str
) -> None:
    head = f"<!--\n Page saved with SingleFile \n url: {HOME} \n saved date: {date}\n-->"
    if "GMT" not in date:
        head = (
            f"From: <Saved>\r\nSnapshot-Content-Location: {HOME}\r\nDate: {date}\r\nMIME-Version: 1.0\r\n"
            "Content-Type: text/html\r\n\r\n"
        )
    file = save(head + make_page(study))
    os.utime(file, (1795219200, 1795219200))

    report = read_saved_page(file)

    assert (report.url, report.verdict, report.file_changed) == (HOME, "shown", "2026-11-21T00:00:00Z")


def test_whose_page_it_is_the_address_in_the_file_says(
    save: Callable[..., Path], make_page: MakePage, study: str
) -> None:
    owner = Owner(("www.lumen.example",))
    saved_from = "<!-- saved from url=(0031)https://{}/ -->\n" + make_page(study)

    assert read_saved_page(save(make_page(study)), HOME, owner=owner).url == HOME
    at_home = read_saved_page(save(saved_from.format("en.lumen.example")), HOME, owner=owner)
    assert at_home.url == "https://en.lumen.example/"
    with pytest.raises(SavedElsewhere) as caught:
        read_saved_page(save(saved_from.format("www.other.example")), HOME, owner=owner)
    assert caught.value.address == "https://www.other.example/"
    assert read_saved_page(save(saved_from.format("www.other.example")), HOME).url == HOME


def test_a_page_about_research_does_not_pass_under_the_address_of_the_home_page(
    save: Callable[..., Path], make_page: MakePage, study: str
) -> None:
    page = make_page("<h1>Research</h1>", study, title="Research")
    file = save(f"<!-- saved from url=(0034){HOME}research -->\n{page}")
    with pytest.raises(NotAHomePage):
        read_saved_page(file, HOME, owner=Owner(("www.lumen.example",)))


def test_a_review_does_not_pass_as_the_vendors_home_page(
    save: Callable[..., Path], make_page: MakePage, study: str
) -> None:
    review = "https://www.evidenceforessa.org/program/lumen-reading/"
    report = read_saved_page(save(make_page(study)), review, owner=Owner.of([review]))
    assert (report.verdict, report.problem) == ("unreadable", "redirect_offsite")
    assert report.detail is not None
    assert report.detail.endswith("that of a clearinghouse that reviews programs")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"%PDF-1.7 a brochure", "not_html"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_html"),
        (b"<p>" + b"x" * MAX_BYTES, "too_large"),
        (b"<html><body><div id=root></div><script src=app.js></script></body></html>", "js_shell"),
    ],
)
def test_what_gives_no_verdict_says_why(save: Callable[..., Path], content: bytes, problem: str) -> None:
    report = read_saved_page(save(content), HOME)
    assert (report.verdict, report.problem, report.pages_read) == ("unreadable", problem, 0)


def test_a_page_about_research_is_no_home_page(
    save: Callable[..., Path], make_page: MakePage, study: str
) -> None:
    file = save(make_page("<h1>Research</h1>", study, title="Research"))
    with pytest.raises(NotAHomePage):
        read_saved_page(file, f"{HOME}research")
    assert read_saved_page(file, HOME, product="Lumen Reading").verdict == "shown"


def test_no_file_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        read_saved_page(tmp_path / "nowhere.html")
    with pytest.raises(Unreadable, match="folder"):
        read_saved_page(tmp_path)
