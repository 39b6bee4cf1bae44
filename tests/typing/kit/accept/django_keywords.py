"""What is recorded of Django's signals: the keywords of its own, and what declared ones are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, assert_type

from django.apps import AppConfig
from django.core.management.base import OutputWrapper
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.dispatch import Signal as DjangoSignal
from django.http import HttpRequest

from typedsignals.django import django_signal, signals
from typedsignals.testing import DeclaredSent, DjangoRecording, DjangoSent, Recorder, record


@django_signal
def item_scanned(sender: str, *, sku: str, count: int = 1) -> None: ...


@django_signal
def till_closed(*, sender: object, total: int) -> None: ...


@dataclass
class Scan:
    sender: str
    sku: str
    count: int = 1


class Closing(NamedTuple):
    sender: object
    total: int


def skus_of(sender: object, *, sku: str, **others: object) -> list[str]:
    return [sku]


def look(record_signals: Recorder) -> None:
    """Runs in no test: Django's settings are not needed for what the types say."""
    saved = record_signals(signals.post_save)
    assert_type(saved[0].keywords["created"], bool)
    assert_type(saved[0].keywords["raw"], bool)
    assert_type(saved[0].keywords["using"], str)
    assert_type(saved[0].keywords["update_fields"], frozenset[str] | None)
    saved[0].keywords["instance"].status.upper()
    assert_type([sent["created"] for sent in saved.keywords], list[bool])
    assert_type([entry.keywords["created"] for entry in saved], list[bool])
    assert_type(saved.find(Model, created=True)[0].keywords["created"], bool)
    assert_type(record(signals.post_save, item_scanned).of(signals.post_save)[0].keywords["created"], bool)
    as_ever: Mapping[str, object] = saved[0].keywords
    any_saved: DjangoSent[Mapping[str, object]] = saved[0]

    assert_type(record(signals.pre_init)[0].keywords["kwargs"], dict[str, Any])
    record(signals.post_init)[0].keywords["instance"].status.upper()
    assert_type(record(signals.pre_save)[0].keywords["raw"], bool)
    assert_type(record(signals.pre_delete)[0].keywords["origin"], Model | QuerySet[Any])
    assert_type(record(signals.post_delete)[0].keywords["using"], str)
    assert_type(record(signals.m2m_changed)[0].keywords["pk_set"], set[Any] | None)
    assert record(signals.m2m_changed)[0].keywords["action"] == "post_add"
    assert_type(record(signals.m2m_changed)[0].keywords.get("raw"), bool | None)
    record(signals.class_prepared)[0].keywords
    assert_type(record(signals.pre_migrate)[0].keywords["stdout"], OutputWrapper)
    assert_type(record(signals.post_migrate)[0].keywords["app_config"], AppConfig)
    started = record(signals.request_started)[0].keywords
    if "environ" in started:
        assert_type(started["environ"], dict[str, Any])
    record(signals.request_finished)[0].keywords
    assert_type(record(signals.got_request_exception)[0].keywords["request"], HttpRequest)
    assert_type(record(signals.setting_changed)[0].keywords["enter"], bool)
    assert_type(record(signals.template_rendered)[0].keywords["template"].name, str | None)
    assert_type(record(signals.connection_created)[0].keywords["connection"], BaseDatabaseWrapper)
    record(signals.user_logged_in)[0].keywords["user"].username.upper()
    assert_type(record(signals.user_logged_out)[0].keywords["request"], HttpRequest)
    assert_type(record(signals.user_login_failed)[0].keywords["credentials"], dict[str, Any])
    assert_type(record(signals.task_enqueued)[0].keywords["task_result"].id, str)
    record(signals.autoreload_started)[0].keywords
    assert_type(record(signals.file_changed)[0].keywords["file_path"], Path)

    for signal in (signals.pre_save, signals.post_save):
        assert_type(record(signal)[0].keywords["raw"], bool)

    undeclared: DjangoRecording = record(DjangoSignal())
    assert_type(undeclared[0], DjangoSent[Mapping[str, Any]])
    assert_type(undeclared.keywords, list[Mapping[str, Any]])


with record(item_scanned) as scanned, record(till_closed) as closed:
    item_scanned.send("counter", sku="tea", count=2)
    item_scanned.send("counter", sku="milk")
    till_closed.send(sender=None, total=7)

assert_type(scanned[0].into(Scan), Scan)
assert [entry.into(Scan) for entry in scanned] == [Scan("counter", "tea", 2), Scan("counter", "milk")]
assert_type(closed[0].into(Closing).total, int)
assert closed[0].into(Closing) == Closing(None, 7)
assert_type(scanned[1].into(skus_of), list[str])
assert scanned.find("counter", sku="milk")[0].into(skus_of) == ["milk"]
assert scanned[0].into(lambda sender, *, sku, count=1: f"{count} {sku}") == "2 tea"
assert scanned[0].keywords["sku"].upper() == "TEA"
assert_type(scanned.keywords, list[Mapping[str, Any]])
