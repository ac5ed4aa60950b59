"""The page that lists why a page could not be read, and what to do: `docs/site-problems.md`."""

from __future__ import annotations

from edscreen.site.problems import PROBLEMS, explain

_HEAD = """\
# When a page cannot be read, and what to do

Made by `python scripts/generate.py` from `src/edscreen/site/data/problems.csv`; do not edit it.

These are all the reasons there are. With any of them there is no verdict: `edscreen site` says `unreadable`,
and `edscreen check --site` says "we could not look". Neither is held against the vendor. The name in the
first column is the one that stands in reports for programs. [How edscreen reads a site](reading-a-site.md)
says how to save a page, and what `--site-file` and `--render` do; for `edscreen site`, name the saved file in
place of the address.

| Reason | What happened | What you can do |
|---|---|---|
"""


def problems_page() -> str:
    """Return the page."""
    rows = ((name, explain(name)) for name in PROBLEMS)
    return _HEAD + "".join(f"| `{name}` | {reason.says} | {reason.do} |\n" for name, reason in rows)
