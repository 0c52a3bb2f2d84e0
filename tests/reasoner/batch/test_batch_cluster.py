"""A batch on a Dask cluster of two local processes, one of them killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import distributed
import pytest

from support.cases.sound import as_json
from support.packs import MINI_FOLDER
from wenze.reasoner.batch import BatchRequest, Entry, run
from wenze.reasoner.batch.cluster import ClusterUnreachable, DaskMissing, cluster
from wenze.reasoner.batch.isolated_run import threads

pytestmark = pytest.mark.soak


@contextmanager
def local_cluster() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False},
        silence_logs=50,
    ) as found:
        yield found.scheduler_address


def case(number: int) -> Entry:
    content = as_json({"facts": {"loan": [[f"人{number}", "2030-03-01"]]}})
    return Entry(number, "-", number, content if number % 7 else b"{")


def test_with_one_of_two_workers_killed_all_cases_come_out_in_order_and_none_twice() -> None:
    asked = BatchRequest.of(str(MINI_FOLDER), limit=5)
    entries = [case(number) for number in range(1, 31)]
    with threads(2) as (executor, _):
        expected = [line.content for line in run(entries, executor, asked)]
    lines = []
    with local_cluster() as address, cluster(address) as (executor, at_once):
        assert at_once == 2
        with distributed.Client(address, set_as_default=False) as client:
            workers = client.run(os.getpid)
        for line in run(entries, executor, asked, window=10):
            lines.append(line.content)
            if len(lines) == 8:
                os.kill(next(iter(workers.values())), signal.SIGKILL)
    assert [json.loads(line)["number"] for line in lines] == list(range(1, 31))
    assert lines == expected


def test_an_address_where_no_scheduler_answers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenze.reasoner.batch.cluster.MOST_TO_REACH", 0.3)
    for address in ("tcp://127.0.0.1:1", "nonsense://x", "tcp://127.0.0.1:x"):
        with pytest.raises(ClusterUnreachable), cluster(address):
            pass


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DaskMissing), cluster("tcp://127.0.0.1:1"):
        pass
