"""Finds the places in the source that send a signal, and those that connect what lives no longer than the call.

Rules of this file:
- Nothing runs: names are looked up in the modules that are loaded, and what is assigned in functions is read.
- An expression may mean several things, of which some may be unknown. What may be a signal and is not known which is told, too.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import FunctionType, ModuleType
from typing import Annotated, Any, ClassVar, Final, Optional, TypeAlias, Union

from typedsignals._core.callables import class_attribute, names_in, own_attributes
from typedsignals.wiring._found import OURS
from typedsignals.wiring._model import FleetingSite, Place, SendSite
from typedsignals.wiring._names import said
from typedsignals.wiring._sources import Sources, origin_of, path_of

METHODS = frozenset({"send", "send_robust", "asend", "asend_robust"})

_UNKNOWN: Any = object()
_OF_ITSELF: tuple[object, ...] = (
    Annotated,
    ClassVar,
    Final,
    Optional,
    Union,
)  # what says no more than what is in the brackets
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp

Meanings: TypeAlias = "tuple[Any, ...]"  # what an expression may stand for


@dataclass(frozen=True, slots=True)
class _Instance:
    """Stands for some object of a class."""

    kind: type


def is_known(meaning: object) -> bool:
    """Whether it is an object, rather than something unknown or some object of a class."""
    return meaning is not _UNKNOWN and not isinstance(meaning, _Instance)


@dataclass(frozen=True, slots=True)
class Sent:
    """A send that was found: where, what may be the sender there, and how it is written; `call` is None where it is handed on."""

    site: SendSite
    senders: Meanings
    module: ModuleType
    call: ast.Call | None


@dataclass(slots=True)
class _Scope:
    """What names stand for in a function, a class or a module."""

    title: str  # module and qualified name
    module: ModuleType
    outer: _Scope | None = None
    names: dict[str, list[Callable[[], Meanings]]] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)  # declared global or nonlocal
    kind: type | None = None  # of the body of a class
    function: ast.AST | None = None
    hidden: dict[str, Any] = field(default_factory=dict)  # of a module: what only type checkers import

    def title_of(self, name: str) -> str:
        is_local = self.kind is None and self.outer is not None
        return f"{self.title}{'.<locals>' if is_local else ''}.{name}"

    def find(self, name: str) -> Meanings:
        own = self.names.get(name)
        if own is not None:
            self.names[name] = [lambda: (_UNKNOWN,)]  # a name may be made of itself
            try:
                return tuple(meaning for each in own for meaning in each())
            finally:
                self.names[name] = own
        if self.outer is not None:
            return self.outer.find(name)
        held = {**vars(builtins), **self.hidden, **names_in(self.module)}
        return (held.get(name, _UNKNOWN),)


class Sends:
    """Reads the sources of modules for sends of the signals whose ids are known."""

    def __init__(self, sources: Sources, known: frozenset[int], kinds: tuple[type, ...]) -> None:
        self._sources = sources
        self._known = known
        self._kinds = kinds
        self.of: dict[int, list[Sent]] = {}  # by signal
        self.unresolved: list[SendSite] = []
        self.fleeting: dict[int, list[FleetingSite]] = {}

    def read(self, module: ModuleType) -> None:
        """Add what one module sends."""
        tree = self._sources.tree(module)
        if tree is not None:
            self._walk(tree.body, self._in_module(module))

    # Walking.

    def _walk(self, nodes: Iterable[ast.AST], scope: _Scope) -> None:
        waiting = [*nodes][::-1]  # rather than recursion: a chain of a thousand `elif` or `+` is as deep
        while waiting:
            node = waiting.pop()
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    self._note_decorated(node, scope)
                    self._walk(_around(node), scope)
                    self._walk(node.body, self._in_function(node, scope))
                case ast.Lambda():
                    self._walk(_around(node), scope)
                    self._walk([node.body], self._in_lambda(node, scope))
                case ast.ClassDef():
                    self._walk([*node.decorator_list, *node.bases, *node.keywords], scope)
                    self._walk(node.body, self._in_class(node, scope))
                case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                    self._walk(ast.iter_child_nodes(node), self._in_comprehension(node, scope))
                case ast.Call(func=ast.Attribute(attr=method, value=value)) if method in METHODS:
                    self._note(node.func, scope, node)
                    self._walk([value, *node.args, *node.keywords], scope)
                case ast.Call(func=ast.Attribute(attr="connect", value=value), args=[receiver, *_]):
                    self._note_connect(node, value, receiver, scope)
                    self._walk(ast.iter_child_nodes(node), scope)
                case ast.Attribute(attr=method) if method in METHODS:
                    self._note(node, scope, None)
                    self._walk([node.value], scope)
                case _:
                    waiting += [*ast.iter_child_nodes(node)][::-1]

    def _note(self, sends: Any, scope: _Scope, call: ast.Call | None) -> None:
        meanings = self._resolve(sends.value, scope)
        place = Place(path_of(scope.module), sends.end_lineno or sends.lineno)
        sender = None if call is None else _sender_of(call)
        site = SendSite(scope.title, place, sends.attr, None if sender is None else ast.unparse(sender))
        for found in dict.fromkeys(id(each) for each in meanings if id(each) in self._known):
            self.of.setdefault(found, []).append(Sent(site, self._resolve(sender, scope), scope.module, call))
        if call is not None and _may_be_send(call) and any(map(self._may_be_signal, meanings)):
            self.unresolved.append(site)

    def _may_be_signal(self, meaning: object) -> bool:
        kind = meaning.kind if isinstance(meaning, _Instance) else type(meaning)
        return meaning is _UNKNOWN or (issubclass(kind, self._kinds) and id(meaning) not in self._known)

    # Connecting what nothing holds.

    def _note_connect(self, call: ast.Call, value: ast.expr, receiver: ast.expr, scope: _Scope) -> None:
        weak = _weak_of(call)
        for signal in [each for each in self._resolve(value, scope) if id(each) in self._known]:
            is_weak = weak is True or (weak is None and not issubclass(type(signal), OURS))
            match receiver:
                case ast.Lambda():
                    is_lost = is_weak
                case ast.Name(id=name):
                    is_lost = is_weak and _is_made_in(scope, name) and _uses(scope, name) == 1
                case ast.Attribute(value=ast.Call() as made):  # a method of an object that is made there
                    is_lost = weak is not False and all(
                        isinstance(each, _Instance) for each in self._resolve(made, scope)
                    )
                case _:
                    is_lost = False
            if is_lost:
                self._lose(signal, ast.unparse(receiver), call, scope)

    def _note_decorated(self, node: _Function, scope: _Scope) -> None:
        """Note a function that is made by another one, and connected by Django's `receiver`, which is weak."""
        for each in node.decorator_list if _is_made_in(scope, node.name) and not _uses(scope, node.name) else ():
            match each:
                case ast.Call(func=func, args=[signals, *_]) if _weak_of(each) is not False:
                    is_list = isinstance(signals, ast.List | ast.Tuple)
                    meant = self._each_of(signals, scope) if is_list else self._resolve(signals, scope)
                    for signal in meant if any(map(_is_djangos_receiver, self._resolve(func, scope))) else ():
                        self._lose(signal, node.name, each, scope)
                case _:
                    pass

    def _lose(self, signal: object, receiver: str, node: ast.Call, scope: _Scope) -> None:
        site = FleetingSite(scope.title, Place(path_of(scope.module), node.lineno), receiver)
        self.fleeting.setdefault(id(signal), []).append(site)

    # Scopes.

    def _in_module(self, module: ModuleType) -> _Scope:
        """Return the outermost scope: what the module holds, and what it imports `if TYPE_CHECKING`."""
        inner = _Scope(module.__name__, module)
        for branch in getattr(self._sources.tree(module), "body", ()):
            for node in ast.walk(branch) if isinstance(branch, ast.If) else ():
                if isinstance(node, ast.Import | ast.ImportFrom):
                    inner.hidden |= dict(_imported(node, module))
        return inner

    def _in_function(self, node: _Function, scope: _Scope) -> _Scope:
        outer = scope.outer if scope.kind else scope
        inner = _Scope(scope.title_of(node.name), scope.module, outer, function=node)
        parameters = node.args
        positional = [*parameters.posonlyargs, *parameters.args]
        for parameter in [*positional, *parameters.kwonlyargs]:
            inner.names[parameter.arg] = [partial(self._of_annotation, parameter.annotation, outer)]
        for several in (parameters.vararg, parameters.kwarg):
            if several is not None:
                inner.names[several.arg] = [lambda: (_UNKNOWN,)]
        if scope.kind and positional and not _is_decorated(node, "staticmethod"):
            itself = scope.kind if _is_decorated(node, "classmethod") else _Instance(scope.kind)
            inner.names[positional[0].arg] = [lambda: (itself,)]
        self._bind(node.body, inner)
        for name in inner.elsewhere:
            inner.names.pop(name, None)
        return inner

    @staticmethod
    def _in_lambda(node: ast.Lambda, scope: _Scope) -> _Scope:
        names = [each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)]
        return _Scope(scope.title, scope.module, scope, {name: [lambda: (_UNKNOWN,)] for name in names})

    def _in_class(self, node: ast.ClassDef, scope: _Scope) -> _Scope:
        held: object = None
        if scope.kind is not None:
            held = class_attribute(scope.kind, node.name)
        elif scope.outer is None:
            held = names_in(scope.module).get(node.name)
        kind: Any = held if issubclass(type(held), type) else object  # of one that a function makes nothing is known
        inner = _Scope(scope.title_of(node.name), scope.module, scope.outer if scope.kind else scope, kind=kind)
        self._bind(node.body, inner)
        return inner

    def _in_comprehension(self, node: _Comprehension, scope: _Scope) -> _Scope:
        inner = _Scope(scope.title, scope.module, scope)
        for each in node.generators:
            self._bind_target(each.target, partial(self._each_of, each.iter, scope), inner)
        return inner

    def _bind(self, body: Iterable[ast.AST], scope: _Scope) -> None:
        """Note what statements bind, but not what functions and classes among them do."""
        waiting = [*body][::-1]
        while waiting:
            node = waiting.pop()
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    scope.names.setdefault(name, []).append(lambda: (_UNKNOWN,))
                case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                    pass
                case ast.Import() | ast.ImportFrom():
                    for name, meaning in _imported(node, scope.module):
                        scope.names.setdefault(name, []).append(partial(lambda found: (found,), meaning))
                case ast.Assign(targets=targets, value=value):
                    for target in targets:
                        self._bind_target(target, partial(self._resolve, value, scope), scope)
                case ast.AnnAssign(target=target, annotation=annotation, value=value):
                    known = (
                        partial(self._resolve, value, scope)
                        if value
                        else partial(self._of_annotation, annotation, scope)
                    )
                    self._bind_target(target, known, scope)
                case ast.NamedExpr(target=target, value=value):
                    self._bind_target(target, partial(self._resolve, value, scope), scope)
                case ast.For(target=target, iter=iterable) | ast.AsyncFor(target=target, iter=iterable):
                    self._bind_target(target, partial(self._each_of, iterable, scope), scope)
                    self._bind(node.body + node.orelse, scope)
                case ast.withitem(optional_vars=ast.expr() as target):
                    self._bind_target(target, lambda: (_UNKNOWN,), scope)
                case ast.Global(names=names) | ast.Nonlocal(names=names):
                    scope.elsewhere.update(names)
                case _:
                    waiting += [*ast.iter_child_nodes(node)][::-1]

    @staticmethod
    def _bind_target(target: ast.expr, known: Callable[[], Meanings], scope: _Scope) -> None:
        if isinstance(target, ast.Name):
            scope.names.setdefault(target.id, []).append(known)
            return
        for each in ast.walk(target):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                scope.names.setdefault(each.id, []).append(lambda: (_UNKNOWN,))

    # What expressions mean.

    def _resolve(self, node: ast.AST | None, scope: _Scope) -> Meanings:
        match node:
            case ast.Name(id=name):
                found = class_attribute(scope.kind, name) if scope.kind else None
                return scope.find(name) if found is None else (found,)
            case ast.Attribute(value=value, attr=attr):
                return tuple(each for owner in self._resolve(value, scope) for each in self._attribute(owner, attr))
            case ast.Call(func=func, args=arguments):
                made = self._resolve(func, scope)
                if made == (type,) and len(arguments) == 1:
                    return tuple(
                        each.kind if isinstance(each, _Instance) else _UNKNOWN
                        for each in self._resolve(arguments[0], scope)
                    )
                return tuple(_Instance(each) if issubclass(type(each), type) else _UNKNOWN for each in made)
            case ast.IfExp(body=one, orelse=other):
                return self._resolve(one, scope) + self._resolve(other, scope)
            case ast.BoolOp(values=values):
                return tuple(meaning for each in values for meaning in self._resolve(each, scope))
            case ast.NamedExpr(value=value):
                return self._resolve(value, scope)
            case ast.Subscript(value=value):  # Signal[type[OrderService], OrderCompleted]
                made = self._resolve(value, scope)
                return tuple(each if issubclass(type(each), type) else _UNKNOWN for each in made)
            case ast.Constant(value=constant):
                return (_Instance(type(constant)),)
            case _:
                return (_UNKNOWN,)

    def _each_of(self, node: ast.expr, scope: _Scope) -> Meanings:
        """Return what is in a list or tuple that is written out, or held by a module or a class."""
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return tuple(meaning for each in node.elts for meaning in self._resolve(each, scope))
        held = self._resolve(node, scope)
        return tuple(each for some in held for each in (some if type(some) in (list, tuple) else (_UNKNOWN,)))

    def _attribute(self, owner: Any, attr: str) -> Meanings:
        if owner is _UNKNOWN:
            return (_UNKNOWN,)
        if issubclass(type(owner), ModuleType):
            return (names_in(owner).get(attr, sys.modules.get(f"{owner.__name__}.{attr}", _UNKNOWN)),)
        if isinstance(owner, _Instance):
            return self._of_instance(owner.kind, attr)
        if issubclass(type(owner), type):
            return (_plain(class_attribute(owner, attr)),)
        own = own_attributes(owner)
        return (own[attr],) if attr in own else self._of_instance(type(owner), attr)

    def _of_instance(self, kind: type, attr: str) -> Meanings:
        """Return what an object of a class has by this name: what its class holds, or what its methods assign to it."""
        held = _plain(class_attribute(kind, attr))
        if issubclass(type(held), self._kinds):
            return (held,)
        assigned = [each for base in said(kind, "__mro__") for each in self._assigned(base, attr)]
        return tuple(meaning for each in assigned for meaning in each()) or (held,)

    def _assigned(self, kind: type, attr: str) -> Iterator[Callable[[], Meanings]]:
        module = sys.modules.get(str(said(kind, "__module__")))
        node = module and self._sources.class_in(module, str(said(kind, "__qualname__")))
        if not module or not node:
            return
        scope = _Scope("", module, self._in_module(module), kind=kind)
        for each in node.body:
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and each.target.id == attr:
                yield partial(self._of_annotation, each.annotation, scope)
            elif isinstance(each, _Function) and each.args.args:
                own, inner = each.args.args[0].arg, self._in_function(each, scope)
                for inside in ast.walk(each):
                    yield from self._assigned_by(inside, own, attr, inner)

    def _assigned_by(self, node: ast.AST, own: str, attr: str, scope: _Scope) -> Iterator[Callable[[], Meanings]]:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            match target:
                case ast.Attribute(value=ast.Name(id=name), attr=found) if (name, found) == (own, attr):
                    yield partial(self._resolve, getattr(node, "value", None), scope)
                case _:
                    pass

    def _of_annotation(self, node: ast.AST | None, scope: _Scope | None) -> Meanings:
        """Return what a parameter may be, by its annotation."""
        match node:
            case ast.Constant(value=str(text)):
                try:
                    return self._of_annotation(ast.parse(text, mode="eval").body, scope)
                except SyntaxError:
                    return (_UNKNOWN,)
            case ast.Constant(value=None):
                return ()
            case ast.BinOp(left=left, right=right):
                return self._of_annotation(left, scope) + self._of_annotation(right, scope)
            case ast.Subscript(value=value, slice=inside) if scope:
                origin = self._resolve(value, scope)
                first = inside.elts[0] if isinstance(inside, ast.Tuple) else inside
                if origin == (type,):
                    return self._resolve(first, scope)
                if any(origin[0] is each for each in _OF_ITSELF):
                    return self._of_annotation(first, scope)
                return self._of_annotation(value, scope)
            case ast.Name() | ast.Attribute() if scope:
                found = self._resolve(node, scope)
                return tuple(_Instance(each) if issubclass(type(each), type) else _UNKNOWN for each in found)
            case _:
                return (_UNKNOWN,)


