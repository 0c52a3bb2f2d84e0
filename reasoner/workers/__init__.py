"""Tasks done in processes of their own, kept between tasks and ended at any time.

Neither grounding nor a proof can be interrupted. So whoever has something to ask of the engines - a
thread of a server, a worker of a cluster - hands it to a process with both of them and waits for
its answer no longer than it may take.
"""

from .fair_queue import Abandoned, EnginesDismissed
from .limits import Limits, MemoryLimitReached, TimeLimitReached, WorkerFailed
from .pool import Engines

__all__ = [
    "Abandoned",
    "Engines",
    "EnginesDismissed",
    "Limits",
    "MemoryLimitReached",
    "TimeLimitReached",
    "WorkerFailed",
]
