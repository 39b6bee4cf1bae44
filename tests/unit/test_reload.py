"""Modules of receivers that are reloaded, as development servers and notebooks do: nobody is called twice."""

import importlib
import sys
import warnings
import weakref
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.unit.kinds import (
    WAYS,
    Sender,
    collect_what_is_counted_late,
    frees_definitions,
    in_ways,
    results,
    send,
    without_collector,
)
from typedsignals import Connection


class Folder:
    """A folder of modules, each of which finds ``signal`` and ``Shop`` in the module ``shop_signals``."""

    def __init__(self, path: Path, patched: pytest.MonkeyPatch) -> None:
        self.path, self.patched = path, patched
        patched.syspath_prepend(path)
        patched.setattr(sys, "dont_write_bytecode", True)  # two sources of one second and length are one to its cache

    def write(self, source: str, name: str = "shop_receivers", folder: str = "") -> None:
        """Write a module."""
        (self.path / folder).mkdir(exist_ok=True)
        (self.path / folder / f"{name}.py").write_text(
            "from functools import partial, wraps\nfrom shop_signals import *\n" + source, encoding="utf-8"
        )
        importlib.invalidate_caches()

    def load(self, source: str, name: str = "shop_receivers") -> Any:
        """Write a module, and import it."""
        self.write(source, name)
        self.patched.delitem(sys.modules, name, raising=False)
        return importlib.import_module(name)

    def reload(self, module: Any, source: str | None = None) -> None:
        """Reload a module, as it is or as it has been rewritten."""
        if source is not None:
            self.write(source, module.__name__)
        importlib.reload(module)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signal: Any) -> Folder:
    """Return a folder whose modules connect to the signal of the test."""
    from typedsignals import receiver

    signals: Any = ModuleType("shop_signals")
    signals.signal, signals.receiver, signals.Shop = signal, receiver, Sender
    monkeypatch.setitem(sys.modules, "shop_signals", signals)
    return Folder(tmp_path, monkeypatch)


MAIL = "@signal.connect\ndef write_mail(sender, order): return 'mail', order\n"
LOG = "@receiver(signal)\ndef write_log(sender, order): return 'log', order\n"
AUDIT = "@signal.connect\ndef audit(sender, order): return 'audit', order\n"


@in_ways(WAYS)
def test_a_reloaded_module_is_called_once(signal: Any, way: str, folder: Folder) -> None:
    """Row 7: without a uid, after each of any number of reloads; the new function, not the old one."""
    module = folder.load(MAIL)
    for number in range(4):
        assert send(signal, Sender(), number, way) == [(module.write_mail, ("mail", number))]
        assert [connection.receiver for connection in signal.connections] == [module.write_mail]
        folder.reload(module)
    folder.reload(module, MAIL.replace("'mail'", "'letter'"))
    assert results(send(signal, Sender(), 7, way)) == [("letter", 7)]


def test_a_reloaded_receiver_keeps_its_place(signal: Any, folder: Folder) -> None:
    """Row 2, row 7: among those of other modules, of its own, and in whatever order these stand there now."""
    module = folder.load(MAIL + LOG)
    other = folder.load(AUDIT, "shop_audit")
    for source in (None, LOG + MAIL, MAIL + LOG):
        folder.reload(module, source)
        assert results(send(signal, Sender(), 7)) == [("mail", 7), ("log", 7), ("audit", 7)]
    folder.reload(other)
    folder.reload(module)
    assert results(send(signal, Sender(), 7)) == [("mail", 7), ("log", 7), ("audit", 7)]


def test_functions_of_one_name_in_one_run_stay_as_many(signal: Any, folder: Folder) -> None:
    """Row 7: ``def _`` twice is two receivers, before a reload and after; their order stays."""
    source = "".join(f"@signal.connect\ndef _(sender, order): return {word!r}\n" for word in ("one", "two", "three"))
    module = folder.load(source)
    for _ in range(3):
        assert results(send(signal, Sender())) == ["one", "two", "three"]
        folder.reload(module)
    folder.reload(module, source.replace("'two'", "'2'"))
    assert results(send(signal, Sender())) == ["one", "2", "three"]


