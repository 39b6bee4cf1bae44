"""The kit on Django's own signals, typed or as Django has them."""

from collections.abc import Mapping
from typing import Any, assert_type
from unittest.mock import Mock

from django.db.models.signals import post_save
from django.dispatch import Signal as DjangoSignal

from tests.typing.shop import OrderCompleted, order_completed
from typedsignals.django import django_signal
from typedsignals.django.signals import pre_save
from typedsignals.testing import checked, isolated, muted, record, replaced


@django_signal
def item_scanned(sender: str, *, sku: str) -> None: ...


def note(**kwargs: Any) -> None: ...


plain = DjangoSignal()
plain.connect(note)

for signal in (plain, post_save, pre_save):
    with record(signal) as recorded, muted(signal, receiver=note), isolated(signal), checked(signal):
        pass

with record(item_scanned) as scanned:
    item_scanned.send("counter", sku="tea")
assert_type(scanned[0].keywords, Mapping[str, Any])
assert scanned[0].keywords["sku"].upper() == "TEA"
assert len(scanned.find("counter", sku="tea")) == 1

with record(order_completed, post_save, item_scanned) as every:
    pass
assert_type(every.of(order_completed).payloads, list[OrderCompleted])
assert_type(every.of(item_scanned).keywords, list[Mapping[str, Any]])

with replaced(note, Mock(), signal=plain) as fake, replaced(note, note):
    fake.assert_not_called()
