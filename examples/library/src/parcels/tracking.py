"""The steps of a parcel. Each is sent robustly: a plugin that fails is logged, and stops nothing."""

# mypy: disable-error-code=deprecated
# (What is deprecated is sent until 2.0.)

from parcels import _signals
from parcels.courier import Courier
from parcels.signals import ParcelMoved, ParcelScanned


def move(courier: Courier, parcel_id: str, place: str, weight: float | None = None) -> None:
    """Note that a parcel has reached a place."""
    courier.places[parcel_id] = place
    _signals.parcel_moved.send_robust(courier, ParcelMoved(parcel_id, place, weight))
    _signals.parcel_scanned.send_robust(courier, ParcelScanned(parcel_id))


def deliver(courier: Courier, parcel_id: str, handed_to: str) -> None:
    """Note that a parcel was handed over."""
    del courier.places[parcel_id]
    _signals.parcel_delivered.send_robust(courier, parcel_id=parcel_id, recipient=handed_to, handed_to=handed_to)


def lose(courier: Courier, parcel_id: str) -> None:
    """Note that nobody knows where a parcel is."""
    del courier.places[parcel_id]
    _signals.parcel_delayed.send_robust(courier, parcel_id=parcel_id, days=None)
    _signals.parcel_lost.send_robust(courier, parcel_id=parcel_id)
