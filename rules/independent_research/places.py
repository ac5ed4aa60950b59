"""Where a study can be found: off the vendor's own sites, only there, or not stated."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from edscreen.rulekit import FromRegistry, parse_address, registrable_domain, same_letters, vendor_hosts

from .names import fold, is_telling

if TYPE_CHECKING:
    from edscreen.rulekit import Product, Registries, Study, Vendor

# Hosts that no vendor can register; they are outside even where the vendor's own sites are not stated.
_CLOSED_DOMAINS = frozenset({"gov", "edu", "mil"})


class Whereabouts(NamedTuple):
    """Where a study stands.

    Attributes:
        kind: `outside` the vendor's sites, on its `own` sites or where anyone may publish, or `unknown`.
        words: the place in a phrase.
        field: the study's field that says so.
        row: the row of the table of public places, where that decided.
    """

    kind: Literal["outside", "own", "unknown"]
    words: str
    field: str
    row: FromRegistry | None = None


class Places:
    """The vendor's own sites, and the places where anyone may publish."""

    def __init__(self, vendor: Vendor, product: Product, registries: Registries) -> None:
        """Note whose sites they are; they are read when the first study needs them."""
        self._vendor = vendor
        self._product = product
        self._public = registries.public_hosts
        self._known: dict[str, tuple[frozenset[str], frozenset[str | None]]] = {}

    @cached_property
    def _stated(self) -> list[str]:
        """Every host that the profile states to be the vendor's."""
        hosts = vendor_hosts(self._vendor, self._product)
        return [host.removeprefix("www.") for host in hosts if "." in host]

    @cached_property
    def _by_ending(self) -> dict[str, list[str]]:
        """The same by their last two labels, which hosts of one registrable domain share."""
        hosts: dict[str, list[str]] = {}
        for host in self._stated:
            hosts.setdefault(_ending(host), []).append(host)
        return hosts

    def _is_own(self, host: str) -> bool:
        # For hosts of all other endings the list of public suffixes stays closed.
        hosts, domains = self._near(_ending(host))
        return host.removeprefix("www.") in hosts or (bool(hosts) and registrable_domain(host) in domains)

    def _near(self, ending: str) -> tuple[frozenset[str], frozenset[str | None]]:
        """The vendor's hosts of an ending, and their registrable domains; worked out once for all studies."""
        if ending not in self._known:
            # A vendor's page on Google Sites does not make all of google.com the vendor's.
            hosts = [
                own for own in self._by_ending.get(ending, ()) if not self._public.find(f"https://{own}/")
            ]
            domains = frozenset(map(registrable_domain, hosts)) - {None}
            self._known[ending] = frozenset(hosts), domains
        return self._known[ending]

    def _bears_own_name(self, host: str) -> bool:
        """Whether a host is called like the vendor or the product, where their own sites are not stated."""
        if host.rpartition(".")[2] in _CLOSED_DOMAINS:
            return False
        letters = same_letters(host)
        own = (*fold(self._vendor.name).words, *fold(self._product.name).words)
        return any(is_telling((word,)) and word in letters for word in own)

    def of(self, study: Study) -> Whereabouts:
        """Say where `study` can be found; an identifier is a place off the vendor's sites."""
        if study.doi:
            return Whereabouts("outside", f"DOI {study.doi}", "doi")
        if study.eric:
            return Whereabouts("outside", f"ERIC {study.eric}", "eric")
        if study.wwc:
            return Whereabouts("outside", f"study {study.wwc} of the What Works Clearinghouse", "wwc")
        if study.url is None:
            if study.registered:
                return Whereabouts(
                    "unknown", "where its report can be found (a registered plan is no report)", "registered"
                )
            return Whereabouts("unknown", "where it can be found", "url")
        return self._at(str(study.url))

    def _at(self, url: str) -> Whereabouts:
        address = parse_address(url)
        host = address.host if address else ""
        public = self._public.find(url)
        if public:
            row = FromRegistry("places where anyone may publish", public.host, None, public.name)
            return Whereabouts("own", f"{public.name} ({host}), where anyone may publish", "url", row)
        if self._is_own(host):
            return Whereabouts("own", f"the vendor's own site ({host})", "url")
        last = host.rpartition(".")[2]
        if "." not in host or last.isdigit() or host.startswith("["):
            return Whereabouts("unknown", f"whose site {host} is (an address without a name)", "url")
        if not self._stated and self._bears_own_name(host):
            return Whereabouts(
                "unknown", f"whether {host} is the vendor's own site ('vendor.website' is left out)", "url"
            )
        return Whereabouts("outside", host, "url")


def _ending(host: str) -> str:
    return ".".join(host.split(".")[-2:])
