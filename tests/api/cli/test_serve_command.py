"""The command ``wenze serve``: where it listens, whom it lets in, and how it starts and ends."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping

import pytest
from click.testing import CliRunner

from support.sampling import crossed, foremost
from support.servers.http_server import Served, served
from support.waiting import PATIENCE
from wenze.api.cli.main import main
from wenze.reasoner.i18n import message

COMMAND = ("-c", "from wenze.api.cli.main import main; main()")
SERVE = (*COMMAND, "serve", "--workers", "1", "--port", "0")
# What asks for the command, then names what was imported on the way.
IMPORTED = """
import sys
from wenze.api.cli.main import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def surroundings(**variables: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("WENZE_")}
    return own | variables


def refused(*arguments: str, **variables: str) -> str:
    """What is said by a server that does not start."""
    told = CliRunner().invoke(main, ["serve", "--port", "0", *arguments], env=variables)
    assert (told.exit_code, told.stdout) == (2, "")
    return told.stderr.strip()


def status(server: Served, headers: Mapping[str, str] | None = None) -> int:
    answer, _ = server.ask("/healthz", headers=headers)
    return answer.status


@pytest.mark.parametrize("number", foremost([signal.SIGTERM, signal.SIGINT], count=1))
def test_it_listens_on_this_machine_alone_and_ends_when_it_is_told(number: signal.Signals) -> None:
    with served(SERVE, surroundings()) as server:
        assert server.host == "127.0.0.1"
        assert status(server) == 200
        server.signal(number)
        assert server.end() == 0
    first, *noted = server.said.splitlines()
    url = f"http://127.0.0.1:{server.port}"
    assert first == message("serve_listening", url=url).say("zh")
    (line,) = map(json.loads, noted)
    assert (line["route"], line["status"]) == ("/healthz", 200)


@pytest.mark.parametrize("host", foremost(["127.0.0.2", "localhost"], count=1))
def test_it_listens_on_any_loopback_address(host: str) -> None:
    with served([*SERVE, "--host", host, "--lang", "en"], surroundings()) as server:
        assert server.host.startswith("127.0.0.")
        assert server.said.startswith("listening on http://")
        assert status(server) == 200
        assert status(server, {"Host": host}) == 200


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_it_listens_on_the_loopback_address_of_version_6() -> None:
    with served([*SERVE, "--host", "::1"], surroundings()) as server:
        assert server.host == "::1"
        assert status(server) == 200


@crossed(
    host=["0.0.0.0", "::", "", "192.0.2.1", "0", "::ffff:192.0.2.1"],  # noqa: S104
    token=[{}, {"WENZE_TOKEN": ""}, {"WENZE_TOKEN": " "}],
)
def test_what_other_machines_can_reach_is_refused_without_a_token(
    host: str, token: dict[str, str]
) -> None:
    said = refused("--host", host, "--lang", "en", **token)
    assert said == message("serve_needs_token", host=host or "*").say("en")


@pytest.mark.parametrize("host", foremost(["0.0.0.0", "127.0.0.1"], count=1))  # noqa: S104
def test_with_a_token_nothing_is_answered_without_it(host: str) -> None:
    token = {"WENZE_TOKEN": "a secret"}
    with served([*SERVE, "--host", host], surroundings(**token)) as server:
        assert status(server) == 401
        assert status(server, {"Authorization": "Bearer another"}) == 401
        known = {"Authorization": "Bearer a secret"}
        assert status(server, known) == 200
        # Whoever has the token may come by any name.
        assert status(server, {"Host": "wenze.example", **known}) == 200
        server.signal()
        assert server.end() == 0
    assert "a secret" not in server.said


def test_without_a_token_a_foreign_name_is_refused_as_a_problem() -> None:
    with served(SERVE, surroundings()) as server:
        answer, body = server.ask("/healthz", headers={"Host": "evil.example"})
        assert answer.status == 400
        assert answer.getheader("Content-Type") == "application/problem+json"
        assert json.loads(body)["status"] == 400
        # Who names no host has not come by a page.
        assert server.raw(b"GET /healthz HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.0 200 ")


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refused("--port", port, "--lang", "en")
    assert said.startswith(f"Cannot listen on 127.0.0.1, port {port}: ")


def test_a_host_that_is_none_is_said() -> None:
    assert refused("--host", "x" * 64, "--lang", "en").startswith("The host xxx")


def test_an_origin_that_is_none_is_said() -> None:
    origin = "https://a.example/path"
    done = subprocess.run(  # noqa: S603 - it has begun to listen: its process ends that
        [sys.executable, *SERVE, "--lang", "en"],
        capture_output=True,
        text=True,
        env=surroundings(WENZE_CORS_ORIGINS=origin),
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == message("serve_origin", origin=origin).say("en")


def test_a_setting_that_cannot_be_used_is_named() -> None:
    assert "WENZE_MAX_BODY" in refused("--lang", "en", WENZE_MAX_BODY="much")


def test_where_it_listens_is_said_as_json_on_standard_output() -> None:
    process = subprocess.Popen(  # noqa: S603 - the command under test
        [sys.executable, *SERVE, "--json"],
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings(),
    )
    try:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["listening"]
        server = Served(process, "127.0.0.1", int(url.rpartition(":")[2]))
        assert status(server) == 200
        process.terminate()
        assert process.wait(timeout=PATIENCE) == 0
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("arguments", [("--help",), ("serve", "--help"), ("doctor", "--json")])
def test_nothing_that_serves_is_imported_where_nothing_is_served(
    arguments: tuple[str, ...],
) -> None:
    done = subprocess.run(  # noqa: S603 - the command under test
        [sys.executable, "-c", IMPORTED, *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    modules = set(done.stderr.split())
    assert "wenze.api.cli.main" in modules
    assert not modules & {"flask", "waitress", "werkzeug", "flask_cors", "wenze.api.http"}
