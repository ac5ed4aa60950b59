"""The registries reach a rule as one argument, and cost little to read."""

from __future__ import annotations

import subprocess
import sys

from edscreen.registries.agencies import ApprovalHost
from edscreen.registries.bundle import Registries


def test_all_tables_come_in_one_piece_and_are_read_once() -> None:
    registries = Registries.load()
    assert registries is Registries.load()
    assert registries.agencies.agency("UT")[0].name == "Utah State Board of Education"
    assert registries.clearinghouses.clearinghouse("evidence_for_essa")
    assert registries.public_hosts.find("https://prnewswire.com/1")


def test_reading_and_asking_them_loads_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from edscreen.registries.bundle import Registries\n"
        "assert Registries.load().agencies.place_of('https://csi.state.co.us/x', 'CO').row.state == 'CO'\n"
        "heavy = {'publicsuffixlist', 'pydantic', 'yaml', 'rich', 'importlib.resources'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_states_are_known_without_any_library() -> None:
    program = (
        "import sys\n"
        "from edscreen.profile.states import state_codes\n"
        "assert 'UT' in state_codes() and 'ut' not in state_codes()\n"
        "assert not {'pydantic', 'pydantic_core', 'yaml'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_hosts_that_a_policy_adds_leave_the_shipped_tables_as_they_are() -> None:
    registries = Registries.load()
    added = registries.with_hosts([ApprovalHost("MN", "carei.umn.edu")])
    url = "https://carei.umn.edu/list"

    assert added.agencies.place_of(url, "MN").counts
    assert not registries.agencies.place_of(url, "MN").counts
    assert registries.with_hosts([]) is registries
