"""What Django's signals send and accept, as types: the one source of truth for the views and for the overlay.

Rules of this file:
- One signal, one contract, two entries: `<Name>Receiver` (what a receiver is called with) and `<Name>Signal` (Django's
  methods, checked). Signals with the same contract share them. Keywords and options are written out: of an unpacked
  TypedDict, ty does not see one too many.
- A receiver protocol has two overloads and a receiver must satisfy both. The first adds `**more: Any` to what Django sends: a
  receiver without `**kwargs`, which Django refuses under DEBUG and which the next Django version breaks, fails there. The
  second names exactly what Django sends: a misspelt or foreign keyword fails there. (`Any` alone lets pyright accept
  misspelt keywords; `object` would refuse a receiver parameters of its own with defaults. In the other order, mypy infers
  for `connect(after_commit(f))` that f has no `**kwargs`.)
- A keyword that Django does not always send, or not in every supported version, has a default here; a receiver has to
  give it one, too.
- Overloads say what `sender=` tells: a class binds the model, one with its `subclasses` may be abstract, a lazy "app.Model"
  leaves it free, nothing means any model. (Given `Any`, they all fit, and checkers then check nothing.) No generic class can do this once for all signals: a type variable cannot stand for `PostSaveReceiver` and be
  applied to the model afterwards (no higher-kinded types), so the same lines come back for each signal.
- From where a signal of requests, exceptions, users or settings is sent is a habit of Django's, not a promise: a middleware
  sends `got_request_exception` itself. So anything may send them, and a receiver with `sender=` takes that sender; without,
  it may rely on the habit. What models, apps, connections, tasks and templates send keeps its sender.
- `Any` stands only where Django itself passes anything, or where no checker can know: which model a lazy sender names, or
  a recorded send is of.
- `<Name>Keywords` is what a recorded send has; nobody writes into one. They extend each other as the signals do, so that
  what is not said of a signal (`_gives_named`) is what its base says. A test compares them with `send`.
"""

# Narrowing the receivers that Django's own methods take is the point of this file.
# mypy: disable-error-code="override, overload-overlap, overload-cannot-match"
# pyright: reportIncompatibleMethodOverride=false, reportOverlappingOverload=false
# fmt: off

import sys
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any, Generic, Literal, Never, NotRequired, ParamSpec, Protocol, TypedDict, TypeVar, overload

from django.apps import AppConfig
from django.apps.registry import Apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.handlers.base import BaseHandler
from django.core.management.base import OutputWrapper
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.migration import Migration
from django.db.migrations.state import StateApps
from django.db.models import Model, QuerySet
from django.db.models.signals import ModelSignal
from django.dispatch import Signal
from django.http import HttpRequest
from django.tasks import TaskResult
from django.tasks.backends.base import BaseTaskBackend
from django.template import Context, Template
from django.utils.autoreload import BaseReloader

if sys.version_info >= (3, 13):
    from typing import ReadOnly
    from typing import TypeVar as TypeVarWithDefault
else:
    from typing_extensions import ReadOnly
    from typing_extensions import TypeVar as TypeVarWithDefault

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
C_co = TypeVar("C_co", covariant=True)
F_co = TypeVar("F_co", covariant=True)
G_co = TypeVar("G_co", covariant=True)
H_co = TypeVar("H_co", covariant=True)
# The model, app, connection, user or backend that a sender stands for; S is a sender of any kind.
M = TypeVar("M", bound=Model)
M_contra = TypeVar("M_contra", bound=Model, contravariant=True)
A = TypeVar("A", bound=AppConfig)
A_contra = TypeVar("A_contra", bound=AppConfig, contravariant=True)
S = TypeVar("S")
S_contra = TypeVar("S_contra", contravariant=True)
# The receivers of a catalogued signal. Where a checker cannot infer those of a sender, G stands for them.
F = TypeVar("F")
G = TypeVar("G")
FOfSender = TypeVarWithDefault("FOfSender", default=G)
T_contra = TypeVar("T_contra", contravariant=True)
D = TypeVar("D", bound=BaseDatabaseWrapper)
D_contra = TypeVar("D_contra", bound=BaseDatabaseWrapper, contravariant=True)
U = TypeVar("U", bound=AbstractBaseUser)
B = TypeVar("B", bound=BaseTaskBackend)
B_contra = TypeVar("B_contra", bound=BaseTaskBackend, contravariant=True)

Responses = list[tuple[Callable[..., Any], Any]]
"""What `send` gives back: each receiver with what it returned (`send_robust`: or the exception that it raised)."""

Each = T | Sequence[T]
M2MAction = Literal["pre_add", "post_add", "pre_remove", "post_remove", "pre_clear", "post_clear"]


class NoKeywords(TypedDict):
    """A recorded send of a signal that tells nothing but its sender."""


class PreInitKeywords(TypedDict):
    args: ReadOnly[tuple[Any, ...]]
    kwargs: ReadOnly[dict[str, Any]]


class InstanceKeywords(TypedDict):
    instance: ReadOnly[Any]


class WriteKeywords(InstanceKeywords):
    using: ReadOnly[str]


class SaveKeywords(WriteKeywords):
    raw: ReadOnly[bool]
    update_fields: ReadOnly[frozenset[str] | None]


class PostSaveKeywords(SaveKeywords):
    created: ReadOnly[bool]


class DeleteKeywords(WriteKeywords):
    origin: ReadOnly[Model | QuerySet[Any]]


class M2MChangedKeywords(InstanceKeywords):
    action: ReadOnly[M2MAction]
    reverse: ReadOnly[bool]
    model: ReadOnly[type[Model]]
    pk_set: ReadOnly[set[Any] | None]
    using: ReadOnly[str]
    raw: NotRequired[ReadOnly[bool]]


class MigrateKeywords(TypedDict):
    app_config: ReadOnly[AppConfig]
    verbosity: ReadOnly[int]
    interactive: ReadOnly[bool]
    using: ReadOnly[str]


class PreMigrateKeywords(MigrateKeywords):
    stdout: ReadOnly[OutputWrapper]
    plan: ReadOnly[list[tuple[Migration, bool]]]
    apps: ReadOnly[StateApps]


