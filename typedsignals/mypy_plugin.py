"""A plugin for mypy, which says what types alone cannot: ``plugins = typedsignals.mypy_plugin`` in mypy's configuration.

Decorated receivers keep their exact type. Two kinds of mistakes are reported that no type checker sees: ``[signal-sender]``, a
sender that never sends the signal, and ``[signal-keyword]``, parameters of a receiver against what is sent.

Rules of this file:
- It imports mypy and the standard library, nothing of this package: so its path will do, too, where mypy runs from another
  environment. Django's models are known where another plugin has set Django up, as that of django-stubs does.
- Hooks answer for our own classes, found by their bases. All else is left to mypy and to other plugins.
- An error that is reported while mypy tries the overloads of a function makes it take a laxer one. So what is wrong with the
  sender of Django's ``receiver`` waits in the type that this returns, ``Connects``, until the decorator is called.
- Whether a receiver fits is mypy's to say; names are looked at where it fits.
- A hook that fails leaves mypy's own answer, and says so in a note: no code that is checked makes a run crash.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from mypy import erasetype, errorcodes, expandtype, maptype, messages, nodes, subtypes, types
from mypy.options import Options
from mypy.plugin import FunctionContext, MethodContext, MethodSigContext, Plugin, ReportConfigContext

SENDER = errorcodes.ErrorCode("signal-sender", "Check that a sender= can send the signal", "Signals")
KEYWORD = errorcodes.ErrorCode("signal-keyword", "Check a receiver's parameters against what is sent", "Signals")

# How mypy calls what is ours; a test holds it against the package.
CONNECTABLE = "typedsignals._signal.Connectable"
KEYWORD_CONNECTABLE = "typedsignals._keyword.KeywordConnectable"
CONNECTORS = frozenset({"typedsignals._receiver._Connector", "typedsignals._receiver._ConnectorToBoth"})
KEYWORD_CONNECTORS = frozenset(
    {"typedsignals._receiver._KeywordConnector", "typedsignals._receiver._KeywordConnectorToBoth"}
)
REPLACED = "typedsignals.testing._mute.replaced"
VIEW = "typedsignals.django.types.TypedSignal"
DECLARED = "typedsignals.django.types.DeclaredSignal"
RECEIVER = "typedsignals.django.types.receiver"
OVERLAID = "django.dispatch.dispatcher.receiver"  # the same in the overlay, which says more than django-stubs
CONNECTS = "typedsignals.django.types.Connects"
# What several signals send: these do not say all of it.
UNTOLD = frozenset({"typedsignals.django.types.AnyReceiver", "typedsignals.django.types.ModelsReceiver"})
# What is sent from the class of a relation, which need not be that of the instance.
SHARED = "typedsignals.django.types.InstancesReceiver"  # all that may be sent with an instance
RELATED = frozenset({"typedsignals.django.types.M2MChangedReceiver", SHARED})
# And Django's own.
SIGNAL = "django.dispatch.dispatcher.Signal"
MODEL = "django.db.models.base.Model"

OLDEST, NEWEST = (1, 18), (2,)  # a series as a whole: what a newer mypy of it does otherwise, a note will say
MEDIUM = 10  # how much mypy cares for an import inside a function
BY_KEYWORD = {nodes.ARG_POS: nodes.ARG_NAMED, nodes.ARG_OPT: nodes.ARG_NAMED_OPT}

ContextT = TypeVar("ContextT", FunctionContext, MethodContext, MethodSigContext)
AnswerT = TypeVar("AnswerT")
AnyContext: TypeAlias = FunctionContext | MethodContext | MethodSigContext


def plugin(version: str) -> type[Plugin]:
    """Return the plugin; for a mypy that it does not know, one that does nothing, with a note."""
    numbers = tuple(map(int, re.findall(r"\d+", version)[:2]))
    if numbers >= OLDEST and numbers[:1] <= NEWEST:
        return SignalsPlugin
    known = f"{OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.*"
    sys.stderr.write(f"note: typedsignals.mypy_plugin knows mypy {known}; with mypy {version} it does nothing\n")
    return Plugin


class SignalsPlugin(Plugin):
    """Which names are ours, and what is done where they are met."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        hooks: dict[str, Callable[[FunctionContext], types.Type]] = {
            RECEIVER: self._receiver_of_django,
            OVERLAID: self._receiver_of_django,
            REPLACED: _replace,
        }
        # Made once: mypy asks twice for each overload that it tries.
        self._functions = {name: _guarded(hook, attrgetter("default_return_type")) for name, hook in hooks.items()}

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], types.Type] | None:
        """Check what is connected, and give decorated receivers back as they came."""
        owner, _, method = fullname.rpartition(".")
        hook: Callable[[MethodContext], types.Type] | None = None
        if method in {"connect", "connected"}:
            if self._is_a(owner, KEYWORD_CONNECTABLE):
                hook = partial(_connect, method=method, by_keywords=True)
            elif self._is_a(owner, CONNECTABLE):
                hook = partial(_connect, method=method, by_keywords=False)
        elif method == "__call__":
            if owner == CONNECTS:
                hook = _exact
            elif owner in CONNECTORS | KEYWORD_CONNECTORS:
                hook = partial(_connect, method=method, by_keywords=owner in KEYWORD_CONNECTORS)
        return hook and _guarded(hook, attrgetter("default_return_type"))

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], types.FunctionLike] | None:
        """Check what is connected to signals of Django's, and say what a label stands for, and how a declared signal calls."""
        owner, _, method = fullname.rpartition(".")
        hook: Callable[[MethodSigContext], types.FunctionLike] | None = None
        if method == "__call__" and owner == CONNECTS:
            hook = self._signature_of_decorator
        elif method == "connect" and self._is_a(owner, VIEW):
            hook = self._signature_of_connect
        return hook and _guarded(hook, attrgetter("default_signature"))

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], types.Type] | None:
        """Check the sender that a signal is given with."""
        is_plain = fullname == OVERLAID and not isinstance(self._node(fullname), nodes.OverloadedFuncDef)
        return None if is_plain else self._functions.get(fullname)

    def get_additional_deps(self, file: nodes.MypyFile) -> list[tuple[int, str, int]]:
        """Have the models read of which a file has but the labels."""
        names = filter(None, _labels_in(file.path).values())
        return [(MEDIUM, name.rpartition(".")[0], -1) for name in names]

    def report_config_data(self, ctx: ReportConfigContext) -> dict[str, str | None] | None:
        """Have a file checked again when one of its labels stands for another model than it did."""
        return _labels_in(ctx.path) or None

    def _is_a(self, name: str, base: str) -> bool:
        return (info := self._class(name)) is not None and info.has_base(base)

    def _class(self, name: str) -> nodes.TypeInfo | None:
        node = self._node(name)
        return node if isinstance(node, nodes.TypeInfo) else None

    def _node(self, name: str) -> nodes.SymbolNode | None:
        found = self.lookup_fully_qualified(name)
        return found.node if found else None

    # Django's signals.

    def _receiver_of_django(self, ctx: FunctionContext) -> types.Type:
        """Carry what `receiver` returns to the call of the decorator, with the types of sender, signals and `subclasses`.

        No more than that: this is done for each of some seventy overloads. And for whatever they return: where mypy cannot
        tell which one is meant, it asks whether all of them return the same class.
        """
        decorator, carrier = next(_callables(ctx.default_return_type), None), self._class(CONNECTS)
        signals = ctx.arg_types[0][0] if ctx.arg_types[0] else types.NoneType()
        parts = [decorator or ctx.default_return_type, _sender(ctx)[1] or types.NoneType(), signals, _subclasses(ctx)]
        return types.Instance(carrier, parts) if carrier else ctx.default_return_type

    def _signature_of_decorator(self, ctx: MethodSigContext) -> types.CallableType:
        """Return the decorator that was carried here, with what is known of the sender."""
        decorator, given, signals, told = map(
            types.get_proper_type, ctx.type.args if isinstance(ctx.type, types.Instance) else ()
        )
        if not isinstance(decorator, types.CallableType):
            return ctx.default_signature  # Any, where mypy cannot tell which signal it is
        faults = (_foreign(ctx, signal, given, told) for signal in _each(signals))
        return self._checked(ctx, decorator, given, next(filter(None, faults), None))

    def _signature_of_connect(self, ctx: MethodSigContext) -> types.CallableType:
        """Return one of the overloads of `connect`, with what is known of the sender."""
        given = _sender(ctx)[1] or types.NoneType()
        return self._checked(ctx, ctx.default_signature, given, _foreign(ctx, ctx.type, given))

    def _checked(
        self, ctx: MethodSigContext, function: types.CallableType, given: types.ProperType, fault: str | None
    ) -> types.CallableType:
        """Check the receiver that a function is called with; compare that of a declared signal with what Django calls."""
        if _models(function):
            fault = fault or _unknown(_label(given))
            function = self._with_model(function, _label(given))
        if fault and ctx.args[0]:
            _report_sender(ctx, fault)
        if fault or len(ctx.args[0]) != 1 or isinstance(ctx.args[0][0], nodes.LambdaExpr):
            return function
        receiver = ctx.api.get_expression_type(ctx.args[0][0])
        formal, *others = function.arg_types
        called = self._call(formal, receiver)
        unsent, sent = _unsent(receiver, lambda: [called])
        # What some other signal sends with an instance is left alone: the receiver may be connected to that, too.
        of_instances = bool(unsent) and any("instance" in call.arg_names for call in _callables(called))
        shared = _sent_by(self._class(SHARED)) if of_instances else set()
        _report_unsent(ctx, [each for each in unsent if each not in shared], sent)
        if called is not formal and not all(map(_takes_more, _callables(receiver))) and _fits(receiver, [called]):
            name, signal = _parties(ctx)
            why = f"Django refuses it where DEBUG is set, and {signal} may have more to send tomorrow"
            ctx.api.fail(f"{name} takes no **kwargs: {why}", ctx.args[0][0], code=KEYWORD)
        return _changed(function, arg_types=[called, *others])

    def _with_model(self, function: types.CallableType, label: str | None) -> types.CallableType:
        """Put the model that a label stands for in the place of the variable that waits for one."""
        name = label and _model(label)
        info = self._class(name) if name else None
        formal = _bound(function.arg_types[0])
        if info is None or (isinstance(formal, types.Instance) and formal.type.fullname in RELATED):
            return function
        model = types.Instance(info, [types.AnyType(types.TypeOfAny.special_form) for _ in info.type_vars])
        known = {variable.id: _told(variable, model) for variable in _models(function)}
        variables = [known.get(variable.id, variable) for variable in function.variables]
        rest = [variable for variable in variables if isinstance(variable, types.TypeVarLikeType)]
        return _changed(expandtype.expand_type(function, known), variables=rest)

    def _call(self, formal: types.Type, receiver: types.Type) -> types.Type:
        """Return the call that Django makes: what was declared, all by keyword, and `signal` beside it.

        Without `signal` for a receiver that takes neither that nor `**kwargs`: that it has no `**kwargs` is said instead.
        """
        declared = types.get_proper_type(formal)
        signal = self._class(SIGNAL)
        if not isinstance(declared, types.CallableType) or _is_open(declared) or signal is None:
            return formal
        kinds = [BY_KEYWORD.get(kind, kind) for kind in declared.arg_kinds]
        called = _changed(declared, arg_kinds=kinds)
        if not any("signal" in taking.arg_names or _takes_more(taking) for taking in _callables(receiver)):
            return called
        return _changed(
            called,
            arg_types=[types.Instance(signal, []), *called.arg_types],
            arg_kinds=[nodes.ARG_NAMED, *kinds],
            arg_names=["signal", *called.arg_names],
        )


