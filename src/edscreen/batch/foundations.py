"""What a run rests on, so that one that is taken up again rests on the same."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from edscreen import __version__
from edscreen.batch.ledger import SCHEMA_VERSION
from edscreen.profile.words import counted, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from edscreen.batch.lists.filling import RowReader
    from edscreen.batch.work import Job
    from edscreen.report.run import SiteUse
    from edscreen.screening.grounds import Grounds
    from edscreen.screening.rule import Rule
    from edscreen.site.fetching.settings import AllowedHost

_WORDS = {
    "schema_version": "the form of the ledger",
    "edscreen": "edscreen's version",
    "as_of": "the day that dates are judged by (--as-of)",
    "policy": "the policy",
    "rules": "the rule books",
    "selected": "the rules that run",
    "fail_on": "--fail-on",
    "prepared_by": "--prepared-by",
    "waivers": "--no-waivers",
    "baseline": "the baseline",
    "mapping": "how the list's columns are read (their headings, --map)",
    "form": "the kind of file that the list is",
    "site": "how sites are read (--site, --max-pages, --max-clicks, --render, --proxy)",
    "allow_hosts": "the hosts that may be reached although they are not public (--allow-host)",
    "browser": "the browser that runs the scripts of pages (--browser)",
    "pictures": "whether the browser loads pages' pictures (--save-evidence beside --render)",
    "fill": "--fill-from-site",
}


def foundations(job: Job, grounds: Grounds) -> dict[str, str]:
    """What a run rests on, by name, each as text that differs where it does."""
    policy = grounds.policy
    return {
        "schema_version": SCHEMA_VERSION,
        "edscreen": __version__,
        "as_of": job.as_of.isoformat(),
        "policy": policy.sha256 if policy else "none",
        "rules": _digest_of_rules(grounds.shelf.rules),
        "selected": " ".join(rule.id for rule in grounds.selection.rules),
        "fail_on": grounds.fail_on,
        "prepared_by": job.prepared_by or "as stated",
        "waivers": "ignored" if job.no_waivers else "heeded",
        "baseline": _digest(job.baseline.read_bytes()) if job.baseline and grounds.baseline else "none",
        "mapping": _digest(repr(job.rows.columns).encode()) if job.rows else "files",
        "form": _form(job.rows) if job.rows else "files",
        "site": _reading(job, job.site) if job.site else "not visited",
        "allow_hosts": _opened(job.allow_hosts),
        "browser": _digest(str(job.browser).encode()) if job.browser else "none",
        "pictures": "loaded" if job.loads_pictures else "left out",
        "fill": "from sites" if job.fill_from_site else "not at all",
    }


def what_differs(now: Mapping[str, str], then: Mapping[str, str]) -> str:
    """What a run rests on now and did not then, in words; empty where all is the same."""
    changed = [name for name in _WORDS if now.get(name) != then.get(name)]
    # A former version recorded less: of what it did not, nobody can say that it has changed.
    told = [name for name in changed if name in then] or changed
    return joined(_WORDS[name] for name in told) if told else ""


def _form(rows: RowReader) -> str:
    """What evidence points to in a list; what the list and its sheet are called makes no difference."""
    if rows.is_profiles:
        return "profiles, one a line"
    return "cells of a workbook" if rows.sheet else "rows and columns"


def _reading(job: Job, site: SiteUse) -> str:
    """How vendors' sites are read, as far as it can be told to everybody and answers depend on it."""
    scripts = "with scripts run" if job.browser else "as sent"
    proxy = f", through {site.proxy}" if site.proxy else ""
    pages, clicks = counted(str(site.max_pages), "page"), counted(str(job.max_clicks), "click")
    return f"visited: at most {pages}, {clicks} away, {scripts}{proxy}"


def _opened(hosts: Iterable[AllowedHost]) -> str:
    """Which hosts may be reached, whatever the order; as a digest, since the database may be handed on."""
    places = sorted({f"{each.host}:{port}" for each in hosts for port in each.ports})
    return _digest(" ".join(places).encode()) if places else "none"


def _digest_of_rules(rules: Iterable[Rule]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for rule in rules:
        digest.update(rule.id.encode())
        for file in _files(rule.folder):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    return sorted(
        file for file in folder.rglob("*") if file.is_file() and file.suffix not in {".pyc", ".md", ".part"}
    )


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
