"""Every exception and warning of typedsignals.

Messages say what failed, name the signal and the receiver with file:line, and end with what to do.
They never contain a payload or a keyword's value.
"""

from __future__ import annotations


class SignalError(Exception):
    """The base of every exception that typedsignals itself raises."""


class ReceiverError(SignalError, TypeError):
    """``connect`` was refused: the receiver, its sender or an option cannot work. Nothing changed."""


class UsageError(SignalError, TypeError):
    """A call that can never mean anything, like ``disconnect()`` with nothing or ``copy.copy(signal)``."""


class DeclarationError(SignalError, TypeError):
    """A function that ``keyword_signal`` cannot turn into a signal."""


class KeywordError(SignalError, TypeError):
    """A keyword send that differs from the declaration; raised where sends are checked, before any receiver ran."""


class RunningLoopError(SignalError, RuntimeError):
    """A ``send`` of a signal whose receivers may be async, inside a running event loop: use ``asend``."""


class SignalWarning(UserWarning):
    """The base of every warning that typedsignals gives; itself given where a repeated ``connect`` asks for a change."""


class DuplicateUidWarning(SignalWarning):
    """Another receiver already has this ``dispatch_uid`` and sender; it stays, and the newcomer was not connected."""


class LostReceiverWarning(SignalWarning):
    """A weakly held receiver is gone before any send could call it."""
