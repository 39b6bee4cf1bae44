"""`python -m typedsignals adopt`: what it proposes, what is in doubt, what it leaves alone, and how it writes."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import metadata
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from tests.integration.programs import Program, program
from typedsignals._tools import adopt, revealed
from typedsignals._tools.checkers import Checker, CheckerError
from typedsignals._tools.cli import main
from typedsignals._tools.spelling import joined, of_object, read
from typedsignals.wiring._sources import Sources

pytestmark = pytest.mark.usefixtures("no_settings")

__all__ = ["program"]

SIGNALS = '''\
"""What the store sends."""

from django.dispatch import Signal

# Once an order is finalised.
order_completed = Signal()
'''
SERVICES = """\
from store.signals import order_completed


class Order: ...


class OrderService:
    def complete(self, order: Order) -> None:
        order_completed.send(sender=type(self), order=order, status="paid")
"""
PRINTED = {
    "type(self)": "type[store.services.OrderService]",
    "OrderService": "def () -> store.services.OrderService",
    "order": "store.services.Order",
    "'paid'": "Literal['paid']?",
    "status": "Any",
    "number": "int",
    "None": "None",
    "word": "str",
    "[order]": "list[store.services.Order]",
}
Run = Callable[..., Result]


@pytest.fixture
def run(program: Program, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process and in the program's directory; what expressions are is told without a checker."""
    monkeypatch.chdir(program.place)

    def told(
        checker: Checker, expressions: Iterable[tuple[ModuleType, ast.expr]], sources: Sources, packages: Sequence[str]
    ) -> dict[int, str]:
        return {id(node): PRINTED[text] for _, node in expressions if (text := ast.unparse(node)) in PRINTED}

    monkeypatch.setattr(adopt, "reveal", told)
    return lambda *arguments: CliRunner().invoke(main, ["adopt", *arguments], catch_exceptions=False)


def asked(program: Program, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, where Django is not set up yet."""
    paths = [str(Path(__file__).parents[2]), str(program.place)]
    code = f"import sys; sys.path[:0] = {paths!r}\nfrom typedsignals.__main__ import main; main()"
    command = [sys.executable, "-c", code, "adopt", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def declared(result: Result) -> str:
    """Return what is declared of the only signal."""
    (proposal,) = json.loads(result.stdout)["proposals"]
    return " ".join(str(proposal["declaration"]).split()).replace("( ", "(").replace(", )", ")")


def doubts(result: Result) -> list[str]:
    """Return what is in doubt of the only signal."""
    (proposal,) = json.loads(result.stdout)["proposals"]
    return list(proposal["doubts"])


def left(result: Result) -> dict[str, str]:
    """Return the signals that are left alone, and why."""
    return {each["signal"]: each["reason"] for each in json.loads(result.stdout)["left"]}


DIFF = '''\
--- a/store/signals.py
+++ b/store/signals.py
@@ -1,6 +1,18 @@
 """What the store sends."""
{empty}
-from django.dispatch import Signal
+from typing import TYPE_CHECKING
+
+from typedsignals.django import django_signal
+
+if TYPE_CHECKING:
+    from store.services import Order, OrderService
+
{empty}
 # Once an order is finalised.
-order_completed = Signal()
+@django_signal
+def order_completed(
+    sender: "type[OrderService]",
+    *,
+    order: "Order",
+    status: str,
+) -> None: ...
'''.replace("{empty}", " ")


# What is shown and written.


def test_a_dry_run_shows_a_diff_and_changes_nothing(program: Program, run: Run) -> None:
    """And says who told the types."""
    program.write(store="", store__signals=SIGNALS, store__services=SERVICES)
    done = run("store")
    assert (done.exit_code, done.stdout) == (1, DIFF)
    assert done.stderr.startswith("1 signal can be declared in 1 file; 0 doubts; types from mypy ")
    assert (program.place / "store" / "signals.py").read_text("utf-8") == SIGNALS


def test_the_diff_can_be_applied(program: Program, run: Run) -> None:
    """Also to a file whose last line does not end, or with a page break."""
    signals = SIGNALS.rstrip("\n").replace("# Once", "\f\n# Once")
    program.write(store="", store__signals=signals, store__services=SERVICES)
    (program.place / "it.diff").write_text(run("store").stdout, encoding="utf-8")
    subprocess.run(["git", "apply", "it.diff"], cwd=program.place, check=True)
    assert "@django_signal" in (program.place / "store" / "signals.py").read_text("utf-8")


def test_writing_twice_changes_nothing_the_second_time(program: Program, run: Run) -> None:
    """What is declared is imported and is a signal of Django, which is sent as before."""
    program.write(store="", store__signals=SIGNALS, store__services=SERVICES)
    path = program.place / "store" / "signals.py"
    path.chmod(0o640)
    done = run("store", "--write")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("1 signal declared in 1 file; 0 doubts")
    written = path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o640
    program.forget()
    for arguments in [["--write"], []]:
        done = run("store", *arguments)
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr.startswith("0 signals ")
        assert path.read_text("utf-8") == written
    code = """
        from django.dispatch import Signal
        from store.services import Order, OrderService
        from store.signals import order_completed
        assert type(order_completed) is Signal
        OrderService().complete(Order())
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(program.place), str(Path(__file__).parents[2])])}
    subprocess.run([sys.executable, "-c", dedent(code)], env=environment, check=True)


