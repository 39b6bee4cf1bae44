"""Knows where parcels are, and tells plugins: an example of a library whose signals others may only listen to.

``parcels.signals`` is what plugins import. ``parcels._signals`` are the same signals from the side that sends.
"""

from parcels.courier import Courier
from parcels.plugins import load_plugins
from parcels.tracking import deliver, lose, move

__all__ = ["Courier", "deliver", "load_plugins", "lose", "move"]
