"""The installed command, as a shell runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer: TypeAlias = "str | bytes | tuple[int, dict[str, str], str | bytes]"


@pytest.fixture(scope="session")
def command() -> str:
    """The path of the installed command."""
    found = shutil.which("edscreen", path=str(Path(sys.executable).parent))
    assert found, "edscreen is not installed beside this Python: run pip install -e '.[dev]'"
    return found


@pytest.fixture
def edscreen(command: str, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the installed command in an empty folder, with no terminal."""

    def run(*arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
        # Unbuffered, what a run has written by the time a pipe closes would hang on the machine it runs on.
        plain = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        usual = {"stdout": subprocess.PIPE, "cwd": tmp_path, "timeout": 60, "env": plain, "encoding": "utf-8"}
        if "input" not in settings:
            usual["stdin"] = subprocess.DEVNULL
        return subprocess.run(
            [command, *arguments],
            stderr=subprocess.PIPE,
            check=False,
            **{**usual, **settings},
        )

    return run


@pytest.fixture
def profile(tmp_path: Path) -> Callable[..., str]:
    """Write a profile and give its name."""

    def write(text: str = "", name: str = "lumen.yaml") -> str:
        head = "edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading, version: 4.10}\n"
        (tmp_path / name).write_text(head + text, encoding="utf-8")
        return name

    return write


class Site(ThreadingHTTPServer):
    """A web server that knows its pages by path and keeps what it was asked for.

    A page is its text, or status, headers and body; a list of pages is given one after another.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, Answer | list[Answer]] = {}
        self.asked: list[str] = []
        self.hangs = threading.Event()
        self.was_asked = threading.Event()
        self.is_over = threading.Event()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def url(self) -> str:
        return f"http://{self.place}/"

    def answer(self, path: str) -> tuple[int, dict[str, str], str | bytes]:
        found = self.pages.get(path, (404, {}, "Nothing is here."))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        return found if isinstance(found, tuple) else (200, {}, found)


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.was_asked.set()
        if self.server.hangs.is_set():
            self.server.is_over.wait(20)
            return
        status, headers, body = self.server.answer(self.path)
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    """A vendor's site on this machine."""
    with Site() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.is_over.set()
        server.shutdown()
