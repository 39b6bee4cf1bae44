"""The servers of the engines. Without them, what needs them is skipped; in CI it fails."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
import redis

from tests.engines import databases, redis_server
from tests.engines.shop import MAILS, REDIS
from tests.integration import postgres


@pytest.fixture(scope="session")
def redis_program() -> str:
    """The program that is a Redis server."""
    program = redis_server.program()
    if program is None:
        _missing("no redis-server on this machine")
    return program


@pytest.fixture(scope="session")
def _redis_server(redis_program: str) -> Iterator[str]:
    with redis_server.server(redis_program) as address:
        yield address


@pytest.fixture
def redis_address(_redis_server: str) -> str:
    """The address of a Redis in which nothing is."""
    with redis.Redis.from_url(_redis_server) as connection:
        connection.flushall()
    return _redis_server


@pytest.fixture
def environment(redis_address: str, tmp_path: Path) -> dict[str, str]:
    """What the processes of a shop have in common: where its Redis is, and where mails are written."""
    folder = tmp_path / "mails"
    folder.mkdir()
    return {REDIS: redis_address, MAILS: str(folder)}


@pytest.fixture(scope="session")
def new_database() -> Iterator[Callable[[], dict[str, str]]]:
    """Make databases on a PostgreSQL server; what comes back are the environment variables that lead to a new one."""
    programs = postgres.programs()
    if programs is None:
        _missing("no PostgreSQL on this machine")
    with databases.postgresql(programs) as new:
        yield new


def _missing(what: str) -> NoReturn:
    if "CI" in os.environ:
        pytest.fail(what)
    pytest.skip(what)
