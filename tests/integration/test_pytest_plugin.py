"""The pytest plugin in projects that use it, each in a process of its own, and in one that does not."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from textwrap import dedent
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest

from tests.integration.child import ROOT, run_pytest
from typedsignals.testing._every_test import EveryTest

pytest_plugins = ["pytester"]

Run = Callable[..., pytest.RunResult]

SHOP = """
from dataclasses import dataclass
from typedsignals import AsyncSignal, Signal, keyword_signal

class OrderService: ...

@dataclass(frozen=True)
class OrderCompleted:
    order_id: int

order_completed = Signal[type[OrderService], OrderCompleted]()
order_lost = Signal[type[OrderService], OrderCompleted]()
untyped = Signal()

@keyword_signal
def order_placed(sender: type[OrderService], *, order_id: int) -> None: ...

parcel_due = AsyncSignal[type[OrderService], int]()

@keyword_signal
async def label_wanted(sender: type[OrderService], *, order_id: int) -> str: ...

mails = []

@order_completed.connect
def send_mail(sender: type[OrderService], payload: OrderCompleted) -> None:
    mails.append(payload.order_id)

def complete(order_id):
    order_completed.send(OrderService, OrderCompleted(order_id))
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run pytest over test code, with the shop beside it, and only the plugins that are asked for."""
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}")
    pytester.makeini("[pytest]")  # whatever lies in the folders above
    pytester.makepyfile(shop=SHOP)

    def run(code: str, *arguments: str, plugins: tuple[str, ...] = ()) -> pytest.RunResult:
        header = "from shop import *\nimport pytest\n"
        pytester.makepyfile(test_shop=header + dedent(code))
        more = [part for plugin in plugins for part in ("-p", plugin)]
        return run_pytest(pytester, "-p", "typedsignals.pytest_plugin", *more, *arguments)

    return run


def test_what_is_handed_over_is_caught_to_the_end_of_the_test(run: Run) -> None:
    """And run where the test says so; the next test has its own."""
    result = run(
        """
        from typedsignals.handover import hand_to, unpacked

        class Task:
            def __init__(self, func):
                self.func = func

            def enqueue(self, payload):
                raise AssertionError

        @Task
        @unpacked
        def write(payload: OrderCompleted) -> None:
            mails.append(f"invoice {payload.order_id}")

        order_completed.connect(hand_to(write.enqueue))

        def test_one(handed_over):
            complete(1)
            assert mails == [1]
            assert handed_over.payloads(write.enqueue) == [OrderCompleted(1)]
            handed_over.run()
            assert mails == [1, "invoice 1"]

        def test_two(handed_over):
            assert len(handed_over) == 0

        def test_three():
            with pytest.raises(AssertionError):
                complete(3)
        """
    )
    result.assert_outcomes(passed=3)


def test_signals_are_recorded_to_the_end_of_the_test(run: Run) -> None:
    """From the call on, and not into the next test."""
    result = run(
        """
        kept = []

        def test_one(record_signals):
            complete(1)
            sent = record_signals(order_completed)
            complete(2)
            assert sent.payloads == [OrderCompleted(2)]
            both = record_signals(order_completed, order_placed)
            complete(3)
            assert len(both) == 1 and len(sent) == 2
            kept.append(sent)

        def test_two():
            complete(4)
            assert len(kept[0]) == 2
        """
    )
    result.assert_outcomes(passed=2)


def test_signals_are_muted_to_the_end_of_the_test_everywhere(run: Run) -> None:
    """A thread of the code under test is muted too."""
    result = run(
        """
        from threading import Thread

        def test_one(mute_signals):
            mute_signals(order_completed)
            complete(1)
            thread = Thread(target=complete, args=(2,))
            thread.start()
            thread.join()
            assert mails == []

        def test_two(mute_signals):
            mute_signals(receiver=send_mail)
            complete(3)
            assert mails == []

        def test_three():
            complete(4)
            assert mails == [4]
        """
    )
    result.assert_outcomes(passed=3)


def test_the_marker_mutes_the_fixtures_as_well(run: Run) -> None:
    """From before the first fixture to after the last; on a function, a class or a module; with several names."""
    result = run(
        """
        @pytest.fixture
        def order():
            complete(1)
            yield 1
            complete(2)

        @pytest.mark.mute_signals(order_completed)
        def test_function(order):
            complete(3)
            assert mails == []

        @pytest.mark.mute_signals(order_placed, receiver=send_mail)
        @pytest.mark.mute_signals(sender=OrderService)
        class TestClass:
            def test_method(self, order):
                assert mails == []

        def test_after(order):
            assert mails == [1]

        def test_last():
            assert mails == [1, 2]
        """
    )
    result.assert_outcomes(passed=4)


def test_a_wrong_marker_is_an_error_of_its_test(run: Run) -> None:
    """And of no other."""
    result = run(
        """
        @pytest.mark.mute_signals("order_completed")
        def test_one(): ...

        @pytest.mark.mute_signals(order_completed, reciever=send_mail)
        def test_two(): ...

        def test_three():
            complete(1)
            assert mails == [1]
        """
    )
    result.assert_outcomes(passed=1, errors=2)
    result.stdout.fnmatch_lines(
        ["*cannot mute an object of builtins.str: it is no signal*", "*unexpected keyword argument 'reciever'*"]
    )


def test_the_marker_is_known(run: Run) -> None:
    """Also where markers are strict."""
    run("@pytest.mark.mute_signals(order_completed)\ndef test(): ...", "--strict-markers").assert_outcomes(passed=1)


def test_unittest_cases_are_muted_recorded_and_isolated(run: Run) -> None:
    """By marker, by decorator, by `enterContext`, by option."""
    result = run(
        """
        from unittest import TestCase, IsolatedAsyncioTestCase
        from typedsignals.testing import muted, record

        @pytest.mark.mute_signals(order_completed)
        class ByMarker(TestCase):
            @classmethod
            def setUpClass(cls):
                complete(1)

            def setUp(self):
                complete(2)

            def test(self):
                sent = self.enterContext(record(order_completed))
                complete(3)
                assert mails == [] and len(sent) == 1

        @muted(order_completed)
        class ByDecorator(TestCase):
            def test(self):
                complete(4)
                assert mails == []

        class ByDecoratorAsync(IsolatedAsyncioTestCase):
            @muted(order_completed)
            async def test(self):
                complete(5)
                assert mails == []

        class ZIsolated(TestCase):
            def test_one(self):
                order_completed.connect(lambda sender, payload: None)

            def test_two(self):
                assert len(order_completed.connections) == 1

        class ZWithReceiver(TestCase):
            @classmethod
            def setUpClass(cls):
                order_completed.connect(cls.hear)
                cls.addClassCleanup(order_completed.disconnect, cls.hear)

            @staticmethod
            def hear(sender, payload): ...

            def test_one(self):
                assert len(order_completed.connections) == 2

            def test_two(self):
                assert len(order_completed.connections) == 2
        """,
        "--signals-leaks",
    )
    result.assert_outcomes(passed=7, errors=1)


ASYNC_TESTS = """
import asyncio

