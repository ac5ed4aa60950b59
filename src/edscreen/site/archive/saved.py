"""What a saved WARC file holds: its answers and, in one of edscreen's own, the notes beside them."""

from __future__ import annotations

import json
import logging
import re
import tempfile
import zlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import IO, TYPE_CHECKING, Any, Final, cast

from edscreen.profile.file_times import last_changed
from edscreen.profile.users import without_user
from edscreen.registries.addresses import parse_address
from edscreen.site.archive.digests import is_changed
from edscreen.site.archive.inflating import InflatedFile, SavedFileTooLarge
from edscreen.site.archive.records import NOTE_TYPE
from edscreen.site.problems import PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from edscreen.site.problems import Problem

_MOST_RECORDS: Final = 100_000
_LONGEST_BODY: Final = 16 * 2**20
_MOST_HEADS: Final = 32 * 2**20
_MOST_HEADERS: Final = 250_000
_MOST_HEADERS_OF_ONE: Final = 200
_LONGEST_NOTE: Final = 64 * 2**10
_KEPT_IN_MEMORY: Final = 16 * 2**20
_PIECE: Final = 64 * 2**10

# What a page is read without.
_NO_PAGE = re.compile(
    r"(image|video|audio|font)/|text/css|(text|application)/(x-)?(java|ecma)script", re.IGNORECASE
)
_NO_WARC: Final = "it is no WARC file, as it does not begin with WARC/1.0 or WARC/1.1"
_CHANGED_NOTE: Final = "a note in it does not match its digest, as the file was changed or is damaged"
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z", re.ASCII)

# It would print what a file's addresses hold, control characters and all.
logging.getLogger("warcio").addHandler(logging.NullHandler())


class UnreadableArchive(Exception):
    """A file is no WARC file, or could not be opened; the message says so in a plain sentence."""


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """One answer of a site.

    Attributes:
        url: the address that answered, as it was written but for a user's name and password.
        status: HTTP status; None where the file keeps a document without one.
        headers: names in lower case, in the order received; the first 200.
        fetched_at: when it was saved, in UTC.
        start: where its body begins among the bodies kept, as transferred.
        length: the body's length in bytes.
        whole: whether the file holds all of the body.
        digest: the body's digest as the file states it (`sha256:...`); empty where it states none.
    """

    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    fetched_at: str
    start: int
    length: int
    whole: bool
    digest: str = ""

    def header(self, name: str) -> str | None:
        """Return the first header of that name, given in lower case; None where there is none."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True)
class Note:
    """What edscreen noted beside a page: see `records.page_records`."""

    asked: str
    url: str
    redirects: tuple[str, ...]
    problem: Problem | None
    detail: str | None
    fetched_at: str
    answer: SavedAnswer | None


@dataclass(slots=True)
class SavedPages:
    """The answers and notes of a file, in its order.

    Attributes:
        answers: what sites answered; pictures, style sheets and the like are passed over.
        notes: what edscreen noted, none in another tool's file.
        bodies: the answers' bodies, behind one another; the caller closes it.
        saved_at: when the file was last written, in UTC: the time of what states none.
        lacks_dates: whether an answer or a note states no time of its own.
        cut: why the rest of the file was not read, as a clause; None where all of it was.
    """

    bodies: IO[bytes]
    saved_at: str
    answers: list[SavedAnswer] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    cut: str | None = None
    lacks_dates: bool = False
    _by_digest: dict[str, SavedAnswer] = field(default_factory=dict)
    _by_record: dict[str, SavedAnswer] = field(default_factory=dict)
    _heads: int = 0
    _headers: int = 0

    def body(self, answer: SavedAnswer) -> bytes:
        """Return an answer's body as it was transferred."""
        self.bodies.seek(answer.start)
        return self.bodies.read(answer.length)

    def add(self, record: Any) -> None:
        """Take what a record holds."""
        about, http = record.rec_headers, record.http_headers
        self._heads += about.total_len + (http.total_len if http else 0)
        if self._heads > _MOST_HEADS:
            raise SavedFileTooLarge(f"edscreen keeps {_MOST_HEADS // 2**20} MiB of headers")
        date = _date(about.get_header("WARC-Date", ""))
        fetched_at = date or self.saved_at
        known = len(self.answers), len(self.notes)
        if record.rec_type == "metadata" and record.content_type == NOTE_TYPE:
            self._add_note(record, fetched_at)
        elif record.rec_type in {"response", "resource", "revisit"}:
            self._add_answer(record, fetched_at)
        self.lacks_dates |= date is None and (len(self.answers), len(self.notes)) != known

    def _add_answer(self, record: Any, fetched_at: str) -> None:
        about, http = record.rec_headers, record.http_headers
        url = without_user(about.get_header("WARC-Target-URI") or "")
        received = http.headers[:_MOST_HEADERS_OF_ONE] if http else ()
        headers = tuple((name.lower(), value) for name, value in received)
        if record.rec_type == "resource":
            headers = (("content-type", record.content_type or ""),)
        kind = next((value for name, value in headers if name == "content-type"), "")
        if parse_address(url) is None or _NO_PAGE.match(kind):
            return
        digest = about.get_header("WARC-Payload-Digest") or ""
        if record.rec_type == "revisit":
            same = self._by_digest.get(digest)
            if same is None:
                return
            answer = replace(same, url=url, fetched_at=fetched_at)
        elif record.rec_type == "response" and _status(http) is None:
            return
        else:
            # A header of five bytes costs two hundred in memory.
            self._headers += len(headers)
            if self._headers > _MOST_HEADERS:
                raise SavedFileTooLarge(f"edscreen keeps {_MOST_HEADERS:,} headers")
            start = self.bodies.seek(0, 2)
            whole = _copy(record.raw_stream, self.bodies) and not about.get_header("WARC-Truncated")
            length = self.bodies.tell() - start
            answer = SavedAnswer(url, _status(http), headers, fetched_at, start, length, whole, digest)
            self._by_digest.setdefault(digest, answer)
        self._by_record[about.get_header("WARC-Record-ID") or ""] = answer
        self.answers.append(answer)

    def _add_note(self, record: Any, fetched_at: str) -> None:
        words = _read(record.raw_stream, _LONGEST_NOTE)
        if is_changed(record.rec_headers.get_header("WARC-Block-Digest") or "", [words]):
            self.cut = _CHANGED_NOTE
            return
        try:
            said = json.loads(words)
            asked, url = without_user(said["asked"]), without_user(said["url"])
            redirects = tuple(map(without_user, said["redirects"]))
            problem, detail = said["problem"], said["detail"]
            # Halves of characters, which JSON can name, are none that any report could hold.
            (url + ("" if detail is None else detail)).encode()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return
        # Where a page leads on to what is no address, its problem says so; everything else noted has one.
        addresses = (asked, *redirects, *(() if problem else (url,)))
        if (problem is None or problem in PROBLEMS) and all(map(parse_address, addresses)):
            answer = self._by_record.get(record.rec_headers.get_header("WARC-Concurrent-To") or "no record")
            self.notes.append(
                Note(asked, url, redirects, cast("Problem | None", problem), detail, fetched_at, answer)
            )


