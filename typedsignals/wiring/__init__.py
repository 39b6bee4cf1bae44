"""Which signals a program has, which places send them, and which receivers are called: ``wiring_of("shop")``.

On the command line it is ``python -m typedsignals map shop``.
"""

from typedsignals.wiring._checking import CODES, Finding, check
from typedsignals.wiring._importing import PackageError
from typedsignals.wiring._model import (
    FleetingSite,
    ImportFailure,
    Keyword,
    Place,
    ReceiverInfo,
    SendSite,
    SignalInfo,
    Wiring,
)
from typedsignals.wiring._surveying import every_signal, wiring_of

__all__ = [
    "CODES",
    "Finding",
    "FleetingSite",
    "ImportFailure",
    "Keyword",
    "PackageError",
    "Place",
    "ReceiverInfo",
    "SendSite",
    "SignalInfo",
    "Wiring",
    "check",
    "every_signal",
    "wiring_of",
]

for _name in set(__all__) - {"CODES"}:  # what users see is what they import
    globals()[_name].__module__ = __name__
