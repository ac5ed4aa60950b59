"""A page as WARC records, and the note beside it that says how it was reached and what was the matter."""

from __future__ import annotations

import hashlib
import io
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from edscreen import __version__

if TYPE_CHECKING:
    from edscreen.site.fetched import Fetched

NOTE_TYPE: Final = "application/vnd.edscreen.note+json"
"""Content type of the metadata record that stands beside each page."""

ORIGINAL: Final = "X-Archive-Orig-"
"""What stands before the name of a header that no longer holds, as the body is kept inflated."""

_STANDARD: Final = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_ABOUT_TRANSFER = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def opening_record(file_name: str) -> bytes:
    """Return the record that a WARC file begins with: which tool wrote it, and how."""
    written, writer = _writer()
    about = {
        "software": f"edscreen/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": _STANDARD,
        "robots": "obey",
        "description": "Pages read while screening a vendor. Bodies are kept inflated; headers of transfer"
        f" are renamed to {ORIGINAL}*. A metadata record beside each page says how it was reached.",
    }
    writer.write_record(writer.create_warcinfo_record(file_name, about))
    return written.getvalue()


def page_records(page: Fetched) -> bytes:
    """Return a page's records: the answer, where there was one, and the note about it."""
    written, writer = _writer()
    date = {"WARC-Date": page.fetched_at}
    answer = _answer_record(writer, page, dict(date))
    if answer is not None:
        writer.write_record(answer)
        date["WARC-Concurrent-To"] = answer.rec_headers.get_header("WARC-Record-ID")
    note = json.dumps(_note(page), ensure_ascii=True, indent=1).encode("ascii")
    writer.write_record(
        writer.create_warc_record(
            page.url,
            "metadata",
            payload=io.BytesIO(note),
            length=len(note),
            warc_content_type=NOTE_TYPE,
            warc_headers_dict=date,
        )
    )
    return written.getvalue()


def _note(page: Fetched) -> dict[str, Any]:
    return {
        "asked": page.asked,
        "redirects": list(page.redirects),
        "url": page.url,
        "status": page.status,
        "problem": page.problem,
        "detail": page.detail,
        "sha256": page.sha256 if page.body else None,
        "from_cache": page.from_cache,
    }


def _answer_record(writer: Any, page: Fetched, about: dict[str, str]) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    if page.status is None:
        return None
    about["WARC-Payload-Digest"] = f"sha256:{hashlib.sha256(page.body).hexdigest()}"
    http = StatusAndHeaders(_status_line(page.status), _headers(page), protocol="HTTP/1.1")
    # warcio would percent-encode what is not ASCII; a record of what was received must not.
    http.to_ascii_bytes = http.to_bytes
    return writer.create_warc_record(
        page.url,
        "response",
        payload=io.BytesIO(page.body),
        length=len(page.body),
        warc_headers_dict=about,
        http_headers=http,
    )


def _headers(page: Fetched) -> list[tuple[str, str]]:
    kept = [
        (ORIGINAL + name if name in _ABOUT_TRANSFER else name, " ".join(value.splitlines()))
        for name, value in page.headers
    ]
    return [*kept, ("Content-Length", str(len(page.body)))]


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} "


def _writer() -> tuple[io.BytesIO, Any]:
    from warcio.warcwriter import WARCWriter

    written = io.BytesIO()
    return written, WARCWriter(written, gzip=True, warc_version="1.1")
