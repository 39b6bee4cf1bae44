"""Requests through Flask's test client."""

import pytest
from flask.testing import FlaskClient

from flask_shop.app import create_app
from flask_shop.receivers import mails, statuses, write_mail
from flask_shop.signals import OrderCompleted, order_completed
from typedsignals.testing import muted, record


@pytest.fixture
def client() -> FlaskClient:
    """Return the client of a new application."""
    mails.clear()
    statuses.clear()
    return create_app().test_client()


def test_a_request_sends(client: FlaskClient) -> None:
    with record(order_completed) as sent:
        response = client.post("/orders/7/complete", data={"email": "ada@example.org"})
    assert response.status_code == 201
    assert sent.payloads == [OrderCompleted(7, "ada@example.org")]


def test_the_mail_is_written_once(client: FlaskClient) -> None:
    create_app()  # a second application connects nothing again
    client.post("/orders/7/complete", data={"email": "ada@example.org"})
    assert mails == ["shop@example.org to ada@example.org: thank you for order 7"]
    assert statuses == [201]


def test_without_the_mail(client: FlaskClient) -> None:
    with muted(receiver=write_mail):
        client.post("/orders/7/complete", data={"email": "ada@example.org"})
    assert mails == []
