"""How a run comes by a cluster: one of its own on this machine, or one that is there already."""

from __future__ import annotations

import asyncio
import atexit
import ipaddress
import logging
import re
import socket
import warnings
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.profile.quoting import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed import Client, LocalCluster

_CONNECTING = 15.0
"""Seconds that a scheduler is given to answer."""

_ENDING = 0.5
"""Seconds that a process of a cluster of the run's own is given to end by itself."""

_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]@]+):([0-9]{1,5})")

_GUIDE = "docs/cluster.md says how"

_LOGGERS = ("distributed", "distributed.client", "tornado.application", "asyncio")

_CERTIFICATES = ("CA_FILE", "CLIENT__CERT", "CLIENT__KEY")


class ClusterNotUsable(Exception):
    """No cluster can be used, or it was lost; the message says why and what to do."""


class Joined(NamedTuple):
    """A cluster at hand.

    Attributes:
        client: what it is talked to by.
        leave: gives back all that was taken; a cluster of the run's own ends with it.
    """

    client: Client
    leave: ExitStack


def check_cluster(scheduler: str | None, told: Callable[[str], object]) -> None:
    """See whether a cluster may be used; nothing is asked of it yet.

    Args:
        scheduler: its address, as in `tls://host:port`; None for a cluster of the run's own.
        told: is told, in a sentence, where a cluster is open to others.

    Raises:
        ClusterNotUsable: Dask is not installed, the address is none, or what is sent to it could be read and
            changed on the way.
    """
    needed = ("distributed",) if scheduler else ("distributed", "cryptography")
    if not all(find_spec(name) for name in needed):
        raise ClusterNotUsable(
            '--engine dask needs the extra "cluster": install it with pip install "edscreen[cluster]"'
        )
    if scheduler:
        _check_address(scheduler, told)


def join(scheduler: str | None, workers: int, told: Callable[[str], object]) -> Joined:
    """Join the cluster of a scheduler, or start one of so many processes on this machine.

    Args:
        scheduler: its address, see `check_cluster`.
        workers: the processes of a cluster of the run's own.
        told: is told, in a sentence, where a cluster is unlike this machine.

    Raises:
        ClusterNotUsable: no scheduler answers there, or none can be started here.
    """
    import dask
    import distributed  # noqa: F401 - its settings have to be there before some of them are changed

    with ExitStack() as leave:
        leave.enter_context(_quiet())
        leave.enter_context(dask.config.set(_SETTINGS))
        client = _connected(scheduler, told) if scheduler else _started(workers, leave)
        leave.enter_context(client)
        return Joined(client, leave.pop_all())


_SETTINGS: dict[str, Any] = {
    "distributed.worker.multiprocessing-method": "spawn",
    # A process that died starts anew, on a busy machine perhaps late; it is not to be given up before.
    "distributed.deploy.lost-worker-timeout": "1 hour",
    # Nobody looks at a cluster that lives as long as a run: it serves no page.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
    # A chunk of fifty large files is not the mistake of which Dask warns.
    "distributed.admin.large-graph-warning-threshold": "1 GiB",
}


def _started(workers: int, leave: ExitStack) -> Client:
    """Start a cluster that only this user's processes can talk to.

    Its ports are this machine's own, yet other users of this machine could reach them, and what reaches them
    may run programs: so its parts know each other by certificates that live as long as the run.
    """
    from distributed import Client, LocalCluster, Security
    from distributed.deploy.spec import close_clusters
    from distributed.gc import disable_gc_diagnosis

    security = Security.temporary()
    try:
        cluster = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            security=security,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
            preload=["edscreen.batch.cluster.task"],
            # whoever runs the chunks counts attempts
            scheduler_kwargs={"allowed_failures": 0, "dashboard_address": "127.0.0.1:0"},
        )
    except KeyboardInterrupt:
        # What has only half begun cannot be closed, and Dask would complain; its processes end with this one.
        atexit.unregister(close_clusters)
        raise
    except (OSError, RuntimeError) as error:
        atexit.unregister(close_clusters)
        raise ClusterNotUsable(f"the cluster of this run could not be started: {_why_not(error)}") from None
    leave.enter_context(cluster)
    leave.callback(cluster.sync, _end_workers, cluster)
    # Dask's own timing of garbage collections would swallow a Ctrl-C that comes during one.
    disable_gc_diagnosis(force=True)
    return Client(cluster, set_as_default=False)