def test_json_has_all_of_it(program: Program, run: Run) -> None:
    """And the diff."""
    program.write(store="", store__signals=SIGNALS, store__services=SERVICES, store__broken="1 +")
    done = run("store", "--json")
    assert done.exit_code == 1
    answer = json.loads(done.stdout)
    assert answer["proposals"] == [
        {
            "signal": "store.signals.order_completed",
            "path": "store/signals.py",
            "line": 6,
            "declaration": "@django_signal\ndef order_completed"
            "(\n    sender: type[OrderService],\n    *,\n    order: Order,\n    status: str,\n) -> None: ...\n",
            "sends": 1,
            "receivers": 0,
            "doubts": [],
        }
    ]
    assert [each["module"] for each in answer["failures"]] == ["store.broken"]
    assert (answer["diff"], answer["written"], answer["unresolved"]) == (DIFF, False, 0)


def test_modules_that_cannot_be_imported_are_named(program: Program, run: Run) -> None:
    """The rest goes on; of very many not each has a line."""
    broken = {f"store__broken{number:02}": "1 +" for number in range(12)}
    program.write(store="", store__signals=SIGNALS, store__services=SERVICES, **broken)
    lines = run("store").stderr.splitlines()
    assert lines[0].startswith("1 signal can be declared")
    assert lines[1].startswith("store.broken00 is left out: it cannot be imported: SyntaxError")
    assert lines[11] == "and 2 more modules: --json lists them"


def test_newlines_encoding_and_comments_stay(program: Program, run: Run) -> None:
    """What is not exchanged stays as it is, byte for byte."""
    source = (
        "# -*- coding: latin-1 -*-\r\nfrom django.dispatch import Signal, receiver\r\n\r\n"
        "order_completed = Signal()  # für alle\r\nx=1 # kept\r\n"
    )
    program.write(store="", store__signals="", store__services=SERVICES)
    path = program.place / "store" / "signals.py"
    path.write_bytes(source.encode("latin-1"))
    assert run("store").stdout.isascii()
    assert run("store", "--write").exit_code == 0
    after = path.read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n")
    text = after.decode("latin-1")
    assert "# für alle\r\n@django_signal\r\n" in text
    assert "from django.dispatch import receiver\r\n" in text
    assert text.endswith("\r\n\r\n\r\nx=1 # kept\r\n")


# What is declared.


def proposed(program: Program, run: Run, sends: str, *options: str, signals: str = SIGNALS, **others: str) -> Result:
    """Return what is proposed for a signal that is sent so."""
    head = "from store.signals import order_completed\nclass Order: ...\nclass OrderService: ...\n"
    program.write(store="", store__signals=signals, store__services=head + dedent(sends), **others)
    return run("store", "--json", *options)


def test_a_keyword_that_not_all_send_has_a_default(program: Program, run: Run) -> None:
    """And the places that do not send it are named; a receiver that needs it is one, too."""
    sends = """
        def f(order, number, word, unknown):
            order_completed.send(OrderService, order=order, number=number, word=word, unknown=unknown, none=None)
            order_completed.send(OrderService)
    """
    receivers = """
        from store.signals import order_completed
        def hear(sender, order, other, **kwargs): ...
        order_completed.connect(hear)
    """
    done = proposed(program, run, sends, store__receivers=receivers)
    for text in [
        "order: Order | None = None",
        "number: int = 0",
        'word: str = ""',
        "unknown: object = None",
        "none: None = None",
    ]:
        assert text in declared(done)
    assert doubts(done) == [
        "mypy does not know the type of unknown at store/services.py:6",
        "order: not sent at store/services.py:7",
        "number: not sent at store/services.py:7",
        "word: not sent at store/services.py:7",
        "unknown: not sent at store/services.py:7",
        "none: not sent at store/services.py:7",
        "store.receivers.hear (store/receivers.py:3) needs order, which is not always sent",
        "store.receivers.hear (store/receivers.py:3) needs other, which is never sent",
    ]


