"""Which hosts are the vendor's own, however the profile writes them."""

from __future__ import annotations

import pytest

from edscreen.profile.models import Product, Vendor
from edscreen.registries.vendor_hosts import belongs_to, other_hosts, other_pages, vendor_hosts


@pytest.mark.parametrize(
    "written",
    [
        "lumen-math.example",
        " Lumen-Math.example ",
        "lumen-math.example.",
        "*.lumen-math.example",
        "lumen-math.example:8080",
        "lumen-math.example/math",
        "https://lumen-math.example/",
        "HTTP://lumen-math.example",
    ],
)
def test_a_domain_is_read_in_every_spelling(written: str) -> None:
    assert other_hosts(Vendor(name="Lumen", other_domains=[written])) == ("lumen-math.example",)


@pytest.mark.parametrize(
    "written", ["lumen math", "https://", "ftp://lumen-math.example/", "mailto:a@b.example"]
)
def test_what_is_no_domain_gives_no_host(written: str) -> None:
    assert "lumen-math.example" not in other_hosts(Vendor(name="Lumen", other_domains=[written]))


def test_the_path_behind_a_domain_is_kept_as_where_anyone_may_publish_it_says_whose_the_page_is() -> None:
    domains = ["sites.google.com/view/lumen", "*.lumen.example", "not a domain"]
    pages = other_pages(Vendor(name="Lumen", other_domains=domains))
    assert pages == ("https://sites.google.com/view/lumen", "https://lumen.example")


def test_all_that_the_profile_states_count_once() -> None:
    domains = ["www.lumen.example", "parent.example"]
    vendor = Vendor.model_validate(
        {"name": "Lumen", "website": "https://WWW.Lumen.example/", "other_domains": domains}
    )
    product = Product.model_validate({"name": "Lumen Reading", "page": "https://reading.example/k-3"})
    assert vendor_hosts(vendor, product) == ("www.lumen.example", "reading.example", "parent.example")


@pytest.mark.parametrize(
    ("host", "own", "belongs"),
    [
        ("www.lumen.example", "lumen.example", True),
        ("help.lumen.example", "www.lumen.example", True),
        ("other.example", "lumen.example", False),
        ("sites.google.com", "sites.google.com", True),
        ("scholar.google.com", "sites.google.com", False),
        ("scholar.google.com", "play.google.com", False),
        ("www.apple.com", "apps.apple.com", False),
        ("padlet.com", "www.padlet.com", True),
        ("other.padlet.com", "padlet.com", False),
        ("sites.google.com", "edu.google.com", False),
        ("apps.apple.com", "www.apple.com", False),
        ("apps.microsoft.com", "microsoft.com", False),
        ("support.google.com", "edu.google.com", True),
        ("rival.edublogs.org", "lumen.edublogs.org", False),
    ],
)
def test_a_host_that_others_use_too_stands_for_itself_alone(host: str, own: str, belongs: bool) -> None:
    assert belongs_to(host, own) is belongs
