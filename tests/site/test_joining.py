"""References are joined to a page's address as browsers join them."""

from __future__ import annotations

import pytest

from edscreen.site.joining import base_of


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("c", "https://lumen.example:8443/a/c"),
        ("/c", "https://lumen.example:8443/c"),
        ("\\c?d\\e", "https://lumen.example:8443/c?d\\e"),
        ("//other.example/c", "https://other.example/c"),
        ("https:c", "https://lumen.example:8443/a/c"),
        ("http:c", "http:c"),
        ("https:/\\other.example", "https:/\\other.example"),
        ("mailto:us@lumen.example", "mailto:us@lumen.example"),
        ("?d", "https://lumen.example:8443/a/b?d"),
        ("#e", "https://lumen.example:8443/a/b?q#e"),
        (" \tc\n/d ", "https://lumen.example:8443/a/c/d"),
        ("", "https://lumen.example:8443/a/b?q"),
    ],
)
def test_a_reference_means_what_it_means_to_a_browser(reference: str, meant: str) -> None:
    base = base_of("https://lumen.example:8443/a/b?q#old")
    assert base is not None
    assert base.join(reference) == meant


@pytest.mark.parametrize(
    "address", ["", "page.html", "file:///home/page.html", "https://", "mailto:us@lumen.example"]
)
def test_what_is_no_web_page_is_no_base(address: str) -> None:
    assert base_of(address) is None
