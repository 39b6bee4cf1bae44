"""Django's signal dispatcher, typed: the type checker knows who may send what and who may listen."""

from typedsignals._core.entries import Connection
from typedsignals._core.intercepting import Interceptor, Sending, intercept_all
from typedsignals._keyword import AsyncKeywordSignal, KeywordConnectable, KeywordSignal, keyword_signal
from typedsignals._receiver import receiver
from typedsignals._signal import AsyncSignal, Connectable, Signal
from typedsignals._types import Receiver
from typedsignals.errors import (
    DeclarationError,
    DuplicateUidWarning,
    KeywordError,
    LostReceiverWarning,
    ReceiverError,
    RunningLoopError,
    SignalError,
    SignalWarning,
    UsageError,
)

__all__ = [
    "AsyncKeywordSignal",
    "AsyncSignal",
    "Connectable",
    "Connection",
    "DeclarationError",
    "DuplicateUidWarning",
    "Interceptor",
    "KeywordConnectable",
    "KeywordError",
    "KeywordSignal",
    "LostReceiverWarning",
    "Receiver",
    "ReceiverError",
    "RunningLoopError",
    "Sending",
    "Signal",
    "SignalError",
    "SignalWarning",
    "UsageError",
    "intercept_all",
    "keyword_signal",
    "receiver",
]

for _name in __all__:  # what users see is what they import
    globals()[_name].__module__ = __name__

__version__ = "0.1.0"
