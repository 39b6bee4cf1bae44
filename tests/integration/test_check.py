"""`python -m typedsignals check`: what it finds, what it does not, how it says so; and the wiring in a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.integration.programs import Program, program
from typedsignals._tools.cli import main
from typedsignals._tools.findings import as_json, as_sarif
from typedsignals.wiring import CODES, Finding, Place, check, wiring_of

__all__ = ["program"]

FINE = """
    from typedsignals import Signal

    class Order: ...

    paid = Signal[type[Order], int]("paid")

    def pay(): paid.send(Order, 1)

    @paid.connect
    def book(sender, payload): ...
"""


@pytest.fixture
def run(no_settings: None) -> Callable[..., Result]:
    """Run a command in this process."""
    return lambda *arguments: CliRunner().invoke(main, ["check", *arguments], catch_exceptions=False)


def found(program: Program, source: str, package: str = "store", **others: str) -> dict[str, str]:
    """Return what is found in a module, by code."""
    program.write(**{package: source}, **others)
    return {each.code: each.message for each in check(wiring_of(package))}


def test_nothing_is_found_where_all_is_well(program: Program, run: Callable[..., Result]) -> None:
    """And that is said."""
    program.write(store=FINE)
    done = run("store")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "0 findings\n", "")


def test_what_nobody_sends_or_hears_is_found(program: Program) -> None:
    """Of the packages' own signals, and not of those of others."""
    source = (
        "from library import lost\nfrom typedsignals import Signal\npaid = Signal[object, int]()\nlost.send(None, 1)"
    )
    others = {"library": "from typedsignals import Signal\nlost = Signal[object, int]()"}
    assert found(program, source, **others) == {
        "never-sent": "store.paid is sent nowhere in these packages",
        "unheard": "store.paid has no receiver",
    }


def test_a_module_that_connects_and_that_nothing_imports_is_found(program: Program) -> None:
    """An import anywhere is enough, and so is its name in a text."""
    receiver = "from store.signals import paid\n@paid.connect\ndef {}(sender, payload): ..."
    program.write(
        store="import store.by_name",
        store__signals=FINE,
        store__by_name="",
        store__forgotten=receiver.format("forgotten"),
        store__inside="def f():\n    from . import imported",
        store__imported=receiver.format("imported"),
        store__settings="RECEIVERS = ['store.written']",
        store__written=receiver.format("written"),
        store__sub="import store.sub.deep as deep",
        store__sub__deep=receiver.format("deep"),
    )
    (finding,) = check(wiring_of("store"))
    message = "store.forgotten connects store.forgotten.forgotten, and nothing in these packages imports it"
    assert finding == Finding("not-imported", "store.forgotten", message, Place("store/forgotten.py", 2))


REPLACED = {
    "defined again": "@paid.connect\ndef twice(sender, payload): ...\ndef twice(sender, payload): ...",
    "decorated above": "def log(f): return lambda *args: f(*args)\n@log\n@paid.connect\ndef twice(sender, payload): ...",
    "a method defined again": "class A:\n    @staticmethod\n    def f(s, p): ...\n    paid.connect(f)\n    @staticmethod\n    def f(s, p): ...",
}
KEPT = {
    "as it is": "@paid.connect\ndef once(sender, payload): ...",
    "wrapped for the signal": "import functools\ndef once(sender, payload): ...\npaid.connect(functools.wraps(once)(lambda s, p: once(s, p)))",
    "a method": "class A:\n    def f(self, s, p): ...\na = A()\npaid.connect(a.f)",
    "a static method": "class A:\n    @staticmethod\n    def f(s, p): ...\npaid.connect(A.f)",
    "a class method": "class A:\n    @classmethod\n    def f(cls, s, p): ...\npaid.connect(A.f)",
    "an object": "class A:\n    def __call__(self, s, p): ...\npaid.connect(A())",
    "of a function": "def make():\n    def inner(s, p): ...\n    return inner\npaid.connect(make())",
    "nameless": "@paid.connect\ndef _(sender, payload): ...\n@paid.connect\ndef _(sender, payload): ...",
    "deleted": "@paid.connect\ndef gone(sender, payload): ...\ndel gone",
    "another thing": "@paid.connect\ndef thing(sender, payload): ...\nthing = 1",
    "built in": "paid.connect(print)",
    "handed over": (
        "from typedsignals.handover import hand_to, unpacked\n"
        "class Task:\n    def __init__(self, func): self.func = func\n    def enqueue(self, *, payload): ...\n"
        "@unpacked\ndef task(payload: int): ...\npaid.connect(hand_to(Task(task).enqueue))\ndef task(payload): ..."
    ),
}


