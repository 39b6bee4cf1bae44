"""Serve the shop on a free port of this machine: `serve.py wsgi` or `serve.py asgi`; prints the port first."""

from __future__ import annotations

import logging
import socket
import sys

logging.basicConfig(level=logging.INFO)


def wsgi() -> None:
    """Serve it as a WSGI application."""
    from wsgiref.simple_server import make_server

    from project.wsgi import application

    with make_server("127.0.0.1", 0, application) as server:
        announce(server.server_port)
        server.serve_forever()


def asgi() -> None:
    """Serve it as an ASGI application."""
    import uvicorn
    from project.asgi import application

    listening = socket.create_server(("127.0.0.1", 0))
    announce(listening.getsockname()[1])
    uvicorn.Server(uvicorn.Config(application, lifespan="off", log_level="warning")).run(sockets=[listening])


def announce(port: int) -> None:
    """Tell who started us where to ask."""
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {"wsgi": wsgi, "asgi": asgi}[sys.argv[1]]()
