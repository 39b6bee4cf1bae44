"""A text message for each step of a parcel."""

from parcels import Courier
from parcels.signals import ParcelMoved, parcel_delivered, parcel_moved

outbox: list[str] = []


@parcel_moved.connect
def tell_place(sender: Courier, payload: ParcelMoved) -> None:
    """Say where the parcel is."""
    outbox.append(f"Your parcel {payload.parcel_id} has reached {payload.place}.")


@parcel_delivered.connect
def tell_delivery(sender: Courier, parcel_id: str, handed_to: str, **kwargs: object) -> None:
    """Say who has it."""
    outbox.append(f"Your parcel {parcel_id} was handed to {handed_to}.")