def test_what_sends_do_not_agree_on_is_taken_and_named(program: Program, run: Run) -> None:
    """With the places of each type."""
    sends = """
        def f(word, number):
            order_completed.send(OrderService, status=word)
            order_completed.send_robust(None, status=number)
            order_completed.send(sender=OrderService, status=None)
            order_completed.send(sender=OrderService, status=word.unknown)
    """
    done = proposed(program, run, sends)
    assert "(sender: type[OrderService] | None, *, status: str | int | None)" in declared(done)
    assert doubts(done) == [
        "mypy does not know the type of status at store/services.py:9",
        "status: str at store/services.py:6; int at store/services.py:7; None at store/services.py:8",
    ]


def test_what_is_unpacked_or_handed_on_is_in_doubt(program: Program, run: Run) -> None:
    """Nobody can see what is in it."""
    sends = """
        from functools import partial
        def f(word, more, some):
            order_completed.send(OrderService, status=word, **more)
            order_completed.send(*some, status=word)
            return partial(order_completed.send, OrderService)
    """
    assert doubts(proposed(program, run, sends)) == [
        "store/services.py:7 sends **more too, and what is in it is not declared",
        "store/services.py:8 sends *some too, and what is in it is not declared",
        "store/services.py:9 hands on the send, and what is sent there is not known",
    ]


def test_receivers_tell_what_no_send_tells(program: Program, run: Run) -> None:
    """By their annotations; of what is written in C, nothing."""
    sends = "def f(status, size): order_completed.send(OrderService, status=status, size=size)"
    receivers = """
        from __future__ import annotations
        from typing import TYPE_CHECKING
        from store.signals import order_completed
        if TYPE_CHECKING:
            from nowhere import Size
        def hear(sender, status: int, **kwargs): ...
        def measure(sender, size: Size, **kwargs): ...
        order_completed.connect(hear)
        order_completed.connect(measure)
        order_completed.connect(dict)
    """
    done = proposed(program, run, sends, store__receivers=receivers)
    assert "(sender: type[OrderService], *, status: int, size: object)" in declared(done)


def test_the_sender_is_a_keyword_where_a_receiver_leaves_it_out(program: Program, run: Run) -> None:
    """If it is always sent so."""
    receivers = (
        "from store.signals import order_completed\ndef hear(word, **kwargs): ...\norder_completed.connect(hear)"
    )
    sends = "def f(word): order_completed.send(sender=OrderService, word=word)"
    done = proposed(program, run, sends, store__receivers=receivers)
    assert "def order_completed(*, sender: type[OrderService], word: str)" in declared(done)
    program.forget()
    done = proposed(program, run, sends.replace("sender=", ""), store__receivers=receivers)
    assert "def order_completed(sender: type[OrderService], *, word: str)" in declared(done)


def test_a_sender_alone_can_be_all(program: Program, run: Run) -> None:
    """Then there are no keywords."""
    assert "def order_completed(sender: type[OrderService]) -> None: ..." in declared(
        proposed(program, run, "order_completed.send(OrderService)")
    )


def test_a_keyword_signal_says_what_is_left_to_do(program: Program, run: Run) -> None:
    """Sends and receivers are no longer Django's; it is async where something awaits."""
    receivers = (
        "from store.signals import order_completed\nasync def hear(word, **kwargs): ...\norder_completed.connect(hear)"
    )
    sends = "def f(word):\n    order_completed.send(sender=OrderService, word=word)\n    order_completed.send(OrderService, word=word)"
    done = proposed(program, run, sends, "--to", "keyword_signal", store__receivers=receivers)
    assert declared(done).startswith(
        "@keyword_signal async def order_completed(sender: type[OrderService], *, word: str)"
    )
    assert doubts(done) == [
        "write the sender first and without sender= at store/services.py:5",
        "connect by the receiver of typedsignals: store.receivers.hear (store/receivers.py:2)",
    ]
    program.forget()
    done = proposed(
        program,
        run,
        "def f(): order_completed.send(OrderService, word=1)",
        "--to",
        "keyword_signal",
        store__receivers="",
    )
    assert declared(done).startswith("@keyword_signal def ")
    assert "from typedsignals import keyword_signal" in json.loads(done.stdout)["diff"]


