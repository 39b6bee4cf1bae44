"""What goes wrong on the way to another process. The messages name classes and fields, and no values."""

from __future__ import annotations

from typedsignals import SignalError


class PackingError(SignalError, TypeError):
    """A payload cannot be carried to another process: raised where it is packed. Nothing was handed over."""


class MessageError(SignalError, ValueError):
    """A message does not fit the payload that its task declares: raised in the worker, before the task runs."""
