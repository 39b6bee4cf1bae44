"""A Redis server of our own, in a directory that goes with it; only where its program is on the machine."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Generator
from contextlib import contextmanager

from tests.engines.processes import running, until


def program() -> str | None:
    """Return where the server of this machine is."""
    return shutil.which("redis-server")


@contextmanager
def server(program: str, *, port: int | None = None) -> Generator[str]:
    """Run a server and give its address. What it holds goes with it. A port is named to come back where one has been."""
    port = port or free_port()
    with tempfile.TemporaryDirectory(prefix="shop-redis-") as home:
        options = ("--bind", "127.0.0.1", "--port", str(port), "--dir", home, "--save", "", "--appendonly", "no")
        with running(program, *options) as process:
            until(lambda: _answers(port), process)
            yield f"redis://127.0.0.1:{port}"


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(7) == b"+PONG\r\n"
    except OSError:
        return False
