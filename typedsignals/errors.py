"""Every exception and warning of typedsignals.

Messages say what failed, name the signal and the receiver with file:line, and end with what to do.
They never contain a payload or a keyword's value.
"""

from __future__ import annotations

__all__ = [
    "DeclarationError",
    "DuplicateUidWarning",
    "KeywordError",
    "LostReceiverWarning",
    "ReceiverError",
    "RunningLoopError",
    "SignalError",
    "SignalWarning",
    "UsageError",
]


class SignalError(Exception):
    """The base of every exception that typedsignals itself raises."""

    __module__ = "typedsignals"


class ReceiverError(SignalError, TypeError):
    """``connect`` was refused: the receiver, its sender or an option cannot work. Nothing changed."""

    __module__ = "typedsignals"


class UsageError(SignalError, TypeError):
    """A call that can never mean anything, like ``disconnect()`` with nothing or ``copy.copy(signal)``."""

    __module__ = "typedsignals"


class DeclarationError(SignalError, TypeError):
    """A function that ``keyword_signal`` cannot turn into a signal."""

    __module__ = "typedsignals"


class KeywordError(SignalError, TypeError):
    """A keyword send that differs from the declaration; raised where sends are checked, before any receiver ran."""

    __module__ = "typedsignals"


class RunningLoopError(SignalError, RuntimeError):
    """A plain ``send`` inside a running event loop met a receiver that has to be awaited: use ``asend``."""

    __module__ = "typedsignals"


class SignalWarning(UserWarning):
    """The base of every warning that typedsignals gives; itself given where a repeated ``connect`` asks for a change."""

    __module__ = "typedsignals"


class DuplicateUidWarning(SignalWarning):
    """Another receiver already has this ``dispatch_uid`` and sender; it stays, and the newcomer was not connected."""

    __module__ = "typedsignals"


class LostReceiverWarning(SignalWarning):
    """A weakly held receiver is gone, or certain to go, before any send could call it."""

    __module__ = "typedsignals"
