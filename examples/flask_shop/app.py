"""The application factory: `flask --app flask_shop.app run`."""

from flask import Blueprint, Flask, request

from flask_shop import receivers as _receivers  # noqa: F401  (the import connects them)
from flask_shop.signals import OrderCompleted, OrderService, order_completed

orders = Blueprint("orders", __name__)


@orders.post("/orders/<int:order_id>/complete")
def complete(order_id: int) -> tuple[str, int]:
    """Complete an order."""
    order_completed.send(OrderService, OrderCompleted(order_id, request.form["email"]))
    return "completed", 201


def create_app() -> Flask:
    """Make an application. Tests call this many times."""
    app = Flask(__name__)
    app.config.from_mapping(MAIL_FROM="shop@example.org")
    app.register_blueprint(orders)
    return app