@pytest.mark.parametrize("source", REPLACED.values(), ids=REPLACED.keys())
def test_a_receiver_whose_name_is_another_function_now_is_found(program: Program, source: str) -> None:
    """What is connected is not what one reads there."""
    program.write(store=FINE, store__more=f"from store import paid\n{source}")
    (finding,) = check(wiring_of("store"), ignore=["not-imported"])
    assert (finding.code, finding.place and finding.place.path) == ("replaced", "store/more.py")
    assert "is no longer what its name refers to" in finding.message


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT.keys())
def test_a_receiver_that_is_what_its_name_says_is_none(program: Program, source: str) -> None:
    """Nor one whose name says nothing."""
    program.write(store=FINE, store__more=f"from store import paid\n{source}")
    assert check(wiring_of("store"), ignore=["not-imported"]) == ()


MATCH = {
    "another class": ("Other", "sender=Order", False),
    "a base": ("Base", "sender=Order", True),  # what is sent by `cls` may be an Order
    "the class itself": ("Order", "sender=Order", True),
    "a subclass": ("Child", "sender=Order", False),
    "a subclass that is heard": ("Child", "sender=Order, subclasses=True", True),
    "no subclass": ("Other", "sender=Order, subclasses=True", False),
    "a text": ("'counter'", "sender=Order", True),
    "unknown": ("nobody", "sender=Order", True),
    "some object": ("Other()", "sender=Order", True),
    "any": ("Other", "", True),
    "a class for a text": ("Other", "sender='counter'", False),
}


@pytest.mark.parametrize(("sender", "options", "is_heard"), MATCH.values(), ids=MATCH.keys())
def test_a_send_by_a_sender_that_no_receiver_hears_is_found(
    program: Program, sender: str, options: str, *, is_heard: bool
) -> None:
    """Where the sender is written as a class."""
    source = f"""
        from typedsignals import Signal

        class Base: ...
        class Order(Base): ...
        class Child(Order): ...
        class Other: ...

        paid = Signal("paid")

        def pay(nobody): paid.send({sender}, 1)
        def book(sender, payload): ...
        paid.connect(book, {options})
    """
    message = f"store.pay sends store.paid by {sender}, and no receiver is connected for this sender"
    assert found(program, source) == ({} if is_heard else {"unmatched": message})


def test_a_send_without_a_sender_or_without_receivers_matches(program: Program) -> None:
    """Of these nothing can be said, or something else is."""
    source = """
        from typedsignals import Signal
        class Order: ...
        paid = Signal("paid")
        lost = Signal("lost")
        f = paid.send
        def g(): lost.send(Order, 1)
        paid.connect(lambda sender, payload: None, sender=Order)
    """
    assert found(program, source).keys() == {"unheard"}


def test_a_loop_is_found(program: Program) -> None:
    """Once, whatever its length, with the way that it takes."""
    source = """
        from typedsignals import Signal
        paid, booked, mailed = (Signal[object, int](), Signal[object, int](), Signal[object, int]())

        @paid.connect
        def book(sender, payload): booked.send(sender, payload)

        @booked.connect
        def mail(sender, payload):
            mailed.send(sender, payload)
            paid.send(sender, payload)

        @mailed.connect
        def again(sender, payload): mailed.send(sender, payload)

        @mailed.connect
        def end(sender, payload): ...
    """
    program.write(store=source)
    one, other = check(wiring_of("store"))
    assert (one.code, one.subject) == ("loop", "store.again")
    assert one.message == "store.again -> store.mailed -> store.again: what it sends leads back to it"
    assert (other.code, str(other.place)) == ("loop", "store.py:5")
    way = "store.book -> store.booked -> store.mail -> store.paid -> store.book"
    assert other.message == f"{way}: what it sends leads back to it"


