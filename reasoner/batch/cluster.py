"""A Dask cluster as an executor, for those whose batches outgrow one machine."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import WenzeError

if TYPE_CHECKING:
    from distributed import Client

# Seconds to reach the scheduler.
MOST_TO_REACH = 30


class DaskMissing(WenzeError):
    """The package ``distributed`` is not installed."""


class ClusterUnreachable(WenzeError):
    """No scheduler answers at the address."""


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Connect to the cluster with this scheduler: its executor, and how many cases it answers at
    once. Its workers need Wenze and the packs at the same places.

    Raises DaskMissing, ClusterUnreachable.
    """
    with _client(address) as client:
        yield (
            client.get_executor(pure=False),  # the same case twice is two tasks
            sum(client.nthreads().values()),
        )


def _client(address: str) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        raise DaskMissing from None
    try:
        return Client(address, timeout=MOST_TO_REACH, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:  # ImportError: a protocol it has not
        raise ClusterUnreachable(str(error)) from None