# What is left alone.


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "order_completed = Signal(use_caching=True)",
            "it is made by Signal(use_caching=True), with what a declaration cannot say",
        ),
        ("order_completed = Signal()\norder_completed = Signal()", "its name is assigned more than once"),
        (
            "if True:\n    order_completed = Signal()",
            "it is not made by a line `name = Signal()` at the top of its module",
        ),
        (
            "make = lambda: Signal()\norder_completed: Signal = make()",
            "it is made by make(), with what a declaration cannot say",
        ),
        (
            "order_completed = Signal(); other = 1",
            "it is not made by a line `name = Signal()` at the top of its module",
        ),
        ("class Mine(Signal): ...\norder_completed = Mine()", "it is a Mine: only a plain Signal() is declared"),
        (
            "class Held:\n    order_completed = Signal()\norder_completed = Held.order_completed",
            "it is made in a class: only signals of modules are declared",
        ),
        (
            "globals()['order_completed'] = Signal()",
            "it is not made by a line `name = Signal()` at the top of its module",
        ),
    ],
)
def test_signals_are_left_alone(program: Program, run: Run, line: str, reason: str | None) -> None:
    """With the reason."""
    done = proposed(
        program, run, "order_completed.send(None, number=1)", signals=f"from django.dispatch import Signal\n{line}\n"
    )
    assert list(left(done).values()) == ([reason] if reason else [])


def test_signals_that_nobody_sends_or_that_unpack_all_are_left_alone(program: Program, run: Run) -> None:
    """So are those whose keywords cannot be called so; those of Django, and those of others, are not spoken of."""
    signals = "from django.dispatch import Signal\nlost = Signal()\norder_completed = Signal()\nshipped = Signal()\n"
    sends = """
        from django.core.signals import request_finished
        from store.signals import shipped
        def f(more):
            request_finished.send(None)
            order_completed.send(OrderService, **more)
            shipped.send(OrderService, self=1)
    """
    done = proposed(program, run, sends, "--to", "keyword_signal", signals=signals)
    assert left(done) == {
        "store.signals.lost": "nothing in these packages sends it",
        "store.signals.order_completed": "all that it sends is unpacked: **more at store/services.py:9",
        "store.signals.shipped": "it sends self, which no keyword can be called here",
    }
    assert done.exit_code == 0
    assert (
        "  store.signals.lost  store/signals.py:2  nothing in these packages sends it"
        in run("store", "--to", "keyword_signal").stderr
    )


def test_a_signal_of_an_excluded_module_is_left_alone(program: Program, run: Run) -> None:
    """Its source was not looked at; one without a source has no place at all."""
    done = proposed(
        program, run, "order_completed.send(None)\nexec('made = type(order_completed)()')", "--exclude", "store.signals"
    )
    assert left(done) == {
        "store.services.made": "it is not made by a line `name = Signal()` at the top of its module",
        "store.signals.order_completed": "its module was not read",
    }