FLEETING = {
    "a lambda": "theirs.connect(lambda **kwargs: None)",
    "a lambda, weak by wish": "ours.connect(lambda s, p: None, weak=True)",
    "a function of a function": "def f():\n    def g(**kwargs): ...\n    theirs.connect(g, sender=None)",
    "a method of what is made there": "ours.connect(A().on_sent)",
    "the same for Django": "def f(): theirs.connect(A().on_sent, weak=None)",
    "decorated": "def f():\n    @dispatch.receiver(theirs)\n    def g(**kwargs): ...",
    "decorated for several": "def f():\n    @dispatch.receiver([theirs, theirs])\n    def g(**kwargs): ...",
    "decorated by ours for Django": "from typedsignals.django import receiver\ndef f():\n    @receiver(theirs)\n    def g(**kwargs): ...",
}
HELD = {
    "a lambda of ours": "ours.connect(lambda s, p: None)",
    "a lambda, strong": "theirs.connect(lambda **kwargs: None, weak=False)",
    "it depends": "def f(weak, options):\n    theirs.connect(lambda **kwargs: None, weak=weak)\n    theirs.connect(lambda **kwargs: None, **options)",
    "a function of the module": "def g(**kwargs): ...\ntheirs.connect(g)",
    "a function of the module, in another": "def g(**kwargs): ...\ndef f(): theirs.connect(g)",
    "a function that is returned": "def f():\n    def g(**kwargs): ...\n    theirs.connect(g)\n    return g",
    "a method of an object": "a = A()\nours.connect(a.on_sent)",
    "a method of who knows what": "def make(): return A.kept\nours.connect(make().on_sent)",
    "a method of a class": "ours.connect(type(A()).on_class)",
    "a method, strong": "ours.connect(A().on_sent, weak=False)",
    "another thing": "def f(x): x.connect(lambda: None)\n",
    "what a call gives": "import functools\nours.connect(functools.partial(A.on_class))",
    "decorated and kept": "def f():\n    @dispatch.receiver(theirs)\n    def g(**kwargs): ...\n    return g",
    "decorated, strong": "def f():\n    @dispatch.receiver(theirs, weak=False)\n    def g(**kwargs): ...",
    "decorated, by ours": "def f():\n    @receiver(ours)\n    def g(s, p): ...\n    @ours.connect\n    def h(s, p): ...",
    "a method, decorated": "class B:\n    @dispatch.receiver(theirs)\n    def g(**kwargs): ...",
}
MAKING = """
from django import dispatch
from typedsignals import Signal, receiver
theirs = dispatch.Signal()
ours = Signal("ours")
class A:
    kept = None
    def on_sent(self, *args, **kwargs): ...
    @classmethod
    def on_class(cls, *args): ...
A.kept = A()
"""


@pytest.mark.parametrize("source", FLEETING.values(), ids=FLEETING.keys())
def test_a_receiver_that_nothing_holds_is_found(program: Program, source: str) -> None:
    """It is gone before anybody could send."""
    program.write(store=f"{MAKING}{source}")
    (finding, *_) = findings = check(wiring_of("store"), ignore=["unheard", "never-sent"])
    assert {each.code for each in findings} == {"weak"}
    assert re.match(r"store(\.f)? connects .+ to store\.(ours|theirs), which holds it weakly", finding.message)
    assert finding.place is not None
    assert finding.place.path == "store.py"


@pytest.mark.parametrize("source", HELD.values(), ids=HELD.keys())
def test_a_receiver_that_something_may_hold_is_none(program: Program, source: str) -> None:
    """Nor is one of which that is not known."""
    program.write(store=f"{MAKING}{source}")
    assert check(wiring_of("store"), ignore=["unheard", "never-sent", "no-kwargs"]) == ()


def test_codes_are_switched_off(program: Program, run: Callable[..., Result]) -> None:
    """A misspelt one is refused."""
    program.write(store="from typedsignals import Signal\npaid = Signal[object, int]()")
    assert run("store").exit_code == 1
    done = run("store", "--ignore", "never-sent, unheard")
    assert (done.exit_code, done.stdout) == (0, "0 findings\n")
    done = run("store", "--ignore", "never-send")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there is no code 'never-send'; take of import-error, " in done.stderr
    with pytest.raises(ValueError, match="there is no code 'never-send'"):
        check(wiring_of("store"), ignore=["never-send"])


