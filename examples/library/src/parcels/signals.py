"""What this library tells. Plugins connect to these signals; they are sent by the library alone.

A receiver of keywords ends in ``**kwargs: object``, since later releases send more of them.
"""

# mypy: disable-error-code=deprecated
# (What is deprecated stays until 2.0, and until then this library uses it.)

from dataclasses import dataclass
from typing import Annotated

from typing_extensions import deprecated

from parcels._deprecating import Deprecated, DeprecatingKeywordSignal, DeprecatingSignal
from parcels._views import listen_only
from parcels.courier import Courier
from typedsignals import Connectable, Signal, keyword_signal

__all__ = [
    "ParcelMoved",
    "ParcelScanned",
    "parcel_delayed",
    "parcel_delivered",
    "parcel_lost",
    "parcel_moved",
    "parcel_scanned",
]


@dataclass(frozen=True, slots=True)
class ParcelMoved:
    """A parcel has reached a place."""

    parcel_id: str
    place: str
    weight: float | None = None  # new in 1.1; with a default, so that tests of plugins can go on without

    @property
    @deprecated("use place")
    def depot(self) -> str:
        """What ``place`` was called before 1.2."""
        return self.place


parcel_moved: Connectable[Courier, ParcelMoved] = Signal[Courier, ParcelMoved]("parcel_moved")
"""Sent once a parcel has reached a place."""


@listen_only
@DeprecatingKeywordSignal
def parcel_delivered(
    sender: Courier,
    *,
    parcel_id: str,
    recipient: Annotated[str, Deprecated("use handed_to")],
    handed_to: str,
    _later: object = None,
) -> None:
    """Sent once a parcel is handed over: to its recipient, or to a neighbour."""


@listen_only
@keyword_signal
def parcel_delayed(sender: Courier, *, parcel_id: str, days: int | None, _later: object = None) -> None:
    """Sent once a parcel will be late: by so many days, or by nobody knows how many."""


@listen_only
@DeprecatingKeywordSignal
@deprecated("use parcel_delayed", category=None)
def parcel_lost(sender: Courier, *, parcel_id: str, _later: object = None) -> None:
    """Sent once nobody knows where a parcel is. Deprecated: use ``parcel_delayed``."""


@deprecated("use ParcelMoved", category=None)  # checkers report it; making one does not warn
@dataclass(frozen=True, slots=True)
class ParcelScanned:
    """A parcel has gone through a scanner."""

    parcel_id: str


parcel_scanned: Connectable[Courier, ParcelScanned] = DeprecatingSignal[Courier, ParcelScanned](
    "parcel_scanned", instead="use parcel_moved"
)
"""Sent once a parcel has gone through a scanner. Deprecated: use ``parcel_moved``."""
