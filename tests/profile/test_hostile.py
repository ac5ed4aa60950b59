"""Files made to crash, hang or fill a reader end in a message with a place, in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("hostile profiles")  # read once, by one process
HEAD = "edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading}\n"
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

REFUSED: dict[str, str | bytes] = {
    "brackets": "[" * 100_000,
    "brackets in a field": HEAD + "studies: " + "[" * 100_000,
    "braces": "{a: " * 50_000,
    "brackets behind a bracketed name": HEAD + "? [1]\n: " + "[" * 100_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "question marks and dashes": "? - " * 50_000,
    "indented deeply": "".join(" " * depth + "a:\n" for depth in range(600)),
    "closing brackets": "]" * 100_000,
    "billion laughs": HEAD + LAUGHS,
    "alias to itself": HEAD + "studies: &a [*a]\n",
    "merged keys": HEAD + "training: {<<: [{a: 1}, {b: 2}]}\n",
    "python object": HEAD + 'studies: !!python/object/apply:os.system ["true"]\n',
    "python name": HEAD + "studies: !!python/name:os.system\n",
    "foreign tag": "!foo {edscreen: 1}\n",
    "set and ordered map": HEAD + "studies: !!set {a, b}\ntraining: !!omap [a: 1]\n",
    "binary": HEAD + "training: !!binary aGVsbG8=\n",
    "a number of 5,000 digits": HEAD + "studies: [{title: A trial, year: " + "9" * 5_000 + "}]\n",
    "a hexadecimal number of 5,000 digits": HEAD
    + "studies: [{title: A trial, year: 0x"
    + "f" * 5_000
    + "}]\n",
    "an exponent of 5,000 digits": HEAD + "outcomes: [{measure: x, growth: 1e" + "9" * 5_000 + "}]\n",
    "a fraction of 200,000 digits": HEAD + "studies: [{title: A trial, year: 0." + "1" * 200_000 + "}]\n",
    "a share of 200,000 digits": HEAD + "dosage: [{attained: {share: '" + "9" * 200_000 + "%'}}]\n",
    "a range of 200,000 blanks": HEAD + "dosage: [{minutes: '30" + " " * 200_000 + "x'}]\n",
    "a date of 200,000 digits": HEAD + "asked: {on: '" + "2" * 200_000 + "'}\n",
    "an address of 200,000 characters": HEAD
    + "studies: [{title: x, url: 'https://"
    + "a." * 100_000
    + "'}]\n",
    "a host in a loop of dots": HEAD + "studies: [{title: x, url: " + "a." * 100_000 + "}]\n",
    "200,000 keys": "".join(f"k{number}: 1\n" for number in range(200_000)),
    "20,000 unknown keys": "".join(f"k{number}: 1\n" for number in range(20_000)),
    "300,000 entries": "studies:\n" + "- 1\n" * 300_000,
    "60,000 entries": "studies:\n" + "- 1\n" * 60_000,
    "20,000 wrong entries": HEAD + "studies:\n" + "- 1\n" * 20_000,
    "20,000 wrong subjects": HEAD.replace("}\n", "", 2) + ", subjects: [" + "matth, " * 20_000 + "]}\n",
    "one key 40,000 times": "a: 1\n" * 40_000,
    "20,000 documents": "---\na: 1\n" * 20_000,
    "20,000 lines that look like a profile's": "edscreen: 1\n" * 20_000,
    "a key of 200,000 characters": HEAD + "minuts" * 33_000 + ": 1\n",
    "a list as a key": HEAD + "? [1, 2]\n: x\n",
    "a mapping as a key": HEAD + "? {a: 1}\n: x\n",
    "a list at the top": "- edscreen: 1\n",
    "a text at the top": "edscreen\n",
    "NUL": HEAD.encode() + b"asked: {note: a\x00b}\n",
    "nothing but NUL": b"\x00" * 1000,
    "latin-1": HEAD.encode() + "asked: {note: café}\n".encode("latin-1"),
    "overlong UTF-8": HEAD.encode() + b"asked: {note: \xc0\xaf}\n",
    "half characters": HEAD + 'asked: {note: "\\ud800"}\n',
    "UTF-16 cut off": b"\xff\xfe" + HEAD.encode("utf-16-le") + b"x",
    "UTF-32": HEAD.encode("utf-32"),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "a workbook": b"PK\x03\x04" + bytes(range(256)) * 100,
    "tabs": "edscreen: 1\nvendor:\n\tname: x\n",
    "quotes": '"' * 99_999,
    "an open quote to the end": HEAD + 'asked: {note: "' + "x\n" * 100_000,
    "a block of text to the end": "edscreen: |\n" + " x\n" * 80_000,
    "percent signs": "%" * 100_000,
    "directives": "%TAG ! tag:x,2000:\n" * 10_000 + "---\n" + HEAD,
    "exclamation marks": "a: " + "!" * 100_000,
    "ampersands": "a: " + "&a " * 50_000,
    "colons": ":" * 100_000,
    "colons and blanks": ": " * 100_000,
    "commas": "[" + "," * 100_000,
    "control sequences": HEAD + '"\\e]0;x\\a\\e[31m\\u202e": "\\e[2J"\n',
}
"""What each file holds; none is a valid profile."""

ACCEPTED: dict[str, str | bytes] = {
    "plain": HEAD,
    "UTF-16 with mark": HEAD.encode("utf-16"),
    "CRLF": HEAD.replace("\n", "\r\n"),
    "several documents": HEAD + "---\n" + HEAD,
    "NO as text": HEAD.replace("Lumen Learning", "NO"),
    "escaped control characters": HEAD.replace("Lumen Learning", '"\\e[31m \\0 \\u202e"'),
    "the largest file": HEAD + "#" * (256 * 1024 - len(HEAD)),
    "a text of 200,000 characters": HEAD + "asked: {note: '" + "x" * 200_000 + "'}\n",
    "a contract of many entries": HEAD + "contract: {a: [" + "1, " * 40_000 + "]}\n",
    "a contract nested deeply": HEAD + "contract: " + "{a: " * 30 + "1" + "}" * 30 + "\n",
}

READER = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
except ImportError:
    pass
from edscreen.profile.documents import Document, read_documents
for path in sys.argv[1:]:
    found = [
        None if isinstance(each, Document) else [each.line, each.column, str(each)]
        for each in read_documents([path])
    ]
    print(json.dumps({"path": path, "found": found}), flush=True)
"""