async def drain(order_id):
    await asyncio.sleep(0)
    complete(order_id)

{mark}
@pytest.mark.mute_signals(order_completed)
async def test_marked():
    await asyncio.gather(drain(1), asyncio.to_thread(complete, 2))
    assert mails == []

{mark}
async def test_fixtures(mute_signals, record_signals):
    sent = record_signals(order_completed)
    mute_signals(order_completed)
    await asyncio.create_task(drain(3))
    assert mails == [] and sent.payloads == [OrderCompleted(3)]

{mark}
async def test_async_signals(mute_signals, record_signals):
    async def pack(sender, payload):
        mails.append(payload)

    sent = record_signals(parcel_due)
    with parcel_due.connected(pack):
        mute_signals(parcel_due)
        await parcel_due.asend(OrderService, 7)
    assert mails == [] and sent.payloads == [7]

{fixture}
async def quiet():
    from typedsignals.testing import muted
    with muted(order_completed, everywhere=True):
        yield

{mark}
async def test_async_fixture(quiet):
    complete(4)
    assert mails == []

{mark}
async def test_after():
    complete(5)
    assert mails == [5]
    order_completed.connect(lambda sender, payload: None)

def test_isolated():
    assert len(order_completed.connections) == 1
"""


def test_async_tests_of_pytest_asyncio(run: Run) -> None:
    """Whose loop and context are not those of the fixtures."""
    code = ASYNC_TESTS.format(mark="@pytest.mark.asyncio", fixture="import pytest_asyncio\n@pytest_asyncio.fixture")
    result = run(code, "--signals-isolate", "-o", "asyncio_default_fixture_loop_scope=function", plugins=("asyncio",))
    result.assert_outcomes(passed=6)


def test_async_tests_of_anyio(run: Run) -> None:
    """Whose fixtures run in yet another task."""
    code = ASYNC_TESTS.format(mark="@pytest.mark.anyio", fixture="@pytest.fixture")
    code += "\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'\n"
    run(code, "--signals-isolate", plugins=("anyio",)).assert_outcomes(passed=6)


LEAKS = """
@pytest.fixture(scope="module", autouse=True)
def module_wide():
    with order_placed.connected(lambda sender, **kwargs: None):
        yield

@pytest.fixture
def connected():
    with order_completed.connected(lambda sender, payload: None):
        yield

def test_tidy(connected):
    order_lost.connect(print_it)
    order_lost.disconnect(print_it)

def print_it(sender, payload): ...