# Our own signals.


def _connect(ctx: MethodContext, method: str, *, by_keywords: bool) -> types.Type:
    """Check a connection to a signal of ours."""
    fault = _foreign(ctx, ctx.type, _sender(ctx)[1]) if ctx.args[0] else None
    if fault:
        _report_sender(ctx, fault)
    elif by_keywords and ctx.args[0]:
        unsent, sent = _unsent(ctx.arg_types[0][0], lambda: _formals(ctx.type, method), by_position=True)
        _report_unsent(ctx, [each for each in unsent if each != "signal"], sent)  # that of a receiver of Django's, too
    return ctx.default_return_type if method == "connected" else _exact(ctx)


def _replace(ctx: FunctionContext) -> types.Type:
    """Check the sender of what is replaced."""
    signal = ctx.arg_types[ctx.callee_arg_names.index("signal")]
    fault = signal and _foreign(ctx, signal[0], _sender(ctx)[1])
    if fault:
        ctx.api.fail(f"There is nothing to replace: {fault}", _sender(ctx)[0] or ctx.context, code=SENDER)
    return ctx.default_return_type


def _guarded(
    hook: Callable[[ContextT], AnswerT], default: Callable[[ContextT], AnswerT]
) -> Callable[[ContextT], AnswerT]:
    """Let mypy's own answer stand where the hook fails."""

    def guarded(ctx: ContextT) -> AnswerT:
        try:
            return hook(ctx)
        except Exception as error:  # noqa: BLE001  # what is raised in a hook ends the run of mypy
            ctx.api.msg.note(f"typedsignals.mypy_plugin cannot check this: {error!r}", ctx.context)
            return default(ctx)

    return guarded