def test_a_file_that_changed_since_it_was_imported_is_left_alone(
    program: Program, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that is no Python any more, or is gone."""
    program.write(store="", store__signals=SIGNALS, store__services=SERVICES)
    path = program.place / "store" / "signals.py"
    read_bytes = Path.read_bytes
    for source, reason in [
        (b"", "order_completed is not made there"),
        (b"1 +", "Syntax Error"),
        (None, "No such file"),
    ]:

        def other(this: Path, source: bytes | None = source) -> bytes:
            if this == path and source is None:
                raise FileNotFoundError(2, "No such file")
            return source if this == path and source is not None else read_bytes(this)

        monkeypatch.setattr(Path, "read_bytes", other)
        assert reason in left(run("store", "--json"))["store.signals.order_completed"]


# Rewriting.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "from django.dispatch import Signal\norder_completed = Signal()\n",
            "from typing import TYPE_CHECKING\n\nfrom typedsignals.django import django_signal\n\nif TYPE_CHECKING:\n"
            "    from store.services import OrderService\n\n\n@django_signal\n"
            'def order_completed(sender: "type[OrderService]") -> None: ...\n',
            id="nothing is left of the imports",
        ),
        pytest.param(
            "# the store\nimport django.dispatch\nfrom store import services\n\norder_completed = django.dispatch.Signal()\nother = 1\n",
            "# the store\nfrom typing import TYPE_CHECKING\n\nfrom store import services\nfrom typedsignals.django import django_signal\n\n"
            "if TYPE_CHECKING:\n    from store.services import OrderService\n\n\n@django_signal\n"
            'def order_completed(sender: "type[OrderService]") -> None: ...\n\n\nother = 1\n',
            id="a comment stays at the top",
        ),
        pytest.param(
            "from __future__ import annotations\nfrom typing import TYPE_CHECKING\nfrom django.dispatch import Signal, receiver\n"
            "from typedsignals.django import django_signal as declare\n"
            "if TYPE_CHECKING:\n    import this\n\n\nclass OrderService: ...\norder_completed = Signal()\nshipped = Signal()\n",
            "from __future__ import annotations\nfrom typing import TYPE_CHECKING\nfrom django.dispatch import Signal, receiver\n"
            "from typedsignals.django import django_signal as declare\n"
            "if TYPE_CHECKING:\n    import this\n    from store.services import OrderService as ServicesOrderService\n\n\n"
            "class OrderService: ...\n\n\n@declare\ndef order_completed(sender: type[ServicesOrderService]) -> None: ...\n\n\nshipped = Signal()\n",
            id="what is there is used, and no name is taken twice",
        ),
        pytest.param(
            '"""Doc."""\nfrom django.dispatch import Signal\nfrom typing import TYPE_CHECKING\n'
            "if TYPE_CHECKING:\n    from store.services import OrderService\norder_completed: Signal = Signal()\n__all__ = ['Signal']\n",
            '"""Doc."""\nfrom django.dispatch import Signal\nfrom typing import TYPE_CHECKING\nfrom typedsignals.django import django_signal\n\n'
            "if TYPE_CHECKING:\n    from store.services import OrderService\n\n\n@django_signal\n"
            "def order_completed(sender: \"type[OrderService]\") -> None: ...\n\n\n__all__ = ['Signal']\n",
            id="what others import from here stays",
        ),
        pytest.param(
            '"""Doc."""\n# of Django\nimport django.dispatch as d\n\nfrom store.services import OrderService\norder_completed = d.Signal()\n',
            '"""Doc."""\n# of Django\n\nfrom store.services import OrderService\nfrom typedsignals.django import django_signal\n\n\n@django_signal\n'
            "def order_completed(sender: type[OrderService]) -> None: ...\n",
            id="what is imported when it runs needs no quotes",
        ),
        pytest.param(
            "from django.dispatch import *\nfrom store.used import *\norder_completed = Signal()\n\n\nclass OrderService: ...\n",
            "from django.dispatch import *\nfrom store.used import *\nfrom typedsignals.django import django_signal\n\n\n@django_signal\n"
            'def order_completed(sender: "type[OrderService]") -> None: ...\n\n\nclass OrderService: ...\n',
            id="a class of the module itself can come later",
        ),
        pytest.param(
            "from django.dispatch import Signal\nfrom store import used\norder_completed = Signal()\n",
            "from typing import TYPE_CHECKING\n\nfrom django.dispatch import Signal\nfrom store import used\n"
            "from typedsignals.django import django_signal\n\nif TYPE_CHECKING:\n    from store.services import OrderService\n\n\n"
            '@django_signal\ndef order_completed(sender: "type[OrderService]") -> None: ...\n',
            id="what another module imports from here stays",
        ),
        pytest.param(
            "from django.dispatch import Signal\nimport typing\nif typing.TYPE_CHECKING:\n    import this\norder_completed = Signal()\n"
            '\n\ndef note(of: "Signal | None") -> None: ...\n',
            "from django.dispatch import Signal\nimport typing\nfrom typedsignals.django import django_signal\n\n"
            "if typing.TYPE_CHECKING:\n    import this\n    from store.services import OrderService\n\n\n@django_signal\n"
            'def order_completed(sender: "type[OrderService]") -> None: ...\n\n\ndef note(of: "Signal | None") -> None: ...\n',
            id="what is there for type checkers is used",
        ),
        *(
            pytest.param(
                f'from django.dispatch import Signal\nfrom typing import TYPE_CHECKING\nif {guard}\norder_completed = Signal()\n"""Signal"""\n',
                "from typing import TYPE_CHECKING\nfrom typedsignals.django import django_signal\n\n"
                "if TYPE_CHECKING:\n    from store.services import OrderService\n\n"
                f"if {guard}\n\n\n@django_signal\n"
                'def order_completed(sender: "type[OrderService]") -> None: ...\n\n\n"""Signal"""\n',
                id=f"nothing is added to: if {guard}",
            )
            for guard in ("not TYPE_CHECKING:\n    import this", "TYPE_CHECKING: import this")
        ),
    ],
)
def test_a_module_is_rewritten(
    program: Program, run: Run, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    """With its imports."""
    home = "signals" if before.endswith("class OrderService: ...\n") else "services"
    monkeypatch.setitem(PRINTED, "OrderService", f"type[store.{home}.OrderService]")
    program.write(
        store="",
        store__used="__all__ = []",
        store__services="class OrderService: ...",
        store__signals=before,
        store__sends="from store.services import OrderService\nfrom store.signals import order_completed\ndef f(): order_completed.send(OrderService)",
    )
    if "from store import used" in before:
        program.write(store__others="from store.signals import Signal")
    assert run("store", "--write").exit_code == 0
    assert (program.place / "store" / "signals.py").read_text("utf-8") == after


# Writing.


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (
            lambda path: path.write_text("changed"),
            "store/signals.py has changed meanwhile; nothing was written: run it again",
        ),
        (lambda path: path.unlink(), "store/signals.py cannot be read: No such file or directory; nothing was written"),
        (lambda path: path.chmod(0o444), "store/signals.py is read-only; nothing was written"),
    ],
)
def test_a_file_that_is_not_as_it_was_is_not_written(
    program: Program, run: Run, monkeypatch: pytest.MonkeyPatch, happens: Callable[[Path], object], said: str
) -> None:
    """Nor is any other."""
    program.write(store="", store__signals=SIGNALS, store__services=SERVICES)
    program.write(store__more=SIGNALS.replace("order_completed", "more"))
    program.write(store__sends="from store.more import more\ndef f(): more.send(None)")
    write = adopt.write

    def late(adoption: adopt.Adoption) -> None:
        happens(program.place / "store" / "signals.py")
        write(adoption)

    monkeypatch.setattr(adopt, "write", late)
    done = run("store", "--write")
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"Error: {said}\n")
    assert (program.place / "store" / "more.py").read_text("utf-8") == SIGNALS.replace("order_completed", "more")


def test_a_folder_that_cannot_be_written_is_told(program: Program, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what is written already, also if somebody interrupts it; nothing is left behind."""
    program.write(store="", store__signals=SIGNALS, store__services=SERVICES)
    program.write(store__more=SIGNALS.replace("order_completed", "more"))
    program.write(store__sends="from store.more import more\ndef f(): more.send(None)")
    replace, calls = os.replace, list[object]()

    def full(source: str, target: Path, at: int = 1, error: type[BaseException] = OSError) -> None:
        calls.append(target)
        if len(calls) == at:
            raise error(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full)
    said = "Error: store/more.py cannot be written: No space left on device; nothing was written\n"
    assert run("store", "--write").stderr == said
    monkeypatch.setattr(os, "replace", lambda source, target: full(source, target, len(calls) + 1, KeyboardInterrupt))
    said = "Error: store/more.py is not written: interrupted; nothing was written\n"
    assert run("store", "--write").stderr == said
    calls.clear()
    monkeypatch.setattr(os, "replace", lambda source, target: full(source, target, at=2))
    said = "Error: store/signals.py cannot be written: No space left on device; store/more.py is written\n"
    done = run("store", "--write")
    assert (done.exit_code, done.stderr) == (2, said)
    assert {path.suffix for path in (program.place / "store").iterdir()} <= {".py", ""}


# What cannot run.


def test_what_is_no_package_is_refused(program: Program, run: Run) -> None:
    """With code 2, as by `check`."""
    for name, said in {
        "nowhere": "there is no module 'nowhere'",
        "tests/x.py": "write the name that it is imported by",
    }.items():
        done = run(name)
        assert done.exit_code == 2
        assert said in done.stderr


def test_a_program_without_django_has_nothing_to_adopt(program: Program) -> None:
    """Nothing is said but that."""
    program.write(store="")
    done = asked(program, "store")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("0 signals can be declared in 0 files; 0 doubts; types from ")


def test_settings_are_imported_first(program: Program, run: Run) -> None:
    """Those that fail are told, and an interrupt is none of the results."""
    program.write(store="", store__settings="1 / 0", store__stop="raise KeyboardInterrupt")
    for module, error in {
        "settings": "cannot set Django up: ZeroDivisionError: division by zero",
        "stop": "interrupted",
    }.items():
        ended = asked(program, "store", "--django-settings", f"store.{module}")
        assert (ended.returncode, ended.stderr) == (2, f"Error: {error}\n")
    done = run("store")
    assert (done.exit_code, done.stderr) == (2, "Error: interrupted\n")


def test_libcst_is_asked_for_where_it_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name of the extra."""
    monkeypatch.setitem(sys.modules, "libcst", None)
    monkeypatch.delitem(sys.modules, "typedsignals._tools.adopt")
    monkeypatch.delitem(sys.modules, "typedsignals._tools.rewriting")
    monkeypatch.delattr("typedsignals._tools.adopt", raising=False)
    done = run("store")
    assert (done.exit_code, done.stderr) == (
        2,
        "Error: adopt needs libcst, which is not installed: pip install 'typedsignals[adopt]'\n",
    )


# Type checkers.


def test_without_a_checker_every_type_is_object(program: Program, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """And in doubt; one that is named has to be there."""

    def none(names: Iterable[str] = ()) -> list[Checker]:
        raise CheckerError("no type checker is installed")

    monkeypatch.setattr(revealed, "installed", none)
    program.write(store="", store__signals=SIGNALS, store__services=SERVICES)
    done = run("store", "--json")
    assert declared(done).endswith("(sender: object, *, order: object, status: object) -> None: ...")
    assert doubts(done) == ["no type checker was asked for the type of sender, order, status at store/services.py:9"]
    assert run("store").stderr.endswith("1 doubt; no mypy and no pyright is installed: types are object\n")
    done = run("store", "--checker", "pyright")
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: pyright is not installed; install it beside ")


def test_mypy_is_asked_before_pyright(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the plugin of django-stubs where there are settings; a mypy of another environment is not asked."""
    asked = revealed.chosen(None, None)
    assert asked is not None
    assert asked.name == "mypy"
    with_settings = revealed.chosen("mypy", "store.settings")
    assert with_settings is not None
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(revealed, "find_spec", lambda name: None if name == "mypy" else find_spec(name))
    asked = revealed.chosen(None, None)
    assert asked is not None
    assert asked.name == "pyright"
    unknown = metadata.PackageNotFoundError

    def no_version(name: str) -> str:
        raise unknown

    monkeypatch.setattr(metadata, "version", no_version)
    assert revealed.version(asked) == asked.program


EXPRESSIONS = """
import decimal
from enum import Enum
from typing import Any, NamedTuple, NotRequired, TypedDict


class Order: ...


class Row(NamedTuple):
    number: int
    pieces: list[int]


class Details(TypedDict):
    number: int
    gift: NotRequired[bool]


class Status(Enum):
    PAID = 1


class Service:
    def f(self, order: Order, orders: list[Order], untyped, maybe: Order | None, rows: list[Row], details: Details, número: int = 0):
        class Inner: ...
        note((
            self), type(self), Service, order, orders, untyped, maybe, "é" and número, 7, True, None, Status.PAID, -1,
            decimal.Decimal(1), {"a": 1}, lambda: 3, self.f, Inner(), (1, "x"), (yield), note(order, 1), [untyped],
            rows, details)


def note(*args: Any) -> "decimal.Decimal":
    raise NotImplementedError


wrong: int = "a mistake, which is no matter here"
"""
KNOWN: list[tuple[str, ...] | None] = [
    ("store:Service",),
    ("type[store:Service]",),
    ("type[store:Service]",),
    ("store:Order",),
    ("list[store:Order]",),
    None,
    ("store:Order", "None"),
    ("str", "int"),
    ("int",),
    ("bool",),
    ("None",),
    ("store:Status",),
    ("int",),
    ("decimal:Decimal",),
    ("dict[str, int]",),
    ("collections.abc:Callable[..., object]",),
    ("collections.abc:Callable[..., object]",),
    None,
    ("tuple[int, str]",),
    None,
    ("decimal:Decimal",),
    ("list[typing:Any]",),
    ("list[store:Row]",),
    ("store:Details",),
]


@pytest.mark.parametrize("name", ["mypy", "pyright"])
def test_checkers_tell_types(program: Program, name: str) -> None:
    """Of each expression, also of one within another; beside a file that is not Python."""
    program.write(store=EXPRESSIONS, store__broken="1 +")
    (program.place / "store" / "py.typed").touch()
    (program.place / "store" / "stub.pyi").touch()
    __import__("store")
    module = sys.modules["store"]
    sources = Sources()
    tree = sources.tree(module)
    assert tree is not None
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and ast.unparse(each.func) == "note"]
    nodes = [node for call in calls for node in call.args]
    checker = revealed.chosen(name, None)
    assert checker is not None
    assert revealed.version(checker).startswith(("mypy 2", "basedpyright 1"))
    told = revealed.reveal(checker, [(module, node) for node in nodes], sources, ["store"])
    types = [read(told[id(node)], ast.unparse(node), module, ["store"]) for node in nodes]
    wanted = dict(zip(map(ast.unparse, nodes), [*KNOWN, ("store:Order",), ("int",)], strict=True))
    found = dict(zip(map(ast.unparse, nodes), types, strict=True))
    if name == "pyright":  # which tells a class that a function makes by its name alone, and an `and` more closely
        found |= {"Inner()": None, "'é' and número": ("str", "int")}
    assert found == wanted


