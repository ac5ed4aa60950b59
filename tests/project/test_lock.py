"""requirements.lock: current, complete, pinned by hash, and bound to no host."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from pathlib import Path

SYSTEMS = [
    {"sys_platform": system, "python_version": python, "python_full_version": f"{python}.9"}
    for system in ("linux", "darwin", "win32")
    for python in ("3.11", "3.12", "3.13")
]


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def locked(text: str) -> list[tuple[Requirement, list[str]]]:
    """Each locked requirement with its hashes."""
    entries = []
    for entry in text.replace("\\\n", " ").splitlines():
        if not entry.startswith("#"):
            requirement, *hashes = entry.split("--hash=")
            entries.append((Requirement(requirement), [digest.strip() for digest in hashes]))
    return entries


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: "-".join(system.values()))
def test_the_lock_meets_every_bound_of_pyproject(
    root: Path, locked: list[tuple[Requirement, list[str]]], system: dict[str, str]
) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned: dict[str, list[str]] = {}
    for requirement, _ in locked:
        if requirement.marker is None or requirement.marker.evaluate(system):
            versions = [pin.version for pin in requirement.specifier if pin.operator == "=="]
            pinned.setdefault(canonicalize_name(requirement.name), []).extend(versions)
    for needed in map(Requirement, project["dependencies"]):
        (version,) = pinned[canonicalize_name(needed.name)]
        assert needed.specifier.contains(version), f"{needed.name} {version} is not {needed.specifier}"
    assert all(len(versions) == 1 for versions in pinned.values()), "one version for each system"


def test_every_entry_is_pinned_by_a_sha256(locked: list[tuple[Requirement, list[str]]]) -> None:
    for requirement, hashes in locked:
        assert hashes, f"{requirement} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes)


def test_the_lock_serves_more_than_one_system(locked: list[tuple[Requirement, list[str]]]) -> None:
    """A compiled package has a wheel for each system and Python version, and each wheel has its hash."""
    hashes = {requirement.name: len(digests) for requirement, digests in locked}
    assert hashes["pydantic-core"] > len(SYSTEMS)
    assert hashes["pyyaml"] > len(SYSTEMS)


def test_the_lock_names_no_host(text: str) -> None:
    assert "://" not in text
    assert not re.search(r"^\s*-(-index|-extra|-find|-trusted|i\b|f\b)", text, re.MULTILINE)
    assert not re.search(r"\b[\w-]+\.(org|com|net|io|dev|internal|local)\b", text)