def _why_not(error: OSError | RuntimeError) -> str:
    """Why a cluster did not start, and what to do: as the system says, where it says anything."""
    cause: BaseException | None = error
    while cause is not None:  # Dask wraps what the system says, once or several times
        # what is cut off was cut off by a worker that died
        if isinstance(cause, OSError) and cause.strerror and not isinstance(cause, ConnectionError):
            place = f" ({escaped(str(cause.filename))})" if cause.filename else ""
            return f"{cause.strerror}{place}; mend that, or give fewer --workers, and add --resume"
        cause = cause.__cause__ or cause.__context__
    return (
        "its workers die as they start, as they do where memory is short; give fewer --workers, and add"
        " --resume"
    )


async def _end_workers(cluster: LocalCluster) -> None:
    """End the processes of a cluster without waiting for what they are at."""
    await asyncio.gather(*(nanny.close(timeout=_ENDING) for nanny in cluster.workers.values()))


def _connected(scheduler: str, told: Callable[[str], object]) -> Client:
    from distributed import Client
    from distributed.versions import VersionMismatchWarning

    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", VersionMismatchWarning)
            client = Client(scheduler, timeout=_CONNECTING, set_as_default=False)
    except (OSError, TypeError, ValueError):
        certificates = ", or it does not know these certificates" if scheduler.startswith("tls") else ""
        raise ClusterNotUsable(
            f"no scheduler of Dask answers at {scheduler}{certificates}: start one, or name the one that"
            f" runs, and add --resume; {_GUIDE}"
        ) from None
    if any(issubclass(each.category, VersionMismatchWarning) for each in caught):
        told(
            f"the cluster at {scheduler} runs other versions of Python or of packages than this machine:"
            " results may differ; install the same ones everywhere"
        )
    return client


def _check_address(scheduler: str, told: Callable[[str], object]) -> None:
    if not (parts := _ADDRESS.fullmatch(scheduler)):
        raise ClusterNotUsable(
            f"--scheduler {scheduler!r} is no address of a scheduler: write it as in tls://10.0.0.5:8786,"
            " or tcp://127.0.0.1:8786 for one on this machine"
        )
    protocol, host, _ = parts.groups()
    if protocol == "tls":
        _check_certificates(scheduler)
        return
    addresses = _addresses(host.strip("[]"), scheduler)
    if all(address.is_loopback for address in addresses):
        return
    if not all(_is_own(address) for address in addresses):
        raise ClusterNotUsable(
            f"--scheduler {scheduler} is another machine, and tcp:// neither encrypts nor checks who is who:"
            " whoever reaches such a port can run programs on every machine of the cluster; start the"
            f" cluster with certificates and name it tls://..., or come in by an SSH tunnel: {_GUIDE}"
        )
    told(
        f"the scheduler at {scheduler} can be reached from other machines without a certificate, and whoever"
        f" reaches it can run programs here: start it with --host 127.0.0.1, or with certificates; {_GUIDE}"
    )


def _check_certificates(scheduler: str) -> None:
    import dask

    settings = {name: f"distributed.comm.tls.{name.lower().replace('__', '.')}" for name in _CERTIFICATES}
    for name, setting in settings.items():
        if not dask.config.get(setting.replace("_file", "-file"), None):
            raise ClusterNotUsable(
                f"--scheduler {scheduler} needs certificates, and DASK_DISTRIBUTED__COMM__TLS__{name} names"
                f" no file: {_GUIDE}"
            )


def _addresses(host: str, scheduler: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ClusterNotUsable(f"--scheduler {scheduler}: no machine is known by this name") from None
    return [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]


def _is_own(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is this machine's own: no other one can be listened at."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family) as trial:
            trial.bind((str(address), 0))
    except OSError:
        return False
    return True


@contextmanager
def _quiet() -> Iterator[None]:
    """Leave it to edscreen to say what becomes of a cluster."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for each, level in zip(loggers, levels, strict=True):
            each.setLevel(level)
