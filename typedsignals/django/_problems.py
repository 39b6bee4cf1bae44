"""Judges what the survey found: which connections cannot work as they stand, and why.

Rules of this file:
- A problem is certain, or it is silent: continuous integration fails for it, and nobody can switch it off.
- A wrapper may pass on more than it gets, or something else. Of what stands under one, only what looks like a misspelling
  of what is sent is a problem; `after_commit`, methods, partials and caches pass on what they get.
- No code of a receiver runs. What cannot be known is accepted.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from types import FunctionType, MethodType
from typing import cast

from django.apps import AppConfig, apps
from django.db.models import Model
from django.db.models.signals import ModelSignal

from typedsignals._core.callables import VARKEYWORDS, Unbound, class_attribute, layers, own_attributes
from typedsignals.django._contracts import Contract, contract_of
from typedsignals.wiring._found import Found, Surveyed

_NO_KWARGS = "takes no **kwargs: Django refuses it under DEBUG, and a new keyword breaks it"
_CLOSE = 0.85  # `create` is a misspelt `created`, `created_at` is not
_CACHE = type(functools.cache(len))
_PASSING = MethodType, staticmethod, classmethod, Unbound, _CACHE


def problems_of(surveyed: Surveyed, found: Found) -> tuple[str, ...]:
    """Say what is wrong with a connection of a signal of Django's; one of ours has refused what cannot work."""
    contract = contract_of(surveyed.name, surveyed.signal)
    parameters = _problems_of_parameters(found.connection.receiver, surveyed.name.rpartition(".")[2], contract)
    return (*_never_called(surveyed, found), *dict.fromkeys(parameters))


