"""Text and places as SARIF wants them: no links of the vendor's making, and addresses in place of paths."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Any

from edscreen.report.escaping import on_one_line

_DRIVE = re.compile(r"[A-Za-z]:/")
_UNSAFE = re.compile(r"[^A-Za-z0-9._~/-]+")


def plain(text: str) -> str:
    """Return foreign text on one line in which nothing is a link: SARIF's messages know `[text](address)`."""
    return on_one_line(text).replace("](", "] (")


@lru_cache(maxsize=4096)
def uri_of(file: str) -> str:
    """Return the address of a file as it is named in a report.

    A relative path stays relative, so that a repository's own files are found by it. An absolute one begins
    with `file:`, as SARIF asks for.
    """
    if _DRIVE.match(file):
        return f"file:///{file[:2]}{_quoted(posixpath.normpath(file[2:]))}"
    path = _quoted(posixpath.normpath(file))
    if path.startswith("//"):  # a share in a Windows network
        return f"file:{path}"
    return f"file://{path}" if path.startswith("/") else path


def location(file: str, line: int, column: int) -> dict[str, Any]:
    """Return a `physicalLocation`."""
    return {
        "artifactLocation": {"uri": uri_of(file)},
        "region": {"startLine": line, "startColumn": column},
    }


def _quoted(path: str) -> str:
    """Percent-encode a path; a colon too, before which a reader would see the name of a scheme."""
    return _UNSAFE.sub(_codes, path)


def _codes(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "backslashreplace"))