def test_a_module_imported_anew_is_a_reloaded_one(signal: Any, folder: Folder) -> None:
    """Row 7: as by tools that take modules out of sys.modules and import them again."""
    old = folder.load(MAIL + LOG)
    new = folder.load(MAIL + LOG)
    assert new is not old
    assert [receiver for receiver, _ in send(signal, Sender())] == [new.write_mail, new.write_log]


TRACED = (
    "def traced(function):\n"
    "    @wraps(function)\n"
    "    def wrapper(*args, **kwargs): return function(*args, **kwargs)\n"
    "    return wrapper\n"
)


@pytest.mark.parametrize("decorated", [False, True], ids=["plain", "decorated elsewhere"])
def test_a_module_of_the_same_name_in_another_file_is_another_one(
    signal: Any, folder: Folder, *, decorated: bool
) -> None:
    """Row 7: two scripts called conftest, say; both are heard."""
    folder.load(TRACED, "shop_tools")
    mail = "from shop_tools import traced\n" + MAIL.replace("def", "@traced\ndef") if decorated else MAIL
    folder.load(mail)
    folder.write(mail.replace("'mail'", "'other mail'"), folder="elsewhere")
    folder.patched.syspath_prepend(folder.path / "elsewhere")
    folder.patched.delitem(sys.modules, "shop_receivers")
    importlib.import_module("shop_receivers")
    assert results(send(signal, Sender(), 7)) == [("mail", 7), ("other mail", 7)]


@pytest.mark.parametrize(
    "traced", [TRACED, "from shop_tools import traced\n"], ids=["written beside it", "written elsewhere"]
)
def test_a_decorated_function_is_one_of_its_module(signal: Any, folder: Folder, traced: str) -> None:
    """Row 7: what wraps it says whose it is, wherever it was written; two of one decorator are two."""
    folder.load(TRACED, "shop_tools")
    module = folder.load(traced + MAIL.replace("def", "@traced\ndef") + AUDIT.replace("def", "@traced\ndef"))
    for _ in range(3):
        assert results(send(signal, Sender(), 7)) == [("mail", 7), ("audit", 7)]
        folder.reload(module)


@pytest.mark.parametrize(
    "traced",
    [
        "from functools import cache as traced\n",
        "from tests.unit.lookalikes import Proxy as traced\n",
        "from functools import cache\nfrom tests.unit.lookalikes import Proxy\ndef traced(function): return Proxy(cache(function))\n",
    ],
    ids=["cache", "proxy", "proxy of a cache"],
)
def test_a_function_under_a_cache_or_a_proxy_is_one_of_its_module(signal: Any, folder: Folder, traced: str) -> None:
    """Row 7: what is connected is no function, but stands for the one that was written there; places are kept."""
    module = folder.load(traced + MAIL.replace("def", "@traced\ndef") + AUDIT.replace("def", "@traced\ndef"))
    sender = Sender()
    for _ in range(3):
        assert send(signal, sender, 7) == [(module.write_mail, ("mail", 7)), (module.audit, ("audit", 7))]
        folder.reload(module)


def test_who_connects_the_function_does_not_matter(signal: Any, folder: Folder) -> None:
    """Row 7: a module that is not reloaded may connect those of one that is."""
    module = folder.load("def write_mail(sender, order): return 'mail'\n")
    for _ in range(3):
        signal.connect(module.write_mail)
        signal.connect(module.write_mail, sender=Sender)
        assert results(send(signal, Sender)) == ["mail", "mail"]
        assert results(send(signal, None)) == ["mail"]
        folder.reload(module)


def test_each_sender_has_its_own(signal: Any, folder: Folder) -> None:
    """Row 7: as connecting twice has; a uid makes another connection of it."""
    source = (
        "@signal.connect\n"
        "@receiver(signal, sender=Shop)\n"
        "@receiver(signal, dispatch_uid='uid')\n"
        "def write_mail(sender, order): return 'mail'\n"
    )
    module = folder.load(source)
    for _ in range(3):
        assert [(c.receiver, c.sender, c.dispatch_uid) for c in signal.connections] == [
            (module.write_mail, None, "uid"),
            (module.write_mail, Sender, None),
            (module.write_mail, None, None),
        ]
        folder.reload(module)