def run_reader(*paths: str, timeout: float = 120) -> dict[str, Any]:
    """Read `paths` in a process of its own, with a limit on memory and time."""
    done = subprocess.run(
        [sys.executable, "-c", READER, *paths],
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"ended with {done.returncode} at number {len(read)}: {done.stderr[-2000:]}"
    return {Path(each["path"]).stem: each for each in read}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("hostile")
    paths = []
    for name, content in (REFUSED | ACCEPTED).items():
        path = folder / f"{name}.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(str(path))
    return run_reader(*paths)


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_with_a_place(name: str, results: dict[str, Any]) -> None:
    result = results[name]
    content = REFUSED[name]
    last_line = (content if isinstance(content, bytes) else content.encode()).count(b"\n") + 1

    assert result["found"]
    for found in result["found"]:
        assert found is not None, "no document of these files is valid"
        line, column, said = found
        assert 1 <= line <= last_line
        assert column >= 1
        assert said.isprintable()
        assert len(said) < 900


@pytest.mark.parametrize("name", ACCEPTED)
def test_is_accepted(name: str, results: dict[str, Any]) -> None:
    assert set(results[name]["found"]) == {None}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes or devices in folders")
def test_a_pipe_device_or_socket_is_refused_without_opening_it(tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe.yaml", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    os.mkfifo(folder / "a.yaml")
    (tmp_path / "link.yaml").symlink_to(pipe)
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")

    read = run_reader(
        str(pipe), str(tmp_path / "link.yaml"), str(tmp_path / "loop.yaml"), "/dev/zero", "/dev/tty",
        str(folder), timeout=30,
    )  # fmt: skip

    for name in ("pipe", "link", "zero", "tty"):
        assert "this is not a regular file" in read[name]["found"][0][2]
    assert "leads in a circle" in read["loop"]["found"][0][2]
    assert read["folder"]["found"] == []


def test_the_files_are_many() -> None:
    assert len(REFUSED) >= 33
