"""What several storms need."""

import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager


class Sender:
    """Can be held weakly."""


class Owner:
    """Owns a receiver."""

    def hear(self, sender: object, number: int) -> None:
        """Do nothing."""


def receiver() -> Callable[[object, int], None]:
    """Make a receiver that is nobody else."""

    def hear(sender: object, number: int) -> None: ...

    return hear


@contextmanager
def switching_often() -> Generator[None, None, None]:
    """Let threads take turns at nearly every chance."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def at_once(*works: Callable[[], object]) -> None:
    """Do all in threads of their own, begun together; raise what any of them raised."""
    failures: list[BaseException] = []
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise BaseExceptionGroup("in threads", failures)