def test_leaks():
    order_lost.connect(print_it)
    order_completed.disconnect(send_mail)

def test_next():
    assert order_lost.connections == ()
    assert len(order_completed.connections) == len(order_placed.connections) == 1
"""


def test_a_test_that_leaves_a_connection_behind_fails(run: Run) -> None:
    """What it left is named and undone; what a wider fixture connected stays."""
    result = run(LEAKS, "--signals-leaks")
    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(
        [
            "the test left connections behind (they are undone):",
            "  test_shop.print_it (test_shop.py:*) of signal 'order_lost'",
            "connect inside `with signal.connected(receiver):`, *",
            "ERROR test_shop.py::test_leaks*",
        ]
    )


LASTING = """
import logging, sys
from types import ModuleType

class Desk:
    def take(self, sender, payload): ...

def test_imports():
    sys.modules["lazily"] = lazily = ModuleType("lazily")
    exec("def at_import(sender, payload): ...", vars(lazily))
    order_completed.connect(lazily.at_import)

def test_logs():
    desk = Desk()
    order_lost.connect(desk.take, weak=True)
    try:
        raise RuntimeError
    except RuntimeError:
        logging.getLogger("desk").exception("failed")

def test_next():
    assert order_lost.connections == ()
    assert order_completed.disconnect(sys.modules["lazily"].at_import)
"""


def test_what_lasts_and_what_ends_by_itself_is_no_leak(run: Run) -> None:
    """What a module connected as it was imported stays; what only a log still holds is undone."""
    run(LASTING, "--signals-leaks").assert_outcomes(passed=3)


def test_isolation_undoes_in_silence(run: Run) -> None:
    """By an option, or by the configuration file."""
    run(LEAKS, "--signals-isolate").assert_outcomes(passed=3)
    run(LEAKS, "-o", "signals_isolate=true").assert_outcomes(passed=3)
    run(LEAKS).assert_outcomes(passed=2, failed=1)


CHECKED = """
import asyncio

def test_right():
    complete(1)
    order_placed.send(OrderService, order_id=1)
    parcel_due.send(OrderService, 1)
    asyncio.run(label_wanted.asend(OrderService, order_id=1))

def test_wrong():
    complete("1")

def test_wrong_async():
    asyncio.run(label_wanted.asend(OrderService, order_id="1"))

def test_caught():
    try:
        order_placed.send(OrderService, ordr_id=1)
    except Exception:
        pass

def test_untyped():
    untyped.send("shop", 1)

@pytest.fixture
def wrong():
    complete("2")

def test_fixture(wrong): ...
"""


def test_tests_run_checked(run: Run) -> None:
    """A fault that the test raised is told once, one that was caught is told after it; the unchecked are listed."""
    result = run(CHECKED, "--signals-checked")
    result.assert_outcomes(passed=3, failed=2, errors=2, warnings=1)
    result.stdout.fnmatch_lines(
        [
            "*= signals =*",
            "sent unchecked:",
            "  signal 'untyped': its types cannot be resolved; *",
            "FAILED test_shop.py::test_wrong - typedsignals.testing.ContractError*",
            "FAILED test_shop.py::test_wrong_async - typedsignals.testing.ContractError*",
            "ERROR test_shop.py::test_caught - typedsignals.KeywordError*",
            "ERROR test_shop.py::test_fixture - typedsignals.testing.ContractError*",
        ]
    )


def test_what_is_behind_an_error_is_told_once(run: Run) -> None:
    """In a group, or as its cause; an error that is its own cause ends as any other."""
    result = run(
        """
        def test_own_cause():
            error = ValueError("mine")
            raise error from error

        def test_group():
            try:
                complete("1")
            except TypeError as error:
                raise ExceptionGroup("several", [error]) from None
        """,
        "--signals-checked",
    )
    result.assert_outcomes(failed=2)


SUMMARY = """
import late

def test_one():
    complete(1)
    label_wanted.send(OrderService, order_id=1)

@pytest.mark.mute_signals.with_args(order_placed)
def test_two():
    order_placed.send(OrderService, order_id=1)

def test_three():
    import later
    later.order_returned.send("shop", 1)

def test_four():
    import later
    later.Desk.opened.send("shop", 1)
