"""What a field rests on: the sources that the profile names for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.registries.whose_word import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.profile.models import Profile
    from edscreen.registries.public_hosts import PublicHostTable
    from edscreen.screening.answers import Path

ABOUT_EVIDENCE = frozenset({"studies", "reviews", "approvals"})
"""The sections in which a vendor's word alone never passes."""

_OWN = frozenset({("purchase",), ("home_page",), ("asked",), ("product", "category")})
# Where a study or paper can be read, by what its number is called.
_NUMBERED = {
    "doi": "https://doi.org/",
    "eric": "https://eric.ed.gov/?id=",
    "wwc": "https://ies.ed.gov/ncee/wwc/Study/",
}


def is_documented(path: Path, profile: Profile, public_hosts: PublicHostTable) -> bool:
    """Tell whether a field rests on more than the vendor's word.

    It does where the nearest group around it that names any source, or address, names one that is not the
    vendor's. The district's own entries are its word and not the vendor's.
    """
    if path[:1] in _OWN or path[:2] in _OWN:
        return True
    sources = _sources(profile, path)
    return any(basis_of(source, profile, public_hosts) == "documented" for source in sources)


def _sources(profile: Profile, path: Path) -> list[str]:
    """The sources of the nearest group around a field that names any."""
    node: Any = profile
    nearest: list[str] = []
    for part in path:
        node = _step(node, part)
        if node is None:
            break
        nearest = list(_named_by(node)) or nearest
    return nearest


def _step(node: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return node[part] if isinstance(node, list) and part < len(node) else None
    return getattr(node, part, None)


def _named_by(group: Any) -> Iterator[str]:
    for name in ("source", "url"):
        if source := getattr(group, name, None):
            yield str(source)
    for name, start in _NUMBERED.items():
        if number := getattr(group, name, None):
            yield f"{start}{str(number).replace('#', '%23')}"
