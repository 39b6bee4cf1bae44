"""Forked children use signals, whatever threads of the parent were doing at that moment."""

import gc
import os
import signal as alarms
import sys
import threading
import warnings
from collections.abc import Callable, Iterator

import pytest

from tests.effort import times
from tests.storms.support import Owner, Sender, receiver, switching_often
from typedsignals import Signal

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
PATIENCE = 30  # seconds, for what takes milliseconds


def use(signal: Signal[object, int]) -> None:
    """Call every method."""
    hear, sender, owner = receiver(), Sender(), Owner()
    signal.connect(hear, sender=sender)
    signal.connect(owner.hear)
    assert hear in [called for called, _ in signal.send(sender, 1)]
    assert hear in [called for called, _ in signal.send_robust(sender, 1)]
    assert signal.has_listeners(sender)
    with signal.connected(receiver()), signal.intercepted(lambda sending, proceed: proceed(sending)):
        assert owner.hear in [called for called, _ in signal.send(None, 1)]
    with signal.preserved():
        assert signal.disconnect(owner.hear)
    before = len(signal.connections)
    del owner, sender
    gc.collect()
    assert len(signal.connections) == before - 2


@pytest.fixture
def busy() -> Iterator[Signal[object, int]]:
    """Give a signal that threads are at work on."""
    signal: Signal[object, int] = Signal("busy")
    signal.connect(receiver(), weak=False)
    done = threading.Event()

    def work() -> None:
        while not done.is_set():
            use_safely(signal)

    def use_safely(signal: Signal[object, int]) -> None:
        hear, sender = receiver(), Sender()
        signal.connect(hear, sender=sender)
        signal.send(sender, 1)
        signal.disconnect(hear, sender=sender)
        signal.connect(receiver(), sender=sender)

    threads = [threading.Thread(target=work) for _ in range(2)]
    with switching_often():
        for thread in threads:
            thread.start()
        yield signal
        done.set()
        for thread in threads:
            thread.join()


def in_child(work: Callable[[], object]) -> int:
    """Fork, do it in the child with an alarm set, and return the child's exit code."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*multi-threaded.*fork", DeprecationWarning)  # on purpose
        child = os.fork()
    if child == 0:
        code = 1
        try:
            alarms.signal(alarms.SIGALRM, alarms.SIG_DFL)  # it ends the process
            alarms.alarm(PATIENCE)
            work()
            code = 0
        except BaseException as error:  # noqa: BLE001
            print(repr(error), file=sys.__stderr__)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_children_of_a_busy_parent(busy: Signal[object, int]) -> None:
    for _ in range(times(12)):
        assert in_child(lambda: use(busy)) == 0


def test_a_child_may_fork_and_start_threads(busy: Signal[object, int]) -> None:
    def work() -> None:
        thread = threading.Thread(target=lambda: use(busy))
        thread.start()
        assert in_child(lambda: use(busy)) == 0
        thread.join()

    for _ in range(times(3)):
        assert in_child(work) == 0


def test_a_receiver_may_fork(busy: Signal[object, int]) -> None:
    """Both processes go on with the send."""
    signal: Signal[object, int, int] = Signal()
    after: list[int] = []

    def use_both() -> None:
        use(busy)
        assert signal.disconnect(fork)
        assert len(signal.send(None, 1)) == 1

    def fork(sender: object, number: int) -> int:
        return in_child(use_both)

    def count(sender: object, number: int) -> int:
        after.append(number)
        return 0

    signal.connect(fork)
    signal.connect(count)
    assert [result for _, result in signal.send(None, 1)] == [0, 0]
    assert after == [1]
