"""What a field rests on: the sources that the profile names for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from edscreen.profile.fields import Model
from edscreen.registries.whose_word import basis_of

if TYPE_CHECKING:
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
        if isinstance(node, Model):
            node = getattr(node, part, None) if isinstance(part, str) else None
        else:
            node = node[part] if isinstance(part, int) and isinstance(node, list) else None
        if isinstance(node, Model):
            nearest = _named_by(node) or nearest
        elif not isinstance(node, list):
            break
    return nearest


def _named_by(group: Model) -> list[str]:
    named = ((start, getattr(group, name)) for name, start in _naming(type(group)))
    return [f"{start}{str(value).replace('#', '%23') if start else value}" for start, value in named if value]


@cache
def _naming(group: type[Model]) -> tuple[tuple[str, str], ...]:
    """The fields by which a kind of group names sources, and what makes an address of each."""
    naming = {"source": "", "url": "", **_NUMBERED}
    return tuple((name, start) for name, start in naming.items() if name in group.model_fields)
