"""`allauth.usersessions.signals`, typed."""

# fmt: off

from typing import Any, Protocol, overload

from allauth.usersessions.models import UserSession
from django.dispatch import Signal
from django.http import HttpRequest

from typedsignals.django.types import SentSignal

class SessionClientChangedReceiver(Protocol):
    """Called when a session goes on from another address, or by another browser."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[UserSession], request: HttpRequest, from_session: UserSession, to_session: UserSession, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[UserSession], request: HttpRequest, from_session: UserSession, to_session: UserSession) -> object: ...

class SessionClientChangedSignal(SentSignal[type[UserSession], SessionClientChangedReceiver]): ...

session_client_changed: SessionClientChangedSignal

def on_user_logged_in(sender: object, **kwargs: Any) -> None: ...
def on_password_changed(sender: object, **kwargs: Any) -> None: ...
