"""Right receivers of request_started, request_finished, got_request_exception, setting_changed."""

from __future__ import annotations

from typing import Any

from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from typedsignals.django import receiver
from typedsignals.django.signals import request_started, request_finished, got_request_exception, setting_changed


# request_started
@receiver(request_started)
def request_started_everything(sender: type[BaseHandler], environ: dict[str, Any], **kwargs: Any) -> None: ...

@receiver(request_started)
def request_started_kwargs_only(**kwargs: Any) -> None: ...

@receiver(request_started)
def request_started_some(sender: type[BaseHandler], environ: dict[str, Any], signal: object, **kwargs: Any) -> None: ...

@receiver(request_started, sender=WSGIHandler)
def request_started_filtered(sender: type[WSGIHandler], environ: dict[str, Any], **kwargs: Any) -> None: ...

request_started.connect(request_started_everything)
def request_started_plain(sender: type[WSGIHandler], environ: dict[str, Any], **kwargs: object) -> None: ...
request_started.connect(request_started_plain, sender=WSGIHandler, weak=False, dispatch_uid="request_started")
request_started.disconnect(request_started_plain, sender=WSGIHandler)

# request_finished
@receiver(request_finished)
def request_finished_everything(sender: type[BaseHandler] | None, **kwargs: Any) -> None: ...

@receiver(request_finished)
def request_finished_kwargs_only(**kwargs: Any) -> None: ...

@receiver(request_finished)
def request_finished_some(sender: type[BaseHandler] | None, signal: object, **kwargs: Any) -> None: ...

@receiver(request_finished, sender=WSGIHandler)
def request_finished_filtered(sender: type[WSGIHandler] | None, **kwargs: Any) -> None: ...

request_finished.connect(request_finished_everything)
def request_finished_plain(sender: type[WSGIHandler] | None, **kwargs: object) -> None: ...
request_finished.connect(request_finished_plain, sender=WSGIHandler, weak=False, dispatch_uid="request_finished")
request_finished.disconnect(request_finished_plain, sender=WSGIHandler)

# got_request_exception
@receiver(got_request_exception)
def got_request_exception_everything(sender: None, request: HttpRequest, **kwargs: Any) -> None: ...

@receiver(got_request_exception)
def got_request_exception_kwargs_only(**kwargs: Any) -> None: ...

@receiver(got_request_exception)
def got_request_exception_some(sender: None, request: HttpRequest, signal: object, **kwargs: Any) -> None: ...

got_request_exception.connect(got_request_exception_everything)
def got_request_exception_plain(sender: None, request: HttpRequest, **kwargs: object) -> None: ...
got_request_exception.connect(got_request_exception_plain, weak=False, dispatch_uid="got_request_exception")
got_request_exception.disconnect(got_request_exception_plain)

# setting_changed
@receiver(setting_changed)
def setting_changed_everything(sender: type[object], setting: str, value: Any, enter: bool, **kwargs: Any) -> None: ...

@receiver(setting_changed)
def setting_changed_kwargs_only(**kwargs: Any) -> None: ...

@receiver(setting_changed)
def setting_changed_some(sender: type[object], setting: str, signal: object, **kwargs: Any) -> None: ...

setting_changed.connect(setting_changed_everything)
def setting_changed_plain(sender: type[object], setting: str, value: Any, enter: bool, **kwargs: object) -> None: ...
setting_changed.connect(setting_changed_plain, weak=False, dispatch_uid="setting_changed")
setting_changed.disconnect(setting_changed_plain)
