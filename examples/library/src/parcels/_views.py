"""A signal from the side of those who listen, and from the side that sends: at run time one object."""

from typing import Any, ParamSpec, TypeVar, overload

from typedsignals import Connectable, KeywordConnectable, KeywordSignal, Signal

SenderT = TypeVar("SenderT")
PayloadT = TypeVar("PayloadT")
ParamsP = ParamSpec("ParamsP")
ReturnT = TypeVar("ReturnT")


def listen_only(
    signal: KeywordConnectable[SenderT, ParamsP, ReturnT],
) -> KeywordConnectable[SenderT, ParamsP, ReturnT]:
    """Show a signal of keywords as one that can be connected to and not sent."""
    return signal


@overload
def sending(view: Connectable[SenderT, PayloadT, ReturnT]) -> Signal[SenderT, PayloadT, ReturnT]: ...
@overload
def sending(
    view: KeywordConnectable[SenderT, ParamsP, ReturnT],
) -> KeywordSignal[SenderT, ParamsP, ReturnT]: ...
def sending(view: Any) -> Any:
    """Give the signal back that is behind a view: for this library alone."""
    return view
