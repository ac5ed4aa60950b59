"""The policy that the documentation begins with is one, and does what the page says of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from jsonschema import Draft202012Validator

from edscreen.profile.yaml_builder import trees
from edscreen.screening.policy.in_force import InForce, put_in_force
from edscreen.screening.policy.reading import PolicyFile, named_policy, read_policy
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from pathlib import Path


def worked_policy(root: Path) -> str:
    page = (root / "docs" / "policy.md").read_text(encoding="utf-8")
    [text] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert isinstance(text, str)
    return text


def test_the_worked_policy_fits_the_rules_as_shipped(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "edscreen.yaml"
    file.write_text(worked_policy(root), encoding="utf-8")
    read = read_policy(named_policy(file))
    assert isinstance(read, PolicyFile), read
    rules = open_shelf().rules
    policy = put_in_force(read, rules)
    assert isinstance(policy, InForce), policy

    running = {rule.id for rule in rules} - policy.off
    said = policy.takes_away(running=running, fail_on="red", waivers_used=1).partition(": ")[2]
    page = (root / "docs" / "policy.md").read_text(encoding="utf-8")
    assert f"policy ./edscreen.yaml (found): {said}" in " ".join(page.split())
    assert not policy.notices


def test_the_schema_that_is_printed_is_the_one_that_ships_and_knows_the_worked_policy(root: Path) -> None:
    command = [sys.executable, "-m", "edscreen", "schema", "policy"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    validator = Draft202012Validator(json.loads(done.stdout))
    [tree] = trees(worked_policy(root))

    assert done.stdout == (root / "docs" / "policy.schema.json").read_text(encoding="utf-8")
    assert [error.message for error in validator.iter_errors(tree.data)] == []
    tree.data["rules"]["screen-time"]["options"]["limit"] = 1
    assert not validator.is_valid(tree.data)