class PostMigrateKeywords(MigrateKeywords):
    stdout: NotRequired[ReadOnly[OutputWrapper]]
    plan: NotRequired[ReadOnly[list[tuple[Migration, bool]]]]
    apps: NotRequired[ReadOnly[StateApps]]


class RequestStartedKeywords(TypedDict):
    environ: NotRequired[ReadOnly[dict[str, Any]]]
    scope: NotRequired[ReadOnly[dict[str, Any]]]


class GotRequestExceptionKeywords(TypedDict):
    request: ReadOnly[HttpRequest]


class SettingChangedKeywords(TypedDict):
    setting: ReadOnly[str]
    value: ReadOnly[Any]
    enter: ReadOnly[bool]


class TemplateRenderedKeywords(TypedDict):
    template: ReadOnly[Template]
    context: ReadOnly[Context]


class ConnectionCreatedKeywords(TypedDict):
    connection: ReadOnly[BaseDatabaseWrapper]


class UserKeywords(TypedDict):
    request: ReadOnly[HttpRequest]
    user: ReadOnly[Any]


class UserLoginFailedKeywords(TypedDict):
    credentials: ReadOnly[dict[str, Any]]
    request: ReadOnly[HttpRequest | None]


class TaskKeywords(TypedDict):
    task_result: ReadOnly[TaskResult[..., Any]]


class FileChangedKeywords(TypedDict):
    file_path: ReadOnly[Path]


class TypedSignal(Signal):
    """Every signal below: one whose receivers are checked."""


class StrictSignal(TypedSignal):
    """A signal that only senders of one kind send."""


