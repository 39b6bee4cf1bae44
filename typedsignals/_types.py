"""The type variables of the package, and the protocol that every receiver of a payload meets."""

from __future__ import annotations

import sys
from typing import ParamSpec, Protocol

if sys.version_info >= (3, 13):
    from typing import TypeVar
else:
    from typing_extensions import TypeVar

SenderT = TypeVar("SenderT")
PayloadT = TypeVar("PayloadT")
ResultT = TypeVar("ResultT", default=None)
ParamsP = ParamSpec("ParamsP")

SubT = TypeVar("SubT")  # a sender that sender= narrows to
ValueT = TypeVar("ValueT")  # what awaiting a result gives
AnyResultT = TypeVar("AnyResultT")  # a result type without the default

SenderT_contra = TypeVar("SenderT_contra", contravariant=True)
PayloadT_contra = TypeVar("PayloadT_contra", contravariant=True)
ResultT_co = TypeVar("ResultT_co", covariant=True, default=None)


class Receiver(Protocol[SenderT_contra, PayloadT_contra, ResultT_co]):
    """Anything that can be connected to a ``Signal``: called with the sender and the payload, by position."""

    def __call__(self, sender: SenderT_contra, payload: PayloadT_contra, /) -> ResultT_co:
        """Hear one send."""
        ...  # the result is the receiver's own


Receiver.__module__ = "typedsignals"


class Returning(Protocol[ResultT_co]):
    """A signal from the side of its results: one of coroutines is one of awaitables."""

    def _returns(self) -> ResultT_co: ...


class Answering(Protocol[AnyResultT]):
    """The same, from both sides of its results: what receivers may return and what senders get."""

    def _answers(self, result: AnyResultT, /) -> AnyResultT: ...
