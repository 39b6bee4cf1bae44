"""Observe sends as they run: as a tree, as numbers, as OpenTelemetry spans, or with an observer of your own."""

from __future__ import annotations

from typedsignals.observing._counters import Count, Counters
from typedsignals.observing._observed import Observer, observed
from typedsignals.observing._traced import Step, Trace, traced

__all__ = ["Count", "Counters", "Observer", "Step", "Trace", "observed", "traced"]

for _name in __all__:  # what users see is what they import
    globals()[_name].__module__ = __name__
