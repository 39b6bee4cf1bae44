"""What plugins are promised."""

# mypy: disable-error-code=deprecated

from pathlib import Path
from typing import Any

import pytest

from parcels import Courier, _signals, deliver, load_plugins, lose, move
from parcels.signals import ParcelMoved, parcel_delayed, parcel_delivered, parcel_lost, parcel_moved, parcel_scanned
from typedsignals import ReceiverError
from typedsignals.testing import checked, record

HERE = Path(__file__)


@pytest.fixture
def swift() -> Courier:
    """Return a courier with one parcel."""
    courier = Courier("Swift")
    move(courier, "7", "Bergen")
    return courier


def ignore(sender: object, payload: object = None, **kwargs: object) -> None: ...


# --- What is sent.


def test_each_step_is_sent_as_it_is_declared(swift: Courier) -> None:
    """A view is recorded and checked like any signal."""
    with checked(), record(parcel_moved) as moved, record(parcel_delivered) as delivered:
        move(swift, "7", "Oslo", weight=1.5)
        deliver(swift, "7", "Ada")
    assert moved.payloads == [ParcelMoved("7", "Oslo", 1.5)]
    assert delivered.find(swift, parcel_id="7", recipient="Ada", handed_to="Ada")


def test_what_is_deprecated_is_still_sent_and_sending_it_does_not_warn(swift: Courier) -> None:
    """The library cannot do without until 2.0."""
    with checked(), record(parcel_scanned) as scanned, record(parcel_delayed) as delayed, record(parcel_lost) as lost:
        move(swift, "7", "Oslo")
        lose(swift, "7")
    assert [payload.parcel_id for payload in scanned.payloads] == ["7"]
    assert (delayed.keywords, lost.keywords) == ([{"parcel_id": "7", "days": None}], [{"parcel_id": "7"}])


def test_a_plugin_that_fails_stops_nothing(swift: Courier, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged."""

    def fail(sender: object, payload: ParcelMoved) -> None:
        raise ValueError(payload.place)

    with parcel_moved.connected(fail):
        move(swift, "7", "Oslo")
    assert swift.places == {"7": "Oslo"}
    assert "parcel_moved" in caplog.text


def test_a_view_is_the_signal() -> None:
    """What keeps plugins from sending is the type checker."""
    assert parcel_moved is _signals.parcel_moved
    assert parcel_delivered is _signals.parcel_delivered


# --- What will change.


def test_a_receiver_without_room_for_more_keywords_is_refused() -> None:
    """Now, and not in the release that sends one more."""
    archive: Any = lambda sender, parcel_id, days: None  # noqa: E731
    with pytest.raises(ReceiverError, match="it does not take '_later'"):
        parcel_delayed.connect(archive)


def test_a_payload_is_made_as_in_the_first_release() -> None:
    """Tests of plugins do so."""
    assert ParcelMoved("7", "Oslo").weight is None


# --- What is deprecated.


def test_who_connects_to_a_deprecated_signal_is_warned() -> None:
    """At the line that connects."""
    with pytest.warns(DeprecationWarning, match="^parcel_scanned is deprecated: use parcel_moved$") as warned:
        parcel_scanned.connect(ignore)
    parcel_scanned.disconnect(ignore)
    assert Path(warned[0].filename) == HERE
    with pytest.warns(DeprecationWarning, match="^parcel_lost is deprecated: use parcel_delayed$") as warned:
        parcel_lost.connect(ignore)
    parcel_lost.disconnect(ignore)
    assert Path(warned[0].filename) == HERE


def test_who_takes_a_deprecated_keyword_is_warned() -> None:
    """By its name; others are not."""

    def thank(sender: object, recipient: str, **kwargs: object) -> None: ...

    message = "^keyword 'recipient' of parcel_delivered is deprecated: use handed_to$"
    with pytest.warns(DeprecationWarning, match=message) as warned, parcel_delivered.connected(thank):
        pass
    assert Path(warned[0].filename) == HERE
    silent: Any = dict  # of its parameters nobody knows
    with parcel_delivered.connected(silent), parcel_delivered.connected(lambda sender, handed_to, **kwargs: None):
        pass


def test_who_reads_a_deprecated_field_is_warned() -> None:
    """It has its value still."""
    with pytest.warns(DeprecationWarning, match="^use place$"):
        assert ParcelMoved("7", "Oslo").depot == "Oslo"


# --- Plugins.


def test_installed_plugins_are_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which connects their receivers."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "a_plugin.py").write_text("from parcels.signals import parcel_moved\nparcel_moved.connect(print)\n")
    (tmp_path / "a_plugin-1.0.dist-info").mkdir()
    (tmp_path / "a_plugin-1.0.dist-info" / "entry_points.txt").write_text("[parcels.plugins]\nfirst = a_plugin\n")
    assert load_plugins() == ["first"]
    assert parcel_moved.disconnect(print) is True
