from typing import Any

import flask
from blinker import ANY
from flask import Flask, Response, got_request_exception, request_finished, request_started, template_rendered
from flask.signals import appcontext_tearing_down
from jinja2 import Template


class Shop(Flask):
    till = 0


app, shop = Flask("shop"), Shop("shop")


@request_started.connect
def begun(sender: Flask) -> None: ...


@request_started.connect
def begun_with_more(sender: Flask, **extra: Any) -> None: ...


@request_started.connect
def begun_of_all(sender: object, depth: int = 3, **extra: Any) -> int:
    return depth


@request_started.connect_via(app)
def begun_here(sender: Flask, **extra: Any) -> None: ...


@request_started.connect_via(shop, weak=True)
def begun_in_shop(sender: Shop, **extra: Any) -> int:
    return sender.till


@request_started.connect_via(ANY)
def begun_anywhere(sender: Flask, **extra: Any) -> None: ...


@template_rendered.connect
async def rendered(sender: Flask, template: Template, context: dict[str, Any], **extra: Any) -> None: ...


@template_rendered.connect
def rendered_with_all(sender: Flask, template: Template, context: dict[str, Any]) -> None: ...


class Log:
    def __init__(self, app: Flask) -> None:
        request_finished.connect(self.finished)
        request_finished.connect(self.finished, app)
        request_finished.connect(self.finished, sender=shop, weak=False)
        request_finished.connect(self.finished_in_shop, sender=shop)
        request_finished.connect(lambda sender, response: None, ANY)

    def finished(self, sender: Flask, response: Response, **extra: Any) -> None: ...
    def finished_in_shop(self, sender: Shop, response: Response, **extra: Any) -> None: ...


# What `connect` gives back is what it was given.
begun(app)
number: int = begun_of_all("shop", 4)
count: int = begun_in_shop(shop)
request_started.disconnect(begun)
assert request_started.has_receivers_for(app)
request_started.send(app)

with template_rendered.connected_to(rendered), template_rendered.connected_to(rendered, app):
    pass
with request_started.connected_to(begun_in_shop, sender=shop), request_started.muted():
    pass


@got_request_exception.connect
def failed(sender: Flask, exception: Exception, **extra: Any) -> None: ...
@appcontext_tearing_down.connect
def torn(sender: Flask, exc: BaseException | None, **extra: Any) -> None: ...
@flask.request_tearing_down.connect
def request_torn(sender: Flask, exc: BaseException | None = None, **extra: Any) -> None: ...
@flask.before_render_template.connect
def before(sender: Flask, template: Template, **extra: Any) -> None: ...
@flask.appcontext_pushed.connect
def pushed(sender: Flask, **extra: Any) -> None: ...
@flask.appcontext_popped.connect
def popped(sender: Flask, **extra: Any) -> None: ...
@flask.message_flashed.connect
def flashed(sender: Flask, message: str, category: str, **extra: Any) -> None: ...
