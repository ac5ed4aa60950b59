"""What a process and all below it take of memory and of the processors. Linux only."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Self

_EVERY = 0.25


class Watched:
    """A process and those below it, watched until it is left.

    Attributes:
        peaks: what each took of memory at most, in MiB, the process itself first; what several share counts
            for each of them.
        together: what all took at once at most, in MiB; what several share counts once.
    """

    def __init__(self, process: int) -> None:
        """Say which process; it must run still."""
        self.peaks: dict[int, float] = {process: 0.0}
        self.together = 0.0
        self._busy: dict[int, float] = {}
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look_again_and_again, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()

    @property
    def busy(self) -> float:
        """Seconds for which they kept processors busy, all added up, but for the last moment of each."""
        return sum(self._busy.values())

    def _look_again_and_again(self) -> None:
        while not self._over.wait(_EVERY):
            self.together = max(self.together, self._look(next(iter(self.peaks))))

    def _look(self, process: int) -> float:
        """Take note of a process and all below it, and give the memory that they take now."""
        place = Path(f"/proc/{process}")
        try:
            peak, now = _mebibytes(place / "status", "VmHWM"), _mebibytes(place / "smaps_rollup", "Pss")
            spent = (place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
            below = (place / f"task/{process}/children").read_text(encoding="ascii").split()
        except OSError:  # it has ended
            return 0.0
        self.peaks[process] = max(self.peaks.get(process, 0.0), peak)
        self._busy[process] = sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")
        return now + sum(self._look(int(each)) for each in below)


def _mebibytes(file: Path, name: str) -> float:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}:"):
            return float(line.split()[1]) / 1024
    return 0.0
