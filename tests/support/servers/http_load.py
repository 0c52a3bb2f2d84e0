"""Calls good and bad, asked of a server in a process of its own by many at once."""

from __future__ import annotations

import json
import os
import random
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from itertools import chain
from typing import Any

from support.cases.hostile_names import HOSTILE_NAMES
from support.cases.sound import COLLISION, as_json, sound
from support.packs import LAW_ID
from support.servers.http_server import Served, served
from support.waiting import PATIENCE

SERVE = ("-c", "from wenze.api.cli.main import main; main()", "serve", "--port", "0")
WORKERS = 2
MAX_BODY = 50_000
# One who has another name in every question: no answer about them has been given before.
STRANGER = "甲00000"
JSON = {"Content-Type": "application/json"}
OUTCOMES, WHY, WHY_NOT = "/v1/outcomes", "/v1/why", "/v1/why-not"
REASONS = ((WHY, "exempted"), (WHY_NOT, "lenient"))
REGULATIONS = "/v1/regulations"
# What depends on every letter of a question.
_DIGEST = re.compile(rb"[0-9a-f]{16,}")


@dataclass(frozen=True, slots=True)
class Call:
    """A request."""

    path: str
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def about(self, stranger: str) -> Call:
        """The same, where it is about the stranger, about another."""
        body = self.body and self.body.replace(STRANGER.encode(), stranger.encode())
        return replace(self, body=body)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, as far as it is the same whenever it is given."""

    status: int
    media_type: str | None
    body: bytes

    def about(self, stranger: str) -> Told:
        """What is told of another stranger, as it is told of the one."""
        told = self.body.replace(stranger.encode(), STRANGER.encode())
        return replace(self, body=_DIGEST.sub(b"#", told)) if STRANGER.encode() in told else self


@dataclass(frozen=True, slots=True)
class Wrong:
    """A call that is answered in another way than it was before."""

    call: Call
    before: Told
    told: Told


@contextmanager
def serving(*arguments: str, **variables: object) -> Iterator[Served]:
    """The server, with these variables of its own in its environment."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("WENZE_")}
    named = {f"WENZE_{name.upper()}": str(value) for name, value in variables.items()}
    with served([*SERVE, *arguments], {**own, "WENZE_WORKERS": str(WORKERS), **named}) as server:
        yield server


def post(path: str, question: Mapping[str, Any], **headers: str) -> Call:
    """A question as JSON."""
    return Call(path, "POST", as_json(question), JSON | headers)


def of(person: str, **more: Any) -> dict[str, Any]:
    """A sound case of one person."""
    return sound(serves=[[person, "局"]], role=[[person, "handler"]], **more)


def of_many(count: int) -> dict[str, Any]:
    """A case of so many persons whose circumstances collide, with more outcomes than are listed."""
    people = [f"人{number}" for number in range(count)]
    return sound(
        serves=[[person, "局"] for person in people],
        role=[[person, "handler"] for person in people],
        deceived_by_party=people,
        obstructed_inquiry=[[person, "falsification"] for person in people],
    )


def reasons(person: str, verdict: str) -> dict[str, Any]:
    """A question about a person whose circumstances collide."""
    clash = {"deceived_by_party": [person], "obstructed_inquiry": [[person, "falsification"]]}
    said = json.dumps(person, ensure_ascii=False)
    return {"case": of(person, **clash), "conclusion": f"disposition({said},{verdict})"}


def good() -> list[Call]:
    """Calls of every kind that are answered."""
    collision, law = sound(**COLLISION), f"{REGULATIONS}/{LAW_ID}"
    strange = of(STRANGER, disputed={"deceived_by_party": [STRANGER]})
    cases = (collision, sound(disputed=COLLISION), strange)
    forms = ("", "?lang=en", "?format=text", "?format=ndjson&lang=en")
    told = (REGULATIONS, law, f"{law}/provisions/13(2)", f"{law}/vocabulary", f"{law}/readings")
    known: tuple[dict[str, str], ...] = ({}, {"If-None-Match": "*"}, {"If-None-Match": '"old"'})
    return [
        *(post(OUTCOMES + form, case) for form in forms for case in cases),
        *(post(f"{OUTCOMES}?format={form}", collision) for form in ("svg", "dot")),
        *(post(f"{OUTCOMES}?format=ndjson&limit={limit}", of_many(4)) for limit in (0, 7, 250)),
        *(post(OUTCOMES, of(name)) for name in HOSTILE_NAMES.values()),
        Call(OUTCOMES, "POST", as_json(collision), {"Content-Type": "application/yaml"}),
        *(
            post(f"{path}?format={form}&lang={lang}", reasons(STRANGER, verdict))
            for path, verdict in REASONS
            for form in ("json", "text")
            for lang in ("zh", "en")
        ),
        *(post(f"{path}?format=svg", reasons("王某", verdict)) for path, verdict in REASONS),
        *(Call(path, headers=headers) for path in told for headers in known),
        *map(Call, ("/healthz", "/openapi.json", "/openapi.json?lang=en", "/docs")),
        Call("/healthz", "HEAD"),
        Call(OUTCOMES, "OPTIONS"),
    ]


