"""The test kit: record, mute, replace, isolate and check signals, ours and Django's, with any test framework."""

from typedsignals.testing._check import Checks, ContractError, UncheckedWarning, checked
from typedsignals.testing._contracts import CheckerError, check_types
from typedsignals.testing._handed import Handed, HandedOver, handed_over
from typedsignals.testing._isolate import Change, Changes, isolated
from typedsignals.testing._mute import Muter, muted, replaced
from typedsignals.testing._record import (
    DjangoRecording,
    KeywordRecording,
    PayloadRecording,
    Recorder,
    Recording,
    record,
)
from typedsignals.testing._scope import Scope
from typedsignals.testing._sent import AnySent, DeclaredSent, DjangoSent, KeywordSent, Sent
from typedsignals.testing._signals import AnySignal, DjangoSignal

__all__ = [
    "AnySent",
    "AnySignal",
    "Change",
    "Changes",
    "CheckerError",
    "Checks",
    "ContractError",
    "DeclaredSent",
    "DjangoRecording",
    "DjangoSent",
    "DjangoSignal",
    "Handed",
    "HandedOver",
    "KeywordRecording",
    "KeywordSent",
    "Muter",
    "PayloadRecording",
    "Recorder",
    "Recording",
    "Scope",
    "Sent",
    "UncheckedWarning",
    "check_types",
    "checked",
    "handed_over",
    "isolated",
    "muted",
    "record",
    "replaced",
]

for _name in __all__:  # what users see is what they import
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__
