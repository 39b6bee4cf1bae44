"""Every exception and warning of typedsignals.

Messages say what failed, name the signal and the receiver with file:line, and end with what to do.
They never contain a payload or a keyword's value.
"""

from __future__ import annotations


class SignalError(Exception):
    """The base of every exception of typedsignals."""


class ReceiverError(SignalError, TypeError):
    """A receiver was not connected: the receiver, its sender or an option cannot work. Nothing has changed."""


class UsageError(SignalError, TypeError):
    """A call cannot mean anything, such as ``disconnect()`` without arguments or ``copy.copy(signal)``."""


class DeclarationError(SignalError, TypeError):
    """``keyword_signal`` or ``django_signal`` cannot make a signal of this function."""


class KeywordError(SignalError, TypeError):
    """The keywords of a send differ from the declaration: raised by ``checked()`` and ``check_keywords``."""


class RunningLoopError(SignalError, RuntimeError):
    """``send`` of an ``AsyncSignal`` was called inside a running event loop: use ``await asend(...)``."""


class SignalWarning(UserWarning):
    """The base of every warning of typedsignals; given itself if a receiver is connected again with other options."""


class DuplicateUidWarning(SignalWarning):
    """Another receiver has this ``dispatch_uid`` and sender. It stays connected, and the new one is not connected."""


class LostReceiverWarning(SignalWarning):
    """A receiver that was held weakly is gone, and no send could call it. The message names the line that connected it."""
