"""What is public, and since which version: the reference shows it, and a test compares it with the package.

A name that is new goes into a list ``"unreleased"`` of its module; the release gives that its version.
"""

from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
UNRELEASED = "unreleased"
DJANGO_SIGNALS = "typedsignals.django.signals"
DJANGO_TYPES = "typedsignals.django.types"

# By module, then by version. A method that is younger than its class is named with it, as "Signal.send".
SINCE: dict[str, dict[str, list[str]]] = {
    "typedsignals": {
        "0.1.0": [
            "AsyncKeywordSignal",
            "AsyncSignal",
            "Connectable",
            "Connection",
            "DeclarationError",
            "DuplicateUidWarning",
            "Interceptor",
            "KeywordConnectable",
            "KeywordError",
            "KeywordSignal",
            "LostReceiverWarning",
            "Receiver",
            "ReceiverError",
            "RunningLoopError",
            "Sending",
            "Signal",
            "SignalError",
            "SignalWarning",
            "UsageError",
            "intercept_all",
            "keyword_signal",
            "receiver",
        ],
    },
    "typedsignals.testing": {
        "0.1.0": [
            "AnySent",
            "AnySignal",
            "Change",
            "Changes",
            "CheckerError",
            "Checks",
            "ContractError",
            "DeclaredSent",
            "DjangoRecording",
            "DjangoSent",
            "DjangoSignal",
            "Handed",
            "HandedOver",
            "KeywordRecording",
            "KeywordSent",
            "Muter",
            "PayloadRecording",
            "Recorder",
            "Recording",
            "Scope",
            "Sent",
            "UncheckedWarning",
            "check_types",
            "checked",
            "handed_over",
            "isolated",
            "muted",
            "record",
            "replaced",
        ],
    },
    "typedsignals.pytest_plugin": {
        "0.1.0": [
            "handed_over",
            "mute_signals",
            "record_signals",
        ],
    },
    "typedsignals.django": {
        "0.1.0": [
            "after_commit",
            "disconnect",
            "django_signal",
            "receiver",
        ],
    },
    DJANGO_SIGNALS: {
        "0.1.0": [
            "autoreload_started",
            "class_prepared",
            "connection_created",
            "file_changed",
            "got_request_exception",
            "m2m_changed",
            "post_delete",
            "post_init",
            "post_migrate",
            "post_save",
            "pre_delete",
            "pre_init",
            "pre_migrate",
            "pre_save",
            "request_finished",
            "request_started",
            "setting_changed",
            "task_enqueued",
            "task_finished",
            "task_started",
            "template_rendered",
            "user_logged_in",
            "user_logged_out",
            "user_login_failed",
        ],
    },
    DJANGO_TYPES: {
        "0.1.0": [
            "AutoreloadStartedSignal",
            "ClassPreparedSignal",
            "ConnectionCreatedSignal",
            "DeclaredSignal",
            "DeleteSignal",
            "FileChangedSignal",
            "GotRequestExceptionSignal",
            "M2MChangedSignal",
            "PostInitSignal",
            "PostMigrateSignal",
            "PostSaveSignal",
            "PreInitSignal",
            "PreMigrateSignal",
            "PreSaveSignal",
            "RequestFinishedSignal",
            "RequestStartedSignal",
            "SettingChangedSignal",
            "TaskSignal",
            "TemplateRenderedSignal",
            "UserLoggedInSignal",
            "UserLoggedOutSignal",
            "UserLoginFailedSignal",
        ],
    },
    "typedsignals.handover": {
        "0.1.0": [
            "MessageError",
            "Packed",
            "PackingError",
            "ahand_to",
            "hand_keywords_to",
            "hand_to",
            "pack",
            "unpacked",
        ],
    },
    "typedsignals.observing": {
        "0.1.0": [
            "Count",
            "Counters",
            "Observer",
            "Step",
            "Trace",
            "observed",
            "traced",
        ],
    },
    "typedsignals.observing.otel": {
        "0.1.0": [
            "SignalInstrumentor",
        ],
    },
    "typedsignals.wiring": {
        "0.1.0": [
            "CODES",
            "Finding",
            "FleetingSite",
            "ImportFailure",
            "Keyword",
            "PackageError",
            "Place",
            "ReceiverInfo",
            "SendSite",
            "SignalInfo",
            "Wiring",
            "check",
            "every_signal",
            "wiring_of",
        ],
    },
}


def names_of(module: str) -> set[str]:
    """Return what a module says that it has; of the two that do not say it, what is listed above."""
    listed = {name for names in SINCE[module].values() for name in names}
    return set(getattr(import_module(module), "__all__", listed))
