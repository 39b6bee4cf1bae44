"""Wrong receivers of request_started, request_finished, got_request_exception, setting_changed."""

from __future__ import annotations

from typing import Any

from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from typedsignals.django import receiver
from typedsignals.django.signals import request_started, request_finished, got_request_exception, setting_changed


class Middleware: ...


# request_started
@receiver(request_started)  # E: no such keyword
def request_started_misspelt(sender: type[BaseHandler], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(request_started)  # E: environ is a dict[str, Any]
def request_started_wrong_environ(sender: type[BaseHandler], environ: str, **kwargs: Any) -> None: ...

@receiver(request_started)  # E: no **kwargs
def request_started_no_kwargs(sender: type[BaseHandler], environ: dict[str, Any], signal: object) -> None: ...

@receiver(request_started)  # E: no **kwargs
def request_started_few(sender: type[BaseHandler]) -> None: ...

@receiver(request_started, sender=WSGIHandler)  # E: no such keyword
def request_started_misspelt_filtered(sender: type[WSGIHandler], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(request_started, sender=WSGIHandler)  # E: environ is a dict[str, Any]
def request_started_wrong_environ_filtered(sender: type[WSGIHandler], environ: str, **kwargs: Any) -> None: ...

@receiver(request_started, sender=WSGIHandler)  # E: no **kwargs
def request_started_no_kwargs_filtered(sender: type[WSGIHandler], environ: dict[str, Any], signal: object) -> None: ...

@receiver(request_started, sender=WSGIHandler)  # E: no **kwargs
def request_started_few_filtered(sender: type[WSGIHandler]) -> None: ...

@receiver(request_started, sender=WSGIHandler)  # E: sent by another class
def request_started_wrong_sender(sender: type[ASGIHandler], **kwargs: Any) -> None: ...

@receiver(request_started)  # E: any sender may come
def request_started_too_narrow_sender(sender: type[WSGIHandler], **kwargs: Any) -> None: ...

def request_started_plain(sender: type[WSGIHandler], mispelt: Any) -> None: ...
request_started.connect(request_started_plain)  # E: no such keyword, no **kwargs
request_started.connect(request_started_plain, sender=WSGIHandler)  # E: no such keyword, no **kwargs
@receiver(request_started, sender=Middleware)  # E: sent by another class
def request_started_other_sender(sender: type[str], **kwargs: Any) -> None: ...

def request_started_fine(**kwargs: object) -> None: ...
def request_started_other(sender: type[str], **kwargs: Any) -> None: ...
request_started.connect(request_started_other, sender=Middleware)  # E: sent by another class
request_started.connect(request_started_fine, weak="no")  # E: weak is a bool
request_started.connect(request_started_fine, dispatch_uid=[])  # E: a uid is hashable

# request_finished
@receiver(request_finished)  # E: no such keyword
def request_finished_misspelt(sender: type[BaseHandler] | None, mispelt: Any, **kwargs: Any) -> None: ...

@receiver(request_finished)  # E: no **kwargs
def request_finished_no_kwargs(sender: type[BaseHandler] | None, signal: object) -> None: ...

@receiver(request_finished)  # E: no **kwargs
def request_finished_few(sender: type[BaseHandler] | None) -> None: ...

@receiver(request_finished, sender=WSGIHandler)  # E: no such keyword
def request_finished_misspelt_filtered(sender: type[WSGIHandler] | None, mispelt: Any, **kwargs: Any) -> None: ...

@receiver(request_finished, sender=WSGIHandler)  # E: no **kwargs
def request_finished_no_kwargs_filtered(sender: type[WSGIHandler] | None, signal: object) -> None: ...

@receiver(request_finished, sender=WSGIHandler)  # E: no **kwargs
def request_finished_few_filtered(sender: type[WSGIHandler] | None) -> None: ...

@receiver(request_finished, sender=WSGIHandler)  # E: sent by another class
def request_finished_wrong_sender(sender: type[ASGIHandler] | None, **kwargs: Any) -> None: ...

@receiver(request_finished)  # E: any sender may come
def request_finished_too_narrow_sender(sender: type[WSGIHandler] | None, **kwargs: Any) -> None: ...

def request_finished_plain(sender: type[WSGIHandler] | None, mispelt: Any) -> None: ...
request_finished.connect(request_finished_plain)  # E: no such keyword, no **kwargs
request_finished.connect(request_finished_plain, sender=WSGIHandler)  # E: no such keyword, no **kwargs
@receiver(request_finished, sender=Middleware)  # E: sent by another class
def request_finished_other_sender(sender: type[str], **kwargs: Any) -> None: ...

def request_finished_fine(**kwargs: object) -> None: ...
def request_finished_other(sender: type[str], **kwargs: Any) -> None: ...
request_finished.connect(request_finished_other, sender=Middleware)  # E: sent by another class
request_finished.connect(request_finished_fine, weak="no")  # E: weak is a bool
request_finished.connect(request_finished_fine, dispatch_uid=[])  # E: a uid is hashable

# got_request_exception
@receiver(got_request_exception)  # E: no such keyword
def got_request_exception_misspelt(sender: None, mispelt: Any, **kwargs: Any) -> None: ...

@receiver(got_request_exception)  # E: request is a HttpRequest
def got_request_exception_wrong_request(sender: None, request: str, **kwargs: Any) -> None: ...

@receiver(got_request_exception)  # E: no **kwargs
def got_request_exception_no_kwargs(sender: None, request: HttpRequest, signal: object) -> None: ...

@receiver(got_request_exception)  # E: no **kwargs
def got_request_exception_few(sender: None) -> None: ...

def got_request_exception_plain(sender: None, mispelt: Any) -> None: ...
got_request_exception.connect(got_request_exception_plain)  # E: no such keyword, no **kwargs
@receiver(got_request_exception, sender=Middleware)  # E: sent by another class
def got_request_exception_other_sender(sender: type[str], **kwargs: Any) -> None: ...

def got_request_exception_fine(**kwargs: object) -> None: ...
def got_request_exception_other(sender: type[str], **kwargs: Any) -> None: ...
got_request_exception.connect(got_request_exception_other, sender=Middleware)  # E: sent by another class
got_request_exception.connect(got_request_exception_fine, weak="no")  # E: weak is a bool
got_request_exception.connect(got_request_exception_fine, dispatch_uid=[])  # E: a uid is hashable

# setting_changed
@receiver(setting_changed)  # E: no such keyword
def setting_changed_misspelt(sender: type[object], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(setting_changed)  # E: setting is a str
def setting_changed_wrong_setting(sender: type[object], setting: int, **kwargs: Any) -> None: ...

@receiver(setting_changed)  # E: enter is a bool
def setting_changed_wrong_enter(sender: type[object], enter: str, **kwargs: Any) -> None: ...

@receiver(setting_changed)  # E: no **kwargs
def setting_changed_no_kwargs(sender: type[object], setting: str, value: Any, enter: bool, signal: object) -> None: ...

@receiver(setting_changed)  # E: no **kwargs
def setting_changed_few(sender: type[object]) -> None: ...

def setting_changed_plain(sender: type[object], mispelt: Any) -> None: ...
setting_changed.connect(setting_changed_plain)  # E: no such keyword, no **kwargs
@receiver(setting_changed, sender=Middleware)  # E: sent by another class
def setting_changed_other_sender(sender: type[str], **kwargs: Any) -> None: ...

def setting_changed_fine(**kwargs: object) -> None: ...
def setting_changed_other(sender: type[str], **kwargs: Any) -> None: ...
setting_changed.connect(setting_changed_other, sender=Middleware)  # E: sent by another class
setting_changed.connect(setting_changed_fine, weak="no")  # E: weak is a bool
setting_changed.connect(setting_changed_fine, dispatch_uid=[])  # E: a uid is hashable
