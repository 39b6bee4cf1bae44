"""The shop over real HTTP, under WSGI and ASGI: the classic example, and sends to async receivers beside Django's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import pytest

from tests.integration import postgres
from tests.integration.shop import PROJECT

# Django's own are what ours are held to as they are since 6.1: before, what async receivers set was lost, and more.
KINDS = [*(["theirs"] if django.VERSION >= (6, 1) else []), "ours"]
SERVERS = [("wsgi", "sqlite"), ("asgi", "sqlite"), ("asgi", "postgresql")]


@dataclass(frozen=True)
class Server:
    """The shop in a process of its own."""

    kind: str
    port: int
    log: Path

    def get(self, path: str) -> Any:
        """Return what the server answers."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=60) as response:
            answer = json.load(response)
        if "theirs" in path and self.kind == "asgi":  # asgiref may wake the sender before it keeps what receivers set
            answer.pop("trail", None)
        return answer


def trail(server: Server, kind: str, *steps: str) -> dict[str, object]:
    """Return what the view finds in its context; of Django's own only where it is sure to."""
    return {} if kind == "theirs" and server.kind == "asgi" else {"trail": list(steps)}


@pytest.fixture(scope="module", params=SERVERS, ids="-".join)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the shop on one of the databases."""
    kind, database = request.param
    folder = tmp_path_factory.mktemp("shop")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "PYTHONPATH": f"{PROJECT.parents[1]}{os.pathsep}{PROJECT}",
        "SHOP_DATABASES": str(folder),
    }
    with ExitStack() as stack:
        if database == "postgresql":
            programs = postgres.programs()
            if programs is None:
                pytest.skip("no PostgreSQL programs on this machine")
            environment |= stack.enter_context(postgres.server(programs))
        migrate = [sys.executable, str(PROJECT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=environment, check=True)
        stderr = stack.enter_context((folder / "log").open("w"))
        command = [sys.executable, "-X", "dev", str(PROJECT / "serve.py"), kind]
        process = stack.enter_context(
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True)
        )
        stack.callback(process.terminate)
        assert process.stdout is not None
        yield Server(kind, int(process.stdout.readline()), folder / "log")


@pytest.fixture(autouse=True)
def nothing_is_said(server: Server) -> Iterator[None]:
    """Whatever a test asks for, the server neither warns nor fails behind its answers."""
    before = len(server.log.read_text())
    yield
    said = server.log.read_text()[before:]
    assert "Traceback" not in said, said
    assert "Warning" not in said, said


def test_an_endpoint_is_hit_and_a_receiver_answers(server: Server) -> None:
    """The response comes back with what the receiver returned, and the receiver has logged."""
    assert server.get("api/orders/7/") == {"order": 7, "answers": ["Logged"]}
    assert "API accessed: order 7" in server.log.read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_a_sync_view_sends_in_a_transaction(server: Server, kind: str) -> None:
    """Async receivers run on the server's loop, or on another one where it has none; the database is asked by the sender."""
    place = {"wsgi": "elsewhere", "asgi": "server"}[server.kind]
    assert server.get(f"sends/{kind}/in-transaction/") == {
        "answers": ["sync: sender", f"async: {place}, database: sender, suppliers: 1"],
        "left": 0,
    } | trail(server, kind, "view", "sync", "async")


@pytest.mark.parametrize("kind", KINDS)
def test_a_receiver_fails_in_a_sync_view(server: Server, kind: str) -> None:
    """The view gets the exception, and the transaction is rolled back; ours says who it was."""
    answer = server.get(f"sends/{kind}/broken/")
    notes = answer.pop("notes")
    assert answer == {"error": "no flour", "left": 0}
    if kind == "ours":
        assert [note.partition(" (")[0] for note in notes] == ["while signal 'supplied' was sent to shop.sends.fail"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_async_view_sends_from_a_thread(server: Server, kind: str) -> None:
    """As a sync view does: the receivers run on the view's loop, and the database is asked in that thread."""
    answer = server.get(f"sends/{kind}/from-a-thread/")
    place = {"wsgi": "elsewhere", "asgi": "server"}[server.kind]
    assert answer == {
        "answers": ["sync: sender", f"async: {place}, database: sender, suppliers: 0"],
    } | trail(server, kind, "view", "sync", "async")


@pytest.mark.parametrize("kind", KINDS)
def test_an_async_view_awaits_a_send(server: Server, kind: str) -> None:
    """All on the view's loop; the sync receivers of Django's own run in a thread. The database is asked in one, too."""
    thread = {"wsgi": "server", "asgi": "elsewhere"}[server.kind]  # where Django has its sync code
    assert server.get(f"sends/{kind}/awaited/") == {
        "answers": [
            f"sync: {'sender' if kind == 'ours' else thread}",
            f"async: sender, database: {thread}, suppliers: 0",
        ],
    } | trail(server, kind, "view", "sync", "async")


# Under WSGI, this server answers one request after the other.
@pytest.mark.parametrize("server", SERVERS[1:], ids="-".join, indirect=True, scope="module")
@pytest.mark.parametrize("kind", KINDS)
def test_requests_at_the_same_time(server: Server, kind: str) -> None:
    """Their receivers meet on the server's loop, and each request gets back the context of its own."""
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            answers = list(pool.map(server.get, [f"sends/{kind}/crowded/{number}/" for number in range(4)]))
            expected = [
                {"answers": ["suppliers: 0"]} | trail(server, kind, f"view {number}", "met") for number in range(4)
            ]
            assert answers == expected