def read_saved(path: Path) -> SavedPages:
    """Read a WARC file, compressed or not, whoever wrote it.

    A file that is damaged or too large is read as far as it goes: `SavedPages.cut` says why it ended.

    Raises:
        UnreadableArchive: it could not be opened, or is no WARC file.
    """
    try:
        written = last_changed(path)
    except OSError as cause:
        raise _unreadable(path, cause) from None
    bodies = tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY)  # noqa: SIM115 - its reader closes it
    pages = SavedPages(bodies, written)
    try:
        with path.open("rb") as file:
            for record in _records(file):
                pages.add(record)
    except SavedFileTooLarge as cause:
        pages.cut = f"the saved file is too large: {cause}"
    except (OSError, UnreadableArchive) as cause:
        bodies.close()
        raise _unreadable(path, cause) from None
    # A hostile file makes zlib and warcio raise whatever their parsing trips over.
    except Exception:
        pages.cut = "the saved file is damaged behind the pages that could be read"
    return pages


def _unreadable(path: Path, cause: Exception) -> UnreadableArchive:
    reason = (cause.strerror or "it could not be opened") if isinstance(cause, OSError) else cause
    return UnreadableArchive(f"{path.as_posix()}: {reason}")


def _records(file: IO[bytes]) -> Iterator[Any]:
    from warcio.recordloader import ArcWarcRecordLoader

    try:
        stream = InflatedFile(file)
    except zlib.error:
        raise UnreadableArchive(_NO_WARC) from None
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    for number in count():
        if number == _MOST_RECORDS:
            raise SavedFileTooLarge(f"edscreen reads its first {_MOST_RECORDS:,} records")
        stream.begin_record()
        line = stream.readline()
        while line and not line.strip():
            line = stream.readline()
        if not number and not line.startswith(b"WARC/"):
            raise UnreadableArchive(_NO_WARC)
        if not line:
            return
        record = loader.parse_record_stream(stream, statusline=line, known_format="warc")
        if record.length is None:
            raise ValueError("a record without a length")
        yield record
        while record.raw_stream.read(_PIECE):
            pass


def _date(text: str) -> str | None:
    """The time that a record states, to the second; None where it states none."""
    found = _DATE.fullmatch(text)
    try:
        return datetime.fromisoformat(found[1]).isoformat() + "Z" if found else None
    except ValueError:
        return None


def _status(http: Any) -> int | None:
    code = http.get_statuscode() if http else ""
    return int(code) if re.fullmatch(r"[1-9]\d\d", code) else None


def _copy(source: Any, target: IO[bytes]) -> bool:
    """Copy a body; tell whether it was whole and no longer than is kept."""
    left = _LONGEST_BODY
    while left > 0 and (piece := source.read(min(_PIECE, left))):
        target.write(piece)
        left -= len(piece)
    # warcio's reader counts down what the record's length promised.
    return bool(source.limit == 0)


def _read(source: Any, most: int) -> bytes:
    parts = []
    while most > 0 and (piece := source.read(min(_PIECE, most))):
        parts.append(piece)
        most -= len(piece)
    return b"".join(parts)
