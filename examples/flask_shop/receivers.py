"""The receivers. They are connected when this module is imported."""

from flask import Flask, Response, current_app, request_finished

from flask_shop.signals import OrderCompleted, OrderService, order_completed

mails: list[str] = []
statuses: list[int] = []


@order_completed.connect
def write_mail(sender: type[OrderService], payload: OrderCompleted) -> None:
    """Run inside the request that sends."""
    mails.append(f"{current_app.config['MAIL_FROM']} to {payload.email}: thank you for order {payload.order_id}")


@request_finished.connect  # a signal of Flask
def note_status(sender: Flask, response: Response, **kwargs: object) -> None:
    """Run after every request of every application."""
    statuses.append(response.status_code)
