"""The work that is measured: one row for each kind of work, one case for each library that can do it.

Rules of this file:
- Receivers do the same nothing for every library; where a library wants ``**kwargs``, they take them.
- The baseline of a row is what one would write by hand; its receivers are those of typedsignals, held in a tuple.
- Every case is tried once before it is measured: it has to call as many receivers as it says.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.libraries import Library, libraries

Namespace = dict[str, Any]
Receivers = list[Callable[..., Any]]

BASELINE = "by hand"
MANY = int(os.environ.get("BENCHMARK_MANY", "10_000"))  # Django takes long to connect so many


@dataclass(frozen=True, slots=True)
class Case:
    """One library at one kind of work: a statement, and the names that it uses."""

    row: str
    library: str
    statement: str
    names: Namespace

    @property
    def key(self) -> str:
        """A name for this case among all."""
        return f"{self.row} | {self.library}"


class Sender:
    """Somebody who sends."""


class Customer:
    """An object whose method receives."""

    def receive(self, sender: object, payload: object) -> None:
        """Do nothing."""

    def receive_kwargs(self, sender: object, payload: object, **kwargs: object) -> None:
        """Do nothing."""


def functions(count: int, *, kwargs: bool = False) -> Receivers:
    """Make this many functions of a sender and a payload."""

    def make() -> Callable[..., Any]:
        if kwargs:
            return lambda sender, payload, **kwargs: None
        return lambda sender, payload: None

    return [make() for _ in range(count)]


def methods(count: int, *, kwargs: bool = False) -> Receivers:
    """Make this many bound methods, each of an object of its own."""
    customers = [Customer() for _ in range(count)]
    return [customer.receive_kwargs if kwargs else customer.receive for customer in customers]


def keyword_functions(count: int) -> Receivers:
    """Make this many functions as Django wants them; every library that sends keywords is given these."""

    def make() -> Callable[..., Any]:
        return lambda sender, order_id, status, **kwargs: None

    return [make() for _ in range(count)]


def coroutine_functions(count: int, *, kwargs: bool = False) -> Receivers:
    """Make this many async functions of a sender and a payload, which never wait."""

    def make() -> Callable[..., Any]:
        async def receive(sender: object, payload: object) -> None: ...
        async def receive_kwargs(sender: object, payload: object, **kwargs: object) -> None: ...

        return receive_kwargs if kwargs else receive

    return [make() for _ in range(count)]


def all_cases() -> list[Case]:
    """Make every case; the slow part is connecting MANY receivers in Django."""
    known = list(libraries())
    rows = [
        _empty(known),
        *(_send(known, f"{_plural(count, 'function')}", functions, count) for count in (1, 10, 100)),
        *(_send(known, f"{_plural(count, 'bound method')}", methods, count) for count in (1, 100)),
        *(_robust(known, count) for count in (1, 100)),
        *(_keywords(known, count) for count in (1, 100)),
        *(_asend(known, f"{_plural(count, 'async function')}", coroutine_functions, count) for count in (1, 10)),
        _asend(known, "10 functions", functions, 10),
        _one_of_many(known),
        *(_connect(known, beside) for beside in (10, 1_000, MANY)),
    ]
    cases = [case for row in rows for case in row]
    for case in cases:
        _try(case)
    return cases


def _empty(known: list[Library]) -> Iterator[Case]:
    class Nobody:
        def send(self, sender: object, payload: object) -> list[object]:
            return []

    row = "send to nobody"
    yield Case(row, BASELINE, "signal.send(sender, payload)", _names(Nobody(), expect=0))
    for library in known:
        yield Case(row, library.name, library.send, _names(library.signal(), expect=0))


def _send(known: list[Library], whom: str, make: Callable[..., Receivers], count: int) -> Iterator[Case]:
    row = f"send to {whom}"
    yield Case(row, BASELINE, "loop(sender, payload)", _by_hand(make(count)))
    for library in known:
        names = _connected(library, library.signal(), make(count, kwargs=library.takes_kwargs))
        yield Case(row, library.name, library.send, names)


def _robust(known: list[Library], count: int) -> Iterator[Case]:
    row = f"send_robust to {_plural(count, 'function')}"
    receivers = tuple(functions(count))

    def loop(sender: object, payload: object) -> list[tuple[object, object]]:
        results: list[tuple[object, object]] = []
        for receiver in receivers:
            try:
                results.append((receiver, receiver(sender, payload)))
            except Exception as error:  # noqa: BLE001 - that is what robust means
                results.append((receiver, error))
        return results

    yield Case(row, BASELINE, "loop(sender, payload)", _names(None, expect=count) | {"loop": loop})
    for library in known:
        if library.send_robust is not None:
            names = _connected(library, library.signal(), functions(count, kwargs=library.takes_kwargs))
            yield Case(row, library.name, library.send_robust, names)


def _keywords(known: list[Library], count: int) -> Iterator[Case]:
    row = f"keyword send to {_plural(count, 'function')}"
    receivers = tuple(keyword_functions(count))

    def loop(sender: object, **keywords: object) -> list[tuple[object, object]]:
        return [(receiver, receiver(sender, **keywords)) for receiver in receivers]

    statement = "loop(sender, order_id=7, status='paid')"
    yield Case(row, BASELINE, statement, _names(None, expect=count) | {"loop": loop})
    for library in known:
        if library.keyword_signal is not None and library.send_keywords is not None:
            names = _connected(library, library.keyword_signal(), keyword_functions(count))
            yield Case(row, library.name, library.send_keywords, names)


def _asend(known: list[Library], whom: str, make: Callable[..., Receivers], count: int) -> Iterator[Case]:
    row = f"asend to {whom}"
    receivers = tuple(make(count))

    async def gather(sender: object, payload: object) -> list[tuple[object, object]]:
        called = [receiver(sender, payload) for receiver in receivers]
        return list(zip(receivers, await asyncio.gather(*called), strict=True))

    async def loop(sender: object, payload: object) -> list[tuple[object, object]]:
        return [(receiver, receiver(sender, payload)) for receiver in receivers]

    by_hand = gather if make is coroutine_functions else loop
    yield Case(row, BASELINE, "await loop(sender, payload)", _names(None, expect=count) | {"loop": by_hand})
    for library in known:
        if library.async_signal is not None and library.asend is not None:
            names = _connected(library, library.async_signal(), make(count, kwargs=library.takes_kwargs))
            yield Case(row, library.name, library.asend, names)


def _one_of_many(known: list[Library]) -> Iterator[Case]:
    """Each of MANY senders has a receiver of its own; one of them sends."""
    row = f"send by one of {MANY:,} senders"
    yield Case(row, BASELINE, "loop(sender, payload)", _by_hand(functions(1)))
    crowds: dict[str, Namespace] = {}
    for library in known:
        if library.connect_sender is not None:
            names = crowds.get(library.distribution)
            names = _crowd(library) if names is None else _same_crowd(library, names)
            crowds[library.distribution] = names
            yield Case(row, library.name, library.send, names)


def _crowd(library: Library) -> Namespace:
    receivers, senders = functions(MANY, kwargs=library.takes_kwargs), [Sender() for _ in range(MANY)]
    names = _names(library.signal(), expect=1) | {"kept": receivers, "senders": senders, "sender": senders[MANY // 2]}
    for receiver, sender in zip(receivers, senders, strict=True):
        exec(library.connect_sender or "", names | {"receiver": receiver, "sender": sender})
    return names


def _same_crowd(library: Library, names: Namespace) -> Namespace:
    """Give a second Django signal the connections of the first: to connect them again takes it ten seconds."""
    signal = library.signal()
    signal.receivers = list(names["signal"].receivers)
    return names | {"signal": signal}


def _connect(known: list[Library], beside: int) -> Iterator[Case]:
    """One more receiver comes and goes, beside those that hear every sender: without and with a send in between."""
    for library in known:
        if library.name == "Django, cached":
            continue  # caching is about sending
        names = _connected(library, library.signal(), functions(beside, kwargs=library.takes_kwargs))
        names["receiver"] = functions(1, kwargs=library.takes_kwargs)[0]
        steps = [library.connect, library.send, library.disconnect]
        yield Case(f"connect, disconnect beside {beside:,}", library.name, "; ".join(steps[::2]), names)
        yield Case(f"connect, send, disconnect beside {beside:,}", library.name, "; ".join(steps), names)


def _names(signal: Any, *, expect: int) -> Namespace:
    return {"signal": signal, "sender": Sender(), "payload": object(), "expect": expect}


def _connected(library: Library, signal: Any, receivers: Receivers) -> Namespace:
    names = _names(signal, expect=len(receivers)) | {"kept": receivers}
    for receiver in receivers:
        exec(library.connect, names | {"receiver": receiver})
    return names


def _by_hand(receivers: Receivers) -> Namespace:
    held = tuple(receivers)

    def loop(sender: object, payload: object) -> list[tuple[object, object]]:
        return [(receiver, receiver(sender, payload)) for receiver in held]

    return _names(None, expect=len(held)) | {"loop": loop}


def _try(case: Case) -> None:
    """Run a case once: a library that returns results has to return as many as there are receivers."""
    if ";" in case.statement:
        exec(case.statement, case.names)
        return
    awaited = case.statement.removeprefix("await ")
    result = eval(awaited, case.names)
    if awaited != case.statement:
        result = asyncio.run(_awaited(result))
    if isinstance(result, list):
        assert len(result) == case.names["expect"], case.key


async def _awaited(result: Any) -> Any:
    return await result


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