# What is reported.


def _report_sender(ctx: MethodContext | MethodSigContext, fault: str) -> None:
    receiver, _ = _parties(ctx)
    ctx.api.fail(f"{receiver} is never called: {fault}", _sender(ctx)[0] or ctx.args[0][0], code=SENDER)


def _foreign(
    ctx: AnyContext, signal: types.Type, given: types.ProperType | None, subclasses: types.ProperType | None = None
) -> str | None:
    """Say what is wrong if what is given as `sender=` never sends the signal."""
    sends = _declared_sender(signal)
    if sends is None or given is None or subtypes.is_subtype(given, types.UnionType([sends, types.NoneType()])):
        return None
    if (subclasses or _subclasses(ctx)).can_be_true and subtypes.is_subtype(sends, given):
        return None  # a base of what sends
    declared, found = (messages.format_type(each, ctx.api.options) for each in (sends, given))
    return f"{_signals(ctx)} is sent by {declared}, not by {found}"


def _unknown(label: str | None) -> str | None:
    """Say what is wrong if a label names no model."""
    apps = _apps()
    if label is None or apps is None or _model(label):
        return None
    near = get_close_matches(label, (f"{each._meta.label}" for each in apps.get_models()), 1)  # noqa: SLF001
    return f'there is no model "{label}"{_hint(near)}'


