"""What every test may rely on: the checkout, the installed command, one day and reproducible examples."""

from __future__ import annotations

import faulthandler
import importlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import tomllib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from edscreen.profile.documents import Document, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 300.0
"""Seconds that a command called in this process may take: many times what the longest takes."""
_STDERR = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """Fix the day and the terminal of this process and of those that tests start."""
    config.stash[_STDERR] = os.dup(2)  # before pytest puts what a test's own output goes to in its place
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    os.environ["SOURCE_DATE_EPOCH"] = str(settings["tool"]["edscreen"]["source-date-epoch"])
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        os.environ.pop(name, None)
    os.environ["PYTHONUTF8"] = "1"
    hypothesis.settings.register_profile("edscreen", deadline=None, derandomize=True, database=None)
    hypothesis.settings.load_profile("edscreen")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> None:
    """Tests with a browser need one."""
    from edscreen.site.rendering.finding import CannotRender, find_browser

    try:
        find_browser()
    except CannotRender as missing:
        _miss(f"no browser: {missing}")
    if importlib.util.find_spec("playwright") is None:
        _miss('no Playwright: pip install "edscreen[render]"')


@pytest.fixture(scope="session")
def dask() -> None:
    """Tests with a Dask cluster need Dask."""
    if not all(importlib.util.find_spec(name) for name in ("distributed", "cryptography")):
        _miss('no Dask: pip install "edscreen[cluster]"')


@pytest.fixture(scope="session")
def axe() -> str:
    """The program by which axe-core finds what keeps people from using a page, run in the page itself."""
    script = ROOT / "node_modules/axe-core/axe.min.js"
    if not script.exists():
        _miss(
            "no axe-core: install Node.js, then run npm install --no-save axe-core @microsoft/sarif-multitool"
        )
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def multitool() -> str:
    """Tests with Microsoft's SARIF Multitool need it, in the checkout's `node_modules` or on the path."""
    name = "sarif-multitool"
    found = shutil.which(name, path=str(ROOT / "node_modules/.bin")) or shutil.which(name)
    if found is None or shutil.which("node") is None:
        _miss(
            "no SARIF Multitool: install Node.js, then run npm install --no-save @microsoft/sarif-multitool"
        )
    return found or ""


# Addresses are not asked for in a test; everything else is checked.
CONFIGURATION = """\
<?xml version="1.0" encoding="utf-8"?>
<Properties>
  <Properties Key="SARIF2006.UrisShouldBeReachable.Options">
    <Property Key="RuleEnabled" Value="Disabled"
      Type="Microsoft.CodeAnalysis.Sarif.Driver.RuleEnabledState" />
  </Properties>
</Properties>
"""


@pytest.fixture(scope="session")
def complaints(multitool: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """The errors and warnings that the SARIF Multitool has about a file."""
    folder = tmp_path_factory.mktemp("multitool")

    def validate(text: str) -> list[str]:
        log, found, configuration = folder / "log.sarif", folder / "found.sarif", folder / "rules.xml"
        log.write_text(text, encoding="utf-8")
        configuration.write_text(CONFIGURATION, encoding="utf-8")
        found.unlink(missing_ok=True)
        done = subprocess.run(
            [
                *(multitool, "validate", str(log), "--config", str(configuration)),
                *("--output", str(found), "--log", "ForceOverwrite"),
            ],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        )
        assert found.exists(), done.stdout + done.stderr
        [run] = json.loads(found.read_text(encoding="utf-8-sig"))["runs"]
        serious = [each for each in run["results"] if each.get("level", "warning") in {"error", "warning"}]
        return [f"{each['ruleId']} {each['message']['arguments']}" for each in serious]

    return validate


class _Kept(io.BytesIO):
    """What is written stays readable once the command has closed it."""

    def close(self) -> None:
        pass


@contextmanager
def _limited(stderr: int) -> Iterator[None]:
    """End this process, with where it stands, if a command that runs in it hangs: nothing else can end it."""
    faulthandler.dump_traceback_later(LONGEST, exit=True, file=stderr)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@pytest.fixture
def called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command in this process, in the test's folder: to start one takes longer than most runs."""

    def call(
        *arguments: str,
        input: str = "",  # noqa: A002 - as in subprocess
        cwd: Path = tmp_path,
        env: Mapping[str, str] = os.environ,
    ) -> subprocess.CompletedProcess[str]:
        from edscreen.cli.app import run
        from edscreen.cli.standard_output import ending_with

        importlib.invalidate_caches()  # what was imported from a folder named from another one
        out, err = _Kept(), _Kept()
        with monkeypatch.context() as here:
            here.chdir(cwd)
            for name in os.environ.keys() - env.keys():
                here.delenv(name)
            for name, value in env.items():
                here.setenv(name, value)
            here.setattr(sys, "argv", ["edscreen", *arguments])
            here.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(input.encode()), encoding="utf-8"))
            here.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8"))
            here.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8"))
            with _limited(pytestconfig.stash[_STDERR]):
                code = ending_with(run)
            sys.stderr.flush()
        return subprocess.CompletedProcess(arguments, code, out.getvalue().decode(), err.getvalue().decode())

    return call


def _miss(what: str) -> None:
    if os.environ.get("EDSCREEN_TEST_ALL"):
        pytest.fail(what)
    pytest.skip(what)


RULE = """
from edscreen.rulekit import Answer, Profile, Source, flags, passes, rule


@rule(
    id="{id}",
    title="Is a version stated?",
    family="{family}",
    severity="{severity}",
    ask_vendor="Which version do you offer?",
    sources=(Source("The district's own question", "https://district.example/questions"),),
)
def judge(profile: Profile) -> Answer:
    {body}
"""

STATED = """if profile.product.version:
        return passes("A version is stated.", ("product", "version"), basis="claimed")
    return flags("No version is stated.", ("product", "version"))"""


@pytest.fixture
def write_rule(tmp_path: Path) -> Callable[..., Path]:
    """Write a rule folder and give its rule book."""

    def write(
        rule_id: str = "states-a-version",
        *,
        book: str = "book",
        folder: str | None = None,
        family: str = "product",
        severity: str = "caution",
        body: str = STATED,
    ) -> Path:
        place = tmp_path / book / (folder or rule_id.replace("-", "_"))
        place.mkdir(parents=True)
        text = RULE.format(id=rule_id, family=family, severity=severity, body=body)
        (place / "rule.py").write_text(text, encoding="utf-8")
        return tmp_path / book

    return write


@pytest.fixture
def document(tmp_path: Path) -> Callable[[str], Document]:
    """Read a profile of which only the interesting part is given."""

    def read(text: str = "") -> Document:
        parts = {
            "edscreen": "edscreen: 1",
            "vendor": "vendor: {name: Lumen Learning}",
            "product": "product: {name: Lumen Reading}",
        }
        missing = [line for key, line in parts.items() if f"{key}:" not in text]
        file = tmp_path / "lumen.yaml"
        file.write_text("\n".join([*missing, text]), encoding="utf-8")
        [found] = read_documents([str(file)])
        assert isinstance(found, Document), str(found)
        return found

    return read
