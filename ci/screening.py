"""Screens profiles so that a proposed change cannot soften its own screening: what all CI systems share.

Policy and rule books come from the branch to be merged into. Of a change from outside the repository only
the profiles that it brings are screened, as the vendor's own word. The checkout is not trusted: no code of it
is run, no file of the screening lies in it, and which files are the change's own is told by their content.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

POLICY = "edscreen.yaml"
MISUSED = 2
COULD_NOT_FINISH = 4
EXIT_CODES = {0, 1, MISUSED, 3, COULD_NOT_FINISH, 130}
NOTHING_BROUGHT = "The change brings no vendor profile, so nothing was screened."


class CannotScreen(Exception):
    """The screening is set up wrongly; the message is one sentence for the person who did that."""


@dataclass(frozen=True)
class Change:
    """A change that somebody proposes, and that is checked out.

    Attributes:
        base: the commit of the branch to be merged into, whose policy and rule books count.
        from_outside: whether it comes from another repository, so that its files are the vendor's word.
    """

    base: str
    from_outside: bool = False


@dataclass(frozen=True)
class Asked:
    """What whoever set the screening up asks for.

    Attributes:
        places: files and folders that hold profiles, from the repository's top.
        policy: the policy's file, from the repository's top; empty for the usual one, if there is one.
        options: options of `edscreen check`.
    """

    places: tuple[str, ...]
    policy: str
    options: tuple[str, ...]

    @classmethod
    def by(cls, environment: Mapping[str, str]) -> Asked:
        """Read the settings; what is left empty is left to the policy."""
        places = tuple(environment.get("EDSCREEN_PROFILES", "").split())
        if not places:
            raise CannotScreen("the setting 'profiles' names no file or folder")
        options = ["--unanswered", environment.get("EDSCREEN_UNANSWERED") or "pass"]
        if fail_on := environment.get("EDSCREEN_FAIL_ON"):
            options += ["--fail-on", fail_on]
        site = environment.get("EDSCREEN_SITE", "")
        options += {"true": ["--site"], "false": ["--no-site"]}.get(site, [])
        return cls(places, environment.get("EDSCREEN_POLICY", ""), tuple(options))


class Checkout:
    """The files of the repository as the CI system laid them out: perhaps a stranger's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        git = shutil.which("git")
        if git is None:
            raise CannotScreen("git is needed, and was not found")
        self._git = [str(Path(git).absolute()), "-C", str(self.folder)]

    def git(self, *arguments: str) -> str:
        """What git says, or `CannotScreen` with its reason."""
        done = self._tried(*arguments)
        if done.returncode:
            raise CannotScreen(f"git {arguments[0]} failed: {done.stderr.strip()}")
        return done.stdout.strip()

    def bring(self, commit: str) -> None:
        """Have a commit at hand, from the repository's origin where the checkout lacks it."""
        if self._tried("cat-file", "-e", f"{commit}^{{commit}}").returncode:
            self.git("fetch", "--quiet", "--no-tags", "origin", commit)

    def parting(self, base: str) -> str:
        """The commit at which the change parted from the branch; the branch where that is not clear."""
        found = self._tried("merge-base", "--all", base, "HEAD").stdout.split()
        return found[0] if len(found) == 1 else base

    @contextmanager
    def laid_out(self, commit: str, folder: Path) -> Iterator[Path]:
        """The files of a commit, in a new folder."""
        self.git("worktree", "add", "--quiet", "--detach", str(folder), commit)
        try:
            yield folder
        finally:
            self.git("worktree", "remove", "--force", str(folder))

    def _tried(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*self._git, *arguments], capture_output=True, encoding="utf-8", check=False)


def screen(
    asked: Asked, change: Change | None, checkout: Checkout
) -> subprocess.CompletedProcess[str] | None:
    """Run the screening; None where there is nothing to screen."""
    if change is None:
        policy = _policy(asked.policy, Path(), checkout.folder)
        return _run(asked.places, asked.options, policy, checkout.folder)
    checkout.bring(change.base)
    with (
        tempfile.TemporaryDirectory(prefix="edscreen-", dir=os.environ.get("RUNNER_TEMP")) as folder,
        checkout.laid_out(change.base, Path(folder, "base")) as base,
    ):
        policy = _policy(asked.policy, base, base)
        if not change.from_outside:
            return _run(asked.places, asked.options, policy, checkout.folder)
        own = Path(folder, "brought")
        with checkout.laid_out(checkout.parting(change.base), Path(folder, "before")) as before:
            places = brought(asked.places, checkout.folder, before, own)
        if not places:
            return None
        return _run(places, (*asked.options, "--prepared-by", "vendor"), policy, own)


def brought(places: Sequence[str], checkout: Path, before: Path, into: Path) -> list[str]:
    """Copy what a change brings to `places` into a folder, and give the places that hold profiles there.

    Which files are looked at, and which are profiles, is for edscreen to say. A file is the change's own
    unless its content stood at its path before: so no spelling of a name, no link and no history hides one.
    """
    from edscreen.profile.documents import read_documents
    from edscreen.profile.folders import is_folder, yaml_files

    for place in map(Path, places):
        top = checkout / place
        if not Path(os.path.normpath(top)).is_relative_to(checkout):
            raise CannotScreen(f"{place} lies outside the repository")
        listed = yaml_files(str(top)) if is_folder(str(top)) else [(str(top), None)]
        for file, problem in listed:
            name = os.path.relpath(file, checkout)
            if not os.path.lexists(file):
                continue  # a place that this change does not have
            if problem or not Path(file).is_file():
                raise CannotScreen(
                    f"{Path(name).as_posix()!r} is neither a file nor a folder that can be read"
                )
            earlier = before / name
            if not (earlier.is_file() and filecmp.cmp(file, earlier, shallow=False)):
                (into / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, into / name)
    there = [os.path.relpath(checkout / place, checkout) for place in places]
    return [place for place in there if (into / place).exists() and any(read_documents([str(into / place)]))]


def _policy(named: str, shown: Path, tree: Path) -> list[str]:
    """The options that name the policy of `tree`, whose path is to be shown as `shown`."""
    file = tree / (named or POLICY)
    if not file.resolve().is_relative_to(tree.resolve()):
        raise CannotScreen(f"the policy {named or POLICY} lies outside the repository")
    if os.path.lexists(file):
        return ["--policy", (shown / (named or POLICY)).as_posix()]
    if named:
        raise CannotScreen(f"there is no policy {named} on the branch that it would be taken from")
    return ["--no-policy"]


def _run(
    places: Sequence[str], options: Sequence[str], policy: list[str], folder: Path
) -> subprocess.CompletedProcess[str]:
    # -I: no module is taken from the folder, which holds what a stranger wrote.
    command = [
        sys.executable,
        "-I",
        "-X",
        "utf8",
        "-m",
        "edscreen",
        "check",
        *options,
        *policy,
        "--",
        *places,
    ]
    return subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )


def guarded(work: Callable[[], int], say: Callable[[str], None]) -> int:
    """Do the work and give edscreen's exit code, whatever happens: 1 is said of red flags alone."""
    try:
        code = work()
    except CannotScreen as error:
        say(f"edscreen: {error} (exit code {MISUSED})")
        return MISUSED
    except Exception as error:
        say(f"{traceback.format_exc()}edscreen: {type(error).__name__} (exit code {COULD_NOT_FINISH})")
        return COULD_NOT_FINISH
    if code not in EXIT_CODES:
        say(f"edscreen: it was stopped, with {code} (exit code {COULD_NOT_FINISH})")
        return COULD_NOT_FINISH
    return code
