"""A PostgreSQL server of our own, in a directory that goes with it; only where its programs are on the machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """Return where the newest PostgreSQL of this machine keeps its programs."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    found += [Path(on_path).resolve().parent] if on_path else []
    return max(found, key=lambda path: path.parts, default=None)


@contextmanager
def server(programs: Path) -> Generator[dict[str, str]]:
    """Run a server; give the environment variables that lead to it. It refuses root, so root hands it to another user."""
    user = "nobody" if os.getuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="shop-postgres-"))
    try:
        if user:
            shutil.chown(home, user)
        data, port = home / "data", _free_port()

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), *arguments]
            subprocess.run(
                command, user=user, cwd=home, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
            )

        run("initdb", "-D", str(data), "-U", "shop", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            for name in ("shop_shop", "shop_archive"):
                run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "shop", name)
            yield {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "shop", "PGDATABASE": "shop"}
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
