"""What several storms need."""

import sys
import threading
import types
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec


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


# Without it a function at the top of a module is freed by the collector alone, and ids come again as they please.
HAS_GIL: bool = getattr(sys, "_is_gil_enabled", lambda: True)()


def reloading(name: str) -> Callable[[], Callable[[object, int], None]]:
    """Return what runs a module of this name anew each time, as a reload does, and gives its function."""
    code = compile("def hear(sender, number): ...", f"{name}.py", "exec")

    def reload() -> Callable[[object, int], None]:
        module = types.ModuleType(name)
        module.__spec__ = ModuleSpec(name, None)
        sys.modules[name] = module
        exec(code, module.__dict__)
        made: Callable[[object, int], None] = module.__dict__["hear"]
        return made

    return reload


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
