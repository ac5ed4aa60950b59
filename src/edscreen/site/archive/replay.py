"""A saved WARC file in place of the network: the same pages give the same verdict, on any day."""

from __future__ import annotations

import weakref
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pydantic_core import Url

from edscreen.profile.users import without_user
from edscreen.registries.addresses import parse_address
from edscreen.site.archive.bodies import decoded, without_chunks
from edscreen.site.archive.digests import is_changed
from edscreen.site.archive.records import ORIGINAL
from edscreen.site.archive.saved import read_saved
from edscreen.site.fetched import Fetched
from edscreen.site.fetching.settings import MOST_REDIRECTS, Limits
from edscreen.site.joining import base_of
from edscreen.site.problems import CHANGED_IN_THE_FILE, NOT_IN_THE_FILE, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from edscreen.site.archive.saved import Note, SavedAnswer

_LIMITS: Final = Limits()
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class ReplaySource:
    """Answers from a saved WARC file as the site answered then; nothing goes to the network.

    Files of edscreen's own give what was read, its failures included. Those of other tools are read as far
    as their answers go: redirects are followed within the file.

    Args:
        path: the file, compressed or not.

    Raises:
        UnreadableArchive: it could not be opened, or is no WARC file.
    """

    def __init__(self, path: Path) -> None:
        self._saved = read_saved(path)
        weakref.finalize(self, self._saved.bodies.close)
        self._notes: dict[str, list[Note]] = {}
        for note in self._saved.notes:
            self._notes.setdefault(_key(note.asked), []).append(note)
        self._answers: dict[str, list[SavedAnswer]] = {}
        for answer in self._saved.answers:
            self._answers.setdefault(_key(answer.url), []).append(answer)

    @property
    def home_url(self) -> str | None:
        """Address of the home page: the first asked for; in another tool's file the first that gives HTML."""
        if self._saved.notes:
            return self._saved.notes[0].asked
        for answer in self._saved.answers:
            last = self._follow([answer.url], latest=False, is_own=None)
            if last and last.status in {None, 200} and _is_html(last):
                return answer.url
        return self._saved.answers[0].url if self._saved.answers else None

    def holds(self, url: str) -> bool:
        """Tell whether the file says what became of an address: an answer, or why there was none."""
        return _key(url) in self._notes or self._find(url, latest=False) is not None

    @property
    def incomplete(self) -> str | None:
        """Why a part of the file was not read, as a clause; None where all of it was."""
        return self._saved.cut

    @property
    def undated(self) -> str | None:
        """When the file was last changed, where a record in it does not say when it was made; else None."""
        return self._saved.saved_at if self._saved.lacks_dates else None

    async def fetch(
        self,
        url: str,
        *,
        is_own: Callable[[str], bool] | None = None,
        until: float | None = None,  # noqa: ARG002 - a file keeps nobody waiting
        past_cache: bool = False,
        max_bytes: int | None = None,
    ) -> Fetched:
        """Return what the site answered when it was saved.

        Args:
            url: the address.
            is_own: tells whether a host is the vendor's; a redirect to any other is not followed.
            until: of no matter here.
            past_cache: take the file's last answer rather than its first, as a second look does.
            max_bytes: the largest body, inflated; the fetcher's own limit where it is None.

        Returns:
            What the fetcher returned then; an address that is not in the file has the problem `connect`.
        """
        url = without_user(url)
        most = _LIMITS.bytes if max_bytes is None else max_bytes
        noted = self._notes.get(_key(url))
        if noted:
            note = noted[-1 if past_cache else 0]
            page = self._body_of(note.answer, most) if note.answer else _nothing(note.asked, note.fetched_at)
            page = replace(page, asked=note.asked, url=note.url, redirects=note.redirects)
            # What is wrong with the file itself counts only where nothing was wrong with the page.
            own_fault = page.problem and not note.problem
            return page if own_fault else replace(page, problem=note.problem, detail=note.detail)
        hops = [url]
        try:
            answer = self._follow(hops, latest=past_cache, is_own=is_own)
            page = self._body_of(answer, most) if answer else self._not_there(url)
        except Unreadable as cause:
            page = replace(_nothing(url, self._saved.saved_at), problem=cause.problem, detail=cause.detail)
        return replace(page, asked=url, url=hops[-1], redirects=tuple(hops[:-1]))

    def _follow(
        self, hops: list[str], *, latest: bool, is_own: Callable[[str], bool] | None
    ) -> SavedAnswer | None:
        """Follow redirects within the file from the one address in `hops`, adding every further one to it."""
        while True:
            answer = self._find(hops[-1], latest=latest)
            target = _target(answer) if answer else None
            if target is None:
                return answer
            hops.append(target)
            address = parse_address(target)
            if is_own and not (address and is_own(address.host)):
                raise Unreadable("redirect_offsite", f"the address leads on to {target}")
            if len(hops) > MOST_REDIRECTS + 1:
                raise Unreadable("redirect_loop", f"more than {MOST_REDIRECTS} redirects")

    def _find(self, url: str, *, latest: bool) -> SavedAnswer | None:
        key = _key(url)
        scheme, _, rest = key.partition("://")
        found = self._answers.get(key) or self._answers.get(
            f"{'http' if scheme == 'https' else 'https'}://{rest}"
        )
        return found[-1 if latest else 0] if found else None

    def _not_there(self, url: str) -> Fetched:
        cut = self._saved.cut
        detail = f"{NOT_IN_THE_FILE}, of which a part was not read" if cut else NOT_IN_THE_FILE
        return replace(_nothing(url, self._saved.saved_at), problem="connect", detail=detail)

    def _body_of(self, answer: SavedAnswer, most: int) -> Fetched:
        # In a file of edscreen's own the body's length is the archive's word, and the site's is set aside.
        ours = {"content-length"} if self._saved.notes else set()
        headers = tuple(
            (name.removeprefix(ORIGINAL.lower()), value) for name, value in answer.headers if name not in ours
        )
        page = replace(_nothing(answer.url, answer.fetched_at), status=answer.status, headers=headers)
        if not answer.whole:
            return replace(page, problem="too_large", detail="the saved file holds only a part of the page")
        try:
            body = self._saved.body(answer)
            read = decoded(answer, body, most)
            if is_changed(answer.digest, _forms(answer, body, read, most)):
                return replace(page, problem="bad_encoding", detail=CHANGED_IN_THE_FILE)
            return replace(page, body=read)
        except Unreadable as cause:
            return replace(page, problem=cause.problem, detail=cause.detail)


def _forms(answer: SavedAnswer, body: bytes, read: bytes, most: int) -> Iterator[bytes]:
    """A body as it was transferred, without its chunks, and as it is read: tools digest one or another."""
    yield body
    if read != body:
        yield without_chunks(answer, body, most)
        yield read


def _nothing(url: str, fetched_at: str) -> Fetched:
    return Fetched(url, url, None, (), b"", fetched_at)


def _key(url: str) -> str:
    """Write an address in one way, without its fragment and a user's name."""
    url = without_user(url)
    try:
        return str(Url(url.partition("#")[0]))
    except ValueError:
        return url


def _target(answer: SavedAnswer) -> str | None:
    location, base = answer.header("location"), base_of(answer.url)
    if answer.status not in _REDIRECTS or not location or base is None:
        return None
    return _key(base.join(location))


def _is_html(answer: SavedAnswer) -> bool:
    return "html" in (answer.header("content-type") or "html").lower()
