"""Whether what a saved file holds is what its records say it was: a file may have been changed since.

warcio's own check takes a digest in base 16 for one in base 32 of that length, stops at what is no digest
and knows nothing of tools that take the digest of a body without its chunks or compression.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALGORITHMS = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})


def is_changed(stated: str, bodies: Iterable[bytes]) -> bool:
    """Tell whether no body has the digest that a record states.

    Args:
        stated: the digest with its algorithm (`sha1:...`), in base 16, 32 or 64, which WARC 1.1 leaves
            open; empty where the record states none. One of an unknown algorithm says nothing.
        bodies: the forms in which the tool that wrote it may have taken it.
    """
    algorithm, _, value = stated.strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in _ALGORITHMS:
        return False
    value = value.rstrip("=")
    return not any(
        value.lower() in {digest.hex(), _plain(base64.b32encode(digest)).lower()}
        or value in {_plain(base64.b64encode(digest)), _plain(base64.urlsafe_b64encode(digest))}
        for digest in (hashlib.new(algorithm, body, usedforsecurity=False).digest() for body in bodies)
    )


def _plain(encoded: bytes) -> str:
    return encoded.decode("ascii").rstrip("=")
