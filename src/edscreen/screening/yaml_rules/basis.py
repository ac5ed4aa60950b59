"""What an answer rests on: the sources that the profile names for the fields that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from edscreen.registries.whose_word import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def basis_of_all(
    evidence: Iterable[Path], profile: Profile, public_hosts: PublicHostTable
) -> Literal["claimed", "documented"]:
    """Tell what an answer rests on: `documented` where every field that decided is.

    A field is documented by the source, or the address, that the nearest group around it names. The
    district's own entries are its word and not the vendor's.
    """
    named = [_sources(profile, path) for path in evidence if path[:1] not in _OWN and path[:2] not in _OWN]
    for sources in named:
        if not any(basis_of(source, profile, public_hosts) == "documented" for source in sources):
            return "claimed"
    return "documented"


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
