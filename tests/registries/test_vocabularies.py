"""What a profile may name is what the registries know."""

from __future__ import annotations

from edscreen.profile.vocabularies import CLEARINGHOUSES, STATES
from edscreen.registries.bundle import Registries


def test_a_profile_may_name_every_clearinghouse_and_no_other() -> None:
    assert set(CLEARINGHOUSES) == set(Registries.load().clearinghouses.ids())


def test_every_state_has_an_agency() -> None:
    assert set(STATES) == set(Registries.load().agencies.states())