def _plain(held: Any) -> Any:
    """Return what a class holds, unless accessing it gives something else."""
    return _UNKNOWN if held is None or class_attribute(type(held), "__get__") is not None else held


def _is_decorated(node: _Function, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in node.decorator_list)


def _around(node: _Function | ast.Lambda) -> list[ast.AST]:
    """Return what stands in a definition but runs outside it."""
    defaults = [*node.args.defaults, *(each for each in node.args.kw_defaults if each is not None)]
    return [*getattr(node, "decorator_list", ()), *defaults]


def _imported(node: ast.Import | ast.ImportFrom, module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Yield what an import inside a function binds."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            name = alias.name if alias.asname else alias.name.partition(".")[0]
            yield alias.asname or name, sys.modules.get(name, _UNKNOWN)
        return
    origin = origin_of(node, module)
    for alias in node.names:
        held: Mapping[str, Any] = names_in(sys.modules.get(origin))
        yield alias.asname or alias.name, held.get(alias.name, sys.modules.get(f"{origin}.{alias.name}", _UNKNOWN))


def _weak_of(call: ast.Call) -> bool | None:
    """Return what is said of `weak`, None for nothing; False for what is not known, for then it may be held."""
    found = next((each.value for each in call.keywords if each.arg in {"weak", None}), ast.Constant(None))
    said = found.value if isinstance(found, ast.Constant) else False
    return said if isinstance(said, bool) else None


def _is_made_in(scope: _Scope, name: str) -> bool:
    """Whether a name is that of a function which this very function makes."""
    inside = ast.walk(scope.function) if scope.function else ()
    return any(isinstance(each, _Function) and each.name == name and each is not scope.function for each in inside)


def _uses(scope: _Scope, name: str) -> int:
    """Return how often a function reads a name: once more than to connect it, and something may hold what it stands for."""
    inside = ast.walk(scope.function) if scope.function else ()
    return sum(isinstance(each, ast.Name) and each.id == name for each in inside)


def _is_djangos_receiver(meaning: object) -> bool:
    is_receiver = type(meaning) is FunctionType and meaning.__qualname__ == "receiver"
    return is_receiver and str(meaning.__module__).startswith(("django.dispatch", "typedsignals.django"))


def _sender_of(call: ast.Call) -> ast.expr | None:
    by_keyword = next((each.value for each in call.keywords if each.arg == "sender"), None)
    return by_keyword or (call.args[0] if call.args else None)


def _may_be_send(call: ast.Call) -> bool:
    """Whether it names a sender; what generators and sockets are sent looks the same."""
    return bool(call.args) or any(each.arg in {"sender", None} for each in call.keywords)