def _report_unsent(ctx: MethodContext | MethodSigContext, unsent: list[str], sent: set[str]) -> None:
    stacked = _names_stacked(ctx) if unsent else set()
    for parameter in unsent:
        if parameter not in stacked:
            name, signal = _parties(ctx)
            near = get_close_matches(parameter, sorted(sent), 1)
            what = f'Parameter "{parameter}" of {name} is never sent by {signal}{_hint(near)}'
            ctx.api.fail(what, ctx.args[0][0], code=KEYWORD)


def _names_stacked(ctx: MethodContext | MethodSigContext) -> set[str]:
    """Return what the signals of all the decorators of a receiver send."""
    decorators = ctx.context.decorators if isinstance(ctx.context, nodes.Decorator) else []
    made = [types.get_proper_type(ctx.api.get_expression_type(each)) for each in decorators]
    carried = [
        each.args[0] if isinstance(each, types.Instance) and each.type.fullname == CONNECTS else each for each in made
    ]
    formals = [function.arg_types[0] for each in carried for function in _callables(each) if function.arg_types]
    return {name for formal in formals for call in _callables(formal) for name, _ in _parameters(call)}


def _hint(near: list[str]) -> str:
    return f'; did you mean "{near[0]}"?' if near else ""


def _parties(ctx: MethodContext | MethodSigContext) -> tuple[str, str]:
    """Return how a message calls the receiver and the signal."""
    if isinstance(ctx.context, nodes.Decorator):
        return f'"{ctx.context.func.name}"', _signals(ctx)
    if isinstance(ctx.context, nodes.ClassDef):
        return f'"{ctx.context.name}"', _signals(ctx)
    return _quoted(ctx.args[0][0], "the receiver"), _signals(ctx)


