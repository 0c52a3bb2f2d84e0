"""Requests made to do harm: each is refused as a problem, is told nothing of the inside, and leaves
nothing of itself in the log.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from support.cases.sound import as_json, sound
from support.packs import LAW_ID
from support.servers.http_load import OUTCOMES, REGULATIONS, WHY, of, serving
from support.servers.http_server import Served
from wenze.api.http.responses import PROBLEM_TYPE
from wenze.api.http.security import SECURITY_HEADERS

# Stands in nearly every request; whatever way that is written down, this stays as it is.
MARK = "x7391x"
INSIDE = re.compile(
    rb"Traceback|\.py\b|site-packages|waitress|werkzeug|flask|clingo|prolog| at 0x", re.IGNORECASE
)
YAML = "application/yaml"
MIB = 2**20
NUMBER = "9" * 5_000

Attacks = dict[str, tuple[int, bytes]]


def head(first: str | bytes, *headers: str | bytes, host: str = "localhost") -> bytes:
    """The head of a request on a connection that is used once."""
    lines = (first, f"Host: {host}", "Connection: close", *headers, "", "")
    return b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)


def get(path: str | bytes, *headers: str | bytes) -> bytes:
    asked = path if isinstance(path, bytes) else path.encode()
    return head(b"GET %s HTTP/1.1" % asked, *headers)


def post(body: bytes, kind: str = "application/json", path: str = OUTCOMES) -> bytes:
    """A question that is well formed as far as HTTP goes."""
    headers = (f"Content-Type: {kind}", f"Content-Length: {len(body)}")
    return head(f"POST {path} HTTP/1.1", *headers) + body


def measured(*headers: str, body: bytes = b"{}", version: str = "1.1") -> bytes:
    """A question whose length is told by these headers."""
    first = f"POST {OUTCOMES} HTTP/{version}"
    return head(first, "Content-Type: application/json", *headers) + body


def chunked(body: bytes, *headers: str) -> bytes:
    return measured("Transfer-Encoding: chunked", *headers, body=body)


def why(**question: object) -> bytes:
    return post(as_json({"case": sound(), **question}), path=WHY)


HEADERS: Attacks = {
    "a large one": (431, get("/healthz", f"X: {MARK * 20_000}")),
    "one without end": (431, f"GET /healthz HTTP/1.1\r\n{MARK * 20_000}".encode()),
    "ten thousand": (431, get("/healthz", *(f"X-{MARK}-{n}: x" for n in range(10_000)))),
    "two hosts": (400, get("/healthz", f"Host: {MARK}.example")),
    "one host twice": (400, get("/healthz", "Host: localhost")),
    "a foreign host": (400, head("GET /healthz HTTP/1.1", host=f"{MARK}.example")),
    "a host with a path": (400, head("GET /healthz HTTP/1.1", host=f"localhost/{MARK}")),
    "a host with a user": (400, head("GET /healthz HTTP/1.1", host=f"{MARK}@localhost")),
    "a host that is no text": (400, head("GET /healthz HTTP/1.1", host=f"\xff{MARK}")),
    "feeds without returns": (
        400,
        get("/healthz", f"X: {MARK}").replace(b"\r\n", b"\n") + b"\r\n\r\n",
    ),
    "a feed inside": (400, get("/healthz", f"X: a\n{MARK}: b")),
    "a return inside": (400, get("/healthz", f"X: a\r{MARK}: b")),
    "a null inside": (400, get("/healthz", f"X: a\0{MARK}")),
    "a space before the colon": (400, get("/healthz", f"{MARK} : a")),
    "no colon": (400, get("/healthz", MARK)),
    "no name": (400, get("/healthz", f": {MARK}")),
    "a name in other letters": (400, get("/healthz", f"泄露{MARK}: a")),
    "an unknown form": (406, get("/healthz", f"Accept: text/{MARK}")),
    "a type without end": (415, post(b"{}", MARK * 5_000)),
    "a form of pages": (415, post(MARK.encode(), "application/x-www-form-urlencoded")),
    "parts": (415, post(b"{}", f"multipart/form-data; boundary={MARK}")),
    "a compressed body": (415, measured("Content-Length: 2", f"Content-Encoding: {MARK}")),
}

# Whoever stands between a client and this server must not see other requests than it does.
LENGTHS: Attacks = {
    "two": (400, measured("Content-Length: 2", "Content-Length: 3")),
    "one twice": (400, measured("Content-Length: 2", "Content-Length: 2")),
    "a list": (400, measured("Content-Length: 2, 2")),
    "a sign": (400, measured("Content-Length: +2")),
    "below nothing": (400, measured("Content-Length: -2")),
    "hexadecimal": (400, measured("Content-Length: 0x2")),
    "other digits": (400, measured("Content-Length: ２")),
    "beyond numbers": (400, measured(f"Content-Length: {NUMBER}")),
    "beyond the limit": (413, measured(f"Content-Length: {NUMBER[:15]}")),
    "and chunks": (400, chunked(b"0\r\n\r\n", "Content-Length: 5")),
    "chunks in an old version": (400, measured("Transfer-Encoding: chunked", version="1.0")),
    "an unknown coding": (501, measured(f"Transfer-Encoding: {MARK}")),
    "a coding over chunks": (501, measured("Transfer-Encoding: chunked, identity")),
    "a disguised coding": (400, measured("Transfer-Encoding: \x0bchunked")),
    "a chunk below nothing": (400, chunked(b"-2\r\n{}\r\n0\r\n\r\n")),
    "a chunk with a prefix": (400, chunked(b"0x2\r\n{}\r\n0\r\n\r\n")),
    "a chunk with a space": (400, chunked(b"2 \r\n{}\r\n0\r\n\r\n")),
    "a chunk that goes on": (400, chunked(b"2\r\n{}x\r\n0\r\n\r\n")),
    "a chunk that is none": (400, chunked(MARK.encode() + b"\r\n\r\n")),
    "a chunk beyond the limit": (413, chunked(b"f" * 20 + b"\r\n" + bytes(2 * MIB))),
}
PATHS: Attacks = {
    "up": (404, get(f"/v1/../../{MARK}")),
    "up, encoded": (404, get(f"/docs/%2e%2e/%2e%2e%2f{MARK}")),
    "up, encoded twice": (404, get(f"/%252e%252e/{MARK}")),
    "up, too long": (404, get(f"/%c0%ae%c0%ae/{MARK}")),
    "up, to the left": (404, get(f"/..\\..\\{MARK}")),
    "up from a regulation": (404, get(f"{REGULATIONS}/..%2f..%2f{MARK}")),
    "a null": (404, get(f"{REGULATIONS}/{LAW_ID}%00{MARK}")),
    "line ends": (404, get(f"{REGULATIONS}/%0d%0aX-{MARK}:%20x")),
    "no text": (404, get(f"/%ff%fe{MARK}")),
    "no text, not encoded": (400, get(b"/\xff\xfe" + MARK.encode())),
    "half a character": (404, get(f"/%ed%a0%80{MARK}")),
    "half an encoding": (404, get(f"/%{MARK}%2")),
    "all encoded": (404, get("/" + "".join(f"%{ord(c):02x}" for c in f"v1/regulations/{MARK}"))),
    "without end": (404, get(f"/{MARK * 9_000}")),
    "two slashes": (404, get(f"//{MARK}.example/healthz")),
    "no slash": (404, get(MARK)),
    "a star": (404, head("OPTIONS * HTTP/1.1")),
    "a whole address": (404, get(f"http://localhost/{MARK}")),
    "another scheme": (404, get(f"file:///{MARK}")),
    "a broken address": (400, get(f"http://[::{MARK}/")),
    "a number of a provision": (404, get(f"{REGULATIONS}/{LAW_ID}/provisions/{NUMBER}")),
    "brackets of a provision": (404, get(f"{REGULATIONS}/{LAW_ID}/provisions/{'(' * 5_000}")),
    "a debugger": (404, get(f"/console?__debugger__=yes&cmd={MARK}")),
}
QUERIES: Attacks = {
    "line ends": (400, get(f"/healthz?lang=%0d%0aX:{MARK}")),
    "line ends in a name": (400, get(f"/healthz?%0d%0a{MARK}=1")),
    "a null": (400, get(f"/healthz?lang=zh%00{MARK}")),
    "no text": (400, get(f"/healthz?lang=%ff{MARK}")),
    "no text, not encoded": (400, get(b"/healthz?lang=\xff" + MARK.encode())),
    "half a character": (400, get(f"/healthz?%ed%a0%80{MARK}=1")),
    "without end": (400, get(f"/healthz?lang={MARK * 9_000}")),
    "three thousand": (400, get("/healthz?" + "&".join(f"{MARK}{n}=1" for n in range(3_000)))),
    "one twice": (400, get(f"/healthz?lang=zh&lang={MARK}")),
    "a list": (400, get(f"/healthz?lang[]={MARK}")),
    "nothing": (400, get("/healthz?=&=&&")),
    "a large number": (400, post(b"{}", path=f"{WHY}?others={NUMBER}")),
    "a path": (406, post(b"{}", path=f"{OUTCOMES}?format=../{MARK}")),
}
METHODS: Attacks = {
    "an echo": (404, head(f"TRACE /{MARK} HTTP/1.1")),
    "a tunnel": (404, head(f"CONNECT {MARK}.example:443 HTTP/1.1")),
    "an unknown one": (405, head(f"{MARK.upper()} {OUTCOMES} HTTP/1.1")),
    "small letters": (400, head(f"get /healthz?{MARK} HTTP/1.1")),
    "a long one": (404, head(f"{'A' * 60_000} /{MARK} HTTP/1.1")),
    "a null": (400, head("GE\0T /healthz HTTP/1.1")),
    "another that is named": (405, get(OUTCOMES, "X-HTTP-Method-Override: POST")),
    "one that changes": (405, head(f"PATCH {OUTCOMES}?{MARK} HTTP/1.1")),
    "no version": (404, f"GET /{MARK}\r\n\r\n".encode()),
    "another version": (404, head("PRI * HTTP/2.0")),
    "a version that is none": (400, head(f"GET /healthz HTTP/1.1{MARK}")),
    "tabs": (400, head("GET\t/healthz\tHTTP/1.1")),
    "no request": (400, MARK.encode() + b"\r\n\r\n"),
    "another protocol": (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
}
CASES: Attacks = {
    "a mebibyte of brackets": (400, post(b"[" * MIB)),
    "a mebibyte of objects": (400, post(b'{"":' * (MIB // 4))),
    "depth that is closed": (400, post(b"[" * 100_000 + b"]" * 100_000)),
    "a number": (422, post(b'{"facts": {"role": [[%s, -1e999999999]]}}' % (b"9" * 900_000))),
    "no numbers": (422, post(b'{"facts": {"role": [[NaN, -Infinity]]}}')),
    "ten thousand rows": (
        422,
        post(as_json(sound(serves=[[f"{MARK}{n}", "局"] for n in range(10_000)]))),
    ),
    "a name as large as may be": (422, post(as_json(of(MARK * 85_000)))),
    "a name that is too large": (413, post(as_json(of(MARK * 90_000)))),
    "a predicate as large": (422, post(as_json({"facts": {MARK * 170_000: []}}))),
    "five thousand predicates": (
        422,
        post(as_json({"facts": {f"{MARK}{n}": [] for n in range(5_000)}})),
    ),
    "one member, often": (422, post(b'{%s"title": 1}' % (b'"facts": {},' * 5_000))),
    "a null": (422, post(as_json(of(f"{MARK}\0")))),
    "a null, not escaped": (400, post(as_json(of(MARK)).replace(b"x7391", b"\0"))),
    "line ends": (422, post(as_json(of(f"a\r\n{MARK}")))),
    "commands of a terminal": (422, post(as_json(of(f"\x1b[2J{MARK}")))),
    "half a character": (422, post(as_json(of(MARK)).replace(b"x7391", b"\\ud800x7391"))),
    "half a character, encoded": (400, post(as_json(of(MARK)).replace(b"x7391", b"\xed\xa0\x80"))),
    "no text": (400, post(as_json(of(MARK)).replace(b"x7391", b"\xff"))),
    "another encoding": (400, post(json.dumps(of(MARK)).encode("utf-16"))),
    "members of every object": (422, post(as_json({"__proto__": {"__class__": MARK}}))),
    "a path as regulation": (404, post(as_json({"regulation": f"../../{MARK}"}))),
    "another's digits in a date": (422, post(as_json(sound(date=[["act", "２０２３-02-01"]])))),
    "anchors upon anchors": (
        400,
        post(
            b"a: &a [x]\n"
            + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 123)),
            YAML,
        ),
    ),
    "an anchor on itself": (400, post(f"&a [*a, {MARK}]".encode(), YAML)),
    "a tag of Python": (
        400,
        post(f"facts: !!python/object/apply:os.system [{MARK}]".encode(), YAML),
    ),
    "a tag of its own": (400, post(f"facts: !{MARK} x".encode(), YAML)),
    "a directive": (400, post(f"%TAG ! tag:{MARK},2000:\n--- !x y".encode(), YAML)),
    "what is to be merged": (422, post(f"<<: {{{MARK}: 1}}".encode(), YAML)),
    "two documents": (400, post(f"--- {MARK}\n--- b".encode(), YAML)),
    "a key that is a list": (400, post(f"? [{MARK}]\n: x".encode(), YAML)),
    "depth in YAML": (400, post(b"[" * 100_000, YAML)),
    "depth without brackets": (400, post(b"- " * 50_000, YAML)),
    "a control in YAML": (400, post(f"facts: \x01{MARK}".encode(), YAML)),
}
REASONS: Attacks = {
    "depth in an atom": (422, why(conclusion=f"{MARK}(" * 50_000)),
    "a number in an atom": (422, why(conclusion=f"{MARK}({NUMBER})")),
    "no end of a string": (422, why(conclusion=f'disposition("{MARK}')),
    "a program": (422, why(conclusion=f'disposition("王某",exempted). #script (x) {MARK} #end.')),
    "a null": (422, why(conclusion=f"disposition({MARK}\0)")),
    "a list": (422, why(conclusion=[MARK])),
    "a number of an outcome": (
        404,
        why(conclusion='disposition("王某",ordinary)', outcome=f"{NUMBER}-{MARK}"),
    ),
    "other digits of one": (
        404,
        why(conclusion='disposition("王某",ordinary)', outcome=f"١-{MARK}"),
    ),
    "an unknown reading": (
        422,
        why(conclusion='disposition("王某",ordinary)', outcome={"readings": {MARK * 999: MARK}}),
    ),
    "a receipt": (422, post(as_json({"receipt": {MARK: 1}}), path="/v1/verify")),
    "depth in a receipt": (400, post(b"[" * MIB, path="/v1/verify")),
}
ATTACKS = [
    pytest.param(status, request, id=f"{group}: {name}")
    for group, attacks in {
        "header": HEADERS,
        "length": LENGTHS,
        "path": PATHS,
        "query": QUERIES,
        "method": METHODS,
        "case": CASES,
        "question": REASONS,
    }.items()
    for name, (status, request) in attacks.items()
]


@pytest.fixture(scope="module")
def attacked() -> Iterator[Served]:
    """A server that does well after all attacks, and has noted nothing of them."""
    with serving() as server:
        yield server
        assert server.ask("/healthz")[0].status == 200
        server.signal()
        assert server.end() == 0
    assert {line["log"] for line in server.log()} == {"wenze.access"}
    assert MARK not in server.said.lower()


def problem(answer: bytes) -> dict[str, object]:
    """The problem that is all that is answered."""
    assert answer.count(b"HTTP/1.") == 1
    assert not INSIDE.search(answer)
    top, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = top.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    assert len(headers) == len(lines)
    assert headers.items() >= SECURITY_HEADERS.items()
    assert headers["Content-Type"] == PROBLEM_TYPE
    told: dict[str, object] = json.loads(body)
    assert status.split()[1] == str(told["status"])
    return told


@pytest.mark.parametrize(("status", "request_"), ATTACKS)
def test_an_attack_is_refused_as_a_problem_that_tells_nothing_of_the_inside(
    attacked: Served, status: int, request_: bytes
) -> None:
    try:
        answer = attacked.raw(request_)
    except ConnectionError:
        answer = b""
    if not answer:  # it was closed on a client that was still sending
        assert status in {413, 431}
    else:
        assert problem(answer)["status"] == status


@pytest.mark.parametrize(
    "lengths",
    [
        ("1.1", "Transfer-Encoding: chunked", "Content-Length: 4"),
        ("1.1", "Content-Length: 4", "Transfer-Encoding: chunked"),
        ("1.0", "Transfer-Encoding: chunked", "Content-Length: 5"),
    ],
)
def test_what_stands_behind_a_request_of_two_lengths_is_no_request(
    attacked: Served, lengths: tuple[str, ...]
) -> None:
    version, *headers = lengths
    first = measured(*headers, body=b"0\r\n\r\n", version=version)
    kept = first.replace(b"Connection: close", b"Connection: keep-alive")
    assert problem(attacked.raw(kept + get(f"/{MARK}")))["title"] == "Bad Request"
