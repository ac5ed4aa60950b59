"""The browser is the one that was named, or one that is found; else a sentence says what to install."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from edscreen.site.rendering import finding
from edscreen.site.rendering.finding import CannotRender, find_browser

if TYPE_CHECKING:
    from pathlib import Path


def _program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_browser_named_is_taken(tmp_path: Path) -> None:
    program = _program(tmp_path / "my-chromium")

    assert find_browser(program) == program


def test_an_application_of_macos_stands_for_its_program(tmp_path: Path) -> None:
    program = _program(tmp_path / "Google Chrome.app" / "Contents" / "MacOS" / "Google Chrome")

    assert find_browser(tmp_path / "Google Chrome.app") == program


def test_a_browser_named_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CannotRender, match=r"no-such-browser.* name Chromium's, Chrome's or Edge's"):
        find_browser(tmp_path / "no-such-browser")


@pytest.mark.skipif(sys.platform == "win32", reason="programs there end in .exe")
def test_one_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = _program(tmp_path / "google-chrome")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_browser() == program


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("darwin", "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
        ("win32", "Google/Chrome/Application/chrome.exe"),
    ],
)
def test_one_in_the_systems_usual_place_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, place: str
) -> None:
    program = _program(tmp_path / place)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))

    assert find_browser() == program


def test_where_there_is_none_the_user_hears_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_usual_places", lambda: iter(()))

    with pytest.raises(CannotRender, match=r"none was found: install one .*apt install chromium.*--browser"):
        find_browser()