class TypedModelSignal(ModelSignal, StrictSignal):
    """A signal that models send. A lazy `sender` makes `disconnect` forget whether it did anything."""

    @overload
    def disconnect(self, receiver: Callable[..., Any] | None = ..., sender: type[Model] | None = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> bool: ...
    @overload
    def disconnect(self, receiver: Callable[..., Any] | None, sender: str, dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def disconnect(self, receiver: Callable[..., Any] | None = ..., *, sender: str, dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...


class InstanceSignal(TypedModelSignal):
    """A model signal that sends an instance."""

    def _gives_named(self) -> InstanceKeywords: ...


class WriteSignal(InstanceSignal):
    """A signal of a model instance being saved or deleted."""

    def _gives_named(self) -> WriteKeywords: ...


class SaveSignal(WriteSignal):
    """A signal of a model instance being saved."""

    def _gives_named(self) -> SaveKeywords: ...


class Untyped:
    """No signal is one, unless a checker knows nothing of it: without django-stubs, every class below is that to mypy."""


class NoModel:
    """No sender is one. Beside it, a `type[M]` may be abstract: alone, mypy with the plugin of django-stubs takes no such model."""


class SenderOfNoSuchSignal(Protocol):
    """No receiver is one: the `sender=` beside the signal can never send it (a model signal takes a model or "app.Model")."""

    def this_sender_can_never_send_this_signal(self) -> None: ...


class SubclassesOfNoModel(Protocol):
    """No receiver is one: `subclasses=True` takes a model as `sender=`, of a signal that models send (not that of a relation)."""

    def subclasses_need_a_model_that_sends_this_signal(self) -> None: ...


class Connects(Protocol[C_co, F_co, G_co, H_co]):
    """What `receiver` returns, to the mypy plugin, which sees no call of a plain callable: C_co is that callable, F_co the sender, G_co the signals, and H_co what `subclasses` is."""

    def __call__(self, receiver: Any, /) -> Any: ...


class PreInitReceiver(Protocol[M_contra, R_co]):
    """Called before a model instance is made, with the arguments of its constructor."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], args: tuple[Any, ...], kwargs: dict[str, Any], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], args: tuple[Any, ...], kwargs: dict[str, Any]) -> R_co: ...


class PreInitSignal(TypedModelSignal):
    """`pre_init`."""

    def _gives_named(self) -> PreInitKeywords: ...
    @overload
    def connect(self, receiver: PreInitReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PreInitReceiver[M, object], sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PreInitReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[Model], *, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Responses: ...
    def send_robust(self, sender: type[Model], *, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Responses: ...
    async def asend(self, sender: type[Model], *, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Responses: ...
    async def asend_robust(self, sender: type[Model], *, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Responses: ...


class PostInitReceiver(Protocol[M_contra, R_co]):
    """Called after a model instance was made."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra) -> R_co: ...


class PostInitSignal(InstanceSignal):
    """`post_init`."""

    @overload
    def connect(self, receiver: PostInitReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PostInitReceiver[M, object], sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PostInitReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[M], *, instance: M) -> Responses: ...
    def send_robust(self, sender: type[M], *, instance: M) -> Responses: ...
    async def asend(self, sender: type[M], *, instance: M) -> Responses: ...
    async def asend_robust(self, sender: type[M], *, instance: M) -> Responses: ...


class PreSaveReceiver(Protocol[M_contra, R_co]):
    """Called before a model instance is saved."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, raw: bool, using: str, update_fields: frozenset[str] | None, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, raw: bool, using: str, update_fields: frozenset[str] | None) -> R_co: ...


class PreSaveSignal(SaveSignal):
    """`pre_save`."""

    @overload
    def connect(self, receiver: PreSaveReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PreSaveReceiver[M, object], sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PreSaveReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[M], *, instance: M, raw: bool, using: str, update_fields: frozenset[str] | None) -> Responses: ...
    def send_robust(self, sender: type[M], *, instance: M, raw: bool, using: str, update_fields: frozenset[str] | None) -> Responses: ...
    async def asend(self, sender: type[M], *, instance: M, raw: bool, using: str, update_fields: frozenset[str] | None) -> Responses: ...
    async def asend_robust(self, sender: type[M], *, instance: M, raw: bool, using: str, update_fields: frozenset[str] | None) -> Responses: ...


class PostSaveReceiver(Protocol[M_contra, R_co]):
    """Called after a model instance was saved, inside the transaction."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None) -> R_co: ...


class PostSaveSignal(SaveSignal):
    """`post_save`."""

    def _gives_named(self) -> PostSaveKeywords: ...
    @overload
    def connect(self, receiver: PostSaveReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PostSaveReceiver[M, object], sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PostSaveReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[M], *, instance: M, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None) -> Responses: ...
    def send_robust(self, sender: type[M], *, instance: M, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None) -> Responses: ...
    async def asend(self, sender: type[M], *, instance: M, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None) -> Responses: ...
    async def asend_robust(self, sender: type[M], *, instance: M, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None) -> Responses: ...


class DeleteReceiver(Protocol[M_contra, R_co]):
    """Called before or after a model instance is deleted; `origin` is what `delete()` was called on."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, using: str, origin: Model | QuerySet[Any], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, using: str, origin: Model | QuerySet[Any]) -> R_co: ...


class DeleteSignal(WriteSignal):
    """`pre_delete` and `post_delete`."""

    def _gives_named(self) -> DeleteKeywords: ...
    @overload
    def connect(self, receiver: DeleteReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: DeleteReceiver[M, object], sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: DeleteReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[M], *, instance: M, using: str, origin: Model | QuerySet[Any]) -> Responses: ...
    def send_robust(self, sender: type[M], *, instance: M, using: str, origin: Model | QuerySet[Any]) -> Responses: ...
    async def asend(self, sender: type[M], *, instance: M, using: str, origin: Model | QuerySet[Any]) -> Responses: ...
    async def asend_robust(self, sender: type[M], *, instance: M, using: str, origin: Model | QuerySet[Any]) -> Responses: ...


class M2MChangedReceiver(Protocol[M_contra, R_co]):
    """Called before and after a many-to-many relation changes. The sender is the through model; it does not tell at which end `instance` is. `raw` is new in Django 6.1."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[Model], action: M2MAction, instance: M_contra, reverse: bool, model: type[Model], pk_set: set[Any] | None, using: str, raw: bool = ..., **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[Model], action: M2MAction, instance: M_contra, reverse: bool, model: type[Model], pk_set: set[Any] | None, using: str, raw: bool = ...) -> R_co: ...


class M2MChangedSignal(InstanceSignal):
    """`m2m_changed`."""

    def _gives_named(self) -> M2MChangedKeywords: ...
    @overload
    def connect(self, receiver: M2MChangedReceiver[M, object], sender: type[Model] | str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: M2MChangedReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[Model], *, action: M2MAction, instance: Model, reverse: bool, model: type[Model], pk_set: set[Any] | None, using: str, raw: bool = ...) -> Responses: ...
    def send_robust(self, sender: type[Model], *, action: M2MAction, instance: Model, reverse: bool, model: type[Model], pk_set: set[Any] | None, using: str, raw: bool = ...) -> Responses: ...
    async def asend(self, sender: type[Model], *, action: M2MAction, instance: Model, reverse: bool, model: type[Model], pk_set: set[Any] | None, using: str, raw: bool = ...) -> Responses: ...
    async def asend_robust(self, sender: type[Model], *, action: M2MAction, instance: Model, reverse: bool, model: type[Model], pk_set: set[Any] | None, using: str, raw: bool = ...) -> Responses: ...


class ClassPreparedReceiver(Protocol[M_contra, R_co]):
    """Called when a model class is ready. Takes no lazy sender."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[M_contra], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[M_contra]) -> R_co: ...


class ClassPreparedSignal(StrictSignal):
    """`class_prepared`."""

    def _gives_named(self) -> NoKeywords: ...
    @overload
    def connect(self, receiver: ClassPreparedReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: ClassPreparedReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[Model]) -> Responses: ...
    def send_robust(self, sender: type[Model]) -> Responses: ...
    async def asend(self, sender: type[Model]) -> Responses: ...
    async def asend_robust(self, sender: type[Model]) -> Responses: ...


class MigrateSignal(StrictSignal):
    """A signal that `migrate` sends for each app."""

    def _gives_named(self) -> MigrateKeywords: ...


class PreMigrateReceiver(Protocol[A_contra, R_co]):
    """Called before `migrate`, once for each app."""

    @overload
    def __call__(self, *, signal: Signal, sender: A_contra, app_config: A_contra, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper, plan: list[tuple[Migration, bool]], apps: StateApps, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: A_contra, app_config: A_contra, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper, plan: list[tuple[Migration, bool]], apps: StateApps) -> R_co: ...


class PreMigrateSignal(MigrateSignal):
    """`pre_migrate`."""

    def _gives_named(self) -> PreMigrateKeywords: ...
    @overload
    def connect(self, receiver: PreMigrateReceiver[A, object], sender: A, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PreMigrateReceiver[AppConfig, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: A, *, app_config: A, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper, plan: list[tuple[Migration, bool]], apps: StateApps) -> Responses: ...
    def send_robust(self, sender: A, *, app_config: A, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper, plan: list[tuple[Migration, bool]], apps: StateApps) -> Responses: ...
    async def asend(self, sender: A, *, app_config: A, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper, plan: list[tuple[Migration, bool]], apps: StateApps) -> Responses: ...
    async def asend_robust(self, sender: A, *, app_config: A, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper, plan: list[tuple[Migration, bool]], apps: StateApps) -> Responses: ...


class PostMigrateReceiver(Protocol[A_contra, R_co]):
    """Called after `migrate`, once for each app. `flush` and the test runner send it, too, with neither `stdout` nor `plan` nor `apps`."""

    @overload
    def __call__(self, *, signal: Signal, sender: A_contra, app_config: A_contra, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper = ..., plan: list[tuple[Migration, bool]] = ..., apps: StateApps = ..., **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: A_contra, app_config: A_contra, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper = ..., plan: list[tuple[Migration, bool]] = ..., apps: StateApps = ...) -> R_co: ...


class PostMigrateSignal(MigrateSignal):
    """`post_migrate`."""

    def _gives_named(self) -> PostMigrateKeywords: ...
    @overload
    def connect(self, receiver: PostMigrateReceiver[A, object], sender: A, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PostMigrateReceiver[AppConfig, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: A, *, app_config: A, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper = ..., plan: list[tuple[Migration, bool]] = ..., apps: StateApps = ...) -> Responses: ...
    def send_robust(self, sender: A, *, app_config: A, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper = ..., plan: list[tuple[Migration, bool]] = ..., apps: StateApps = ...) -> Responses: ...
    async def asend(self, sender: A, *, app_config: A, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper = ..., plan: list[tuple[Migration, bool]] = ..., apps: StateApps = ...) -> Responses: ...
    async def asend_robust(self, sender: A, *, app_config: A, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper = ..., plan: list[tuple[Migration, bool]] = ..., apps: StateApps = ...) -> Responses: ...


class WSGIRequestReceiver(Protocol[S_contra, R_co]):
    """Called when a request begins: under WSGI and by the test client with `environ`, under ASGI with `scope`."""

    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, environ: dict[str, Any], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, environ: dict[str, Any]) -> R_co: ...


class ASGIRequestReceiver(Protocol[S_contra, R_co]):
    """Called as an ASGI request begins."""

    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, scope: dict[str, Any], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, scope: dict[str, Any]) -> R_co: ...


class RequestStartedSignal(TypedSignal):
    """`request_started`. Exactly one of `environ` and `scope` is sent: which one, the deployment says."""

    def _gives_named(self) -> RequestStartedKeywords: ...
    @overload
    def connect(self, receiver: WSGIRequestReceiver[type[BaseHandler], object] | ASGIRequestReceiver[type[BaseHandler], object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: WSGIRequestReceiver[S, object] | ASGIRequestReceiver[S, object], sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: object, *, environ: dict[str, Any] = ..., scope: dict[str, Any] = ...) -> Responses: ...
    def send_robust(self, sender: object, *, environ: dict[str, Any] = ..., scope: dict[str, Any] = ...) -> Responses: ...
    async def asend(self, sender: object, *, environ: dict[str, Any] = ..., scope: dict[str, Any] = ...) -> Responses: ...
    async def asend_robust(self, sender: object, *, environ: dict[str, Any] = ..., scope: dict[str, Any] = ...) -> Responses: ...


class RequestFinishedReceiver(Protocol[S_contra, R_co]):
    """Called when a response has been sent. The test client may send it with the sender None."""

    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: S_contra) -> R_co: ...


class RequestFinishedSignal(TypedSignal):
    """`request_finished`."""

    def _gives_named(self) -> NoKeywords: ...
    @overload
    def connect(self, receiver: RequestFinishedReceiver[type[BaseHandler] | None, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: RequestFinishedReceiver[S, object], sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: object) -> Responses: ...
    def send_robust(self, sender: object) -> Responses: ...
    async def asend(self, sender: object) -> Responses: ...
    async def asend_robust(self, sender: object) -> Responses: ...


class GotRequestExceptionReceiver(Protocol[S_contra, R_co]):
    """Called when a view raised an exception. Django sends it with the sender None; a middleware may use another."""

    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, request: HttpRequest, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, request: HttpRequest) -> R_co: ...


class GotRequestExceptionSignal(TypedSignal):
    """`got_request_exception`."""

    def _gives_named(self) -> GotRequestExceptionKeywords: ...
    @overload
    def connect(self, receiver: GotRequestExceptionReceiver[None, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: GotRequestExceptionReceiver[S, object], sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: object, *, request: HttpRequest) -> Responses: ...
    def send_robust(self, sender: object, *, request: HttpRequest) -> Responses: ...
    async def asend(self, sender: object, *, request: HttpRequest) -> Responses: ...
    async def asend_robust(self, sender: object, *, request: HttpRequest) -> Responses: ...


class SettingChangedReceiver(Protocol[S_contra, R_co]):
    """Called when a test overrides a setting, and when it takes that back."""

    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, setting: str, value: Any, enter: bool, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, setting: str, value: Any, enter: bool) -> R_co: ...


class SettingChangedSignal(TypedSignal):
    """`setting_changed`."""

    def _gives_named(self) -> SettingChangedKeywords: ...
    @overload
    def connect(self, receiver: SettingChangedReceiver[type[object], object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: SettingChangedReceiver[S, object], sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: object, *, setting: str, value: Any, enter: bool) -> Responses: ...
    def send_robust(self, sender: object, *, setting: str, value: Any, enter: bool) -> Responses: ...
    async def asend(self, sender: object, *, setting: str, value: Any, enter: bool) -> Responses: ...
    async def asend_robust(self, sender: object, *, setting: str, value: Any, enter: bool) -> Responses: ...


class TemplateRenderedReceiver(Protocol[R_co]):
    """Called when the test runner sees a template rendered."""

    @overload
    def __call__(self, *, signal: Signal, sender: Template, template: Template, context: Context, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Template, template: Template, context: Context) -> R_co: ...


class TemplateRenderedSignal(StrictSignal):
    """`template_rendered`."""

    def _gives_named(self) -> TemplateRenderedKeywords: ...
    def connect(self, receiver: TemplateRenderedReceiver[object], sender: Template | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: Template, *, template: Template, context: Context) -> Responses: ...
    def send_robust(self, sender: Template, *, template: Template, context: Context) -> Responses: ...
    async def asend(self, sender: Template, *, template: Template, context: Context) -> Responses: ...
    async def asend_robust(self, sender: Template, *, template: Template, context: Context) -> Responses: ...


class ConnectionCreatedReceiver(Protocol[D_contra, R_co]):
    """Called when a database connection was opened."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[D_contra], connection: D_contra, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[D_contra], connection: D_contra) -> R_co: ...


class ConnectionCreatedSignal(StrictSignal):
    """`connection_created`."""

    def _gives_named(self) -> ConnectionCreatedKeywords: ...
    @overload
    def connect(self, receiver: ConnectionCreatedReceiver[D, object], sender: type[D], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: ConnectionCreatedReceiver[BaseDatabaseWrapper, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[D], *, connection: D) -> Responses: ...
    def send_robust(self, sender: type[D], *, connection: D) -> Responses: ...
    async def asend(self, sender: type[D], *, connection: D) -> Responses: ...
    async def asend_robust(self, sender: type[D], *, connection: D) -> Responses: ...


class UserReceiver(Protocol[S_contra, T_contra, R_co]):
    """Called when a user has logged in, and before a user logs out; there, sender and `user` may stand for nobody (None).

    A project has one user class, so a receiver may name it without `sender=`, too.
    """

    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, request: HttpRequest, user: T_contra, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, request: HttpRequest, user: T_contra) -> R_co: ...


class UserLoggedInSignal(TypedSignal):
    """`user_logged_in`."""

    def _gives_named(self) -> UserKeywords: ...
    @overload
    def connect(self, receiver: UserReceiver[type[U], U, object], sender: type[U], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: UserReceiver[type[Any], U, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: UserReceiver[S, AbstractBaseUser, object], sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: object, *, request: HttpRequest, user: AbstractBaseUser) -> Responses: ...
    def send_robust(self, sender: object, *, request: HttpRequest, user: AbstractBaseUser) -> Responses: ...
    async def asend(self, sender: object, *, request: HttpRequest, user: AbstractBaseUser) -> Responses: ...
    async def asend_robust(self, sender: object, *, request: HttpRequest, user: AbstractBaseUser) -> Responses: ...


class UserLoggedOutSignal(TypedSignal):
    """`user_logged_out`."""

    def _gives_named(self) -> UserKeywords: ...
    @overload
    def connect(self, receiver: UserReceiver[type[U], U, object], sender: type[U], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: UserReceiver[type[Any] | type[None], Any | None, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: UserReceiver[S, AbstractBaseUser | None, object], sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: object, *, request: HttpRequest, user: AbstractBaseUser | None) -> Responses: ...
    def send_robust(self, sender: object, *, request: HttpRequest, user: AbstractBaseUser | None) -> Responses: ...
    async def asend(self, sender: object, *, request: HttpRequest, user: AbstractBaseUser | None) -> Responses: ...
    async def asend_robust(self, sender: object, *, request: HttpRequest, user: AbstractBaseUser | None) -> Responses: ...


class UserLoginFailedReceiver(Protocol[S_contra, R_co]):
    """Called when a login has failed. The sender is the name of a module."""

    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, credentials: dict[str, Any], request: HttpRequest | None, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, credentials: dict[str, Any], request: HttpRequest | None) -> R_co: ...


class UserLoginFailedSignal(TypedSignal):
    """`user_login_failed`."""

    def _gives_named(self) -> UserLoginFailedKeywords: ...
    @overload
    def connect(self, receiver: UserLoginFailedReceiver[str, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: UserLoginFailedReceiver[S, object], sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: object, *, credentials: dict[str, Any], request: HttpRequest | None) -> Responses: ...
    def send_robust(self, sender: object, *, credentials: dict[str, Any], request: HttpRequest | None) -> Responses: ...
    async def asend(self, sender: object, *, credentials: dict[str, Any], request: HttpRequest | None) -> Responses: ...
    async def asend_robust(self, sender: object, *, credentials: dict[str, Any], request: HttpRequest | None) -> Responses: ...


class TaskReceiver(Protocol[B_contra, R_co]):
    """Called when a task is enqueued, started or finished (Django 6.0 and newer)."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[B_contra], task_result: TaskResult[..., Any], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[B_contra], task_result: TaskResult[..., Any]) -> R_co: ...


class TaskSignal(StrictSignal):
    """`task_enqueued`, `task_started` and `task_finished`."""

    def _gives_named(self) -> TaskKeywords: ...
    @overload
    def connect(self, receiver: TaskReceiver[B, object], sender: type[B], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: TaskReceiver[BaseTaskBackend, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[BaseTaskBackend], *, task_result: TaskResult[..., Any]) -> Responses: ...
    def send_robust(self, sender: type[BaseTaskBackend], *, task_result: TaskResult[..., Any]) -> Responses: ...
    async def asend(self, sender: type[BaseTaskBackend], *, task_result: TaskResult[..., Any]) -> Responses: ...
    async def asend_robust(self, sender: type[BaseTaskBackend], *, task_result: TaskResult[..., Any]) -> Responses: ...


class AutoreloadStartedReceiver(Protocol[R_co]):
    """Called when the development server begins to watch files; `sender.watch_dir()` adds some."""

    @overload
    def __call__(self, *, signal: Signal, sender: BaseReloader, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: BaseReloader) -> R_co: ...


class AutoreloadStartedSignal(StrictSignal):
    """`autoreload_started`."""

    def _gives_named(self) -> NoKeywords: ...
    def connect(self, receiver: AutoreloadStartedReceiver[object], sender: BaseReloader | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: BaseReloader) -> Responses: ...
    def send_robust(self, sender: BaseReloader) -> Responses: ...
    async def asend(self, sender: BaseReloader) -> Responses: ...
    async def asend_robust(self, sender: BaseReloader) -> Responses: ...


class FileChangedReceiver(Protocol[R_co]):
    """Called when a watched file has changed. Django reloads unless a receiver returns a true value."""

    @overload
    def __call__(self, *, signal: Signal, sender: BaseReloader, file_path: Path, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: BaseReloader, file_path: Path) -> R_co: ...


class FileChangedSignal(StrictSignal):
    """`file_changed`."""

    def _gives_named(self) -> FileChangedKeywords: ...
    def connect(self, receiver: FileChangedReceiver[object], sender: BaseReloader | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: BaseReloader, *, file_path: Path) -> Responses: ...
    def send_robust(self, sender: BaseReloader, *, file_path: Path) -> Responses: ...
    async def asend(self, sender: BaseReloader, *, file_path: Path) -> Responses: ...
    async def asend_robust(self, sender: BaseReloader, *, file_path: Path) -> Responses: ...


# Receivers of several signals: one overload per contract, so that what one of the signals does not send is missed there.


class SavesReceiver(Protocol[M_contra, R_co]):
    """Called by `pre_save` and by `post_save`."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, raw: bool, using: str, update_fields: frozenset[str] | None) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None) -> R_co: ...


class WritesReceiver(Protocol[M_contra, R_co]):
    """Called by signals of saving and of deleting."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, raw: bool, using: str, update_fields: frozenset[str] | None) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, using: str, origin: Model | QuerySet[Any]) -> R_co: ...


class InstancesReceiver(Protocol[M_contra, R_co]):
    """Called by model signals that send an instance, `m2m_changed` and `post_init` among them."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, raw: bool, using: str, update_fields: frozenset[str] | None) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, using: str, origin: Model | QuerySet[Any]) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], action: M2MAction, instance: M_contra, reverse: bool, model: type[Model], pk_set: set[Any] | None, using: str, raw: bool = ...) -> R_co: ...


class ModelsReceiver(Protocol[M_contra, R_co]):
    """Called by model signals that share nothing but the sender."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra]) -> R_co: ...


class AnyReceiver(Protocol[R_co]):
    """Called by signals of several kinds: anything may come."""

    def __call__(self, *, signal: Signal, sender: Any, **more: Any) -> R_co: ...


class DeclaredSignal(TypedSignal, Generic[P]):
    """A project's own signal, declared by a signature, its sender included: see `typedsignals.django.django_signal`."""

    def _gives_declared(self) -> Callable[P, object]: ...
    def connect(self, receiver: Callable[P, object], sender: object = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, *args: P.args, **kwargs: P.kwargs) -> Responses: ...
    def send_robust(self, *args: P.args, **kwargs: P.kwargs) -> Responses: ...
    async def asend(self, *args: P.args, **kwargs: P.kwargs) -> Responses: ...
    async def asend_robust(self, *args: P.args, **kwargs: P.kwargs) -> Responses: ...


# Signals of other packages. `receiver` cannot name their contracts as it names Django's, so the signal itself says who may
# receive it: by methods that exist for type checkers alone.
# (A class over a ParamSpec would be shorter to use. But then no checker learns from `sender=` what `instance` is, and mypy
# checks nothing as soon as any keyword is Any, as is all of a package that it does not read.)


class CataloguedSignal(StrictSignal):
    """A signal of another package, as a catalogue describes it: with `connect`, and with the methods of the two protocols below.

    A catalogue derives a class for each contract, from this one or from `SentSignal`, and declares its signals to be that:
    a class with type arguments would not be checked by mypy where one of them is Any.
    """


class Catalogued(Protocol[S_contra, G_co, F_co]):
    """What a signal says with `sender=`: F_co are the receivers of that sender, G_co those of any one sender.

    G_co is for ty, which does not infer F_co where that depends on the sender.
    """

    def _receivers_of(self, sender: S_contra, /) -> F_co: ...
    def _receivers_of_some(self) -> G_co: ...


class CataloguedForAll(Protocol[F_co]):
    """What a signal says without `sender=`: F_co are the receivers of every sender."""

    def _receivers_of_all(self) -> F_co: ...


class SentSignal(CataloguedSignal, Generic[S, F]):
    """A signal whose senders are all of the kind S, and whose receivers, F, are the same for each of them."""

    def _receivers_of(self, sender: S, /) -> F: ...
    def _receivers_of_some(self) -> F: ...
    def _receivers_of_all(self) -> F: ...
    def connect(self, receiver: F, sender: S | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...


# What `receiver` gives back as it was, `.delay` of a task and all: where the check depends on no type variable, a bound
# tells right from wrong. (A bound cannot name the model that `sender=` binds: then the result is `Callable[..., R]`.)
LazyPreInitReceiverT = TypeVar("LazyPreInitReceiverT", bound=PreInitReceiver[Never, object])
PreInitReceiverT = TypeVar("PreInitReceiverT", bound=PreInitReceiver[Model, object])
LazyPostInitReceiverT = TypeVar("LazyPostInitReceiverT", bound=PostInitReceiver[Never, object])
PostInitReceiverT = TypeVar("PostInitReceiverT", bound=PostInitReceiver[Model, object])
LazyPreSaveReceiverT = TypeVar("LazyPreSaveReceiverT", bound=PreSaveReceiver[Never, object])
PreSaveReceiverT = TypeVar("PreSaveReceiverT", bound=PreSaveReceiver[Model, object])
LazyPostSaveReceiverT = TypeVar("LazyPostSaveReceiverT", bound=PostSaveReceiver[Never, object])
PostSaveReceiverT = TypeVar("PostSaveReceiverT", bound=PostSaveReceiver[Model, object])
LazyDeleteReceiverT = TypeVar("LazyDeleteReceiverT", bound=DeleteReceiver[Never, object])
DeleteReceiverT = TypeVar("DeleteReceiverT", bound=DeleteReceiver[Model, object])
LazyM2MChangedReceiverT = TypeVar("LazyM2MChangedReceiverT", bound=M2MChangedReceiver[Never, object])
M2MChangedReceiverT = TypeVar("M2MChangedReceiverT", bound=M2MChangedReceiver[Model, object])
ClassPreparedReceiverT = TypeVar("ClassPreparedReceiverT", bound=ClassPreparedReceiver[Model, object])
PreMigrateReceiverT = TypeVar("PreMigrateReceiverT", bound=PreMigrateReceiver[AppConfig, object])
PostMigrateReceiverT = TypeVar("PostMigrateReceiverT", bound=PostMigrateReceiver[AppConfig, object])
RequestStartedReceiverT = TypeVar("RequestStartedReceiverT", bound=WSGIRequestReceiver[type[BaseHandler], object] | ASGIRequestReceiver[type[BaseHandler], object])
RequestFinishedReceiverT = TypeVar("RequestFinishedReceiverT", bound=RequestFinishedReceiver[type[BaseHandler] | None, object])
GotRequestExceptionReceiverT = TypeVar("GotRequestExceptionReceiverT", bound=GotRequestExceptionReceiver[None, object])
SettingChangedReceiverT = TypeVar("SettingChangedReceiverT", bound=SettingChangedReceiver[type[object], object])
TemplateRenderedReceiverT = TypeVar("TemplateRenderedReceiverT", bound=TemplateRenderedReceiver[object])
ConnectionCreatedReceiverT = TypeVar("ConnectionCreatedReceiverT", bound=ConnectionCreatedReceiver[BaseDatabaseWrapper, object])
UserReceiverT = TypeVar("UserReceiverT", bound=UserReceiver[Never, Never, object])
UserOrNobodyReceiverT = TypeVar("UserOrNobodyReceiverT", bound=UserReceiver[type[None], None, object])
UserLoginFailedReceiverT = TypeVar("UserLoginFailedReceiverT", bound=UserLoginFailedReceiver[str, object])
TaskReceiverT = TypeVar("TaskReceiverT", bound=TaskReceiver[BaseTaskBackend, object])
AutoreloadStartedReceiverT = TypeVar("AutoreloadStartedReceiverT", bound=AutoreloadStartedReceiver[object])
FileChangedReceiverT = TypeVar("FileChangedReceiverT", bound=FileChangedReceiver[object])
LazySavesReceiverT = TypeVar("LazySavesReceiverT", bound=SavesReceiver[Never, object])
SavesReceiverT = TypeVar("SavesReceiverT", bound=SavesReceiver[Model, object])
LazyWritesReceiverT = TypeVar("LazyWritesReceiverT", bound=WritesReceiver[Never, object])
WritesReceiverT = TypeVar("WritesReceiverT", bound=WritesReceiver[Model, object])
LazyInstancesReceiverT = TypeVar("LazyInstancesReceiverT", bound=InstancesReceiver[Never, object])
InstancesReceiverT = TypeVar("InstancesReceiverT", bound=InstancesReceiver[Model, object])
LazyModelsReceiverT = TypeVar("LazyModelsReceiverT", bound=ModelsReceiver[Never, object])
ModelsReceiverT = TypeVar("ModelsReceiverT", bound=ModelsReceiver[Model, object])
AnyReceiverT = TypeVar("AnyReceiverT", bound=AnyReceiver[object])


@overload  # nothing is known, so nothing is wrong: the first overload below would otherwise be taken for the right one
def receiver(signal: Each[Untyped], *, sender: object = None, subclasses: bool = ..., weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[T], T]: ...
@overload
def receiver(signal: Each[PreInitSignal], *, sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PreInitReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PreInitSignal], *, sender: type[M] | NoModel, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PreInitReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PreInitSignal], *, sender: str, subclasses: bool = ..., weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyPreInitReceiverT], LazyPreInitReceiverT]: ...
@overload
def receiver(signal: Each[PreInitSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PreInitReceiverT], PreInitReceiverT]: ...
@overload
def receiver(signal: Each[PostInitSignal], *, sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PostInitReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PostInitSignal], *, sender: type[M] | NoModel, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PostInitReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PostInitSignal], *, sender: str, subclasses: bool = ..., weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyPostInitReceiverT], LazyPostInitReceiverT]: ...
@overload
def receiver(signal: Each[PostInitSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PostInitReceiverT], PostInitReceiverT]: ...
@overload
def receiver(signal: Each[PreSaveSignal], *, sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PreSaveReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PreSaveSignal], *, sender: type[M] | NoModel, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PreSaveReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PreSaveSignal], *, sender: str, subclasses: bool = ..., weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyPreSaveReceiverT], LazyPreSaveReceiverT]: ...
@overload
def receiver(signal: Each[PreSaveSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PreSaveReceiverT], PreSaveReceiverT]: ...
@overload
def receiver(signal: Each[PostSaveSignal], *, sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PostSaveReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PostSaveSignal], *, sender: type[M] | NoModel, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PostSaveReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PostSaveSignal], *, sender: str, subclasses: bool = ..., weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyPostSaveReceiverT], LazyPostSaveReceiverT]: ...
@overload
def receiver(signal: Each[PostSaveSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[PostSaveReceiverT], PostSaveReceiverT]: ...
@overload
def receiver(signal: Each[DeleteSignal], *, sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[DeleteReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[DeleteSignal], *, sender: type[M] | NoModel, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[DeleteReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[DeleteSignal], *, sender: str, subclasses: bool = ..., weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyDeleteReceiverT], LazyDeleteReceiverT]: ...
@overload
def receiver(signal: Each[DeleteSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[DeleteReceiverT], DeleteReceiverT]: ...
@overload
def receiver(signal: Each[M2MChangedSignal], *, sender: type[Model] | str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyM2MChangedReceiverT], LazyM2MChangedReceiverT]: ...
@overload
def receiver(signal: Each[M2MChangedSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[M2MChangedReceiverT], M2MChangedReceiverT]: ...
@overload
def receiver(signal: Each[ClassPreparedSignal], *, sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[ClassPreparedReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[ClassPreparedSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[ClassPreparedReceiverT], ClassPreparedReceiverT]: ...
@overload
def receiver(signal: Each[PreMigrateSignal], *, sender: A, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[PreMigrateReceiver[A, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PreMigrateSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[PreMigrateReceiverT], PreMigrateReceiverT]: ...
@overload
def receiver(signal: Each[MigrateSignal], *, sender: A, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[PostMigrateReceiver[A, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[MigrateSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[PostMigrateReceiverT], PostMigrateReceiverT]: ...
@overload
def receiver(signal: Each[RequestStartedSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[RequestStartedReceiverT], RequestStartedReceiverT]: ...
@overload
def receiver(signal: Each[RequestStartedSignal], *, sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[WSGIRequestReceiver[S, R] | ASGIRequestReceiver[S, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[RequestFinishedSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[RequestFinishedReceiverT], RequestFinishedReceiverT]: ...
@overload
def receiver(signal: Each[RequestFinishedSignal], *, sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[RequestFinishedReceiver[S, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[GotRequestExceptionSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[GotRequestExceptionReceiverT], GotRequestExceptionReceiverT]: ...
@overload
def receiver(signal: Each[GotRequestExceptionSignal], *, sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[GotRequestExceptionReceiver[S, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[SettingChangedSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[SettingChangedReceiverT], SettingChangedReceiverT]: ...
@overload
def receiver(signal: Each[SettingChangedSignal], *, sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[SettingChangedReceiver[S, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[TemplateRenderedSignal], *, sender: Template | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[TemplateRenderedReceiverT], TemplateRenderedReceiverT]: ...
@overload
def receiver(signal: Each[ConnectionCreatedSignal], *, sender: type[D], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[ConnectionCreatedReceiver[D, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[ConnectionCreatedSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[ConnectionCreatedReceiverT], ConnectionCreatedReceiverT]: ...
@overload
def receiver(signal: Each[UserLoggedInSignal], *, sender: type[U], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserReceiver[type[U], U, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[UserLoggedInSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserReceiverT], UserReceiverT]: ...
@overload
def receiver(signal: Each[UserLoggedInSignal], *, sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserReceiver[S, Never, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[UserLoggedOutSignal], *, sender: type[U], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserReceiver[type[U], U, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[UserLoggedOutSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserOrNobodyReceiverT], UserOrNobodyReceiverT]: ...
@overload
def receiver(signal: Each[UserLoggedOutSignal], *, sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserReceiver[S, None, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[UserLoginFailedSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserLoginFailedReceiverT], UserLoginFailedReceiverT]: ...
@overload
def receiver(signal: Each[UserLoginFailedSignal], *, sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserLoginFailedReceiver[S, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[TaskSignal], *, sender: type[B], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[TaskReceiver[B, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[TaskSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[TaskReceiverT], TaskReceiverT]: ...
@overload
def receiver(signal: Each[AutoreloadStartedSignal], *, sender: BaseReloader | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[AutoreloadStartedReceiverT], AutoreloadStartedReceiverT]: ...
@overload
def receiver(signal: Each[FileChangedSignal], *, sender: BaseReloader | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[FileChangedReceiverT], FileChangedReceiverT]: ...
@overload
def receiver(signal: Each[DeclaredSignal[P]], *, sender: object = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[Callable[P, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[DeclaredSignal[P]], *, sender: type[Model] | str, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[Callable[P, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[Catalogued[S, G, FOfSender]], *, sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[FOfSender], Callable[..., Any]]: ...
@overload
def receiver(signal: Each[CataloguedForAll[F]], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[F], Callable[..., Any]]: ...
@overload  # several signals of unlike contracts: not checked
def receiver(signal: Sequence[CataloguedSignal], *, sender: object = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[T], T]: ...
@overload
def receiver(signal: Sequence[SaveSignal], *, sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[SavesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[SaveSignal], *, sender: type[M] | NoModel, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[SavesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[SaveSignal], *, sender: str, subclasses: bool = ..., weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazySavesReceiverT], LazySavesReceiverT]: ...
@overload
def receiver(signal: Sequence[SaveSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[SavesReceiverT], SavesReceiverT]: ...
@overload
def receiver(signal: Sequence[WriteSignal], *, sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[WritesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[WriteSignal], *, sender: type[M] | NoModel, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[WritesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[WriteSignal], *, sender: str, subclasses: bool = ..., weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyWritesReceiverT], LazyWritesReceiverT]: ...
@overload
def receiver(signal: Sequence[WriteSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[WritesReceiverT], WritesReceiverT]: ...
@overload
def receiver(signal: Sequence[InstanceSignal], *, sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[InstancesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[PostInitSignal | WriteSignal], *, sender: type[M] | NoModel, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[InstancesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[InstanceSignal], *, sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyInstancesReceiverT], LazyInstancesReceiverT]: ...
@overload
def receiver(signal: Sequence[PostInitSignal | WriteSignal], *, sender: str, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyInstancesReceiverT], LazyInstancesReceiverT]: ...
@overload
def receiver(signal: Sequence[InstanceSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[InstancesReceiverT], InstancesReceiverT]: ...
@overload
def receiver(signal: Sequence[TypedModelSignal], *, sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[ModelsReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[PreInitSignal | PostInitSignal | WriteSignal], *, sender: type[M] | NoModel, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[ModelsReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[TypedModelSignal], *, sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyModelsReceiverT], LazyModelsReceiverT]: ...
@overload
def receiver(signal: Sequence[PreInitSignal | PostInitSignal | WriteSignal], *, sender: str, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[LazyModelsReceiverT], LazyModelsReceiverT]: ...
@overload
def receiver(signal: Sequence[TypedModelSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[ModelsReceiverT], ModelsReceiverT]: ...
@overload
def receiver(signal: Sequence[UserLoggedInSignal | UserLoggedOutSignal], *, sender: type[U], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserReceiver[type[U], U, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[UserLoggedInSignal | UserLoggedOutSignal], *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserOrNobodyReceiverT], UserOrNobodyReceiverT]: ...
@overload
def receiver(signal: Sequence[UserLoggedInSignal | UserLoggedOutSignal], *, sender: S, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[UserReceiver[S, None, R]], Callable[..., R]]: ...
@overload  # no overload above took the sender
def receiver(signal: Each[StrictSignal], *, sender: type[object] | str | int | AppConfig | Template, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[SenderOfNoSuchSignal], Callable[..., Any]]: ...
@overload
def receiver(signal: Sequence[PreInitSignal | PostInitSignal | WriteSignal | DeclaredSignal[...]], *, sender: type[Model] | str, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[AnyReceiverT], AnyReceiverT]: ...
@overload  # nor the sender with its subclasses
def receiver(signal: Each[TypedSignal], *, sender: object = None, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[SubclassesOfNoModel], Callable[..., Any]]: ...
@overload
def receiver(signal: Sequence[Signal], *, sender: object = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[AnyReceiverT], AnyReceiverT]: ...
@overload  # a signal that nobody has declared: nothing to check
def receiver(signal: Signal, *, sender: object = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> Callable[[T], T]: ...
@overload
def receiver(signal: ModelSignal, *, sender: object = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[T], T]: ...
@overload
def receiver(signal: Each[Signal], *, sender: type[Model] | str, subclasses: bool, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> Callable[[T], T]: ...
