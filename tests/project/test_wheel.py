"""What a user gets: a wheel built from a clean checkout holds program, rules, their pages and their data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.xdist_group("wheel")  # built once, by one process
PACKAGES = {"src/edscreen": "edscreen", "rules": "edscreen_rules"}


def run(command: list[str], cwd: Path) -> str:
    """The standard output of a command that gets no hint from this process about where edscreen is."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def required(distribution: str) -> list[str]:
    """The names of what an installed package requires on this system, extras left out."""
    needs = map(Requirement, metadata.requires(distribution) or [])
    return [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]


class Environment:
    """A virtual environment that holds what edscreen needs and nothing else; no network is asked for it."""

    def __init__(self, folder: Path) -> None:
        run([sys.executable, "-m", "venv", "--without-pip", str(folder)], cwd=folder.parent)
        self._folder = folder
        self._scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        self._packages = Path(self.command("python", "-c", ask, cwd=folder).strip())
        self._held: set[str] = set()
        self.add(*required("edscreen"))

    def add(self, *distributions: str) -> None:
        """Copy installed packages, and all they require, from the environment that runs the tests."""
        for name in map(canonicalize_name, distributions):
            if name not in self._held:
                self._held.add(name)
                self._copy(name)
                self.add(*required(name))

    def _copy(self, distribution: str) -> None:
        for file in metadata.files(distribution) or []:
            if ".." not in file.parts:
                copy = self._packages / file
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(str(file.locate()), copy)

    def install(self, *what: str) -> None:
        """Let pip install into this environment, with what is there already."""
        pip = [sys.executable, "-m", "pip", "--python", str(self._folder), "install", "--quiet"]
        run([*pip, "--no-index", "--no-deps", "--no-build-isolation", *what], cwd=self._folder)

    def command(self, name: str, *arguments: str, cwd: Path) -> str:
        """The standard output of one of this environment's own commands."""
        return run([str(self._scripts / name), *arguments], cwd=cwd)


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return Environment(tmp_path / "environment")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that knows nothing of the project."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def wheel(check_out: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive that is built from a clean checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    dist = folder / "dist"
    run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dist), "."],
        cwd=check_out(folder / "checkout"),
    )
    (built,) = dist.glob("*.whl")
    return built


def shipped(files: list[PurePosixPath]) -> set[str]:
    """Where each file of the program and of the rule book must stand in the wheel."""
    return {
        f"{package}/{file.relative_to(folder)}"
        for folder, package in PACKAGES.items()
        for file in files
        if file.is_relative_to(folder)
    }


def rule_ids(files: list[PurePosixPath]) -> list[str]:
    """The ids of the built-in rules, which their folders are named for."""
    return [file.parts[1].replace("_", "-") for file in files if file.match("rules/*/rule.py")]


def test_the_wheel_holds_exactly_the_program_and_the_rule_book(
    wheel: Path, project_files: list[PurePosixPath]
) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == shipped(project_files)


def test_the_wheel_carries_its_license(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if name.endswith("/licenses/LICENSE")]


def test_the_source_archive_is_the_whole_project(wheel: Path, project_files: list[PurePosixPath]) -> None:
    """Its README's first command screens an example, and whoever packs it runs the tests."""
    (archive,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        files = {PurePosixPath(*PurePosixPath(file.name).parts[1:]) for file in source if file.isfile()}
    made_on_packing = {"PKG-INFO", "setup.cfg"}
    assert {
        file for file in files if str(file) not in made_on_packing and "edscreen.egg-info" not in file.parts
    } == set(project_files)


def test_the_installed_wheel_lists_every_rule_from_any_folder(
    wheel: Path, environment: Environment, elsewhere: Path, project_files: list[PurePosixPath]
) -> None:
    environment.install(str(wheel))
    listed = environment.command("edscreen", "rules", "list", cwd=elsewhere)
    ids = rule_ids(project_files)
    assert ids
    assert [rule for rule in ids if rule not in listed] == []


def test_a_rule_comes_and_goes_with_its_folder(
    check_out: Callable[[Path], Path],
    environment: Environment,
    elsewhere: Path,
    project_files: list[PurePosixPath],
) -> None:
    """An editable installation is live: neither pyproject.toml nor src/ nor a new installation is needed."""
    checkout = check_out(elsewhere.parent / "checkout")
    environment.add("setuptools")
    environment.install("--editable", str(checkout))
    first, *others = rule_ids(project_files)
    old, new = checkout / "rules" / first.replace("-", "_"), checkout / "rules" / "our_question"
    shutil.copytree(old, new)
    code = (new / "rule.py").read_text(encoding="utf-8")
    (new / "rule.py").write_text(code.replace(f'"{first}"', '"our-question"'), encoding="utf-8")

    listed = environment.command("edscreen", "rules", "list", cwd=elsewhere)
    assert [rule for rule in ["our-question", first, *others] if rule not in listed] == []

    shutil.rmtree(old)
    listed = environment.command("edscreen", "rules", "list", cwd=elsewhere)
    assert [rule for rule in ["our-question", *others] if rule not in listed] == []
    assert first not in listed
