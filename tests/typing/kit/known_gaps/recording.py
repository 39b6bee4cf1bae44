"""What not every checker sees of a recording."""

from typing import assert_type

from tests.typing.shop import OrderCompleted, OrderService
from typedsignals import AsyncSignal, Signal
from typedsignals.testing import PayloadRecording, record


class Mailed(Signal[type[OrderService], OrderCompleted, str]): ...


class Invoiced(AsyncSignal[type[OrderService], OrderCompleted, str]): ...


# Of a class of one's own, pyrefly takes a sender that is a class for any class.
assert_type(record(Mailed()), PayloadRecording[type[OrderService], OrderCompleted, str])  # E[pyrefly]: type[Any]
assert_type(record(Invoiced()), PayloadRecording[type[OrderService], OrderCompleted, str])  # E[pyrefly]: type[Any]
