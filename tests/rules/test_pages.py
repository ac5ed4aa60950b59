"""Every rule has a page that asks the rule's own question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from edscreen.screening.rule import Rule


@pytest.mark.parametrize("rule", open_shelf().rules, ids=lambda rule: rule.id)
def test_a_page_opens_with_the_rules_question(rule: Rule) -> None:
    assert rule.folder is not None
    page = (rule.folder / "README.md").read_text(encoding="utf-8")

    assert page.startswith(f"# {rule.title}\n")
    assert "## Sources" in page
    assert rule.title.endswith("?")
