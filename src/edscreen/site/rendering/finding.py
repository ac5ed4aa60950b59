"""The browser that the user has."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.profile.quoting import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_MAC_APPLICATIONS = ("Chromium", "Google Chrome", "Microsoft Edge")
_WINDOWS_PROGRAMS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)


OTHERWISE = "name another browser with --browser, or run it without --render"
"""What to do where a page could not be rendered on this computer."""


class CannotRender(Exception):
    """No page can be rendered on this computer; the message says in a sentence what to do."""


def check_renderer(named: Path | None = None) -> Path:
    """Return the browser's program, where Playwright is there to steer it.

    Raises:
        CannotRender: where either is missing.
    """
    if find_spec("playwright") is None:
        raise CannotRender(
            '--render needs the extra "render": install it with pip install "edscreen[render]".'
        )
    return find_browser(named)


def find_browser(named: Path | None = None) -> Path:
    """Return the program to render pages with: Chromium, Google Chrome or Microsoft Edge.

    Args:
        named: the program that the user named; on macOS the application's folder serves too.

    Raises:
        CannotRender: there is none.
    """
    if named is not None:
        program = _in_application(named) if named.suffix == ".app" else named
        if not program.is_file() or not os.access(program, os.X_OK):
            raise CannotRender(
                f"The browser {escaped(named.as_posix())} is no program that can be started: name "
                "Chromium's, Chrome's or Edge's program file, such as /usr/bin/chromium."
            )
        return program
    for program in _usual_places():
        if program.is_file():
            return program
    raise CannotRender(
        "--render needs Chromium, Google Chrome or Microsoft Edge, and none was found: install one "
        "(on Debian or Ubuntu: apt install chromium), or name its program file with --browser."
    )


def _usual_places() -> Iterator[Path]:
    for command in _COMMANDS:
        if found := shutil.which(command):
            yield Path(found)
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (_in_application(folder / f"{name}.app") for name in _MAC_APPLICATIONS)
    elif sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if folder := os.environ.get(variable):
                yield from (Path(folder, program) for program in _WINDOWS_PROGRAMS)
    else:
        yield Path("/snap/bin/chromium")


def _in_application(application: Path) -> Path:
    return application / "Contents" / "MacOS" / application.stem