def _signals(ctx: AnyContext) -> str:
    """Return how a message calls the signal of `signal.connect` or those of `receiver(signal, …)`."""
    where = ctx.context
    connecting: nodes.Context | None = where
    if isinstance(where, nodes.Decorator | nodes.ClassDef):
        at = ctx.args[0][0].line, ctx.args[0][0].column  # those of the decorator: of several, the one that connects
        connecting = next((each for each in where.decorators if (each.line, each.column) == at), None)
    elif isinstance(where, nodes.CallExpr) and not isinstance(ctx, FunctionContext):
        connecting = where.callee
    if isinstance(connecting, nodes.MemberExpr):
        return _quoted(connecting.expr, "the signal")
    if isinstance(connecting, nodes.CallExpr):
        arguments = [*zip(connecting.args, connecting.arg_names, strict=True)]
        named = [given for given, name in arguments if name == "signal"]
        given = named or [given for given, name in arguments if name is None]
        return " and ".join(_quoted(each, "a signal") for each in given)
    return "the signal"


def _quoted(expression: nodes.Expression, otherwise: str) -> str:
    if isinstance(expression, nodes.ListExpr | nodes.TupleExpr):
        return " and ".join(_quoted(each, otherwise) for each in expression.items)
    name = _dotted(expression)
    return f'"{name}"' if name else otherwise


def _dotted(expression: nodes.Expression) -> str:
    """Return a name as it is written, without the owners that have none: `hear` of `listener().hear`."""
    if isinstance(expression, nodes.MemberExpr):
        return f"{_dotted(expression.expr)}.{expression.name}".lstrip(".")
    return expression.name if isinstance(expression, nodes.NameExpr) else ""


# What the types say.


def _unsent(
    receiver: types.Type, formals: Callable[[], list[types.Type]], *, by_position: bool = False
) -> tuple[list[str], set[str]]:
    """Return the parameters with a default that nobody sends, of a receiver that fits; and what is sent beside the others."""
    ways = [*_callables(receiver)]
    parameters = _parameters(ways[0]) if len(ways) == 1 else []
    sender = 1 if by_position and parameters and parameters[0][1].is_positional() else 0
    options = [name for name, kind in parameters[sender:] if kind.is_optional() and not name.startswith("_")]
    if not options:
        return [], set()
    wanted = formals()
    calls = [call for formal in wanted for call in _callables(formal)]
    sent = {name for call in calls for name, kind in _parameters(call) if not kind.is_star()}
    unsent = [name for name in options if name not in sent]
    told = bool(calls) and not any(map(_is_open, calls)) and not any(map(_is_untold, wanted))
    if not unsent or not told or not _fits(receiver, wanted):
        return [], set()
    return unsent, sent - {name for name, _ in parameters}


def _fits(receiver: types.Type, formals: list[types.Type]) -> bool:
    return any(subtypes.is_subtype(receiver, erasetype.erase_typevars(formal)) for formal in formals)


def _sent_by(info: nodes.TypeInfo | None) -> set[str]:
    """Return what is sent to receivers that are declared by a protocol."""
    call = info.names["__call__"].type if info else None
    return {name for each in _callables(call or types.NoneType()) for name, _ in _parameters(each)}


def _exact(ctx: MethodContext) -> types.Type:
    """Return the receiver's own type, unless that says less than what it was connected as."""
    if not ctx.args[0]:
        return ctx.default_return_type
    given = types.get_proper_type(ctx.arg_types[0][0])
    untyped = isinstance(given, types.AnyType) or (isinstance(given, types.CallableType) and given.implicit)
    is_lambda = isinstance(ctx.args[0][0], nodes.LambdaExpr)
    return ctx.default_return_type if untyped or is_lambda else given


