"""`flask.signals`, each signal with what it sends.

- blinker calls a receiver with the sender by position, and with all keywords. What takes these is right, with `**kwargs` or
  without, and `async def`, too: Flask hands blinker what runs it.
- `sender=` and `connect_via` narrow what the receiver may ask for to the app that is given. Where nothing is narrowed,
  `connect` gives back what it was given: a type variable with that bound says so, for each signal anew.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar, overload

from blinker import NamedSignal
from blinker._utilities import Symbol
from flask.app import Flask
from flask.wrappers import Response
from jinja2 import Template

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
S = TypeVar("S", bound=Flask)
S_contra = TypeVar("S_contra", bound=Flask, contravariant=True)

class TemplateRenderedReceiver(Protocol[S_contra, R_co]):
    """A template was rendered."""

    def __call__(self, sender: S_contra, /, *, template: Template, context: dict[str, Any]) -> R_co: ...

TemplateRenderedReceiverT = TypeVar("TemplateRenderedReceiverT", bound=TemplateRenderedReceiver[Flask, object])

class TemplateRenderedSignal(NamedSignal):
    """`template_rendered`."""

    @overload
    def connect(self, receiver: TemplateRenderedReceiverT, sender: Flask | Symbol = ..., weak: bool = True) -> TemplateRenderedReceiverT: ...
    @overload
    def connect(self, receiver: TemplateRenderedReceiver[S, R], sender: S, weak: bool = True) -> Callable[..., R]: ...
    @overload
    def connect_via(self, sender: S, weak: bool = False) -> Callable[[TemplateRenderedReceiver[S, R]], Callable[..., R]]: ...
    @overload
    def connect_via(self, sender: Symbol, weak: bool = False) -> Callable[[TemplateRenderedReceiverT], TemplateRenderedReceiverT]: ...
    @overload
    def connected_to(self, receiver: TemplateRenderedReceiver[Flask, object], sender: Symbol = ...) -> AbstractContextManager[None]: ...
    @overload
    def connected_to(self, receiver: TemplateRenderedReceiver[S, object], sender: S) -> AbstractContextManager[None]: ...

class BeforeRenderTemplateReceiver(Protocol[S_contra, R_co]):
    """Before a template is rendered."""

    def __call__(self, sender: S_contra, /, *, template: Template, context: dict[str, Any]) -> R_co: ...

BeforeRenderTemplateReceiverT = TypeVar("BeforeRenderTemplateReceiverT", bound=BeforeRenderTemplateReceiver[Flask, object])

class BeforeRenderTemplateSignal(NamedSignal):
    """`before_render_template`."""

    @overload
    def connect(self, receiver: BeforeRenderTemplateReceiverT, sender: Flask | Symbol = ..., weak: bool = True) -> BeforeRenderTemplateReceiverT: ...
    @overload
    def connect(self, receiver: BeforeRenderTemplateReceiver[S, R], sender: S, weak: bool = True) -> Callable[..., R]: ...
    @overload
    def connect_via(self, sender: S, weak: bool = False) -> Callable[[BeforeRenderTemplateReceiver[S, R]], Callable[..., R]]: ...
    @overload
    def connect_via(self, sender: Symbol, weak: bool = False) -> Callable[[BeforeRenderTemplateReceiverT], BeforeRenderTemplateReceiverT]: ...
    @overload
    def connected_to(self, receiver: BeforeRenderTemplateReceiver[Flask, object], sender: Symbol = ...) -> AbstractContextManager[None]: ...
    @overload
    def connected_to(self, receiver: BeforeRenderTemplateReceiver[S, object], sender: S) -> AbstractContextManager[None]: ...

class RequestStartedReceiver(Protocol[S_contra, R_co]):
    """Before a request is handled, with its context pushed."""

    def __call__(self, sender: S_contra, /) -> R_co: ...

RequestStartedReceiverT = TypeVar("RequestStartedReceiverT", bound=RequestStartedReceiver[Flask, object])

class RequestStartedSignal(NamedSignal):
    """`request_started`."""

    @overload
    def connect(self, receiver: RequestStartedReceiverT, sender: Flask | Symbol = ..., weak: bool = True) -> RequestStartedReceiverT: ...
    @overload
    def connect(self, receiver: RequestStartedReceiver[S, R], sender: S, weak: bool = True) -> Callable[..., R]: ...
    @overload
    def connect_via(self, sender: S, weak: bool = False) -> Callable[[RequestStartedReceiver[S, R]], Callable[..., R]]: ...
    @overload
    def connect_via(self, sender: Symbol, weak: bool = False) -> Callable[[RequestStartedReceiverT], RequestStartedReceiverT]: ...
    @overload
    def connected_to(self, receiver: RequestStartedReceiver[Flask, object], sender: Symbol = ...) -> AbstractContextManager[None]: ...
    @overload
    def connected_to(self, receiver: RequestStartedReceiver[S, object], sender: S) -> AbstractContextManager[None]: ...

class RequestFinishedReceiver(Protocol[S_contra, R_co]):
    """A response was made, and will be sent."""

    def __call__(self, sender: S_contra, /, *, response: Response) -> R_co: ...

RequestFinishedReceiverT = TypeVar("RequestFinishedReceiverT", bound=RequestFinishedReceiver[Flask, object])

class RequestFinishedSignal(NamedSignal):
    """`request_finished`."""

    @overload
    def connect(self, receiver: RequestFinishedReceiverT, sender: Flask | Symbol = ..., weak: bool = True) -> RequestFinishedReceiverT: ...
    @overload
    def connect(self, receiver: RequestFinishedReceiver[S, R], sender: S, weak: bool = True) -> Callable[..., R]: ...
    @overload
    def connect_via(self, sender: S, weak: bool = False) -> Callable[[RequestFinishedReceiver[S, R]], Callable[..., R]]: ...
    @overload
    def connect_via(self, sender: Symbol, weak: bool = False) -> Callable[[RequestFinishedReceiverT], RequestFinishedReceiverT]: ...
    @overload
    def connected_to(self, receiver: RequestFinishedReceiver[Flask, object], sender: Symbol = ...) -> AbstractContextManager[None]: ...
    @overload
    def connected_to(self, receiver: RequestFinishedReceiver[S, object], sender: S) -> AbstractContextManager[None]: ...

class RequestTearingDownReceiver(Protocol[S_contra, R_co]):
    """The context of a request is torn down."""

    def __call__(self, sender: S_contra, /, *, exc: BaseException | None) -> R_co: ...

RequestTearingDownReceiverT = TypeVar("RequestTearingDownReceiverT", bound=RequestTearingDownReceiver[Flask, object])

class RequestTearingDownSignal(NamedSignal):
    """`request_tearing_down`."""

    @overload
    def connect(self, receiver: RequestTearingDownReceiverT, sender: Flask | Symbol = ..., weak: bool = True) -> RequestTearingDownReceiverT: ...
    @overload
    def connect(self, receiver: RequestTearingDownReceiver[S, R], sender: S, weak: bool = True) -> Callable[..., R]: ...
    @overload
    def connect_via(self, sender: S, weak: bool = False) -> Callable[[RequestTearingDownReceiver[S, R]], Callable[..., R]]: ...
    @overload
    def connect_via(self, sender: Symbol, weak: bool = False) -> Callable[[RequestTearingDownReceiverT], RequestTearingDownReceiverT]: ...
    @overload
    def connected_to(self, receiver: RequestTearingDownReceiver[Flask, object], sender: Symbol = ...) -> AbstractContextManager[None]: ...
    @overload
    def connected_to(self, receiver: RequestTearingDownReceiver[S, object], sender: S) -> AbstractContextManager[None]: ...

class GotRequestExceptionReceiver(Protocol[S_contra, R_co]):
    """A request failed with an exception that no handler took."""

    def __call__(self, sender: S_contra, /, *, exception: Exception) -> R_co: ...

GotRequestExceptionReceiverT = TypeVar("GotRequestExceptionReceiverT", bound=GotRequestExceptionReceiver[Flask, object])

class GotRequestExceptionSignal(NamedSignal):
    """`got_request_exception`."""

    @overload
    def connect(self, receiver: GotRequestExceptionReceiverT, sender: Flask | Symbol = ..., weak: bool = True) -> GotRequestExceptionReceiverT: ...
    @overload
    def connect(self, receiver: GotRequestExceptionReceiver[S, R], sender: S, weak: bool = True) -> Callable[..., R]: ...
    @overload
    def connect_via(self, sender: S, weak: bool = False) -> Callable[[GotRequestExceptionReceiver[S, R]], Callable[..., R]]: ...
    @overload
    def connect_via(self, sender: Symbol, weak: bool = False) -> Callable[[GotRequestExceptionReceiverT], GotRequestExceptionReceiverT]: ...
    @overload
    def connected_to(self, receiver: GotRequestExceptionReceiver[Flask, object], sender: Symbol = ...) -> AbstractContextManager[None]: ...
    @overload
    def connected_to(self, receiver: GotRequestExceptionReceiver[S, object], sender: S) -> AbstractContextManager[None]: ...

class AppcontextTearingDownReceiver(Protocol[S_contra, R_co]):
    """The context of an app is torn down."""

    def __call__(self, sender: S_contra, /, *, exc: BaseException | None) -> R_co: ...

AppcontextTearingDownReceiverT = TypeVar("AppcontextTearingDownReceiverT", bound=AppcontextTearingDownReceiver[Flask, object])

class AppcontextTearingDownSignal(NamedSignal):
    """`appcontext_tearing_down`."""

    @overload
    def connect(self, receiver: AppcontextTearingDownReceiverT, sender: Flask | Symbol = ..., weak: bool = True) -> AppcontextTearingDownReceiverT: ...
    @overload
    def connect(self, receiver: AppcontextTearingDownReceiver[S, R], sender: S, weak: bool = True) -> Callable[..., R]: ...
    @overload
    def connect_via(self, sender: S, weak: bool = False) -> Callable[[AppcontextTearingDownReceiver[S, R]], Callable[..., R]]: ...
    @overload
    def connect_via(self, sender: Symbol, weak: bool = False) -> Callable[[AppcontextTearingDownReceiverT], AppcontextTearingDownReceiverT]: ...
    @overload
    def connected_to(self, receiver: AppcontextTearingDownReceiver[Flask, object], sender: Symbol = ...) -> AbstractContextManager[None]: ...
    @overload
    def connected_to(self, receiver: AppcontextTearingDownReceiver[S, object], sender: S) -> AbstractContextManager[None]: ...

class AppcontextPushedReceiver(Protocol[S_contra, R_co]):
    """The context of an app was pushed."""

    def __call__(self, sender: S_contra, /) -> R_co: ...

AppcontextPushedReceiverT = TypeVar("AppcontextPushedReceiverT", bound=AppcontextPushedReceiver[Flask, object])

class AppcontextPushedSignal(NamedSignal):
    """`appcontext_pushed`."""

    @overload
    def connect(self, receiver: AppcontextPushedReceiverT, sender: Flask | Symbol = ..., weak: bool = True) -> AppcontextPushedReceiverT: ...
    @overload
    def connect(self, receiver: AppcontextPushedReceiver[S, R], sender: S, weak: bool = True) -> Callable[..., R]: ...
    @overload
    def connect_via(self, sender: S, weak: bool = False) -> Callable[[AppcontextPushedReceiver[S, R]], Callable[..., R]]: ...
    @overload
    def connect_via(self, sender: Symbol, weak: bool = False) -> Callable[[AppcontextPushedReceiverT], AppcontextPushedReceiverT]: ...
    @overload
    def connected_to(self, receiver: AppcontextPushedReceiver[Flask, object], sender: Symbol = ...) -> AbstractContextManager[None]: ...
    @overload
    def connected_to(self, receiver: AppcontextPushedReceiver[S, object], sender: S) -> AbstractContextManager[None]: ...

class AppcontextPoppedReceiver(Protocol[S_contra, R_co]):
    """The context of an app was popped."""

    def __call__(self, sender: S_contra, /) -> R_co: ...

AppcontextPoppedReceiverT = TypeVar("AppcontextPoppedReceiverT", bound=AppcontextPoppedReceiver[Flask, object])

class AppcontextPoppedSignal(NamedSignal):
    """`appcontext_popped`."""

    @overload
    def connect(self, receiver: AppcontextPoppedReceiverT, sender: Flask | Symbol = ..., weak: bool = True) -> AppcontextPoppedReceiverT: ...
    @overload
    def connect(self, receiver: AppcontextPoppedReceiver[S, R], sender: S, weak: bool = True) -> Callable[..., R]: ...
    @overload
    def connect_via(self, sender: S, weak: bool = False) -> Callable[[AppcontextPoppedReceiver[S, R]], Callable[..., R]]: ...
    @overload
    def connect_via(self, sender: Symbol, weak: bool = False) -> Callable[[AppcontextPoppedReceiverT], AppcontextPoppedReceiverT]: ...
    @overload
    def connected_to(self, receiver: AppcontextPoppedReceiver[Flask, object], sender: Symbol = ...) -> AbstractContextManager[None]: ...
    @overload
    def connected_to(self, receiver: AppcontextPoppedReceiver[S, object], sender: S) -> AbstractContextManager[None]: ...

class MessageFlashedReceiver(Protocol[S_contra, R_co]):
    """A message was flashed."""

    def __call__(self, sender: S_contra, /, *, message: str, category: str) -> R_co: ...

MessageFlashedReceiverT = TypeVar("MessageFlashedReceiverT", bound=MessageFlashedReceiver[Flask, object])

class MessageFlashedSignal(NamedSignal):
    """`message_flashed`."""

    @overload
    def connect(self, receiver: MessageFlashedReceiverT, sender: Flask | Symbol = ..., weak: bool = True) -> MessageFlashedReceiverT: ...
    @overload
    def connect(self, receiver: MessageFlashedReceiver[S, R], sender: S, weak: bool = True) -> Callable[..., R]: ...
    @overload
    def connect_via(self, sender: S, weak: bool = False) -> Callable[[MessageFlashedReceiver[S, R]], Callable[..., R]]: ...
    @overload
    def connect_via(self, sender: Symbol, weak: bool = False) -> Callable[[MessageFlashedReceiverT], MessageFlashedReceiverT]: ...
    @overload
    def connected_to(self, receiver: MessageFlashedReceiver[Flask, object], sender: Symbol = ...) -> AbstractContextManager[None]: ...
    @overload
    def connected_to(self, receiver: MessageFlashedReceiver[S, object], sender: S) -> AbstractContextManager[None]: ...

template_rendered: TemplateRenderedSignal
before_render_template: BeforeRenderTemplateSignal
request_started: RequestStartedSignal
request_finished: RequestFinishedSignal
request_tearing_down: RequestTearingDownSignal
got_request_exception: GotRequestExceptionSignal
appcontext_tearing_down: AppcontextTearingDownSignal
appcontext_pushed: AppcontextPushedSignal
appcontext_popped: AppcontextPoppedSignal
message_flashed: MessageFlashedSignal