def bad() -> list[Call]:
    """Calls of every kind that are refused."""
    case, as_yaml = as_json(sound()), {"Content-Type": "application/yaml"}
    return [
        *(Call(OUTCOMES, "POST", body, JSON) for body in (b"", b"{", b"\xff", b"[]", b"[" * 9999)),
        *(Call(WHY, "POST", body, as_yaml) for body in (b"a: &a [*a]", b"a: !!set {}", b"a: b: c")),
        *(post(OUTCOMES, of(name, harm=["none", "small"])) for name in HOSTILE_NAMES.values()),
        *(post(OUTCOMES, {"regulation": name}) for name in ("none", "../kb", STRANGER)),
        *(post(f"{OUTCOMES}?lang={lang}", {"facts": {"role": [[]]}}) for lang in ("zh", "en", "?")),
        post(WHY, reasons(STRANGER, "lenient")),
        post(WHY_NOT, reasons(STRANGER, "exempted(")),
        post(WHY, {**reasons(STRANGER, "exempted"), "outcome": "1-0000000000000000"}),
        *(
            post(f"{OUTCOMES}?{query}", sound())
            for query in ("limit=-1", "limit=1&limit=2", "x=%0a")
        ),
        post(OUTCOMES, sound(), Accept="text/html"),
        *(Call(OUTCOMES, "POST", case, {"Content-Type": kind}) for kind in ("text/plain", "json;")),
        post(OUTCOMES, sound(), Host="evil.example"),
        # A little too large, then far too large.
        *(Call(OUTCOMES, "POST", b" " * size, JSON) for size in (MAX_BODY + 1, MAX_BODY * 4)),
        *map(Call, ("/", "/v1/nothing", f"{REGULATIONS}/none", "/%00", "/..%2f..%2fetc/passwd")),
        *(Call(OUTCOMES, method) for method in ("GET", "DELETE", "王".encode().hex().upper())),
    ]


def ask(client: HTTPConnection, call: Call) -> None:
    """Have a client ask, on the connection that it has."""
    client.request(call.method, call.path, call.body, dict(call.headers))


def told(client: HTTPConnection) -> Told:
    """What a client that has asked is told."""
    answer = client.getresponse()
    return Told(answer.status, answer.getheader("Content-Type"), answer.read())


def answered(client: HTTPConnection, call: Call) -> Told:
    """What a client is told, on the connection that it has."""
    ask(client, call)
    return told(client)


def one_at_a_time(server: Served, calls: Sequence[Call]) -> dict[int, Told]:
    """The answers to calls, by their places."""
    with closing(server.client()) as client:
        return {place: answered(client, call) for place, call in enumerate(calls)}


def shuffled(calls: Sequence[Call], count: int, seed: int) -> list[int]:
    """The places of so many calls, each as often as any other, in an order that looks like none."""
    places = [number % len(calls) for number in range(count)]
    random.Random(seed).shuffle(places)
    return places


def wrong_under_load(
    server: Served,
    calls: Sequence[Call],
    before: Mapping[int, Told],
    places: Sequence[int],
    clients: int,
) -> list[Wrong]:
    """Those of the calls that are answered in another way than before, when so many clients, all of
    them connected, ask at once. Raises what a client raises that is not answered.
    """
    everybody = threading.Barrier(clients)

    def ask_in_turn(first: int) -> list[Wrong]:
        found = []
        with closing(server.client()) as client:
            client.connect()
            everybody.wait(PATIENCE)
            for number in range(first, len(places), clients):
                call, expected = calls[places[number]], before[places[number]]
                stranger = f"乙{number:05}"
                said = answered(client, call.about(stranger)).about(stranger)
                if said != expected.about(STRANGER):
                    found.append(Wrong(call, expected, said))
        return found

    with ThreadPoolExecutor(clients) as threads:
        return list(chain.from_iterable(threads.map(ask_in_turn, range(clients))))
