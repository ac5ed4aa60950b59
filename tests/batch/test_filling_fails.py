"""A failure to fill a row from a site costs nothing of what was seen there, and is said."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from edscreen.batch.visiting import stated_values
from edscreen.batch.visiting.site_worker import SiteWorker
from edscreen.profile.documents import Document, read_documents
from edscreen.screening.inputs import Gathered

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_was_gathered_stays_where_filling_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("edscreen: 1\nvendor: {name: Lumen}\nproduct: {name: Lumen Reading}\n", encoding="utf-8")
    [document] = read_documents([str(path)])
    assert isinstance(document, Document)
    seen = Gathered()

    def fails(*_: object) -> None:
        raise ValueError

    async def gathered(*_: object) -> Gathered:
        return seen

    judging = SimpleNamespace(
        documents=lambda _: [document],
        knows_subjects=lambda _: True,
        judge=lambda *told: SimpleNamespace(told=told, notes=[]),
    )
    worker: Any = SiteWorker.__new__(SiteWorker)
    vars(worker).update(_worker=judging, _gathered=gathered)
    monkeypatch.setattr(stated_values, "filled_from", fails)
    screened = asyncio.run(worker._filled(SimpleNamespace()))  # noqa: SLF001
    _, found, _, words = screened.told
    assert found == [(document, seen)]
    assert [each.section for each in words] == ["dosage", "studies"]
    assert all("edscreen failed here with ValueError; look there yourself." in each.told for each in words)
