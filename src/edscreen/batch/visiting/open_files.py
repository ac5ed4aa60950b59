"""How many sites a process may talk to at once, as far as its system's limit of open files goes."""

from __future__ import annotations

from contextlib import suppress

MOST_SITES = 512
"""More than these one process does not fetch for: so many pages a second are all that it can read."""

_ENOUGH = 4_096
_OTHER_FILES = (
    640  # connections that are kept a little longer, in case more is asked of their hosts, and files
)


def most_sites() -> int:
    """How many sites may be read at once, once the limit was raised as far as it may be; Windows has none."""
    try:
        import resource
    except ImportError:
        return MOST_SITES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _ENOUGH:
        more = _ENOUGH if hard == resource.RLIM_INFINITY else min(_ENOUGH, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
            soft = more
    if soft == resource.RLIM_INFINITY or soft >= _ENOUGH:
        return MOST_SITES
    return max(32, min(MOST_SITES, (soft - _OTHER_FILES) // 2))  # a site may lead on to a second host
