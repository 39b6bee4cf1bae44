"""A signal is declared by its type arguments or by an annotation, anywhere."""

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any, ClassVar, Final, Generic, ParamSpec, Self, TypeVar, assert_type

from tests.typing.shop import OrderCompleted, OrderService, Warehouse
from typedsignals import AsyncKeywordSignal, AsyncSignal, KeywordSignal, Signal, keyword_signal

T = TypeVar("T")
ParamsP = ParamSpec("ParamsP")

by_arguments = Signal[type[OrderService], OrderCompleted]("by_arguments")
by_annotation: Signal[type[OrderService], OrderCompleted] = Signal("by_annotation")
unnamed = Signal[type[OrderService], OrderCompleted]()
named_none: Signal[type[OrderService], OrderCompleted] = Signal(None)
by_keyword = Signal[type[OrderService], OrderCompleted](name="by_keyword")
with_results: Signal[type[OrderService], OrderCompleted, str] = Signal()
awaiting = AsyncSignal[type[OrderService], OrderCompleted]("awaiting")
awaiting_results: AsyncSignal[type[OrderService], OrderCompleted, str] = AsyncSignal()
awaiting_unnamed = AsyncSignal[type[OrderService], OrderCompleted](name=None)
from_anyone = Signal[object, OrderCompleted]("from_anyone")
from_either = Signal[type[OrderService] | Warehouse, OrderCompleted | int]("from_either")
from_nobody = Signal[None, OrderCompleted]("from_nobody")
of_anything = Signal[Any, Any]("of_anything")

# Two arguments are enough: receivers return nothing unless something is said.
assert_type(by_arguments, Signal[type[OrderService], OrderCompleted, None])
assert_type(by_annotation, Signal[type[OrderService], OrderCompleted, None])
assert_type(with_results, Signal[type[OrderService], OrderCompleted, str])
assert_type(awaiting, AsyncSignal[type[OrderService], OrderCompleted, None])
assert_type(awaiting_results, AsyncSignal[type[OrderService], OrderCompleted, str])
assert_type(by_arguments.name, str | None)
assert_type(awaiting.name, str | None)
assert_type(by_arguments.type_arguments, tuple[object, ...])


class Checkout:
    paid = Signal[type["Checkout"], OrderCompleted]("paid")
    refused: Signal[type["Checkout"], int] = Signal()
    counted: ClassVar[Signal[type["Checkout"], int]] = Signal("counted")
    packed: Final = AsyncSignal[type["Checkout"], int]("packed")

    def __init__(self) -> None:
        self.closed = Signal[Checkout, int]("closed")

    def pay(self, order: OrderCompleted) -> None:
        self.paid.send(type(self), order)
        Checkout.refused.send(Checkout, 7)
        self.counted.send(Checkout, 7)
        self.closed.send(self, 7)
        self.packed.send(Checkout, 7)


@Checkout.paid.connect
def log_paid(sender: type[Checkout], payload: OrderCompleted) -> None: ...


def log_closed(sender: Checkout, payload: int) -> None: ...


Checkout().closed.connect(log_closed)


def take(signal: Signal[type[OrderService], OrderCompleted]) -> None: ...


take(by_arguments)
take(by_annotation)
take(Signal("made on the spot"))
waiting: list[AsyncSignal[type[OrderService], OrderCompleted]] = [awaiting, AsyncSignal("made on the spot")]

by_signal = {by_arguments: "a signal is hashable", by_annotation: "and equal to itself alone"}


# Of whatever class it is on.
class Document:
    changed: ClassVar[Signal[Self, int]] = Signal()

    def touch(self) -> None:
        type(self).changed.send(self, 1)


class Letter(Document): ...


def note_change(sender: Document, payload: int) -> None: ...


Document.changed.connect(note_change)
Document.changed.send(Document(), 1)
Letter.changed.connect(note_change)
Letter.changed.send(Letter(), 1)


# Generic classes, and classes derived from a signal.
class Repository(Generic[T]):
    def __init__(self) -> None:
        self.saved = Signal[type[T], T]("saved")
        self.asked: Signal[type[T], T, bool] = Signal()
        self.indexed: AsyncSignal[type[T], T] = AsyncSignal()

    def save(self, kind: type[T], thing: T) -> None:
        self.saved.send(kind, thing)
        self.indexed.send(kind, thing)
        assert_type([yes for _, yes in self.asked.send(kind, thing)], list[bool])


