"""What the GitHub action runs: screens profiles so that a pull request cannot soften its own screening.

For a pull request, policy and rule books come from the branch that it is to be merged into. Of one from
outside the repository only the profiles that it brings are screened, as the vendor's own word. Settings come
from the environment, as `action.yml` sets it; nothing from a pull request is ever made part of a shell's
command line. Annotations go to standard output, the report to the step's summary.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

POLICY = "edscreen.yaml"
BASE = ".edscreen-base"
"""Where the branch to be merged into is laid out; a hidden folder, which `check` passes over."""
SARIF = "edscreen.sarif"
SUMMARY = "edscreen-summary.md"
MISUSED = 2


class CannotScreen(Exception):
    """The action cannot do its work; the message is one sentence for the person who set it up."""


@dataclass(frozen=True)
class PullRequest:
    """The pull request that is screened.

    Attributes:
        base: the commit that it is to be merged into.
        from_outside: whether it comes from another repository, so that its files are the vendor's word.
    """

    base: str
    from_outside: bool


def pull_request(environment: Mapping[str, str]) -> PullRequest | None:
    """The pull request that this run is about; None for a push, a schedule and the like."""
    if not environment.get("GITHUB_EVENT_NAME", "").startswith("pull_request"):
        return None
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    request = event["pull_request"]
    # The repository of a pull request is gone where its owner has deleted it.
    head = (request["head"].get("repo") or {}).get("full_name")
    return PullRequest(request["base"]["sha"], from_outside=head != request["base"]["repo"]["full_name"])


def git(*arguments: str) -> str:
    """What git says, or `CannotScreen` with its reason."""
    done = subprocess.run(["git", *arguments], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise CannotScreen(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout


@contextmanager
def base_of(request: PullRequest) -> Iterator[Path]:
    """The files of the branch that is merged into, laid out in a folder while the screening runs."""
    if os.path.lexists(BASE):
        raise CannotScreen(
            f"the pull request brings something named {BASE}, where the base branch is laid out"
        )
    known = subprocess.run(
        ["git", "cat-file", "-e", f"{request.base}^{{commit}}"], capture_output=True, check=False
    )
    if known.returncode:
        git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", request.base)
    git("worktree", "add", "--quiet", "--detach", BASE, request.base)
    try:
        yield Path(BASE)
    finally:
        git("worktree", "remove", "--force", BASE)


def brought_by(request: PullRequest, places: list[str]) -> list[str]:
    """The profiles below `places` that the pull request adds or changes."""
    # What is checked out for a pull request is its merge; the first parent is the branch at that time.
    parents = git("rev-list", "--parents", "--max-count=1", "HEAD").split()[1:]
    base = parents[0] if len(parents) > 1 else request.base
    names = git("diff", "--name-only", "-z", "--diff-filter=d", base, "HEAD", "--", *places).split("\0")
    return [name for name in names if name.endswith((".yaml", ".yml")) and _may_be_profile(Path(name))]


def _may_be_profile(file: Path) -> bool:
    return file.is_file() and not file.is_symlink() and b"edscreen" in file.read_bytes()


def policy_options(named: str, base: Path | None) -> list[str]:
    """The options that name the policy: the base branch's for a pull request, else the checkout's own."""
    file = (base or Path()) / (named or POLICY)
    if file.is_file():
        return ["--policy", file.as_posix()]
    if named:
        where = " on the branch to be merged into" if base else ""
        raise CannotScreen(f"there is no policy {named}{where}")
    return ["--no-policy"]


def screen(options: list[str], places: list[str], environment: Mapping[str, str]) -> int:
    """Run the screening, show its annotations, and keep its report as the step's summary."""
    command = [sys.executable, "-m", "edscreen", "check", "--format", "github"]
    command += ["--output", f"sarif={SARIF}", "--output", f"markdown={SUMMARY}", *options, "--", *places]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    sys.stdout.write(done.stdout)
    say_as_text(done.stderr)
    if Path(SUMMARY).is_file():
        append("GITHUB_STEP_SUMMARY", Path(SUMMARY).read_text(encoding="utf-8") + "\n", environment)
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


def run(environment: Mapping[str, str]) -> int:
    """Screen what the action's inputs name, and give edscreen's exit code."""
    places = environment.get("EDSCREEN_PROFILES", "").split()
    if not places:
        raise CannotScreen("the input 'profiles' names no file or folder")
    options = ["--fail-on", environment.get("EDSCREEN_FAIL_ON") or "red"]
    options += ["--unanswered", environment.get("EDSCREEN_UNANSWERED") or "pass"]
    site = environment.get("EDSCREEN_SITE", "")
    options += {"true": ["--site"], "false": ["--no-site"]}.get(site, [])
    named = environment.get("EDSCREEN_POLICY", "")
    request = pull_request(environment)
    if request is None:
        return screen(options + policy_options(named, None), places, environment)
    with base_of(request) as base:
        options += policy_options(named, base)
        if request.from_outside:
            places = brought_by(request, places)
            options += ["--prepared-by", "vendor"]
            if not places:
                print("The pull request brings no vendor profile, so nothing was screened.")
                return 0
        return screen(options, places, environment)


def main() -> int:
    """Run, and tell the steps behind this one how it ended."""
    try:
        code = run(os.environ)
    except CannotScreen as error:
        say_as_text(f"edscreen: {error} (exit code {MISUSED})")
        code = MISUSED
    append("GITHUB_OUTPUT", f"exit-code={code}\nsarif-file={SARIF}\nsummary-file={SUMMARY}\n", os.environ)
    return code


if __name__ == "__main__":
    sys.exit(main())
