"""The version is written once and read everywhere."""

from __future__ import annotations

from importlib import metadata

import edscreen


def test_the_installed_version_is_the_one_in_the_source() -> None:
    assert metadata.version("edscreen") == edscreen.__version__