def on_saved(sender: type[OrderCompleted], payload: OrderCompleted) -> None: ...


repository = Repository[OrderCompleted]()
repository.saved.connect(on_saved)
repository.indexed.connect(on_saved)


class Loud(Signal[type[OrderService], OrderCompleted]):
    """A signal that can do more."""

    def shout(self) -> str | None:
        return self.name


class OfTheService(AsyncSignal[type[OrderService], T]):
    """A signal of any payload, sent by the service."""


loud = Loud("loud")
loud.connect(lambda sender, payload: print(payload.total))
loud.disconnect(print)
take(loud)
of_the_service = OfTheService[int]("of_the_service")
of_the_service.connect(lambda sender, payload: print(payload.bit_length()))
of_the_service.send(OrderService, 7)


# Keyword signals: the declaration is a function signature.


@keyword_signal
def order_placed(sender: type[OrderService], *, order_id: int, status: str = "paid") -> None:
    """Sent once an order is placed."""


@keyword_signal
def order_forgotten(sender: type[OrderService]) -> None:
    """Sent with nothing beside the sender."""


@keyword_signal
def price_asked(origin: object, /, *, sku: str) -> Decimal:
    """Sent by anyone, for an answer."""
    raise NotImplementedError


@keyword_signal
async def label_wanted(sender: type[OrderService], *, order_id: int) -> str:
    """Sent to receivers that may be async."""
    raise NotImplementedError


@keyword_signal
async def order_packed(sender: type[OrderService], *, order_id: int) -> None:
    """Sent to receivers that may be async."""


@keyword_signal
async def anything_packed(sender: Any, *, what: Any) -> None:
    """Sent with no type at all, and asynchronous all the same."""


def _stock_counted(sender: Warehouse, *, sku: str, left: int) -> None: ...
async def _stock_asked(sender: Warehouse, *, sku: str) -> int:
    return 3


stock_counted = keyword_signal(_stock_counted)
stock_recounted = KeywordSignal(_stock_counted)
stock_asked = keyword_signal(_stock_asked)
stock_asked_again = AsyncKeywordSignal(_stock_asked)

order_placed.send(OrderService, order_id=7)
order_forgotten.send(OrderService)
price_asked.send("anyone", sku="A-1")
stock_counted.send(Warehouse(), sku="A-1", left=3)
stock_recounted.send(Warehouse(), sku="A-1", left=3)
assert_type([left for _, left in stock_asked.send(Warehouse(), sku="A-1")], list[int])
assert_type([left for _, left in stock_asked_again.send(Warehouse(), sku="A-1")], list[int])
assert_type([text for _, text in label_wanted.send(OrderService, order_id=7)], list[str])

assert_type(order_placed.name, str | None)
assert_type(order_placed.keywords, frozenset[str])
assert_type(order_packed.keywords, frozenset[str])
assert_type(order_placed.type_arguments, tuple[object, ...])
order_placed.check_keywords({"order_id": 7, "status": "paid"})
order_packed.check_keywords({"order_id": 7})


async def send() -> None:
    assert_type([text for _, text in await label_wanted.asend(OrderService, order_id=7)], list[str])
    await order_packed.asend(OrderService, order_id=7)
    await anything_packed.asend("anyone", what=7)


# The declaration may be decorated.
def documented(declaration: Callable[ParamsP, T]) -> Callable[ParamsP, T]:
    @wraps(declaration)
    def documenting(*args: ParamsP.args, **kwargs: ParamsP.kwargs) -> T:
        return declaration(*args, **kwargs)

    return documenting


@keyword_signal
@documented
def order_noted(sender: type[OrderService], *, order_id: int) -> None:
    """Sent once an order is noted."""


@keyword_signal
@documented
async def order_noted_later(sender: type[OrderService], *, order_id: int) -> None:
    """Sent once an order is noted, to receivers that may be async."""


order_noted.send(OrderService, order_id=7)
order_noted_later.send(OrderService, order_id=7)


class Till:
    @keyword_signal
    def opened(sender: "Till", *, by: str) -> None:
        """Sent by a till, once it is open."""

    def open(self) -> None:
        self.opened.send(self, by="Ada")
