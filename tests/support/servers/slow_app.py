"""An application whose answers take as long as a test wants, on the server."""

import sys
import threading
import time
from collections.abc import Iterator

from flask import Flask, Response, request

from wenze.api.http.access_log import log_requests, log_to_standard_error
from wenze.api.http.server import addresses, listen, serve, url_of

app = Flask(__name__)
log_requests(app)
going = threading.Event()
begun = threading.Semaphore(0)


@app.get("/healthz")
def healthz() -> str:
    return "well"


@app.get("/slow/<int:number>")
def slow(number: int) -> str:
    """Begun at once, answered once all are let go."""
    begun.release()
    going.wait(30)
    return f"answer {number} " * 20_000


@app.get("/begun/<int:count>")
def begun_(count: int) -> str:
    """Answered as soon as so many slow requests have begun."""
    for _ in range(count):
        assert begun.acquire(timeout=30)
    return "begun"


@app.get("/go")
def go() -> str:
    """Let the slow requests go, half a second from now."""
    threading.Timer(0.5, going.set).start()
    return "going"


@app.get("/long/<int:mebibytes>")
def long(mebibytes: int) -> Response:
    def chunks() -> Iterator[bytes]:
        for _ in range(mebibytes):
            yield b"x" * 2**20

    return Response(chunks())


@app.get("/breaks")
def breaks() -> Response:
    def chunks() -> Iterator[bytes]:
        yield b"begun"
        raise ValueError("王某的秘密")

    return Response(chunks())


@app.post("/echo")
def echo() -> bytes:
    return request.get_data()


@app.get("/gone")
def gone() -> str:
    """Whether the server sees, in the end, that the client has gone."""
    begun.release()
    while not request.environ["waitress.client_disconnected"]():
        time.sleep(0.01)
    begun.release()
    return ""


if __name__ == "__main__":
    log_to_standard_error()
    listening = listen(addresses("127.0.0.1", 0)[0])
    cut = serve(
        app,
        listening,
        threads=16,
        max_body=100_000,
        grace=float(sys.argv[1]),
        ready=lambda: print(url_of(listening), file=sys.stderr, flush=True),
        patience=float(sys.argv[2]),
    )
    sys.exit(3 if cut else 0)