def test_a_reload_may_ask_for_another_priority_or_weak(signal: Any, folder: Folder) -> None:
    """Row 7: without a warning, since it is another function; the newcomer's options hold."""
    module = folder.load(MAIL + LOG)
    folder.reload(module, MAIL + LOG.replace("receiver(signal)", "receiver(signal, priority=3, weak=True)"))
    assert signal.connections == (
        Connection(module.write_log, None, None, weak=True, priority=3, is_async=False, timing="immediate"),
        Connection(module.write_mail, None, None, weak=False, priority=0, is_async=False, timing="immediate"),
    )
    folder.reload(module, MAIL + LOG)
    assert results(send(signal, Sender(), 7)) == [("mail", 7), ("log", 7)]


def test_a_reload_of_weakly_held_functions_is_silent(signal: Any, folder: Folder) -> None:
    """Row 6, row 7: the old one was not lost, it was replaced."""
    module = folder.load(LOG.replace("receiver(signal)", "receiver(signal, weak=True)"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(3):
            folder.reload(module)
            assert len(signal.connections) == 1
        assert results(send(signal, Sender(), 7)) == [("log", 7)]


@frees_definitions
def test_a_reload_releases_the_old_function(signal: Any, folder: Folder) -> None:
    """Row 11: with all that it held."""
    module = folder.load(MAIL)
    send(signal, Sender())
    gone = weakref.ref(module.write_mail)
    with without_collector():
        folder.reload(module)
        assert len(signal.connections) == 1
        collect_what_is_counted_late()
        assert gone() is None


def test_what_is_no_longer_written_stays_until_it_is_disconnected(signal: Any, folder: Folder) -> None:
    """Row 7: nobody said that it should go."""
    module = folder.load(MAIL + LOG)
    old = module.write_mail
    folder.reload(module, LOG)
    assert results(send(signal, Sender(), 7)) == [("mail", 7), ("log", 7)]
    assert signal.disconnect(old)
    assert results(send(signal, Sender(), 7)) == [("log", 7)]


def test_a_function_that_was_disconnected_is_a_newcomer_after_a_reload(signal: Any, folder: Folder) -> None:
    """Row 2: and takes the last place."""
    module = folder.load(MAIL + LOG)
    signal.disconnect(module.write_mail)
    folder.reload(module)
    assert results(send(signal, Sender(), 7)) == [("log", 7), ("mail", 7)]


@pytest.mark.parametrize(
    "source",
    [
        "signal.connect(lambda sender, order: 'here')\n",
        "def make():\n    @signal.connect\n    def inner(sender, order): return 'here'\nmake()\n",
        "class Log:\n    @staticmethod\n    @signal.connect\n    def write(sender, order): return 'here'\n",
        "class Log:\n    def write(self, sender, order): return 'here'\nlog = Log()\nsignal.connect(log.write, weak=False)\n",
        "def write(sender, order): return 'here'\nsignal.connect(partial(write))\n",
    ],
    ids=["lambda", "inner function", "static method", "method", "partial"],
)
def test_what_has_no_name_at_the_top_of_its_module_is_another_one_each_time(
    signal: Any, folder: Folder, source: str
) -> None:
    """Row 7: only a module-level function is known again; the rest need a uid, or to be disconnected."""
    module = folder.load(source)
    folder.reload(module)
    assert results(send(signal, Sender())) == ["here", "here"]


def test_a_script_has_no_runs(signal: Any) -> None:
    """Row 7: what is defined again in a module without a __spec__ is another receiver, as ``def _`` is."""
    for _ in range(2):
        namespace: dict[str, Any] = {"__name__": "__main__", "__spec__": None}
        exec(compile("def write_mail(sender, order): return 'mail'", "script.py", "exec"), namespace)
        signal.connect(namespace["write_mail"])
    assert results(send(signal, Sender())) == ["mail", "mail"]


def test_many_receivers_are_reloaded(signal: Any, folder: Folder) -> None:
    """Row 7: each in its place, also where they are looked up rather than looked through."""
    source = "".join(f"@signal.connect\ndef receiver_{n}(sender, order): return {n}\n" for n in range(30))
    module = folder.load(source)
    for _ in range(3):
        folder.reload(module)
        assert results(send(signal, Sender())) == list(range(30))