def did_you_mean(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return `; did you mean 'created'?`, or nothing where no name is close."""
    close = get_close_matches(name, sorted(known), n=1, cutoff=cutoff)
    return f"; did you mean {close[0]!r}?" if close else ""


# Senders.


def _never_called(surveyed: Surveyed, found: Found) -> Iterator[str]:
    if found.cannot_be_made is not None:
        yield (
            f"never called: each send of the signal raises {found.cannot_be_made}. Django holds the method weakly, and "
            "cannot make it anew from its object and its function; connect it with weak=False"
        )
    if found.waits_for is not None:
        labels = {model._meta.label_lower: model._meta.label for model in apps.get_models()}
        close = did_you_mean(found.waits_for, labels, cutoff=_CLOSE)
        for lower, label in labels.items():
            close = close.replace(repr(lower), repr(label))
        yield f"never called: there is no model {found.waits_for!r}{close}"
    sender = found.connection.sender
    is_certain = (
        sender is not None and not found.connection.subclasses
    )  # a subclass may send, also one that comes later
    reason = _why_silent(surveyed, sender) if is_certain else None
    if reason is not None:
        yield f"never called: {reason}"


def _why_silent(surveyed: Surveyed, sender: object) -> str | None:
    """Say why Django can never send this signal from that sender, or None."""
    name = surveyed.name
    if name in {"pre_migrate", "post_migrate"}:
        return _why_silent_app(sender)
    is_model_signal = issubclass(type(surveyed.signal), ModelSignal)
    if issubclass(type(sender), type) and issubclass(cast("type", sender), Model):
        return _why_silent_model(name, cast("type[Model]", sender)) if is_model_signal else None
    only_models = is_model_signal or name == "class_prepared"
    return "the sender is no model, or none any more" if only_models else None


def _why_silent_model(name: str, model: type[Model]) -> str | None:
    if model._meta.abstract:
        return "the sender is an abstract model, and only its subclasses send"
    if model._meta.swapped:
        return f"{model._meta.swapped} is used in place of the sender"
    if name == "m2m_changed":
        return None if model in _through_models() else "the sender is no through model"
    if model._meta.auto_created and name not in {"pre_init", "post_init"}:
        return "Django sends nothing for a through model that it made itself"
    return None


def _why_silent_app(sender: object) -> str | None:
    if not issubclass(type(sender), AppConfig):
        return "the sender is no AppConfig of the project; take it from django.apps.apps.get_app_config()"
    is_passed_over = not cast("AppConfig", sender).models_module
    return "the sender is an app without models, which Django passes over" if is_passed_over else None


def _through_models() -> set[object]:
    return {field.remote_field.through for model in apps.get_models() for field in model._meta.many_to_many}


# Parameters.


@dataclass(frozen=True, slots=True)
class _Function:
    """A function that a call of the receiver comes to, and the parameters that are not filled in on the way."""

    by_position: list[str]  # and by nothing else
    required: list[str]
    optional: list[str]
    takes_more: bool
    is_certain: bool  # it is called with what is sent: nothing before it could have changed that


def _problems_of_parameters(receiver: object, signal: str, contract: Contract | None) -> Iterator[str]:
    for function in _functions(receiver):
        if contract is not None:
            yield from _differences(function, signal, contract)
        if function.is_certain:
            for name in function.by_position:
                yield f"takes {name!r} by position, but Django sends keywords"
        if not function.takes_more:
            yield _NO_KWARGS


def _differences(function: _Function, signal: str, contract: Contract) -> Iterator[str]:
    always = contract.always | {"signal", "sender"}
    sent = always | contract.sometimes
    free = sent - {*function.required, *function.optional}  # what a misspelt parameter may stand for
    for name in function.required:
        if name not in sent and (function.is_certain or did_you_mean(name, free, cutoff=_CLOSE)):
            yield f"needs {name!r}, which {signal} never sends{did_you_mean(name, free)}"
    late = [name for name in function.required if name in contract.sometimes]
    if function.is_certain and len(late) > contract.one_of_them:
        for name in late:
            yield f"needs {name!r}, which {signal} does not always send: give it a default"
    for name in function.optional:
        if name not in sent and (close := did_you_mean(name, free, cutoff=_CLOSE)):
            yield f"takes {name!r}, which {signal} never sends{close}"


def _functions(receiver: object) -> Iterator[_Function]:
    """Take off layer after layer, and say what each function among them is called with."""
    taken, given, is_certain = 0, set[str](), True
    for layer in layers(receiver):
        if type(layer) is FunctionType:
            yield _function(layer, taken, given, is_certain=is_certain)
            is_certain &= own_attributes(layer).get("__signal_timing__") == "after_commit"
        elif issubclass(type(layer), functools.partial):
            partial = cast("functools.partial[object]", layer)
            taken, given = taken + len(partial.args), given | partial.keywords.keys()
        elif any(type(layer) is kind for kind in _PASSING):
            taken += type(layer) is MethodType or type(layer) is Unbound
        else:
            for called in _called(layer):
                if type(called) is FunctionType:
                    yield _function(called, taken + 1, given, is_certain=is_certain)
            is_certain = False


def _called(thing: object) -> Iterator[object]:
    """Yield what calling a thing calls: its ``__call__``, and where that is ``type``'s, what makes an object."""
    call = class_attribute(type(thing), "__call__")
    if call is not type.__call__:
        yield call
        return
    for name in ("__new__", "__init__"):
        made_by = class_attribute(cast("type", thing), name)
        yield made_by.__func__ if type(made_by) is staticmethod else made_by


def _function(function: FunctionType, taken: int, given: set[str], *, is_certain: bool) -> _Function:
    code, defaults = function.__code__, function.__defaults__ or ()
    positional = code.co_varnames[: code.co_argcount]
    keyword_only = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    with_default = {*positional[len(positional) - len(defaults) :], *(function.__kwdefaults__ or ()), *given}
    named = [*positional[max(taken, code.co_posonlyargcount) :], *keyword_only]
    return _Function(
        by_position=[name for name in positional[taken : code.co_posonlyargcount] if name not in with_default],
        required=[name for name in named if name not in with_default],
        optional=[name for name in named if name in with_default and name not in given],
        takes_more=bool(code.co_flags & VARKEYWORDS),
        is_certain=is_certain,
    )
