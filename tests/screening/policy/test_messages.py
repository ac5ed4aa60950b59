"""Every kind of mistake in a policy has its sentence, with its place; see golden/."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edscreen.screening.policy.in_force import InForce, put_in_force
from edscreen.screening.policy.reading import PolicyFile, named_policy, read_policy

if TYPE_CHECKING:
    from edscreen.screening.rule import Rule

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.yaml")))
def test_says_what_to_write_instead(
    name: str, rules: tuple[Rule, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(GOLDEN)
    expected = GOLDEN / f"{name}.txt"
    read = read_policy(named_policy(Path(f"{name}.yaml")))
    found = put_in_force(read, rules) if isinstance(read, PolicyFile) else read

    assert not isinstance(found, InForce), "a golden file shows a mistake"
    said = "".join(f"{mistake}\n" for mistake in found)
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == expected.read_text(encoding="utf-8")
    for mistake in found:
        assert mistake.kind == "invalid_policy"
        assert (mistake.line, mistake.column) >= (1, 1)
        assert mistake.message.isprintable()
        assert not re.search(r"\b(Input|pydantic|valid|validation|None|dict|string|str)\b", mistake.message)
        assert name == "a_profile" or "profile" not in mistake.message.replace("as the profile has it", "")
