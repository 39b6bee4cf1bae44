from typing import Any

import flask
from blinker import ANY
from flask import Flask, Response, request_finished, request_started, template_rendered


class Shop(Flask):
    till = 0


app, shop = Flask("shop"), Shop("shop")


@request_started.connect  # E: the response comes with request_finished
def begun(sender: Flask, response: Response, **extra: Any) -> None: ...


@request_started.connect  # E: the sender is the app
def begun_by_text(sender: str, **extra: Any) -> None: ...


@request_started.connect  # E: the sender is given by position
def begun_by_nobody(**extra: Any) -> None: ...


@request_started.connect  # E: every app sends it
def begun_in_shop(sender: Shop, **extra: Any) -> None: ...


@request_started.connect_via(app)  # E: another app
def begun_there(sender: Shop, **extra: Any) -> None: ...


@request_started.connect_via("shop")  # E: no app
def begun_of_text(sender: Flask, **extra: Any) -> None: ...


@request_started.connect_via(ANY)  # E: every app sends it
def begun_anywhere(sender: Shop, **extra: Any) -> None: ...


@template_rendered.connect  # E: misspelt
def rendered(sender: Flask, templte: object, **extra: Any) -> None: ...


@template_rendered.connect  # E: the context is sent, too
def rendered_with_few(sender: Flask, template: object) -> None: ...


@template_rendered.connect  # E: a Template, not its name
def rendered_by_name(sender: Flask, template: str, **extra: Any) -> None: ...


@request_finished.connect_via(app)  # E: misspelt
def misspelt(sender: Flask, reponse: Response, **extra: Any) -> None: ...


class Log:
    def __init__(self) -> None:
        request_finished.connect(self.finished)  # E: misspelt
        request_finished.connect(self.finished, app)  # E: misspelt
        request_finished.connect(self.right, sender="shop")  # E: no app
        request_finished.connect(self.of_shop)  # E: every app sends it
        request_finished.connect(self.of_shop, app)  # E: another app

    def finished(self, sender: Flask, reponse: Response, **extra: Any) -> None: ...
    def right(self, sender: Flask, response: Response, **extra: Any) -> None: ...
    def of_shop(self, sender: Shop, response: Response, **extra: Any) -> None: ...


def takes_response(sender: Flask, response: Response, **extra: Any) -> None: ...
def takes_shop(sender: Shop, **extra: Any) -> None: ...


with template_rendered.connected_to(takes_response):  # E: no response
    pass
with request_started.connected_to(takes_shop, app):  # E: another app
    pass


@flask.got_request_exception.connect  # E: misspelt
def failed(sender: Flask, exc: object, **extra: Any) -> None: ...
@flask.appcontext_tearing_down.connect  # E: or None
def torn(sender: Flask, exc: BaseException, **extra: Any) -> None: ...
@flask.request_tearing_down.connect  # E: misspelt
def request_torn(sender: Flask, exception: object, **extra: Any) -> None: ...
@flask.before_render_template.connect  # E: a dictionary
def before(sender: Flask, context: list[str], **extra: Any) -> None: ...
@flask.appcontext_pushed.connect  # E: nothing is sent but the app
def pushed(sender: Flask, app: Flask, **extra: Any) -> None: ...
@flask.appcontext_popped.connect  # E: nothing is sent but the app
def popped(sender: Flask, exc: object) -> None: ...
@flask.message_flashed.connect  # E: a text
def flashed(sender: Flask, message: int, **extra: Any) -> None: ...