"""


@pytest.mark.parametrize("processes", [0, 2])
def test_a_summary_lists_what_was_never_sent_or_heard(processes: int, run: Run, pytester: pytest.Pytester) -> None:
    """Over all processes; under the name where a signal is made; also of modules that a test imports."""
    pytester.makepyfile(late="from shop import order_lost, untyped")
    later = "from typedsignals import Signal\norder_returned = Signal()\nclass Desk:\n    opened = Signal()"
    pytester.makepyfile(later=later)
    arguments = ["-n", str(processes)] if processes else []
    result = run(SUMMARY, "--signals-summary", *arguments, plugins=("xdist.plugin",) if processes else ())
    result.assert_outcomes(passed=4)
    lines = result.outlines
    at = next(number for number, line in enumerate(lines) if "= signals =" in line)
    if processes:
        assert lines[at + 1 : at + 5] == ["never sent:", "  shop.order_lost", "  shop.parcel_due", "  shop.untyped"]
        assert "  shop.order_placed" in lines[lines.index("sent, but never to a receiver:") :]
        return
    assert lines[at + 1 : at + 12] == [
        "never sent:",
        "  shop.order_lost",
        "  shop.parcel_due",
        "  shop.untyped",
        "imported by a test, and not sent after it:",
        "  later.order_returned",
        "sent, but never to a receiver:",
        "  later.Desk.opened",
        "  shop.label_wanted",
        "  shop.order_placed",
        "1 of 8 signals were sent to a receiver",
    ]


def test_it_works_in_several_processes(run: Run) -> None:
    """Each looks after its own tests; what could not be checked is gathered."""
    result = run(CHECKED + LEAKS, "--signals-leaks", "--signals-checked", "-n", "2", plugins=("xdist.plugin",))
    result.assert_outcomes(passed=6, failed=2, errors=3, warnings=1)
    result.stdout.fnmatch_lines(["sent unchecked:", "  signal 'untyped': *"])


def test_what_a_worker_counted_travels_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """As text and numbers; what does not ask for a summary counts nothing."""
    monkeypatch.setitem(sys.modules, "shop", shop := ModuleType("shop"))
    exec(SHOP, vars(shop))
    for wanted in ({"checked", "summary"}, {"checked"}):
        worker, home = EveryTest(wanted), EveryTest(wanted)
        session = SimpleNamespace(config=SimpleNamespace(workeroutput={}))
        worker.pytest_runtest_setup()
        shop.complete(1)
        worker.pytest_runtest_teardown()
        worker.pytest_sessionfinish(cast("pytest.Session", session))
        output = json.loads(json.dumps(session.config.workeroutput))
        home.pytest_testnodedown(SimpleNamespace(workeroutput=output))
        home.pytest_testnodedown(SimpleNamespace(workeroutput={}))  # a worker that crashed
        lines: list[str] = []
        reporter = SimpleNamespace(ensure_newline=lambda: None, section=lines.append, write_line=lines.append)
        home.pytest_terminal_summary(reporter)
        assert ("shop.order_completed" in "".join(lines), lines == []) == (False, "summary" not in wanted)
        worker.pytest_unconfigure()
    assert [connection.receiver for connection in shop.order_completed.connections] == [shop.send_mail]


def test_unused_it_says_nothing_and_imports_nothing(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """But pytest's own modules, and the signals themselves."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}")
    pytester.makeini("[pytest]")
    code = "import sys\ndef test():\n    print(*sorted(sys.modules), sep='\\n', file=open({!r}, 'w'))\n"
    loaded = {}
    for plugin in ("", "typedsignals.pytest_plugin"):
        output = pytester.path / f"modules{plugin}"
        pytester.makepyfile(test_empty=code.format(str(output)))
        arguments = ["-p", plugin] if plugin else []
        result = pytester.run(sys.executable, "-m", "pytest", *arguments, "test_empty.py")
        result.assert_outcomes(passed=1)
        assert "signals" not in result.stdout.str().replace(str(pytester.path), "")
        loaded[plugin] = set(output.read_text(encoding="utf-8").split())
    added = loaded["typedsignals.pytest_plugin"] - loaded[""]
    assert "typedsignals.pytest_plugin" in added
    assert not any(name.startswith(("typedsignals.testing", "typedsignals.django")) for name in added)
    foreign = {name.partition(".")[0] for name in added} - sys.stdlib_module_names
    assert foreign <= {"typedsignals"} | (set() if sys.version_info >= (3, 13) else {"typing_extensions"})
    assert not {"asyncio", "inspect", "subprocess", "tempfile"} & added


def test_the_entry_point_names_the_plugin() -> None:
    """So that who installs the package has it."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"typedsignals": "typedsignals.pytest_plugin"}


def test_the_types_of_signals_are_a_test(run: Run, pytester: pytest.Pytester) -> None:
    """Of the project's own: what is not as marked fails it, line by line."""
    cases = pytester.path / "cases.py"
    cases.write_text("from shop import *\n\norder_completed.send(OrderService, 7)  # E: an order\n", encoding="utf-8")
    code = """
    from typedsignals.testing import check_types

    def test_types():
        check_types("cases.py", checkers=["mypy"])
    """
    run(code).assert_outcomes(passed=1)
    with cases.open("a", encoding="utf-8") as file:
        file.write("order_completed.send(OrderService, 8)\n")
    result = run(code)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*AssertionError: type checkers and marked lines differ", "*mypy reported without a mark: *cases.py:4: *"]
    )
