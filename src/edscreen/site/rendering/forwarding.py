"""One plain request through the proxy: what is passed on of its head, and of the answer's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from edscreen.site.fetching.targets import Target, read_target
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

# RFC 9110, 7.6.1: what neighbours say to each other is not passed on.
_BETWEEN_NEIGHBOURS: Final = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-connection",
        b"proxy-authorization",
        b"proxy-authenticate",
        b"te",
        b"upgrade",
    }
)


@dataclass(frozen=True, slots=True)
class Request:
    """What the browser asks of its proxy.

    Attributes:
        method: such as `GET`; `CONNECT` asks for a tunnel.
        target: where it leads.
        headers: header lines, those between neighbours left out.
        length: bytes of the body that follows.
    """

    method: str
    target: Target
    headers: tuple[bytes, ...]
    length: int

    @property
    def is_tunnel(self) -> bool:
        """Whether a tunnel is asked for."""
        return self.method == "CONNECT"

    def head(self, resource: str, *more: bytes) -> bytes:
        """Write the head for the next neighbour: the server, or a further proxy."""
        line = f"{self.method} {resource} HTTP/1.1".encode("ascii")
        return b"\r\n".join([line, *self.headers, *more, b"Connection: close", b"", b""])


def read_request(head: bytes) -> Request:
    """Read a request's head, without the empty line at its end.

    Raises:
        Unreadable: it leads where edscreen does not go, or is not written as browsers write it.
    """
    line, *headers = head.split(b"\r\n")
    try:
        method, asked, version = line.decode("ascii").split(" ")
    except ValueError:
        raise Unreadable("connect", "this is no request to a proxy") from None
    target = read_target(f"http://{asked}/" if method == "CONNECT" else asked)
    # Whoever may read two requests where one was meant reaches behind the check: none of these is needed.
    unusual = version != "HTTP/1.1" or any(line[:1] in {b" ", b"\t"} or b":" not in line for line in headers)
    names = [header_name(line) for line in headers]
    if (
        unusual
        or target.scheme != "http"
        or b"transfer-encoding" in names
        or names.count(b"content-length") > 1
    ):
        raise Unreadable("connect", "this is no request that a browser makes")
    lengths = [line.partition(b":")[2].strip() for line in headers if header_name(line) == b"content-length"]
    if lengths and not lengths[0].isdigit():
        raise Unreadable("connect", "this is no request that a browser makes")
    return Request(method, target, passed_on(headers), int(lengths[0][:12]) if lengths else 0)


def header_name(line: bytes) -> bytes:
    """Return the name of a header line, in lower case."""
    return line.partition(b":")[0].strip().lower()


def passed_on(headers: Iterable[bytes]) -> tuple[bytes, ...]:
    """Leave out the header lines that only the two neighbours of a connection say to each other."""
    return tuple(line for line in headers if header_name(line) not in _BETWEEN_NEIGHBOURS)


class AnswerHead:
    """Finds the head of an answer in what comes, and writes it so that the connection ends with the answer.

    Interim answers (1xx) before it are passed over.
    """

    def __init__(self) -> None:
        self._received = bytearray()

    def feed(self, data: bytes) -> bytes | None:
        """Take what came; return the head and what follows it once it is whole, else None.

        Raises:
            Unreadable: it is longer than any head.
        """
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            status, *headers = bytes(self._received[:end]).split(b"\r\n")
            del self._received[: end + 4]
            if not status.partition(b" ")[2].startswith(b"1"):
                return b"\r\n".join(
                    [status, *passed_on(headers), b"Connection: close", b"", bytes(self._received)]
                )
        if len(self._received) > LONGEST_HEAD:
            raise Unreadable("too_large", "the site sends headers without end")
        return None


LONGEST_HEAD: Final = 256 * 2**10
"""Bytes of a head, of a request or an answer."""