BROKEN = {
    "store": "",
    "store__broken": "raise ValueError('100%, or\\nmore: of it')",
    "store__signals": "from typedsignals import Signal\npaid = Signal[object, int]()\npaid.send(None, 1)",
}


def test_findings_are_shown(program: Program, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """To people, as seen from where they are."""
    program.write(**BROKEN)
    said = "store/broken.py:1: import-error: store.broken cannot be imported: ValueError: 100%, or\nmore: of it\n"
    done = run("store")
    assert (done.exit_code, done.stdout) == (
        1,
        f"{said}store/signals.py:2: unheard: store.signals.paid has no receiver\n2 findings\n",
    )
    monkeypatch.chdir(program.place / "store")
    assert "\nsignals.py:2: unheard: " in run("store").stdout
    assert run("store", "--ignore", "unheard").stdout == f"{said.removeprefix('store/')}1 finding\n"


def test_findings_are_shown_to_github(program: Program, run: Callable[..., Result]) -> None:
    """What means something to it is escaped."""
    program.write(**BROKEN)
    done = run("store", "--format", "github")
    assert (done.exit_code, done.stdout.splitlines()) == (
        1,
        [
            "::error file=store/broken.py,line=1,title=typedsignals import-error::store.broken cannot be imported: ValueError: 100%25, or%0Amore: of it",
            "::error file=store/signals.py,line=2,title=typedsignals unheard::store.signals.paid has no receiver",
        ],
    )


def test_findings_are_given_as_json(program: Program, run: Callable[..., Result]) -> None:
    """With all that is known of each."""
    program.write(**BROKEN)
    first, second = json.loads(run("store", "--format", "json").stdout)
    assert (first["code"], first["subject"], first["path"], first["line"]) == (
        "import-error",
        "store.broken",
        "store/broken.py",
        1,
    )
    assert second == {
        "code": "unheard",
        "subject": "store.signals.paid",
        "message": "store.signals.paid has no receiver",
        "path": "store/signals.py",
        "line": 2,
    }


def test_findings_are_given_as_sarif(program: Program, run: Callable[..., Result]) -> None:
    """Each result has a rule, and a location where there is one."""
    program.write(**BROKEN)
    log: dict[str, Any] = json.loads(run("store", "--format", "sarif").stdout)
    (ran,) = log["runs"]
    assert (log["version"], ran["tool"]["driver"]["name"]) == ("2.1.0", "typedsignals")
    assert [rule["id"] for rule in ran["tool"]["driver"]["rules"]] == list(CODES)
    first, second = ran["results"]
    assert first["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "store/broken.py"}
    assert (second["ruleId"], second["level"]) == ("unheard", "error")
    assert second["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "store/signals.py"}, "region": {"startLine": 2}}}
    ]


def test_a_path_is_written_as_a_uri() -> None:
    """As SARIF has it; of what has no place none is named, in JSON neither."""
    odd, none = Finding("weak", "x", "x", Place("my shop/größe.py", 1)), Finding("weak", "x", "x", None)
    first, second = json.loads(as_sarif([odd, none]))["runs"][0]["results"]
    assert first["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "my%20shop/gr%C3%B6%C3%9Fe.py"}
    assert "locations" not in second
    assert json.loads(as_json([none])) == [{"code": "weak", "subject": "x", "message": "x", "path": None, "line": None}]


# The wiring in a file.


def test_a_wiring_is_written_and_compared(program: Program, run: Callable[..., Result], tmp_path: Path) -> None:
    """It fails with a diff when it changes, and not where lines move."""
    program.write(store=FINE)
    file = str(tmp_path / "wiring.txt")
    assert run("store", "--write", file).exit_code == 0
    assert Path(file).read_text(encoding="utf-8") == (
        "# typedsignals wiring of store\n"
        "# Made by: python -m typedsignals check store --write FILE\n"
        "\n"
        "store.paid: Signal(type[Order], int)\n"
        "store.paid < store.pay send\n"
        "store.paid > store.book (any sender)\n"
    )
    assert run("store", "--wiring", file).exit_code == 0
    program.forget()
    program.write(store="\n\n" + FINE)
    assert run("store", "--wiring", file).exit_code == 0
    program.forget()
    program.write(store=FINE.replace("def book", "def note_it"))
    done = run("store", "--wiring", file)
    assert done.exit_code == 1
    assert re.sub(r"^.*wiring.txt", "wiring.txt", done.stdout, flags=re.MULTILINE) == (
        "wiring.txt:1: wiring: the wiring has changed; if it should have, write it anew\n"
        "wiring.txt\n"
        "+++ now\n"
        "@@ -3,4 +3,4 @@\n"
        " \n"
        " store.paid: Signal(type[Order], int)\n"
        " store.paid < store.pay send\n"
        "-store.paid > store.book (any sender)\n"
        "+store.paid > store.note_it (any sender)\n"
        "1 finding\n"
    )
    assert run("store", "--wiring", file, "--ignore", "wiring").exit_code == 0
    assert run("store", "--write", file).exit_code == 0
    assert run("store", "--wiring", file).exit_code == 0


def test_a_file_that_is_not_ours_is_left_alone(program: Program, run: Callable[..., Result], tmp_path: Path) -> None:
    """An empty one may be written."""
    program.write(store=FINE)
    other, empty, folder = tmp_path / "notes.txt", tmp_path / "empty.txt", tmp_path / "folder" / "x.txt"
    other.write_text("My notes.\n", encoding="utf-8")
    empty.touch()
    (tmp_path / "picture").write_bytes(b"\xff\xfe\x00")
    for arguments, message in {
        ("--write", str(other)): "is not written: it is there, and it is no wiring of ours",
        ("--wiring", str(other)): "is no wiring of ours; --write makes one",
        ("--wiring", str(empty)): "is no wiring of ours; --write makes one",
        ("--wiring", str(tmp_path / "picture")): "is no wiring of ours: it is no text",
        ("--wiring", str(tmp_path / "missing")): "missing makes it",
        ("--write", str(folder)): "cannot be written: No such file or directory",
        ("--write", str(other / "x.txt")): "x.txt cannot be read: Not a directory",
        ("--wiring", "x" * 1000): "cannot be read: File name too long",
        ("--write", str(empty), "--wiring", str(empty)): "give one of them",
    }.items():
        done = run("store", *arguments)
        assert (done.exit_code, done.stdout) == (2, ""), arguments
        assert message in done.stderr
    assert other.read_text(encoding="utf-8") == "My notes.\n"
    assert run("store", "--write", str(empty)).exit_code == 0
    assert empty.read_text(encoding="utf-8").startswith("# typedsignals wiring of store\n")


def test_a_uid_of_any_text_stands_in_one_line(program: Program, run: Callable[..., Result], tmp_path: Path) -> None:
    """So that no other line seems to be there; and it can be written."""
    uid = r'"é\n::error::no\ud800"'
    program.write(store=FINE.replace("@paid.connect\n", f"@lambda each: paid.connect(each, dispatch_uid={uid})\n"))
    file = tmp_path / "wiring.txt"
    assert run("store", "--write", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8").splitlines()[-1] == (
        r"store.paid > store.book (any sender, uid é\n::error::no\ud800)"
    )
    assert run("store", "--wiring", str(file)).exit_code == 0


def test_an_interrupted_check_has_found_nothing(program: Program, run: Callable[..., Result]) -> None:
    """Its exit code is not that of findings."""
    program.write(store="raise KeyboardInterrupt")
    done = run("store")
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", "Error: interrupted\n")


def test_a_file_that_cannot_be_read_is_told(
    program: Program, run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With why."""
    program.write(store=FINE)
    file = tmp_path / "wiring.txt"
    file.touch()

    def refused(self: Path, **options: object) -> str:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_text", refused)
        done = run("store", "--wiring", str(file))
    assert (done.exit_code, "wiring.txt cannot be read: Permission denied" in done.stderr) == (2, True)
