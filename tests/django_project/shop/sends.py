"""Sends to async receivers from the views of a server: by a signal of typedsignals, and by one of Django's own.

The views say in JSON what came of it. The sender tells its receivers in which thread it sends.
"""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from contextvars import ContextVar
from typing import Any

from asgiref.sync import sync_to_async
from django.db import transaction
from django.dispatch import Signal
from django.http import HttpRequest, JsonResponse

from shop.models import Supplier
from typedsignals import AsyncSignal

trail: ContextVar[tuple[str, ...]] = ContextVar("trail", default=())


class Shop:
    """Sends, and all goes well."""


class BrokenShop:
    """Sends, and a receiver fails."""


class CrowdedShop:
    """Sends in several requests at once, which all wait for each other."""


Sender = type[Shop] | type[BrokenShop] | type[CrowdedShop]
ours = AsyncSignal[Sender, int, object]("supplied")
theirs = Signal()


def place(sender: int) -> str:
    """Say where this is: in the sender's thread, in that of the server, or somewhere else."""
    if threading.get_ident() == sender:
        return "sender"
    return "server" if threading.current_thread() is threading.main_thread() else "elsewhere"


def note(sender: Sender, thread: int, **kwargs: Any) -> str:
    """Be a sync receiver."""
    trail.set((*trail.get(), "sync"))
    return f"sync: {place(thread)}"


async def count(sender: Sender, thread: int, **kwargs: Any) -> str:
    """Ask the database."""
    trail.set((*trail.get(), "async"))
    count = await Supplier.objects.acount()
    asked = await sync_to_async(place)(thread)
    return f"async: {place(thread)}, database: {asked}, suppliers: {count}"


async def fail(sender: Sender, thread: int, **kwargs: Any) -> None:
    """Ask the database, and fail."""
    await Supplier.objects.acount()
    raise ValueError("no flour")


meetings: defaultdict[str, asyncio.Barrier] = defaultdict(lambda: asyncio.Barrier(4))


async def meet(kind: str) -> str:
    """Wait for the receivers of the other requests."""
    trail.set((*trail.get(), "met"))
    await asyncio.wait_for(meetings[kind].wait(), timeout=30)
    return f"suppliers: {await Supplier.objects.acount()}"


async def meet_ours(sender: Sender, thread: int, **kwargs: Any) -> str:
    """Wait for those of the same signal."""
    return await meet("ours")


async def meet_theirs(sender: Sender, thread: int, **kwargs: Any) -> str:
    """Wait for those of the same signal."""
    return await meet("theirs")


for everybody in (Shop, BrokenShop):
    ours.connect(note, sender=everybody)
    ours.connect(count, sender=everybody)
    theirs.connect(note, sender=everybody)
    theirs.connect(count, sender=everybody)
ours.connect(fail, sender=BrokenShop)
theirs.connect(fail, sender=BrokenShop)
ours.connect(meet_ours, sender=CrowdedShop)
theirs.connect(meet_theirs, sender=CrowdedShop)


def send(kind: str, sender: Sender, thread: int) -> list[Any]:
    """Send, and return what was answered."""
    pairs = ours.send(sender, thread) if kind == "ours" else theirs.send(sender, thread=thread)
    return [answer for _, answer in pairs]


async def asend(kind: str, sender: Sender, thread: int) -> list[Any]:
    """Send, and return what was answered."""
    pairs = await (ours.asend(sender, thread) if kind == "ours" else theirs.asend(sender, thread=thread))
    return [answer for _, answer in pairs]


def in_transaction(request: HttpRequest, kind: str) -> JsonResponse:
    """Send while a row is not committed yet, and never will be."""
    trail.set(("view",))
    with transaction.atomic():
        Supplier.objects.create(name="Mills")
        answers = send(kind, Shop, threading.get_ident())
        transaction.set_rollback(True)
    return JsonResponse({"answers": answers, "trail": trail.get(), "left": Supplier.objects.count()})


def broken(request: HttpRequest, kind: str) -> JsonResponse:
    """Send to a receiver that fails; the transaction fails with it."""
    try:
        with transaction.atomic():
            Supplier.objects.create(name="Mills")
            send(kind, BrokenShop, threading.get_ident())
    except ValueError as error:
        said = {"error": str(error), "notes": getattr(error, "__notes__", [])}
        return JsonResponse({**said, "left": Supplier.objects.count()})
    raise AssertionError("nothing failed")


def crowded(request: HttpRequest, kind: str, number: int) -> JsonResponse:
    """Send at the same time as others."""
    trail.set((f"view {number}",))
    answers = send(kind, CrowdedShop, threading.get_ident())
    return JsonResponse({"answers": answers, "trail": trail.get()})


async def from_a_thread(request: HttpRequest, kind: str) -> JsonResponse:
    """Send from a thread, as async views call sync code."""
    trail.set(("view",))
    answers = await sync_to_async(send)(kind, Shop, await sync_to_async(threading.get_ident)())
    return JsonResponse({"answers": answers, "trail": trail.get()})


async def awaited(request: HttpRequest, kind: str) -> JsonResponse:
    """Send from the loop itself."""
    trail.set(("view",))
    answers = await asend(kind, Shop, threading.get_ident())
    return JsonResponse({"answers": answers, "trail": trail.get()})
