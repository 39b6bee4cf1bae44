"""The signals of ``parcels.signals`` from the side that sends."""

# mypy: disable-error-code=deprecated
# (What is deprecated is sent until 2.0.)

from parcels import signals
from parcels._views import sending

parcel_moved = sending(signals.parcel_moved)
parcel_delivered = sending(signals.parcel_delivered)
parcel_delayed = sending(signals.parcel_delayed)
parcel_lost = sending(signals.parcel_lost)
parcel_scanned = sending(signals.parcel_scanned)