def _sender(ctx: AnyContext) -> tuple[nodes.Expression | None, types.ProperType | None]:
    """Return what is given as `sender=`, and its type: a literal, where the value is known."""
    given = _argument(ctx, "sender")
    if given is None:
        return None, None
    proper = types.get_proper_type(ctx.api.get_expression_type(given))
    if not isinstance(proper, types.Instance):
        return given, proper
    label = _user_label() if _is_user_setting(given) else None
    return given, types.LiteralType(label, proper) if label else proper.last_known_value or proper


def _subclasses(ctx: AnyContext) -> types.ProperType:
    """Return the type of what is given as `subclasses=`: a literal, where the value is known."""
    given = _argument(ctx, "subclasses")
    proper = types.get_proper_type(ctx.api.get_expression_type(given)) if given else types.NoneType()
    return (proper.last_known_value or proper) if isinstance(proper, types.Instance) else proper


def _argument(ctx: AnyContext, name: str) -> nodes.Expression | None:
    """Return what is given under a name, where it is given by itself."""
    names = ctx.default_signature.arg_names if isinstance(ctx, MethodSigContext) else ctx.callee_arg_names
    place = names.index(name) if name in names else None
    if place is None or len(ctx.args[place]) != 1:
        return None
    given = ctx.args[place][0]
    is_star = _is_unpacked(ctx, given) if isinstance(ctx, MethodSigContext) else ctx.arg_kinds[place][0].is_star()
    return None if is_star else given


def _is_unpacked(ctx: MethodSigContext, given: nodes.Expression) -> bool:
    """Say whether it is the `options` of `connect(receiver, **options)`."""
    call = ctx.context
    arguments = zip(call.args, call.arg_kinds, strict=True) if isinstance(call, nodes.CallExpr) else ()
    return any(each is given and kind.is_star() for each, kind in arguments)


def _declared_sender(signal: types.Type) -> types.Type | None:
    """Return the type of what sends a signal, where one is declared."""
    proper = types.get_proper_type(signal)
    bases = proper.type.mro if isinstance(proper, types.Instance) else []
    found = next((base for base in bases if base.fullname in {CONNECTABLE, KEYWORD_CONNECTABLE, DECLARED}), None)
    if found is None or not isinstance(proper, types.Instance):
        return None
    first = types.get_proper_type(maptype.map_instance_to_supertype(proper, found).args[0])
    if not isinstance(first, types.Parameters):
        return first if found.fullname != DECLARED else None
    return dict(zip(first.arg_names, first.arg_types, strict=True)).get("sender")


def _each(signals: types.Type) -> list[types.Type]:
    """Return the signals of a list or a tuple, or the one."""
    proper = types.get_proper_type(signals)
    if isinstance(proper, types.TupleType):
        return proper.items
    return (
        [*proper.args] if isinstance(proper, types.Instance) and proper.type.fullname == "builtins.list" else [proper]
    )


def _formals(signal: types.Type, method: str) -> list[types.Type]:
    """Return what a receiver may be: one for each overload of the method that takes it."""
    return [function.arg_types[0] for function in _callables(_member(signal, method))]


def _member(owner: types.Type, name: str) -> types.Type:
    found = subtypes.find_member(name, owner, owner) if isinstance(owner, types.Instance) else None
    return found or types.NoneType()


def _callables(of: types.Type) -> Iterator[types.CallableType]:
    """Return all ways to call something."""
    proper = types.get_proper_type(of)
    if isinstance(proper, types.CallableType):
        yield proper
    elif isinstance(proper, types.Overloaded | types.UnionType):
        for item in proper.items:
            yield from _callables(item)
    elif isinstance(proper, types.TypeVarType):
        yield from _callables(proper.upper_bound)
    elif isinstance(proper, types.Instance):
        yield from _callables(_member(proper, "__call__"))


def _changed(function: types.CallableType, **parts: Any) -> types.CallableType:
    return function.copy_modified(**parts)  # the types of its parameters are made for mypy alone


