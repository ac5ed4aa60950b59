"""Saved files that somebody forged: whatever stands in them, the command ends with a report or a sentence."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

HOME = "https://www.lumen.example/"
DAY = "2026-10-02T10:00:00Z"
STUDY = (
    "<p>In a randomized controlled trial with 1,240 students in four districts, researchers at Brook "
    "University found that students who used Lumen Reading gained two months more in reading than students "
    "who did not.</p>"
)
BODY = (
    "<!doctype html><html lang=en><title>Lumen Reading</title><body><main><h1>Lumen Reading</h1>"
    + "<p>Lumen Reading is a program for grades one to three, with lessons each week.</p>" * 5
    + STUDY
    + "</main></body></html>"
)


def record(kind: str, url: str, content: str, about: str = "", day: str = DAY) -> bytes:
    block = content.encode()
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}\r\n"
        f"WARC-Record-ID: <urn:uuid:{hashlib.md5(block, usedforsecurity=False).hexdigest()}>\r\n"
        f"{about}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(url: str = HOME, day: str = DAY, status: str = "200 OK", headers: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{headers}\r\n"
    return record("response", url, head + BODY, "Content-Type: application/http; msgtype=response\r\n", day)


def note(day: str = DAY, **said: Any) -> bytes:
    usual: dict[str, Any] = {"asked": HOME, "url": HOME, "redirects": [], "problem": None, "detail": None}
    kind = "Content-Type: application/vnd.edscreen.note+json\r\n"
    return record("metadata", HOME, json.dumps({**usual, **said}), kind, day)


FORGED: dict[str, list[bytes]] = {
    "half a character in an address": [answer(), note(url=f"{HOME}\ud800x")],
    "half a character in a detail": [note(problem="connect", detail="x\ud800y \x1b[31m")],
    "half a character in what was asked": [answer(), note(asked=f"{HOME}\ud800", redirects=["\ud800"])],
    "half a character where a page leads": [note(url="https://x\ud800.example/", problem="redirect_offsite")],
    "asked for no address": [answer(), note(asked="nope\x1b[31m", url="\u202enope")],
    "asked for nothing": [note(asked="", url="", problem="connect")],
    "led to no address": [answer(), note(redirects=["nope"], url="nope")],
    "a detail that is no text": [note(problem="connect", detail=0)],
    "a problem that is none": [answer(), note(problem=["a"])],
    "an answer of no host": [answer("https://")],
    "an answer of no such host": [answer("https://[zz/")],
    "an answer of no such port": [answer("https://www.lumen.example:99999/")],
    "a day that is none": [answer(day="2026-13-45T99:00:00Z"), note(day="2026-13-45T99:00:00Z")],
    "a day of no year": [answer(day="0000-10-02T10:00:00Z")],
    "a day in other digits": [answer(day="\u0662\u0660\u0662\u0666-10-02T10:00:00Z")],
    "a redirect to no address": [
        answer(status="301 Moved", headers="Location: https://[zz/\r\n"),
    ],
    "a redirect with control characters": [
        answer(status="301 Moved", headers=f"Location: {HOME}\x1b[31mx\r\n"),
    ],
    "a redirect to a very long host": [
        answer(status="301 Moved", headers=f"Location: http://{'a' * 70_000}\r\n"),
    ],
}


@pytest.fixture
def formats(called: Run, tmp_path: Path) -> Callable[..., None]:
    """Read a file in every format, as a site and as that of a profile."""
    (tmp_path / "lumen.yaml").write_text(
        f"edscreen: 1\nprepared: {{role: district}}\nvendor: {{name: Lumen Learning, website: '{HOME}'}}\n"
        "product: {name: Lumen Reading}\n",
        encoding="utf-8",
    )

    def run(name: str, edscreen: Run = called) -> None:
        others = ("--output", "rich=report.txt", "--output", "markdown=report.md")
        alone = edscreen("site", name, "--format", "json", *others)
        checked = edscreen("check", "lumen.yaml", "--site-file", name, "--select", "research-on-home-page")
        for done in (alone, checked):
            assert done.returncode in {0, 1, 2, 3}, done.stderr
            assert "Traceback" not in done.stderr
            assert "\x1b" not in done.stdout + done.stderr
        assert "edscreen failed here" not in checked.stdout
        if alone.returncode != 2:
            assert json.loads(alone.stdout)["verdict"]
            assert "\x1b" not in (tmp_path / "report.txt").read_text(encoding="utf-8")

    return run


@pytest.mark.parametrize("records", FORGED.values(), ids=FORGED)
def test_a_forged_file_ends_in_a_report_or_a_sentence(
    formats: Callable[..., None], tmp_path: Path, records: list[bytes]
) -> None:
    (tmp_path / "forged.warc").write_bytes(b"".join(records))
    formats("forged.warc")


@pytest.mark.parametrize("name", ["half a character in what was asked", "a redirect to a very long host"])
def test_a_forged_file_ends_the_same_for_a_shell(
    formats: Callable[..., None], edscreen: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / "forged.warc").write_bytes(b"".join(FORGED[name]))
    formats("forged.warc", edscreen)


@pytest.fixture
def judged(called: Run, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """What a saved home page that shows a study comes to, as of 22 November 2026."""
    (tmp_path / "lumen.yaml").write_text(
        f"edscreen: 1\nprepared: {{role: district}}\nvendor: {{name: Lumen Learning, website: '{HOME}'}}\n"
        "product: {name: Lumen Reading}\n",
        encoding="utf-8",
    )

    def judge(name: str) -> dict[str, Any]:
        rule = ("--select", "research-on-home-page", "--as-of", "2026-11-22")
        done = called("check", "lumen.yaml", "--site-file", name, *rule, "--format", "json")
        [finding] = json.loads(done.stdout)["scorecards"][0]["findings"]
        return dict(finding)

    return judge


@pytest.mark.parametrize(
    ("day", "outcome", "basis", "says"),
    [
        ("2026-10-02T10:00:00Z", "pass", "verified", ", saved on 2 October 2026: independent research"),
        ("1999-10-02T10:00:00Z", "unavailable", None, "it was saved on 2 October 1999, 9,913 days ago"),
        ("2099-10-02T10:00:00Z", "unavailable", None, "it was saved on 2 October 2099, which lies after"),
        ("some day", "pass", "documented", "the file was last changed on 1 January 1970"),
    ],
)
def test_kept_pages_count_for_the_day_that_the_file_states(
    judged: Callable[[str], dict[str, Any]],
    tmp_path: Path,
    day: str,
    outcome: str,
    basis: str | None,
    says: str,
) -> None:
    (tmp_path / "kept.warc").write_bytes(answer(day=day))
    os.utime(tmp_path / "kept.warc", (0, 0))

    found = judged("kept.warc")

    assert (found["outcome"], found["basis"]) == (outcome, basis)
    assert says in found["message"]


@pytest.mark.parametrize("seconds", [0, 1_795_219_200, 10**10])
def test_a_saved_page_verifies_nothing_where_only_the_file_has_a_day(
    judged: Callable[[str], dict[str, Any]], tmp_path: Path, seconds: int
) -> None:
    (tmp_path / "home.html").write_bytes(BODY.encode())
    os.utime(tmp_path / "home.html", (seconds, seconds))

    found = judged("home.html")

    assert (found["outcome"], found["basis"]) == ("pass", "documented")
    assert "of a day that is not known (the file was last changed on" in found["message"]
    assert [seen.get("fetched_at") for seen in found["evidence"]] == [None]


def test_a_cut_file_is_told_and_makes_a_flag_milder(
    called: Run, judged: Callable[[str], dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "cut.warc").write_bytes(
        answer().replace(STUDY.encode(), b" " * len(STUDY)) + b"WARC/9.9 what\r\n"
    )

    found = judged("cut.warc")
    alone = called("site", "cut.warc").stdout

    damaged = "the saved file is damaged behind the pages that could be read"
    assert (found["outcome"], found["severity"]) == ("flag", "caution")
    assert f"not all of the saved file was read: {damaged}" in found["message"]
    assert f"Not all of the saved file was read: {damaged}" in " ".join(alone.split())


@pytest.mark.parametrize("seconds", [-(10**9), 0, 10**10])
@pytest.mark.parametrize("name", ["home.html", "home.warc"])
def test_a_file_of_any_age_can_be_read(
    formats: Callable[..., None], tmp_path: Path, name: str, seconds: int
) -> None:
    content = BODY.encode() if name == "home.html" else answer(day="none")
    (tmp_path / name).write_bytes(content)
    try:
        os.utime(tmp_path / name, (seconds, seconds))
    except (OSError, OverflowError):
        pytest.skip("no file of this system can be of that day")
    formats(name)
