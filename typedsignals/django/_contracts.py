"""The keywords that signals of Django send, as they can be known at run time.

Rules of this file:
- It says the same as `types.pyi`, of the installed version of Django; a test reads both from Django's source.
- `signal` and `sender` come with every send, and are not repeated.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass

import django
from django.dispatch import Signal

from typedsignals.django._declare import declaration_of


@dataclass(frozen=True, slots=True)
class Contract:
    """What a signal sends with every send, and what only with some; `one_of_them`: each send has exactly one of those."""

    always: frozenset[str]
    sometimes: frozenset[str] = frozenset()
    one_of_them: bool = False


def _contract(always: str, sometimes: str = "", *, one_of_them: bool = False) -> Contract:
    return Contract(frozenset(always.split()), frozenset(sometimes.split()), one_of_them)


_SAVE = "instance raw using update_fields"
_MIGRATE, _MIGRATED_BY = "app_config verbosity interactive using", "apps plan stdout"
_M2M = "action instance reverse model pk_set using"

BUILT_IN: dict[str, Contract] = {
    "autoreload_started": _contract(""),
    "class_prepared": _contract(""),
    "connection_created": _contract("connection"),
    "file_changed": _contract("file_path"),
    "got_request_exception": _contract("request"),
    "m2m_changed": _contract(f"{_M2M} raw" if django.VERSION >= (6, 1) else _M2M),
    "post_delete": _contract("instance using origin"),
    "post_init": _contract("instance"),
    "post_migrate": _contract(_MIGRATE, _MIGRATED_BY),  # by `migrate`; `flush` has none of them
    "post_save": _contract(f"created {_SAVE}"),
    "pre_delete": _contract("instance using origin"),
    "pre_init": _contract("args kwargs"),
    "pre_migrate": _contract(f"{_MIGRATE} {_MIGRATED_BY}"),
    "pre_save": _contract(_SAVE),
    "request_finished": _contract(""),
    "request_started": _contract("", "environ scope", one_of_them=True),  # under WSGI the one, under ASGI the other
    "setting_changed": _contract("setting value enter"),
    "task_enqueued": _contract("task_result"),
    "task_finished": _contract("task_result"),
    "task_started": _contract("task_result"),
    "template_rendered": _contract("template context"),
    "user_logged_in": _contract("request user"),
    "user_logged_out": _contract("request user"),
    "user_login_failed": _contract("credentials request"),
}


def contract_of(name: str, signal: Signal) -> Contract | None:
    """Return what a signal of this name sends; None of a project's own that nobody has declared."""
    declaration = declaration_of(signal)
    if declaration is None:
        return BUILT_IN.get(name)
    parameters = [each for each in inspect.signature(declaration).parameters.values() if each.name != "sender"]
    always = frozenset(each.name for each in parameters if each.default is each.empty)
    return Contract(always, frozenset(each.name for each in parameters) - always)
