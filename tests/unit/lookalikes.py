"""Receivers that are not what they seem: methods in all but type, async ones behind every layer, transparent proxies."""

import asyncio
import functools
import inspect
import sys
from typing import Any


class Proxy:
    """What a decorator of wrapt leaves: it answers as the thing that it stands for, and keeps that in a slot.

    Accessed on an object it gives a proxy of the bound method, another one each time.
    """

    __slots__ = ("__weakref__", "__wrapped__")

    def __init__(self, wrapped: Any) -> None:
        self.__wrapped__ = wrapped

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        """Bind what it stands for."""
        return type(self)(self.__wrapped__.__get__(instance, owner))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call what it stands for."""
        return self.__wrapped__(*args, **kwargs)

    def __getattribute__(self, name: str) -> Any:
        """Ask what it stands for: also for its class."""
        if name in {"__wrapped__", "__get__"}:
            return object.__getattribute__(self, name)
        return getattr(object.__getattribute__(self, "__wrapped__"), name)

    def __eq__(self, other: object) -> bool:
        """Compare what it stands for."""
        return bool(self.__wrapped__ == other)

    def __hash__(self) -> int:
        """Hash what it stands for."""
        return hash(self.__wrapped__)


OF_ANOTHER: Any = property(lambda self: self.__wrapped__.__dict__)


class Hiding:
    """The same where it is written in Python: it keeps that in its own dictionary, and hides that it has one."""

    __dict__: Any = OF_ANOTHER
    __wrapped__: Any

    def __init__(self, wrapped: Any) -> None:
        object.__setattr__(self, "__wrapped__", wrapped)

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        """Bind what it stands for."""
        return type(self)(self.__wrapped__.__get__(instance, owner))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call what it stands for."""
        return self.__wrapped__(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        """Ask what it stands for."""
        return getattr(self.__wrapped__, name)


class Parent(Proxy):
    """What wrapt makes of a static method and of a function of a class: what it gives at each access says of what it is."""

    __slots__ = ("_self_parent",)
    _self_parent: Any

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        """Bind what it stands for."""
        bound = Parent(object.__getattribute__(self, "__wrapped__").__get__(instance, owner))
        bound._self_parent = self
        return bound


class Shouting(Proxy):
    """One that does more than to call."""

    __slots__ = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call, and shout."""
        return f"{self.__wrapped__(*args, **kwargs)}!"


def taking(self: Any, sender: object, order: object) -> object:
    """Be a method of desks."""
    self.taken.append(order)
    return order


def counting(self: Any, by: object, sender: object, order: object) -> object:
    """Be a method of desks, but for one argument."""
    return taking(self, sender, order)


class Written:
    """What was written of the methods of desks."""

    def proxied(self: Any, sender: object, order: object) -> object:
        """Hear one send."""
        return taking(self, sender, order)

    def twice_proxied(self: Any, sender: object, order: object) -> object:
        """Hear one send."""
        return taking(self, sender, order)

    def hidden(self: Any, sender: object, order: object) -> object:
        """Hear one send."""
        return taking(self, sender, order)

    def proxied_partial(self: Any, sender: object, order: object, *, by: object) -> object:
        """Hear one send, and something more."""
        return taking(self, sender, order)

    def proxied_dispatching(self: Any, sender: object, order: object) -> object:
        """Hear one send."""
        return taking(self, sender, order)

    def by_class(cls: Any, sender: object, order: object) -> object:  # noqa: N805 - it will be a class method
        """Hear one send."""
        return order

    def by_name(self: Any, sender: object, order: object, *, by: object) -> object:
        """Hear one send, and something more."""
        return taking(self, sender, order)

    def partial_of_all(self: Any, sender: object, order: object) -> object:
        """Hear one send."""
        return taking(self, sender, order)

    def partial_of_a_proxied(self: Any, sender: object, order: object, *, by: object) -> object:
        """Hear one send, and something more."""
        return taking(self, sender, order)

    def dispatching(self: Any, sender: object, order: object) -> object:
        """Hear one send."""
        return taking(self, sender, order)


class Desk:
    """An object whose methods are methods in all but their type."""

    def __init__(self) -> None:
        self.taken: list[object] = []

    proxied: Any = Proxy(Written.proxied)
    twice_proxied: Any = Proxy(Proxy(Written.twice_proxied))
    proxied_class_method: Any = Proxy(classmethod(Written.by_class))
    partial: Any = functools.partialmethod(counting, 1)
    other_partial: Any = functools.partialmethod(counting, 2)
    partial_by_name: Any = functools.partialmethod(Written.by_name, by=1)
    partial_of_all: Any = functools.partialmethod(Written.partial_of_all)
    partial_of_a_proxied: Any = functools.partialmethod(Proxy(Written.partial_of_a_proxied), by=1)
    dispatching: Any = functools.singledispatchmethod(Written.dispatching)
    hidden: Any = Hiding(Written.hidden)
    proxied_partial: Any = Proxy(functools.partialmethod(Written.proxied_partial, by=1))
    proxied_dispatching: Any = Proxy(functools.singledispatchmethod(Written.proxied_dispatching))


class SubDesk(Desk):
    """One that inherits them."""


# The name of each, and the function that was written.
METHODS: dict[str, Any] = {
    "proxied": Written.proxied,
    "twice_proxied": Written.twice_proxied,
    "partial": counting,
    "other_partial": counting,
    "partial_by_name": Written.by_name,
    "partial_of_all": Written.partial_of_all,
    "partial_of_a_proxied": Written.partial_of_a_proxied,
    "dispatching": Written.dispatching,
    "hidden": Written.hidden,
    "proxied_partial": Written.proxied_partial,
    "proxied_dispatching": Written.proxied_dispatching,
}

# Python 3.13.0 and 3.13.1 keep what such a method gave for an object, and with it the object, for ever.
KEPT_ALIVE = (
    {"dispatching", "proxied_dispatching"} if hasattr(Desk.__dict__["dispatching"], "_method_cache") else set[str]()
)
MORTAL = [name for name in METHODS if name not in KEPT_ALIVE]


# --- async ones


class AsyncCall:
    """A receiver whose __call__ is a coroutine function, as are its methods."""

    async def __call__(self, sender: object, order: object) -> object:
        """Hear one send."""
        await asyncio.sleep(0)
        return order

    async def method(self, sender: object, order: object) -> object:
        """Hear one send."""
        return order

    @classmethod
    async def by_class(cls, sender: object, order: object) -> object:
        """Hear one send."""
        return order

    @staticmethod
    async def static(sender: object, order: object) -> object:
        """Hear one send."""
        return order

    @functools.lru_cache(maxsize=0)  # noqa: B019 - it keeps nothing
    async def cached(self, sender: object, order: object) -> object:
        """Hear one send."""
        return order

    async def _filled(self, extra: object, sender: object, order: object) -> object:
        return order

    async def _traced(self, sender: object, order: object) -> object:
        return order

    async def _dispatched(self, sender: object, order: object) -> object:
        return order

    partial_method: Any = functools.partialmethod(_filled, 1)
    dispatching: Any = functools.singledispatchmethod(_dispatched)
    proxied: Any = Proxy(_traced)


class StaticAsyncCall:
    """A receiver whose __call__ is static and async."""

    @staticmethod
    async def __call__(sender: object, order: object) -> object:
        """Hear one send."""
        return order


async def extra_first(extra: object, sender: object, order: object) -> object:
    """Hear one send."""
    return order


@functools.wraps(extra_first)
async def wrapper(*args: Any, **kwargs: Any) -> object:
    """Call what it wraps."""
    return await extra_first(1, *args, **kwargs)


def marked(thing: Any) -> Any:
    """Mark as a coroutine function: by inspect, and before Python 3.12 by what asyncio looked at then."""
    if sys.version_info >= (3, 12):
        return inspect.markcoroutinefunction(thing)
    thing._is_coroutine = vars(asyncio.coroutines)["_is_coroutine"]
    return thing


@marked
def marked_function(sender: object, order: object) -> Any:
    """Return a coroutine."""
    return AsyncCall.static(sender, order)


class ProxiedCall:
    """A receiver whose __call__ is an async method under a proxy."""

    __call__: Any = Proxy(AsyncCall.method)


class PartialCall:
    """A receiver whose __call__ fills in arguments of an async method."""

    async def _filled(self, extra: object, sender: object, order: object) -> object:
        return order

    __call__: Any = functools.partialmethod(_filled, 1)


class MarkedCall:
    """An object that is marked."""

    def __init__(self) -> None:
        marked(self)

    def __call__(self, sender: object, order: object) -> Any:
        """Return a coroutine."""
        return AsyncCall.static(sender, order)


ASYNC_CALL = AsyncCall()
ASYNC_RECEIVERS: dict[str, Any] = {
    "function": AsyncCall.static,
    "method": ASYNC_CALL.method,
    "class method": AsyncCall.by_class,
    "static method object": AsyncCall.__dict__["static"],
    "async __call__": ASYNC_CALL,
    "static async __call__": StaticAsyncCall(),
    "__call__ method": ASYNC_CALL.__call__,
    "partial": functools.partial(extra_first, 1),
    "partial of a partial": functools.partial(functools.partial(extra_first), 1),
    "partial of a method": functools.partial(ASYNC_CALL.method),
    "partial of async __call__": functools.partial(ASYNC_CALL),
    "partialmethod": ASYNC_CALL.partial_method,
    "singledispatchmethod": ASYNC_CALL.dispatching,
    "async wrapper": wrapper,
    "cache": functools.lru_cache(maxsize=0)(AsyncCall.static),
    "cache of async __call__": functools.lru_cache(maxsize=0)(ASYNC_CALL),
    "cached method": ASYNC_CALL.cached,
    "partial of a cache of a cache": functools.partial(
        functools.lru_cache(maxsize=0)(functools.lru_cache(maxsize=0)(extra_first)), 1
    ),
    "marked function": marked_function,
    "partial of a marked function": functools.partial(marked_function),
    "marked object": MarkedCall(),
    "proxy of a function": Proxy(AsyncCall.static),
    "proxy of a proxy": Proxy(Proxy(AsyncCall.static)),
    "proxy of async __call__": Proxy(ASYNC_CALL),
    "method under a proxy": ASYNC_CALL.proxied,
    "partial of a proxy": functools.partial(Proxy(extra_first), 1),
    "proxy of a marked function": Proxy(marked_function),
    "proxy written in Python": Hiding(AsyncCall.static),
    "proxied __call__": ProxiedCall(),
    "partialmethod as __call__": PartialCall(),
}