def test_nothing_to_ask_starts_no_checker() -> None:
    """Where nothing is sent."""
    checker = revealed.chosen("mypy", None)
    assert checker is not None
    assert revealed.reveal(checker, [], Sources(), ["typedsignals"]) == {}


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Union[str, None]", ("str", "None")),
        ("str | Any", None),
        ("Literal['a', 2, None, -1]", ("str", "int", "None")),
        ("Literal[tests.integration.test_adopt.CHECKERS]", None),
        ("Literal[f(x)]", None),
        ("Never", None),
        ("typing.Any", None),
        ("typedsignals._tools.rewriting._Names", None),
        ("dict[str, Never]", ("dict[str, typing:Any]",)),
        ("tuple[int, ...]", ("tuple[int, ...]",)),
        ("collections.abc.Callable[[int], str | None]", ("collections.abc:Callable[[int], str | None]",)),
        ("store.nowhere.Order", None),
        ("_typeshed.SupportsRead", None),
        ("Nowhere[int]", None),
        ("def (x: Any)", ("collections.abc:Callable[..., object]",)),
        ("def () -> pathlib.Path", ("collections.abc:Callable[..., object]",)),
        ("Overload(def () -> pathlib.Path, def (a: int) -> pathlib.Path)", ("type[pathlib:Path]",)),
        ("def [T] (x: T) -> pathlib.Path[T]", ("collections.abc:Callable[..., object]",)),
        ("pathlib._local.Path", ("pathlib:Path",)),
        ("CliRunner", ("click.testing:CliRunner",)),
        ("Checker", ("typedsignals._tools.checkers:Checker",)),
        ("Verdict", ("typedsignals._tools.checkers:Verdict",)),
        ("Self@Program", ("tests.integration.programs:Program",)),
        ("Place", ("typedsignals.wiring:Place",)),
        ("7", None),
        ("`", None),
    ],
)
def test_what_checkers_print_is_read(printed: str, meant: tuple[str, ...] | None) -> None:
    """As a type that another module can name, or not at all."""
    written = "pathlib.Path" if "Overload" in printed else "x"
    assert read(printed, written, sys.modules[__name__], ["typedsignals", "tests"]) == meant


