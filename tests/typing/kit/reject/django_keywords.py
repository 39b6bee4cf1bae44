"""Wrong uses of what is recorded of Django's signals."""

from dataclasses import dataclass

from typedsignals.django import django_signal, signals
from typedsignals.testing import Recorder, record


@django_signal
def item_scanned(sender: str, *, sku: str, count: int = 1) -> None: ...


@dataclass
class Mistyped:
    sender: str
    sku: int
    count: int = 1


@dataclass
class Misspelt:
    sender: str
    skew: str
    count: int = 1


@dataclass
class WithoutSender:
    sku: str
    count: int = 1


@dataclass
class Requiring:
    sender: str
    sku: str
    count: int
    price: int


saved = record(signals.post_save)
saved[0].keywords["creatd"]  # E: misspelt
saved[0].keywords["created"].status  # E: a bool
saved[0].keywords["using"] + 1  # E: a str
saved[0].keywords["update_fields"].pop()  # E: a frozenset, or None
saved[0].keywords["created"] = False  # E: what was sent is not to be changed
saved[0].keywords = saved[1].keywords  # E: neither all of it
saved.keywords[0]["creatd"]  # E: keywords: misspelt
saved.find(None)[0].keywords["creatd"]  # E: find: misspelt
saved[0].into(print)  # E: no function declares it
record(signals.post_save, item_scanned).of(signals.post_save)[0].keywords["creatd"]  # E: of: misspelt

record(signals.pre_init)[0].keywords["instance"]  # E: there is none yet
record(signals.post_init)[0].keywords["created"]  # E: of post_save alone
record(signals.pre_save)[0].keywords["created"]  # E: of post_save alone
record(signals.pre_delete)[0].keywords["created"]  # E: of post_save alone
record(signals.post_delete)[0].keywords["raw"]  # E: of saves alone
record(signals.m2m_changed)[0].keywords["instances"]  # E: misspelt
record(signals.m2m_changed)[0].keywords["action"].verb  # E: a str
record(signals.class_prepared)[0].keywords["instance"]  # E: it has none
record(signals.pre_migrate)[0].keywords["plans"]  # E: misspelt
record(signals.post_migrate)[0].keywords["plans"]  # E: misspelt
record(signals.request_started)[0].keywords["enviro"]  # E: misspelt
record(signals.request_finished)[0].keywords["response"]  # E: it has none
record(signals.got_request_exception)[0].keywords["exception"]  # E: not sent
record(signals.setting_changed)[0].keywords["name"]  # E: it is called setting
record(signals.template_rendered)[0].keywords["request"]  # E: not sent
record(signals.connection_created)[0].keywords["using"]  # E: not sent
record(signals.user_logged_in)[0].keywords["usr"]  # E: misspelt
record(signals.user_logged_out)[0].keywords["usr"]  # E: misspelt
record(signals.user_login_failed)[0].keywords["user"]  # E: there is none
record(signals.task_finished)[0].keywords["result"]  # E: it is called task_result
record(signals.autoreload_started)[0].keywords["file_path"]  # E: it has none
record(signals.file_changed)[0].keywords["path"]  # E: it is called file_path

scanned = record(item_scanned)
scanned[0].into(Mistyped)  # E: into: a keyword of another type
scanned[0].into(Misspelt)  # E: into: a misspelt keyword
scanned[0].into(WithoutSender)  # E: into: the sender is handed on, too
scanned[0].into(Requiring)  # E: into: a parameter that is not sent
scanned.find("counter")[0].into(Misspelt)  # E: find: a misspelt keyword
scanned[0].into(7)  # E: into: an int


def test_with_the_fixture(record_signals: Recorder) -> None:
    record_signals(signals.post_save)[0].keywords["creatd"]  # E: misspelt
    record_signals(item_scanned)[0].into(Misspelt)  # E: a misspelt keyword
