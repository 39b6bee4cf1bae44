"""``Sent``: one recorded send, by what kind of signal it is of.

Rules of this file:
- Values are shown by ``repr`` alone, shortened, never in an exception of ours.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeAlias, TypeVar, cast

from typedsignals import Sending
from typedsignals.testing._signals import AnySignal, is_ours, sends_keywords, short

MadeT = TypeVar("MadeT")
SenderT_co = TypeVar("SenderT_co", covariant=True)
PayloadT_co = TypeVar("PayloadT_co", covariant=True)
ValueT_co = TypeVar("ValueT_co", covariant=True)
DeclaredP = ParamSpec("DeclaredP")


class Sent(Generic[SenderT_co, PayloadT_co, ValueT_co]):
    """One send: of a ``Signal`` with a ``payload``, of a ``KeywordSignal`` or a Django signal with ``keywords``.

    ``results`` is what it returned (of an ``AsyncSignal`` what awaiting gave), ``exceptions`` what receivers raised; both are empty while it runs. In a robust send
    an exception stands among the results too, as the sender gets it; any other send ends with one.
    """

    __slots__ = ("exceptions", "keywords", "payload", "results", "sender", "signal")

    def __init__(self, sending: Sending) -> None:
        self.signal: AnySignal = cast("Any", sending.signal)
        self.sender: SenderT_co = cast("Any", sending.sender)
        self.payload: PayloadT_co = cast("Any", sending.payload)
        self.keywords: Mapping[str, object] = MappingProxyType(dict(sending.keywords))
        self.results: Sequence[tuple[Callable[..., object], ValueT_co | Exception]] = []
        self.exceptions: Sequence[BaseException] = []

    def __repr__(self) -> str:
        """Show the signal, the sender and what was sent, shortened."""
        by_keyword = sends_keywords(self.signal) or not is_ours(self.signal)
        named = ", ".join(f"{name}={_shown(value)}" for name, value in self.keywords.items())
        return f"{short(self.signal)} from {_shown(self.sender)}: {named if by_keyword else _shown(self.payload)}"


AnySent: TypeAlias = Sent[object, object, object]


class KeywordSent(Sent[SenderT_co, None, ValueT_co], Generic[SenderT_co, DeclaredP, ValueT_co]):
    """One send of a ``KeywordSignal`` or an ``AsyncKeywordSignal``."""

    __slots__ = ()

    def into(self, make: Callable[DeclaredP, MadeT], /) -> MadeT:
        """Call ``make`` with the keywords and return what it returns: ``sent[0].into(OrderPlaced).order_id``.

        A dataclass, a named tuple or a function that takes just what is declared, as type checkers see. A keyword that
        was left out is not passed on.
        """
        named: dict[str, Any] = dict(self.keywords)
        taking: Callable[..., MadeT] = make
        return taking(**named)


class DjangoSent(Sent[Any, None, Any]):
    """One send of a Django signal, which may send anything."""

    __slots__ = ()
    if TYPE_CHECKING:
        keywords: Mapping[str, Any]


def entry_of(sending: Sending) -> Sent[Any, Any, Any]:
    """Return an entry for a send that begins."""
    if is_ours(sending.signal):
        return (KeywordSent if sends_keywords(sending.signal) else Sent)(sending)
    return DjangoSent(sending)


def _shown(value: object) -> str:
    return value.__qualname__ if isinstance(value, type) else _SHORT.repr(value)  # says so where a repr fails


_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 120
