"""What a plugin can get wrong. Each line marked ``# E`` is an error to mypy, pyright, pyrefly and ty, or to those in brackets.

The two comments below turn on what mypy and pyright know of deprecated names. pyrefly and ty warn of these unasked.
"""

# mypy: enable-error-code=deprecated
# pyright: reportDeprecated=error

from parcels import Courier, signals
from parcels.signals import ParcelMoved, parcel_delayed, parcel_delivered, parcel_moved, parcel_scanned
from parcels.signals import ParcelScanned  # E[mypy, pyright]: deprecated; pyrefly and ty warn
from parcels.signals import parcel_lost  # E[mypy]: deprecated; pyrefly warns
from typedsignals import receiver


class Drone: ...


# --- Sending is not for plugins.


def pretend(courier: Courier, payload: ParcelMoved) -> None:
    parcel_moved.send(courier, payload)  # E: it has no send
    parcel_moved.send_robust(courier, payload)  # E: nor this
    signals.parcel_moved.send(courier, payload)  # E: by the module, too
    parcel_delivered.send(courier, parcel_id="7", recipient="Ada", handed_to="Ada")  # E: it has no send


# --- Listening to what is not sent.


def count(sender: Courier, payload: int) -> None: ...
def follow(sender: Drone, payload: ParcelMoved) -> None: ...
async def fetch(sender: Courier, payload: ParcelMoved) -> None: ...


parcel_moved.connect(count)  # E: the payload is a ParcelMoved
parcel_moved.connect(follow)  # E: a Drone sends nothing
parcel_moved.connect(fetch)  # E: it is no AsyncSignal


@receiver(parcel_moved, sender=Drone())  # E: a Drone sends nothing
def watch(sender: object, payload: ParcelMoved) -> None: ...


def thank(sender: Courier, parcel_id: str, given_to: str, **kwargs: object) -> None: ...
def book(sender: Courier, parcel_id: int, **kwargs: object) -> None: ...
def whisper(sender: Drone, parcel_id: str, **kwargs: object) -> None: ...


parcel_delivered.connect(thank)  # E: no such keyword
parcel_delivered.connect(book)  # E: it is a str
parcel_delivered.connect(whisper)  # E: a Drone sends nothing


# --- More keywords will come.


def archive(sender: Courier, parcel_id: str, recipient: str, handed_to: str) -> None: ...
def note(sender: Courier, parcel_id: str, **kwargs: str) -> None: ...


parcel_delivered.connect(archive)  # E: no **kwargs
parcel_delivered.connect(note)  # E: not all of them are strings
parcel_delayed.connect(lambda sender, parcel_id, days: None)  # E: no **kwargs


# --- What is deprecated.


def print_depot(sender: Courier, payload: ParcelMoved) -> None:
    print(payload.depot)  # E[mypy, pyright]: deprecated; pyrefly and ty warn


def scan(sender: Courier, payload: ParcelScanned) -> None: ...  # E[pyright]: deprecated; pyrefly and ty warn


parcel_moved.connect(print_depot)
parcel_scanned.connect(scan)
parcel_lost.connect(lambda sender, **kwargs: None)
signals.parcel_lost.connect(lambda sender, **kwargs: None)  # E[mypy]: deprecated


def print_recipient(sender: Courier, recipient: str, **kwargs: object) -> None: ...


parcel_delivered.connect(print_recipient)  # deprecated, too: of a keyword no checker knows; connect warns
