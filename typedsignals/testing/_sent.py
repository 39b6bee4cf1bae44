"""``Sent``: one recorded send, by what kind of signal it is of.

Rules of this file:
- Values are shown by ``repr`` alone, shortened, never in an exception of ours.
"""

from __future__ import annotations

import reprlib
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeAlias, cast

from typedsignals import Sending
from typedsignals.testing._signals import AnySignal, django_declaration, is_ours, sends_keywords, short

if sys.version_info >= (3, 13):
    from typing import TypeVar
else:
    from typing_extensions import TypeVar

MadeT = TypeVar("MadeT")
SenderT_co = TypeVar("SenderT_co", covariant=True)
PayloadT_co = TypeVar("PayloadT_co", covariant=True)
ValueT_co = TypeVar("ValueT_co", covariant=True)
DeclaredP = ParamSpec("DeclaredP")
# To type checkers a TypedDict, where it is known what the signal sends.
NamedT_co = TypeVar("NamedT_co", bound=Mapping[str, object], covariant=True, default=Mapping[str, Any])


class Sent(Generic[SenderT_co, PayloadT_co, ValueT_co]):
    """One recorded send: with a ``payload`` of a ``Signal``, with ``keywords`` of a keyword signal or a Django signal.

    Attributes:
        signal: The signal.
        sender: Who sent.
        payload: What was sent; None where it was sent by keywords.
        results: What the send returned, ``[(receiver, result), ...]``; of an ``AsyncSignal`` with what awaiting gave.
            Empty while the send runs, and where it raised. Of a robust send, exceptions are among the results.
        exceptions: What receivers raised. Empty while the send runs. A send that is not robust ends with the first one.
    """

    __slots__ = ("_keywords", "exceptions", "payload", "results", "sender", "signal")

    def __init__(self, sending: Sending) -> None:
        self.signal: AnySignal = cast("Any", sending.signal)
        self.sender: SenderT_co = cast("Any", sending.sender)
        self.payload: PayloadT_co = cast("Any", sending.payload)
        self._keywords = MappingProxyType(dict(sending.keywords))
        self.results: Sequence[tuple[Callable[..., object], ValueT_co | Exception]] = []
        self.exceptions: Sequence[BaseException] = []

    @property
    def keywords(self) -> Mapping[str, object]:
        """What was sent by keyword; it cannot be changed."""
        return self._keywords

    def __repr__(self) -> str:
        """Show the signal, the sender and what was sent, shortened."""
        by_keyword = sends_keywords(self.signal) or not is_ours(self.signal)
        named = ", ".join(f"{name}={_shown(value)}" for name, value in self.keywords.items())
        return f"{short(self.signal)} from {_shown(self.sender)}: {named if by_keyword else _shown(self.payload)}"


AnySent: TypeAlias = Sent[object, object, object]
"""The type of one recorded send of any signal: what a recording of several signals holds."""


class KeywordSent(Sent[SenderT_co, None, ValueT_co], Generic[SenderT_co, DeclaredP, ValueT_co]):
    """One recorded send of a ``KeywordSignal`` or an ``AsyncKeywordSignal``."""

    __slots__ = ()

    def into(self, make: Callable[DeclaredP, MadeT], /) -> MadeT:
        """Call ``make`` with the keywords that were sent, and return what it returns.

        ``sent[0].into(OrderPlaced).order_id``: so a test reads typed attributes. A keyword that was left out of the
        send is not passed on.

        Args:
            make: A dataclass, a named tuple or a function that takes exactly what is declared, as type checkers see.

        Returns:
            What ``make`` returns.
        """
        named: dict[str, Any] = dict(self.keywords)
        taking: Callable[..., MadeT] = make
        return taking(**named)


class DjangoSent(Sent[Any, None, Any], Generic[NamedT_co]):
    """One recorded send of a Django signal. Type checkers know the ``keywords`` of those that Django defines."""

    __slots__ = ()
    if TYPE_CHECKING:

        @property
        def keywords(self) -> NamedT_co:
            """What was sent by keyword; it cannot be changed."""
            raise NotImplementedError


class DeclaredSent(DjangoSent, Generic[DeclaredP]):
    """One recorded send of a signal that is declared with ``django_signal``."""

    __slots__ = ()

    def into(self, make: Callable[DeclaredP, MadeT], /) -> MadeT:
        """Call ``make`` with what was sent, the ``sender`` by keyword as well, and return what it returns.

        A keyword that was left out of the send is not passed on.

        Args:
            make: A dataclass, a named tuple or a function that takes exactly what is declared, as type checkers see.

        Returns:
            What ``make`` returns.
        """
        named: dict[str, Any] = {"sender": self.sender, **self.keywords}
        taking: Callable[..., MadeT] = make
        return taking(**named)


def entry_of(sending: Sending) -> Sent[Any, Any, Any]:
    """Return an entry for a send that begins."""
    signal: AnySignal = cast("Any", sending.signal)
    if is_ours(signal):
        return (KeywordSent if sends_keywords(signal) else Sent)(sending)
    return (DeclaredSent if django_declaration(signal) else DjangoSent)(sending)


def _shown(value: object) -> str:
    return value.__qualname__ if isinstance(value, type) else _SHORT.repr(value)  # says so where a repr fails


_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 120
