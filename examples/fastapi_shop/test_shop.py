"""Requests through FastAPI's test client."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from fastapi_shop.app import app, customer
from fastapi_shop.receivers import refunds
from fastapi_shop.signals import OrderCompleted, order_completed
from typedsignals.testing import Muter, record


@pytest.fixture
def client() -> Iterator[TestClient]:
    """Open a client inside a `with`: that runs the lifespan, which connects."""
    app.dependency_overrides[customer] = lambda: "ada@example.org"
    with TestClient(app) as opened:
        yield opened
    app.dependency_overrides.clear()


def test_an_async_endpoint_sends(client: TestClient) -> None:
    with record(order_completed) as sent:
        response = client.post("/orders/7/complete")
    assert response.status_code == 201
    assert sent.payloads == [OrderCompleted(7, "ada@example.org")]
    assert app.state.courier.parcels == ["order 7 for ada@example.org"]


def test_a_sync_endpoint_sends(client: TestClient) -> None:
    client.post("/orders/8/cancel")
    assert refunds == [8]


def test_without_receivers(client: TestClient, mute_signals: Muter) -> None:
    mute_signals(order_completed)
    client.post("/orders/9/complete")
    assert app.state.courier.parcels == []


def test_nothing_stays_connected() -> None:
    with TestClient(app):
        assert order_completed.has_listeners()
    assert not order_completed.has_listeners()
