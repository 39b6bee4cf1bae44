"""A plugin is tested by what the library does, or by calling its receivers by hand."""

from collections.abc import Iterator

import pytest

from parcels import Courier, deliver, move
from parcels.signals import ParcelMoved
from parcels_sms import outbox, tell_delivery, tell_place


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    outbox.clear()
    yield
    outbox.clear()


def test_each_step_is_told() -> None:
    """By the library's own sends."""
    swift = Courier("Swift")
    move(swift, "7", "Oslo")
    deliver(swift, "7", "Ada")
    assert outbox == ["Your parcel 7 has reached Oslo.", "Your parcel 7 was handed to Ada."]


def test_a_receiver_is_called_by_hand() -> None:
    """With just what it takes."""
    tell_place(Courier("Swift"), ParcelMoved("8", "Bergen"))
    tell_delivery(Courier("Swift"), parcel_id="8", handed_to="Grace")
    assert outbox == ["Your parcel 8 has reached Bergen.", "Your parcel 8 was handed to Grace."]
