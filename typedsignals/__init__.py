"""Django's signal dispatcher, typed: the type checker knows who may send what and who may listen."""

from typedsignals._connection import Connection
from typedsignals._keyword import KeywordSignal, keyword_signal
from typedsignals._receiver import receiver
from typedsignals._sending import Interceptor, Sending
from typedsignals._signal import Signal
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
    "Connection",
    "DeclarationError",
    "DuplicateUidWarning",
    "Interceptor",
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
    "keyword_signal",
    "receiver",
]

__version__ = "0.1.0"
