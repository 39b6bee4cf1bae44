"""What the catalogues say of other packages' Django signals, held against the packages that are installed."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.dispatch import Signal

from tests.integration.catalogued import OURS, ROOT, misfits, sender_of, stand_in
from tests.integration.contracts import executed, parameters_of
from typedsignals._tools.catalogues import catalogue

# Each signal that is not sent here would stand in this list; each one that no stub could describe stands in the other.
NOT_SENT: set[str] = set()
NOT_CATALOGUED = {"wagtail.documents.models.document_served"}  # among models, which would lose their types to a stub


@pytest.fixture(scope="module")
def heard() -> dict[str, list[list[str]]]:
    """By signal, what was wrong with each of its sends."""
    command = [sys.executable, "-m", "tests.integration.catalogued"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    heard: dict[str, list[list[str]]] = json.loads(done.stdout)
    return heard


def test_what_is_sent_is_what_the_catalogue_says(heard: dict[str, list[list[str]]]) -> None:
    """The sender, each keyword that always comes, no other than named, each value by its type, an instance by its sender."""
    assert {name: sends for name, sends in heard.items() if any(sends)} == {}


def test_each_catalogued_signal_was_sent(heard: dict[str, list[list[str]]]) -> None:
    """By the package itself; else nothing is known of what it sends."""
    assert {name for name, sends in heard.items() if not sends} == NOT_SENT


@cache
def sources() -> list[tuple[str, ast.Module]]:
    """The modules of the packages that define or send a signal, or something of that name; without their own tests."""
    found = []
    for package in OURS:
        spec = find_spec(package)
        assert spec and spec.origin
        folder = Path(spec.origin).parent
        for file in sorted(folder.rglob("*.py")):
            inside, text = file.relative_to(folder.parent).with_suffix(""), file.read_bytes()
            if not {"test", "tests"} & set(inside.parts) and (b"Signal()" in text or b".send(" in text):
                found.append((".".join(inside.parts), ast.parse(text)))
    return found


def described() -> dict[str, dict[str, bool]]:
    """The signals of the stubs, each with its keywords, and whether they always come; read as text, without running a stub."""
    found: dict[str, dict[str, bool]] = {}
    for path, stub in [each for name in OURS for each in catalogue(name).stubs.items()]:
        lines, module = ast.parse(stub).body, path.removesuffix(".pyi").replace("/", ".")
        calls = {line.name: line.body[-1] for line in lines if isinstance(line, ast.ClassDef)}
        for line in lines:
            if isinstance(line, ast.AnnAssign):
                call = calls.get(ast.unparse(line.annotation).replace("Signal", "Receiver"))
                exact = call.args if isinstance(call, ast.FunctionDef) else None  # of a private one nothing is said
                named = zip(exact.kwonlyargs, exact.kw_defaults, strict=True) if exact else ()
                found[f"{module}.{ast.unparse(line.target)}"] = {each.arg: default is None for each, default in named}
    return found


def test_every_signal_that_a_package_defines_is_catalogued() -> None:
    """And no other: one that a new version brings is missed here."""
    defined = {
        f"{module}.{ast.unparse(node.targets[0])}"
        for module, source in sources()
        for node in source.body
        if isinstance(node, ast.Assign) and ast.unparse(node.value).endswith("Signal()")
    }
    assert defined - NOT_CATALOGUED == described().keys()


def test_each_place_that_sends_is_as_the_catalogue_says() -> None:
    """Also those that nothing here comes by: what is sent is named, and what always comes is sent."""
    keywords = {name.rpartition(".")[2]: named for name, named in described().items() if named}
    sent_by = {name: list[str]() for name in keywords}
    for module, source in sources():
        for node in ast.walk(source):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr="send")):
                    if name in keywords:
                        sent = {"signal"} | {each.arg for each in node.keywords if each.arg}  # without what `**` adds
                        always = {keyword for keyword, comes in keywords[name].items() if comes}
                        assert always <= sent <= keywords[name].keys(), f"{module}:{node.lineno}"
                        sent_by[name].append(module)
                case _:
                    pass
    assert [name for name, modules in sent_by.items() if not modules] == []


STUB = """\
from typing import Any, Protocol, TypeVar, overload
from django.dispatch import Signal
from typedsignals.django.types import CataloguedSignal, SentSignal

N = TypeVar("N", bound=int)
N_contra = TypeVar("N_contra", bound=int, contravariant=True)

class PaidReceiver(Protocol):
    @overload
    def __call__(self, *, signal: Signal, sender: type[int], order_id: int, note: str | None, late: bool = ..., **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[int], order_id: int, note: str | None, late: bool = ...) -> object: ...

class BoundReceiver(Protocol[N_contra]):
    @overload
    def __call__(self, *, signal: Signal, sender: type[N_contra], instance: N_contra, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[N_contra], instance: N_contra) -> object: ...

class PaidSignal(SentSignal[type[int], PaidReceiver]): ...

class BoundSignal(CataloguedSignal):
    def _receivers_of(self, sender: type[N], /) -> BoundReceiver[N]: ...

paid: PaidSignal
bound: BoundSignal
"""
RIGHT: dict[str, dict[str, Any]] = {
    "paid": {"signal": Signal(), "sender": int, "order_id": 7, "note": None},
    "bound": {"signal": Signal(), "sender": bool, "instance": True},
}


@pytest.mark.parametrize(
    ("name", "more", "begins"),
    [
        ("paid", {}, ""),
        ("paid", {"late": True}, ""),
        ("paid", {"order_id": "7"}, "order_id: "),
        ("paid", {"late": "yes"}, "late: "),
        ("paid", {"colour": "red"}, "colour is not declared"),
        ("paid", {"note": ...}, "note was not sent"),
        ("paid", {"sender": str}, "sender: "),
        ("bound", {}, ""),
        ("bound", {"sender": str, "instance": ""}, "sender: "),
        ("bound", {"instance": 7}, "instance is no bool"),
    ],
)
def test_what_does_not_fit_is_told(
    name: str, more: dict[str, Any], begins: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison itself: it would be easy to find nothing."""
    monkeypatch.setitem(sys.modules, "typedsignals.django.types", stand_in())
    types = executed("signals.pyi", STUB)
    sent = {keyword: value for keyword, value in (RIGHT[name] | more).items() if value is not ...}
    found = list(misfits(sender_of(types.__annotations__[name]), parameters_of(types, name), sent))
    assert any(text.startswith(begins) for text in found) if begins else found == []
