"""The house rules that machines can check run with the tests: style, types, and who imports whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(sys.executable).parent

TOOLS = {
    "ruff check": [sys.executable, "-m", "ruff", "check", "--no-cache", "."],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--no-cache", "--check", "."],
    "mypy": [sys.executable, "-m", "mypy"],
    "lint-imports": [str(SCRIPTS / "lint-imports"), "--no-cache"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tool_finds_nothing(root: Path, tool: str) -> None:
    done = subprocess.run(TOOLS[tool], cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{tool}\n{done.stdout}{done.stderr}"


def imported(source: str) -> set[str]:
    """The full names of all modules that a source text imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
            names.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "edscreen")
    return names - {"edscreen"}


def test_a_rule_imports_nothing_of_edscreen_but_rulekit_and_its_own_folder(root: Path) -> None:
    """Rule folders hold no __init__.py, so that import-linter, which reads packages only, cannot see them."""
    found = {
        f"{path.relative_to(root).as_posix()}: {name}"
        for path in (root / "rules").rglob("*.py")
        for name in imported(path.read_text(encoding="utf-8"))
        if name.startswith(("edscreen", "..")) and name != "edscreen.rulekit"
    }
    assert not found


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from edscreen.rulekit import Rule", {"edscreen.rulekit"}),
        ("from edscreen import rulekit", {"edscreen.rulekit"}),
        ("def f():\n    from edscreen.profile import models", {"edscreen.profile"}),
        ("import edscreen_rules.screen_time", {"edscreen_rules.screen_time"}),
        ("from .rows import Row", {".rows"}),
        ("from ..screen_time import rule", {"..screen_time"}),
    ],
)
def test_an_import_is_seen_however_it_is_written(source: str, names: set[str]) -> None:
    assert imported(source) == names