def test_types_are_joined() -> None:
    """Subclasses go where a base is there, and many become their base."""
    path, pure = "pathlib:Path", "pathlib:PurePath"
    assert joined([("bool", "None"), ("int",)]) == ("int", "None")
    assert joined([(path,), (pure,)]) == (pure,)
    assert joined([("type[pathlib:Path]",), ("object",)]) == ("object",)
    assert joined([("KeyError",), ("IndexError",), ("TypeError",), ("OSError", "None")]) == ("Exception", "None")
    kinds = [f"type[{name}]" for name in ("KeyError", "IndexError", "TypeError", "OSError")]
    assert joined([(each,) for each in kinds]) == ("type[Exception]",)
    assert joined([("type[KeyError]",), ("type[int]",), ("type[str]",), ("type[bytes]",)]) == ("type",)
    assert joined([("str",), ("int",), ("bytes",), ("list[int]", "None")]) == ("object",)
    assert joined([("str",), ("int",), ("bytes",), ("float", "None")]) == ("object",)
    assert of_object(None) == of_object(type(None)) == ("None",)
    assert of_object("text") is None


def test_too_many_types_are_not_named(program: Program, run: Run) -> None:
    """Four with nothing in common are an object, and a doubt names them."""
    sends = """
        def f(word, number, order):
            order_completed.send(OrderService, status=word)
            order_completed.send(OrderService, status=number)
            order_completed.send(OrderService, status=order)
            order_completed.send(OrderService, status=[order])
    """
    done = proposed(program, run, sends)
    assert "status: object)" in declared(done)
    said = "status: too many types to name: str at {0}:6; int at {0}:7; Order at {0}:8; list[Order] at {0}:9"
    assert doubts(done) == [said.format("store/services.py")]


# The page.


def test_the_session_of_the_page_is_what_happens(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the real mypy: the files, the diff and the summary."""
    page = (Path(__file__).parents[2] / "docs" / "moving" / "adopt.md").read_text("utf-8")
    files = dict(re.findall(r'```py title="shop/(\w+)\.py"\n(.*?)```', page, re.DOTALL))
    program.write(shop="", **{f"shop__{name}": text for name, text in files.items()})
    monkeypatch.chdir(program.place)
    done = CliRunner().invoke(main, ["adopt", "shop"], catch_exceptions=False)
    assert f"```diff\n{done.stdout}```" in page
    assert f"```text\n{done.stderr}```" in page
