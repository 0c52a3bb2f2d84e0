"""Tasks in processes of their own, kept between tasks and killed at their limits.

Neither grounding nor a proof can be interrupted, and some programs end clingo by a signal. So a
server, a batch and `wenze asp` hand their questions to worker processes with both engines.
"""

from .limits import Limits, MemoryLimitReached, TimeLimitReached, WorkerFailed
from .pool import PoolClosed, WorkerPool
from .turns import Abandoned

__all__ = [
    "Abandoned",
    "Limits",
    "MemoryLimitReached",
    "PoolClosed",
    "TimeLimitReached",
    "WorkerFailed",
    "WorkerPool",
]
