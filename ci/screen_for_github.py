"""What the GitHub action runs; see `screening.py` beside it.

Settings come from the environment, as `action.yml` sets it; nothing from a pull request is ever made part of
a shell's command line. Annotations go to standard output, the report to the step's summary, files to a new
folder outside the checkout.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ci.screening import NOTHING_BROUGHT, Asked, CannotScreen, Change, Checkout, guarded, screen
else:
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # which python -I does not search of itself
    from screening import NOTHING_BROUGHT, Asked, CannotScreen, Change, Checkout, guarded, screen

MERGED = ("push", "schedule", "workflow_dispatch")
"""Events about a branch as it stands, which is screened by its own policy."""
PROPOSED = ("pull_request", "merge_group")


def proposed_change(environment: Mapping[str, str], checkout: Checkout) -> Change | None:
    """The change that this run is about; None for a branch as it stands."""
    name = environment.get("GITHUB_EVENT_NAME", "")
    if name in MERGED:
        return None
    if name not in PROPOSED:
        known = ", ".join((*PROPOSED, *MERGED))
        raise CannotScreen(f"no screening is known for the event {name!r}: run the action on {known}")
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    if name == "merge_group":
        return Change(event["merge_group"]["base_sha"])
    request = event["pull_request"]
    # The repository of a pull request is gone where its owner has deleted it.
    repository = (request["head"].get("repo") or {}).get("full_name")
    return Change(
        base=_merged_into(request, environment, checkout),
        from_outside=repository != request["base"]["repo"]["full_name"],
    )


def _merged_into(
    request: Mapping[str, dict[str, str]], environment: Mapping[str, str], checkout: Checkout
) -> str:
    """The commit that the pull request is merged into: the branch may have moved since the event."""
    head, *parents = checkout.git("rev-list", "--parents", "--max-count=1", "HEAD").split()
    # Only GitHub's own merge says so. A contributor can make merges, too, with any parents, but none that
    # is the commit of this run and merges the head of the pull request as the event tells it.
    if head == environment.get("GITHUB_SHA") and parents[1:] == [request["head"].get("sha")]:
        return parents[0]
    return request["base"]["sha"]


def run(environment: Mapping[str, str], outputs: dict[str, str]) -> int:
    """Screen what the action's inputs name, say what came of it, and give edscreen's exit code."""
    asked = Asked.by(environment)
    checkout = Checkout(Path(environment.get("GITHUB_WORKSPACE") or "."))
    change = proposed_change(environment, checkout)
    reports = Path(tempfile.mkdtemp(prefix="edscreen-reports-", dir=environment.get("RUNNER_TEMP")))
    sarif, summary = reports / "edscreen.sarif", reports / "edscreen-summary.md"
    written = ("--output", f"sarif={sarif}", "--output", f"markdown={summary}")
    done = screen(replace(asked, options=("--format", "github", *written, *asked.options)), change, checkout)
    if done is None:
        print(NOTHING_BROUGHT)
        return 0
    sys.stdout.write(done.stdout)
    say_as_text(done.stderr)
    if sarif.is_file():
        outputs["sarif-file"] = str(sarif)
    if summary.is_file():
        outputs["summary-file"] = str(summary)
        append("GITHUB_STEP_SUMMARY", summary.read_text(encoding="utf-8") + "\n", environment)
    return done.returncode


def say_as_text(text: str) -> None:
    """Print what may hold a vendor's words so that the runner reads no command in it."""
    token = secrets.token_hex(16)
    sys.stdout.write(f"::stop-commands::{token}\n{text}\n::{token}::\n")
    sys.stdout.flush()


def append(name: str, text: str, environment: Mapping[str, str]) -> None:
    """Add to one of the files that the runner reads, where it named one."""
    if file := environment.get(name):
        with Path(file).open("a", encoding="utf-8", newline="\n") as kept:
            kept.write(text)


def main() -> int:
    """Run, and tell the steps behind this one how it ended."""
    outputs = {"sarif-file": "", "summary-file": ""}
    code = guarded(lambda: run(os.environ, outputs), say_as_text)
    outputs = {"exit-code": str(code), **outputs}

    def tell() -> int:
        append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in outputs.items()), os.environ)
        return code

    return guarded(tell, say_as_text)


if __name__ == "__main__":
    sys.exit(main())