def _parameters(call: types.CallableType) -> list[tuple[str, nodes.ArgKind]]:
    return [(name or "_", kind) for name, kind in zip(call.arg_names, call.arg_kinds, strict=True)]


def _is_open(call: types.CallableType) -> bool:
    """Say whether nothing is known of the keywords: of those of `...` and of a ParamSpec."""
    return nodes.ARG_STAR in call.arg_kinds


def _is_untold(formal: types.Type) -> bool:
    proper = _bound(formal)
    return isinstance(proper, types.Instance) and proper.type.fullname in UNTOLD


def _bound(of: types.Type) -> types.ProperType:
    """Return what is asked of a receiver, where a decorator gives it back as it came."""
    proper = types.get_proper_type(of)
    return types.get_proper_type(proper.upper_bound) if isinstance(proper, types.TypeVarType) else proper


def _takes_more(call: types.CallableType) -> bool:
    return nodes.ARG_STAR2 in call.arg_kinds


# Django's models, where somebody has set Django up.


def _models(function: types.CallableType) -> list[types.TypeVarLikeType]:
    """Return the variables of a function that wait for a model: to be one, or to be called with one."""
    return [each for each in function.variables if _is_model(each.upper_bound) or _open_receiver(each)]


def _told(variable: types.TypeVarLikeType, model: types.Instance) -> types.Type:
    """Return what stands in the place of a variable once the model is known."""
    receiver = _open_receiver(variable)
    if receiver is None:
        return model
    arguments = [
        model if isinstance(types.get_proper_type(each), types.UninhabitedType) else each for each in receiver.args
    ]
    return variable.copy_modified(id=variable.id, upper_bound=types.Instance(receiver.type, arguments))


def _open_receiver(variable: types.TypeVarLikeType) -> types.Instance | None:
    """Return the bound of a variable that stands for receivers of whichever model: one of Never."""
    bound = types.get_proper_type(variable.upper_bound)
    if (
        not isinstance(bound, types.Instance)
        or not bound.args
        or not _is_model(bound.type.defn.type_vars[0].upper_bound)
    ):
        return None
    return bound if isinstance(types.get_proper_type(bound.args[0]), types.UninhabitedType) else None


def _is_model(of: types.Type) -> bool:
    proper = types.get_proper_type(of)
    return isinstance(proper, types.Instance) and proper.type.fullname == MODEL


def _apps() -> Any:
    """Return Django's registry, once it has all models."""
    apps = getattr(sys.modules.get("django.apps"), "apps", None)
    return apps if getattr(apps, "models_ready", False) else None


def _model(label: str) -> str | None:
    """Return the name of the model that a label stands for: as mypy knows it."""
    apps = _apps()
    try:
        model = apps and apps.get_model(label)
    except (LookupError, ValueError):  # there is no such app or model; it is no label
        return None
    return model and f"{model.__module__}.{model.__qualname__}"


def _label(given: types.ProperType) -> str | None:
    """Return the label that a sender is given by."""
    return given.value if isinstance(given, types.LiteralType) and isinstance(given.value, str) else None


def _is_user_setting(given: nodes.Expression) -> bool:
    owner = given.expr if isinstance(given, nodes.MemberExpr) and given.name == "AUTH_USER_MODEL" else None
    return isinstance(owner, nodes.RefExpr) and owner.fullname == "django.conf.settings"


def _user_label() -> str | None:
    return str(sys.modules["django.conf"].settings.AUTH_USER_MODEL) if _apps() else None


def _labels_in(path: str) -> dict[str, str | None]:
    """Return what may be labels in a file that connects something, each with the name of its model."""
    if _apps() is None or not path.endswith(".py"):
        return {}
    try:
        text = Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    if "receiver" not in text and "connect" not in text:
        return {}
    labels = {*re.findall(r"""["'](\w+\.\w+)["']""", text)}
    if "AUTH_USER_MODEL" in text and (user := _user_label()):
        labels.add(user)
    return {label: _model(label) for label in sorted(labels)}
