"""The type variables of the package, and what type checkers have to know of receivers and signals."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Generic, Never, ParamSpec, Protocol, cast

if sys.version_info >= (3, 13):
    from typing import TypeVar
else:
    from typing_extensions import TypeVar

# A signal made without type arguments cannot be sent: every checker says so. None reports its connect for the types of the
# two parameters: what takes a sender and a payload of whatever types takes Never, too.
SenderT = TypeVar("SenderT", default=Never)
PayloadT = TypeVar("PayloadT", default=Never)
ResultT = TypeVar("ResultT", default=None)  # what a send gives for each receiver
ReturnT = TypeVar("ReturnT", default=None)  # what a receiver returns when it is called: for async ones an awaitable
ParamsP = ParamSpec("ParamsP")

SubT = TypeVar("SubT")  # a sender that sender= narrows to
AnySenderT = TypeVar("AnySenderT")  # the sender of a keyword signal: no default may stand before a ParamSpec
AnyPayloadT = TypeVar("AnyPayloadT")  # the same without a default
AnyReturnT = TypeVar("AnyReturnT")
AnyReturnT_co = TypeVar("AnyReturnT_co", covariant=True)

SenderT_contra = TypeVar("SenderT_contra", contravariant=True)
PayloadT_contra = TypeVar("PayloadT_contra", contravariant=True)
ReturnT_co = TypeVar("ReturnT_co", covariant=True, default=None)
MethodT = TypeVar("MethodT", bound=Callable[..., object])


class Receiver(Protocol[SenderT_contra, PayloadT_contra, ReturnT_co]):
    """The type of what can be connected to a ``Signal``: a callable that takes the sender and the payload by position.

    ``Receiver[type[OrderService], OrderCompleted]``; the third type is what it returns, None unless given.
    """

    def __call__(self, sender: SenderT_contra, payload: PayloadT_contra, /) -> ReturnT_co:
        """Receive one send.

        Args:
            sender: Who sends.
            payload: What is sent.

        Returns:
            The result, which the send returns to its caller.
        """
        ...  # the result is the receiver's own


class Takes(Generic[SenderT_contra, AnyPayloadT, AnyReturnT]):
    """A signal from the side of its senders: one of a narrower sender is a sender of it, too.

    A base and no protocol, because pyright forgets the Literals among the arguments of a protocol.
    """


class TakesKeywords(Generic[SenderT_contra, ParamsP, AnyReturnT_co]):
    """The same for a signal of keywords."""


def done_by(body: Any) -> Callable[[MethodT], MethodT]:
    """Have ``body`` as the method, under the name and the promises of the decorated one, whose own body is never run.

    So what happens is written elsewhere, and a call of the method costs no other call. ``__wrapped__`` knows the types;
    the annotations are not copied, because CPython calls a function slowly once these were set.
    """

    def declare(face: MethodT) -> MethodT:
        update_wrapper(body, face, ("__module__", "__name__", "__qualname__", "__doc__"))
        return cast("MethodT", body)

    return declare
