"""Who asks: the headers that every request carries."""

from __future__ import annotations

import re
import unicodedata

from edscreen import __version__
from edscreen.site.fetching.bodies import ACCEPTED

_LONGEST_CONTACT = 200

# In a header's comment these would end it or begin another (RFC 9110, 5.6.5).
_NOT_IN_COMMENT = re.compile(r"[^\x20-\x7e]|[()\\;]")


def user_agent(contact: str | None) -> str:
    """Return the tool's name, version and purpose, and where the district can be reached."""
    letters = unicodedata.normalize("NFKD", contact or "")
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    said = " ".join(_NOT_IN_COMMENT.sub(" ", plain).split())[:_LONGEST_CONTACT].strip()
    about = ["screening of school products for a school district", *([said] if said else [])]
    return f"edscreen/{__version__} ({'; '.join(about)})"


def request_headers(contact: str | None) -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers of every request: no cookie, no referrer, nothing that singles a reader out."""
    return (
        (b"User-Agent", user_agent(contact).encode("ascii")),
        (b"Accept", b"text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"),
        (b"Accept-Language", b"en"),
        (b"Accept-Encoding", ACCEPTED.encode("ascii")),
    )
