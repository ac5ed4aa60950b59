"""What the job for GitLab runs; see `screening.py` beside it.

The report goes to standard output, files to the project's folder: GitLab takes artifacts from nowhere else.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ci.screening import NOTHING_BROUGHT, Asked, CannotScreen, Change, Checkout, guarded, screen
else:
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # which python -I does not search of itself
    from screening import NOTHING_BROUGHT, Asked, CannotScreen, Change, Checkout, guarded, screen

REPORTS = {"junit": "edscreen.junit.xml", "markdown": "edscreen-summary.md", "sarif": "edscreen.sarif"}
MERGED = ("push", "schedule", "web", "api", "trigger", "pipeline")
"""Sources of pipelines about a branch as it stands, which is screened by its own policy."""


def proposed_change(environment: Mapping[str, str], checkout: Checkout) -> Change | None:
    """The merge request that this pipeline is about; None for a branch as it stands."""
    source = environment.get("CI_PIPELINE_SOURCE", "")
    if source in MERGED:
        return None
    if source != "merge_request_event":
        known = ", ".join(("merge_request_event", *MERGED))
        raise CannotScreen(f"no screening is known for the pipeline source {source!r}: only for {known}")
    project = environment["CI_MERGE_REQUEST_PROJECT_ID"]
    if environment["CI_PROJECT_ID"] != project:
        raise CannotScreen(
            "this pipeline runs in the fork, with the fork's own settings, so it shows nothing: a member of "
            "the project that the merge request goes to has to start one there"
        )
    # The branch as it is now: a merge request may have parted from it where its policy was a laxer one.
    target = environment["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"]
    checkout.git("fetch", "--quiet", "--no-tags", "origin", f"refs/heads/{target}")
    return Change(
        base=checkout.git("rev-parse", "FETCH_HEAD"),
        from_outside=environment.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID") != project,
    )


def run(environment: Mapping[str, str]) -> int:
    """Screen what the job's variables name, show the report, and give edscreen's exit code."""
    asked = Asked.by(environment)
    checkout = Checkout(Path(environment.get("CI_PROJECT_DIR") or "."))
    written = []
    for form, name in REPORTS.items():
        file = checkout.folder / name
        if os.path.lexists(file):
            raise CannotScreen(f"something named {name} is there already: let the job remove it first")
        written += ["--output", f"{form}={file}"]
    change = proposed_change(environment, checkout)
    done = screen(replace(asked, options=(*written, *asked.options)), change, checkout)
    if done is None:
        print(NOTHING_BROUGHT)
        return 0
    sys.stdout.write(done.stdout)
    say(done.stderr)
    return done.returncode


def say(text: str) -> None:
    """Print for people, after what was printed before."""
    sys.stdout.flush()
    sys.stderr.write(f"{text.rstrip()}\n")


if __name__ == "__main__":
    sys.exit(guarded(lambda: run(os.environ), say))
