"""The three forms in which a report is kept, told apart by what they hold, and read a product at a time."""

from __future__ import annotations

import codecs
import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edscreen.profile.sources import unreadable_because
from edscreen.report.kept_batch import Tables
from edscreen.report.kept_json import MOST_CHARACTERS, Damaged, JsonStream
from edscreen.report.kept_scorecards import (
    MAKE_ANEW,
    KeptError,
    KeptHead,
    KeptScorecard,
    ReportHead,
    RuleBookUsed,
    UnreadableReport,
    checked,
    other_form,
)
from edscreen.report.run import SCHEMA_VERSION

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from typing import TextIO

_FOREIGN = "compare what edscreen wrote with --format json, or the folder of a batch"
_NOT_A_REPORT = f"this is no report of edscreen: {_FOREIGN}"
_CUT_SHORT = {4, 130}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class ReadReport:
    """A report that is being read.

    Attributes:
        head: what it says of its run; whole once every entry was read.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Say which report; see `entries`."""
        self._path = Path(path)
        self.head = KeptHead("json")

    def entries(self) -> Iterator[KeptScorecard | KeptError]:
        """Yield what it holds of each product, and what could not be read when it was made, in its order.

        Raises:
            UnreadableReport: it is none, is damaged, or is of another version.
        """
        try:
            if self._path.is_dir():
                tables = Tables(self._path)
                self.head = tables.head
                yield from tables.entries()
            else:
                yield from self._of_file()
        except Damaged as error:
            raise UnreadableReport(f"{error}: {MAKE_ANEW}, or take an undamaged copy") from None
        except UnicodeError:
            raise UnreadableReport(f"this is no text in UTF-8: {_FOREIGN}") from None
        except OSError as error:
            raise UnreadableReport(unreadable_because(error).message) from None

    def _of_file(self) -> Iterator[KeptScorecard | KeptError]:
        if not stat.S_ISREG(self._path.stat().st_mode):
            raise UnreadableReport(f"this is neither a regular file nor a folder: {_FOREIGN}")
        with self._path.open("rb") as start:
            first = start.read(16)
        if first.startswith(b"SQLite format 3"):
            raise UnreadableReport("this is a database: name the folder that it stands in")
        encoding = next((name for mark, name in _MARKS if first.startswith(mark)), "utf-8")
        with self._path.open(encoding=encoding) as file:
            line = file.readline(MOST_CHARACTERS)
            while line and not line.strip():
                line = file.readline(MOST_CHARACTERS)
            if not line:
                raise UnreadableReport(f"the file is empty: {_FOREIGN}")
            if not line.lstrip().startswith("{"):
                raise UnreadableReport(f"this is no JSON: {_FOREIGN}")
            if _is_line(line):
                self.head = KeptHead("jsonl")
                yield from _of_lines(line, file)
                return
            file.seek(0)
            yield from self._of_json(file)

    def _of_json(self, file: TextIO) -> Iterator[KeptScorecard | KeptError]:
        head: dict[str, Any] = {}
        number = 0
        for key, value in JsonStream(file).members({"scorecards", "errors", "runs"}):
            if key == "scorecards":
                _check_form(head)
                number += 1
                yield checked(KeptScorecard, value, f"scorecard {number}")
            elif key == "errors":
                yield checked(KeptError, value, "errors")
            elif key == "runs":
                raise UnreadableReport(f"this is SARIF, which does not hold all answers: {_FOREIGN}")
            else:
                head[key] = value
        _check_form(head)
        self.head = _head_of(checked(ReportHead, head, "its head"))


def _is_line(line: str) -> bool:
    """Whether a file's first line stands by itself, as in JSON Lines."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and ("findings" in value or "error" in value) and "runs" not in value


def _of_lines(first: str, file: TextIO) -> Iterator[KeptScorecard | KeptError]:
    line, number = first, 1
    while line:
        if len(line) >= MOST_CHARACTERS:
            raise Damaged(f"line {number} is too long")
        if line.strip():
            yield _of_line(line, number, is_cut=not line.endswith("\n"))
        line, number = file.readline(MOST_CHARACTERS), number + 1


def _of_line(line: str, number: int, *, is_cut: bool) -> KeptScorecard | KeptError:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        if is_cut:
            raise Damaged(f"it ends too early, in line {number}") from None
        raise Damaged(f"line {number} is no JSON as edscreen writes it") from None
    if isinstance(value, dict) and "error" in value:
        return checked(KeptError, value["error"], f"line {number}")
    return checked(KeptScorecard, value, f"line {number}")


def _check_form(head: dict[str, Any]) -> None:
    tool = head.get("tool")
    if "edscreen_baseline" in head:
        raise UnreadableReport(f"this is a baseline, which does not hold all answers: {_FOREIGN}")
    if "schema_version" not in head or (tool is not None and not _is_edscreen(tool)):
        raise UnreadableReport(_NOT_A_REPORT)
    if head["schema_version"] != SCHEMA_VERSION:
        raise UnreadableReport(other_form(head["schema_version"], SCHEMA_VERSION))


def _is_edscreen(tool: Any) -> bool:
    return isinstance(tool, dict) and tool.get("name") == "edscreen"


def _head_of(head: ReportHead) -> KeptHead:
    return KeptHead(
        "json",
        version=head.tool.version,
        as_of=head.as_of,
        policy=head.policy.sha256 if head.policy else "",
        policy_path=head.policy.path if head.policy else None,
        rule_books=tuple(RuleBookUsed(book.name, book.version) for book in head.rule_books),
        deselected=frozenset(head.deselected),
        site=json.dumps(head.site, sort_keys=True) if head.site else "",
        fail_on=head.fail_on,
        is_finished=head.exit_code not in _CUT_SHORT,
    )
