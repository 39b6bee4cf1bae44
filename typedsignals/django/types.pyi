"""What Django's signals send and accept, as types: the one source of truth for the views and for the overlay.

Rules of this file:
- One signal, one contract, three entries: `<Name>Receiver` (what a receiver is called with), `<Name>Keywords` (what a
  sender passes), `<Name>Signal` (Django's methods, checked). Signals with the same contract share them.
- A receiver protocol has two overloads and a receiver must satisfy both. The first adds `**more: Any` to what Django sends: a
  receiver without `**kwargs`, which Django refuses under DEBUG and which the next Django version breaks, fails there. The
  second names exactly what Django sends: a misspelt or foreign keyword fails there. (`Any` alone lets pyright accept
  misspelt keywords; `object` would refuse a receiver parameters of its own with defaults. In the other order, mypy infers
  for `connect(after_commit(f))` that f has no `**kwargs`.)
- A keyword that Django does not always send, or not in every supported version, has a default here; a receiver has to
  give it one, too.
- Three overloads say what `sender=` tells: a class binds the model, a lazy "app.Model" leaves it free, nothing means any
  model. No generic class can do this once for all signals: a type variable cannot stand for `PostSaveReceiver` and be
  applied to the model afterwards (no higher-kinded types), so the same lines come back for each signal.
- `Any` stands only where Django itself passes anything.
"""

# Narrowing the receivers that Django's own methods take is the point of this file.
# mypy: disable-error-code="override, overload-overlap, overload-cannot-match"
# pyright: reportIncompatibleMethodOverride=false, reportOverlappingOverload=false
# fmt: off

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, Literal, NotRequired, ParamSpec, Protocol, TypedDict, TypeVar, Unpack, overload

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

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
C_co = TypeVar("C_co", covariant=True)
F_co = TypeVar("F_co", covariant=True)
# The model, app, handler, connection, user or backend that a sender stands for.
M = TypeVar("M", bound=Model)
M_contra = TypeVar("M_contra", bound=Model, contravariant=True)
A = TypeVar("A", bound=AppConfig)
A_contra = TypeVar("A_contra", bound=AppConfig, contravariant=True)
H = TypeVar("H", bound=type[BaseHandler] | None)
H_contra = TypeVar("H_contra", bound=type[BaseHandler] | None, contravariant=True)
S_contra = TypeVar("S_contra", contravariant=True)
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


class Options(TypedDict, total=False):
    """What `@receiver` passes on to `connect`."""

    weak: bool
    dispatch_uid: Hashable | None


class ModelOptions(Options, total=False):
    """The same for model signals, which resolve a lazy sender in `apps`."""

    apps: Apps | None


class TypedSignal(Signal):
    """Every signal below: one whose receivers are checked."""


class TypedModelSignal(ModelSignal, TypedSignal):
    """A signal that models send. A lazy `sender` makes `disconnect` forget whether it did anything."""

    @overload
    def disconnect(self, receiver: Callable[..., Any] | None = ..., sender: type[Model] | None = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> bool: ...
    @overload
    def disconnect(self, receiver: Callable[..., Any] | None, sender: str, dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def disconnect(self, receiver: Callable[..., Any] | None = ..., *, sender: str, dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...


class InstanceSignal(TypedModelSignal):
    """A model signal that sends an instance."""


class WriteSignal(InstanceSignal):
    """A signal of a model instance being saved or deleted."""


class SaveSignal(WriteSignal):
    """A signal of a model instance being saved."""


class Untyped:
    """No signal is one, unless a checker knows nothing of it: without django-stubs, every class below is that to mypy."""


class SenderOfNoSuchSignal(Protocol):
    """No receiver is one: the `sender=` beside the signal can never send it (a model signal takes a model or "app.Model")."""

    def this_sender_can_never_send_this_signal(self) -> None: ...


class Connects(Protocol[C_co, F_co]):
    """What `receiver` returns, to the mypy plugin, which sees no call of a plain callable: C_co is that callable, and F_co says what is wrong with the sender."""

    def __call__(self, receiver: Any, /) -> Any: ...


class PreInitReceiver(Protocol[M_contra, R_co]):
    """Called before a model instance is made, with the arguments of its constructor."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], args: tuple[Any, ...], kwargs: dict[str, Any], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], args: tuple[Any, ...], kwargs: dict[str, Any]) -> R_co: ...


class PreInitKeywords(TypedDict):
    """What a sender of `pre_init` passes."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class PreInitSignal(TypedModelSignal):
    """`pre_init`."""

    @overload
    def connect(self, receiver: PreInitReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PreInitReceiver[M, object], sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PreInitReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[Model], **named: Unpack[PreInitKeywords]) -> Responses: ...
    def send_robust(self, sender: type[Model], **named: Unpack[PreInitKeywords]) -> Responses: ...
    async def asend(self, sender: type[Model], **named: Unpack[PreInitKeywords]) -> Responses: ...
    async def asend_robust(self, sender: type[Model], **named: Unpack[PreInitKeywords]) -> Responses: ...


class PostInitReceiver(Protocol[M_contra, R_co]):
    """Called after a model instance was made."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra) -> R_co: ...


class PostInitKeywords(TypedDict, Generic[M]):
    """What a sender of `post_init` passes."""

    instance: M


class PostInitSignal(InstanceSignal):
    """`post_init`."""

    @overload
    def connect(self, receiver: PostInitReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PostInitReceiver[M, object], sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PostInitReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[M], **named: Unpack[PostInitKeywords[M]]) -> Responses: ...
    def send_robust(self, sender: type[M], **named: Unpack[PostInitKeywords[M]]) -> Responses: ...
    async def asend(self, sender: type[M], **named: Unpack[PostInitKeywords[M]]) -> Responses: ...
    async def asend_robust(self, sender: type[M], **named: Unpack[PostInitKeywords[M]]) -> Responses: ...


class PreSaveReceiver(Protocol[M_contra, R_co]):
    """Called before a model instance is saved."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, raw: bool, using: str, update_fields: frozenset[str] | None, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, raw: bool, using: str, update_fields: frozenset[str] | None) -> R_co: ...


class PreSaveKeywords(TypedDict, Generic[M]):
    """What a sender of `pre_save` passes."""

    instance: M
    raw: bool
    using: str
    update_fields: frozenset[str] | None


class PreSaveSignal(SaveSignal):
    """`pre_save`."""

    @overload
    def connect(self, receiver: PreSaveReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PreSaveReceiver[M, object], sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PreSaveReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[M], **named: Unpack[PreSaveKeywords[M]]) -> Responses: ...
    def send_robust(self, sender: type[M], **named: Unpack[PreSaveKeywords[M]]) -> Responses: ...
    async def asend(self, sender: type[M], **named: Unpack[PreSaveKeywords[M]]) -> Responses: ...
    async def asend_robust(self, sender: type[M], **named: Unpack[PreSaveKeywords[M]]) -> Responses: ...


class PostSaveReceiver(Protocol[M_contra, R_co]):
    """Called after a model instance was saved, inside the transaction."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None) -> R_co: ...


class PostSaveKeywords(TypedDict, Generic[M]):
    """What a sender of `post_save` passes."""

    instance: M
    created: bool
    raw: bool
    using: str
    update_fields: frozenset[str] | None


class PostSaveSignal(SaveSignal):
    """`post_save`."""

    @overload
    def connect(self, receiver: PostSaveReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PostSaveReceiver[M, object], sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PostSaveReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[M], **named: Unpack[PostSaveKeywords[M]]) -> Responses: ...
    def send_robust(self, sender: type[M], **named: Unpack[PostSaveKeywords[M]]) -> Responses: ...
    async def asend(self, sender: type[M], **named: Unpack[PostSaveKeywords[M]]) -> Responses: ...
    async def asend_robust(self, sender: type[M], **named: Unpack[PostSaveKeywords[M]]) -> Responses: ...


class DeleteReceiver(Protocol[M_contra, R_co]):
    """Called before or after a model instance is deleted; `origin` is what `delete()` was called on."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, using: str, origin: Model | QuerySet[Any], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[M_contra], instance: M_contra, using: str, origin: Model | QuerySet[Any]) -> R_co: ...


class DeleteKeywords(TypedDict, Generic[M]):
    """What a sender of `pre_delete` and `post_delete` passes."""

    instance: M
    using: str
    origin: Model | QuerySet[Any]


class DeleteSignal(WriteSignal):
    """`pre_delete` and `post_delete`."""

    @overload
    def connect(self, receiver: DeleteReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: DeleteReceiver[M, object], sender: str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: DeleteReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[M], **named: Unpack[DeleteKeywords[M]]) -> Responses: ...
    def send_robust(self, sender: type[M], **named: Unpack[DeleteKeywords[M]]) -> Responses: ...
    async def asend(self, sender: type[M], **named: Unpack[DeleteKeywords[M]]) -> Responses: ...
    async def asend_robust(self, sender: type[M], **named: Unpack[DeleteKeywords[M]]) -> Responses: ...


class M2MChangedReceiver(Protocol[M_contra, R_co]):
    """Called around a change of a many-to-many relation. The sender is the through class: which end `instance` is, it does not say. `raw` is new in Django 6.1."""

    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[Model], action: M2MAction, instance: M_contra, reverse: bool, model: type[Model], pk_set: set[Any] | None, using: str, raw: bool = ..., **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: ModelSignal, sender: type[Model], action: M2MAction, instance: M_contra, reverse: bool, model: type[Model], pk_set: set[Any] | None, using: str, raw: bool = ...) -> R_co: ...


class M2MChangedKeywords(TypedDict):
    """What a sender of `m2m_changed` passes."""

    action: M2MAction
    instance: Model
    reverse: bool
    model: type[Model]
    pk_set: set[Any] | None
    using: str
    raw: NotRequired[bool]


class M2MChangedSignal(InstanceSignal):
    """`m2m_changed`."""

    @overload
    def connect(self, receiver: M2MChangedReceiver[M, object], sender: type[Model] | str, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    @overload
    def connect(self, receiver: M2MChangedReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., apps: Apps | None = ...) -> None: ...
    def send(self, sender: type[Model], **named: Unpack[M2MChangedKeywords]) -> Responses: ...
    def send_robust(self, sender: type[Model], **named: Unpack[M2MChangedKeywords]) -> Responses: ...
    async def asend(self, sender: type[Model], **named: Unpack[M2MChangedKeywords]) -> Responses: ...
    async def asend_robust(self, sender: type[Model], **named: Unpack[M2MChangedKeywords]) -> Responses: ...


class ClassPreparedReceiver(Protocol[M_contra, R_co]):
    """Called once a model class is ready. Takes no lazy sender."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[M_contra], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[M_contra]) -> R_co: ...


class ClassPreparedSignal(TypedSignal):
    """`class_prepared`."""

    @overload
    def connect(self, receiver: ClassPreparedReceiver[M, object], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: ClassPreparedReceiver[Model, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[Model]) -> Responses: ...
    def send_robust(self, sender: type[Model]) -> Responses: ...
    async def asend(self, sender: type[Model]) -> Responses: ...
    async def asend_robust(self, sender: type[Model]) -> Responses: ...


class MigrateReceiver(Protocol[A_contra, R_co]):
    """Called before or after `migrate`, once for each app. `flush` and the test runner send neither `stdout` nor `plan` nor `apps`."""

    @overload
    def __call__(self, *, signal: Signal, sender: A_contra, app_config: A_contra, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper = ..., plan: list[tuple[Migration, bool]] = ..., apps: StateApps = ..., **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: A_contra, app_config: A_contra, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper = ..., plan: list[tuple[Migration, bool]] = ..., apps: StateApps = ...) -> R_co: ...


class MigrateKeywords(TypedDict, Generic[A]):
    """What a sender of `pre_migrate` and `post_migrate` passes."""

    app_config: A
    verbosity: int
    interactive: bool
    using: str
    stdout: NotRequired[OutputWrapper]
    plan: NotRequired[list[tuple[Migration, bool]]]
    apps: NotRequired[StateApps]


class MigrateSignal(TypedSignal):
    """`pre_migrate` and `post_migrate`."""

    @overload
    def connect(self, receiver: MigrateReceiver[A, object], sender: A, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: MigrateReceiver[AppConfig, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: A, **named: Unpack[MigrateKeywords[A]]) -> Responses: ...
    def send_robust(self, sender: A, **named: Unpack[MigrateKeywords[A]]) -> Responses: ...
    async def asend(self, sender: A, **named: Unpack[MigrateKeywords[A]]) -> Responses: ...
    async def asend_robust(self, sender: A, **named: Unpack[MigrateKeywords[A]]) -> Responses: ...


class WSGIRequestReceiver(Protocol[H_contra, R_co]):
    """Called as a WSGI request (or one of the test client) begins."""

    @overload
    def __call__(self, *, signal: Signal, sender: H_contra, environ: dict[str, Any], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: H_contra, environ: dict[str, Any]) -> R_co: ...


class ASGIRequestReceiver(Protocol[H_contra, R_co]):
    """Called as an ASGI request begins."""

    @overload
    def __call__(self, *, signal: Signal, sender: H_contra, scope: dict[str, Any], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: H_contra, scope: dict[str, Any]) -> R_co: ...


class RequestStartedKeywords(TypedDict, total=False):
    """What a sender of `request_started` passes: one of the two."""

    environ: dict[str, Any]
    scope: dict[str, Any]


class RequestStartedSignal(TypedSignal):
    """`request_started`. Exactly one of `environ` and `scope` is sent: which one, the deployment says."""

    @overload
    def connect(self, receiver: WSGIRequestReceiver[H, object] | ASGIRequestReceiver[H, object], sender: H, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: WSGIRequestReceiver[type[BaseHandler], object] | ASGIRequestReceiver[type[BaseHandler], object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[BaseHandler], **named: Unpack[RequestStartedKeywords]) -> Responses: ...
    def send_robust(self, sender: type[BaseHandler], **named: Unpack[RequestStartedKeywords]) -> Responses: ...
    async def asend(self, sender: type[BaseHandler], **named: Unpack[RequestStartedKeywords]) -> Responses: ...
    async def asend_robust(self, sender: type[BaseHandler], **named: Unpack[RequestStartedKeywords]) -> Responses: ...


class RequestFinishedReceiver(Protocol[H_contra, R_co]):
    """Called once a response is sent. The test client may send it without a handler: then the sender is None."""

    @overload
    def __call__(self, *, signal: Signal, sender: H_contra, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: H_contra) -> R_co: ...


class RequestFinishedSignal(TypedSignal):
    """`request_finished`."""

    @overload
    def connect(self, receiver: RequestFinishedReceiver[H, object], sender: H, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: RequestFinishedReceiver[type[BaseHandler] | None, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[BaseHandler] | None) -> Responses: ...
    def send_robust(self, sender: type[BaseHandler] | None) -> Responses: ...
    async def asend(self, sender: type[BaseHandler] | None) -> Responses: ...
    async def asend_robust(self, sender: type[BaseHandler] | None) -> Responses: ...


class GotRequestExceptionReceiver(Protocol[R_co]):
    """Called when a view raised. Django sends it from None, so that no `sender=` can ever match."""

    @overload
    def __call__(self, *, signal: Signal, sender: None, request: HttpRequest, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: None, request: HttpRequest) -> R_co: ...


class GotRequestExceptionKeywords(TypedDict):
    """What a sender of `got_request_exception` passes."""

    request: HttpRequest


class GotRequestExceptionSignal(TypedSignal):
    """`got_request_exception`."""

    def connect(self, receiver: GotRequestExceptionReceiver[object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: None, **named: Unpack[GotRequestExceptionKeywords]) -> Responses: ...
    def send_robust(self, sender: None, **named: Unpack[GotRequestExceptionKeywords]) -> Responses: ...
    async def asend(self, sender: None, **named: Unpack[GotRequestExceptionKeywords]) -> Responses: ...
    async def asend_robust(self, sender: None, **named: Unpack[GotRequestExceptionKeywords]) -> Responses: ...


class SettingChangedReceiver(Protocol[R_co]):
    """Called when a test overrides a setting, and when it takes that back."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[object], setting: str, value: Any, enter: bool, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[object], setting: str, value: Any, enter: bool) -> R_co: ...


class SettingChangedKeywords(TypedDict):
    """What a sender of `setting_changed` passes."""

    setting: str
    value: Any
    enter: bool


class SettingChangedSignal(TypedSignal):
    """`setting_changed`."""

    def connect(self, receiver: SettingChangedReceiver[object], sender: type[object] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[object], **named: Unpack[SettingChangedKeywords]) -> Responses: ...
    def send_robust(self, sender: type[object], **named: Unpack[SettingChangedKeywords]) -> Responses: ...
    async def asend(self, sender: type[object], **named: Unpack[SettingChangedKeywords]) -> Responses: ...
    async def asend_robust(self, sender: type[object], **named: Unpack[SettingChangedKeywords]) -> Responses: ...


class TemplateRenderedReceiver(Protocol[R_co]):
    """Called when the test runner sees a template rendered."""

    @overload
    def __call__(self, *, signal: Signal, sender: Template, template: Template, context: Context, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Template, template: Template, context: Context) -> R_co: ...


class TemplateRenderedKeywords(TypedDict):
    """What a sender of `template_rendered` passes."""

    template: Template
    context: Context


class TemplateRenderedSignal(TypedSignal):
    """`template_rendered`."""

    def connect(self, receiver: TemplateRenderedReceiver[object], sender: Template | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: Template, **named: Unpack[TemplateRenderedKeywords]) -> Responses: ...
    def send_robust(self, sender: Template, **named: Unpack[TemplateRenderedKeywords]) -> Responses: ...
    async def asend(self, sender: Template, **named: Unpack[TemplateRenderedKeywords]) -> Responses: ...
    async def asend_robust(self, sender: Template, **named: Unpack[TemplateRenderedKeywords]) -> Responses: ...


class ConnectionCreatedReceiver(Protocol[D_contra, R_co]):
    """Called when a database connection was opened."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[D_contra], connection: D_contra, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[D_contra], connection: D_contra) -> R_co: ...


class ConnectionCreatedKeywords(TypedDict, Generic[D]):
    """What a sender of `connection_created` passes."""

    connection: D


class ConnectionCreatedSignal(TypedSignal):
    """`connection_created`."""

    @overload
    def connect(self, receiver: ConnectionCreatedReceiver[D, object], sender: type[D], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: ConnectionCreatedReceiver[BaseDatabaseWrapper, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[D], **named: Unpack[ConnectionCreatedKeywords[D]]) -> Responses: ...
    def send_robust(self, sender: type[D], **named: Unpack[ConnectionCreatedKeywords[D]]) -> Responses: ...
    async def asend(self, sender: type[D], **named: Unpack[ConnectionCreatedKeywords[D]]) -> Responses: ...
    async def asend_robust(self, sender: type[D], **named: Unpack[ConnectionCreatedKeywords[D]]) -> Responses: ...


class UserReceiver(Protocol[S_contra, T_contra, R_co]):
    """Called when a user logged in, and before one logs out; without `sender=`, the latter may come from nobody (None).

    A project has one user class, so a receiver may name it without `sender=`, too.
    """

    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, request: HttpRequest, user: T_contra, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: S_contra, request: HttpRequest, user: T_contra) -> R_co: ...


class UserLoggedInKeywords(TypedDict, Generic[U]):
    """What a sender of `user_logged_in` passes."""

    request: HttpRequest
    user: U


class UserLoggedInSignal(TypedSignal):
    """`user_logged_in`."""

    @overload
    def connect(self, receiver: UserReceiver[type[U], U, object], sender: type[U], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: UserReceiver[type[Any], U, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[U], **named: Unpack[UserLoggedInKeywords[U]]) -> Responses: ...
    def send_robust(self, sender: type[U], **named: Unpack[UserLoggedInKeywords[U]]) -> Responses: ...
    async def asend(self, sender: type[U], **named: Unpack[UserLoggedInKeywords[U]]) -> Responses: ...
    async def asend_robust(self, sender: type[U], **named: Unpack[UserLoggedInKeywords[U]]) -> Responses: ...


class UserLoggedOutKeywords(TypedDict, Generic[U]):
    """What a sender of `user_logged_out` passes."""

    request: HttpRequest
    user: U | None


class UserLoggedOutSignal(TypedSignal):
    """`user_logged_out`."""

    @overload
    def connect(self, receiver: UserReceiver[type[U], U, object], sender: type[U], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: UserReceiver[type[Any] | type[None], Any | None, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[U] | type[None], **named: Unpack[UserLoggedOutKeywords[U]]) -> Responses: ...
    def send_robust(self, sender: type[U] | type[None], **named: Unpack[UserLoggedOutKeywords[U]]) -> Responses: ...
    async def asend(self, sender: type[U] | type[None], **named: Unpack[UserLoggedOutKeywords[U]]) -> Responses: ...
    async def asend_robust(self, sender: type[U] | type[None], **named: Unpack[UserLoggedOutKeywords[U]]) -> Responses: ...


class UserLoginFailedReceiver(Protocol[R_co]):
    """Called when nobody could be authenticated; the sender is the name of a module."""

    @overload
    def __call__(self, *, signal: Signal, sender: str, credentials: dict[str, Any], request: HttpRequest | None, **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: str, credentials: dict[str, Any], request: HttpRequest | None) -> R_co: ...


class UserLoginFailedKeywords(TypedDict):
    """What a sender of `user_login_failed` passes."""

    credentials: dict[str, Any]
    request: HttpRequest | None


class UserLoginFailedSignal(TypedSignal):
    """`user_login_failed`."""

    def connect(self, receiver: UserLoginFailedReceiver[object], sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: str, **named: Unpack[UserLoginFailedKeywords]) -> Responses: ...
    def send_robust(self, sender: str, **named: Unpack[UserLoginFailedKeywords]) -> Responses: ...
    async def asend(self, sender: str, **named: Unpack[UserLoginFailedKeywords]) -> Responses: ...
    async def asend_robust(self, sender: str, **named: Unpack[UserLoginFailedKeywords]) -> Responses: ...


class TaskReceiver(Protocol[B_contra, R_co]):
    """Called as a task is enqueued, started or finished (Django 6.0 and newer)."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[B_contra], task_result: TaskResult[..., Any], **more: Any) -> R_co: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[B_contra], task_result: TaskResult[..., Any]) -> R_co: ...


class TaskKeywords(TypedDict):
    """What a sender of `task_enqueued`, `task_started` and `task_finished` passes."""

    task_result: TaskResult[..., Any]


class TaskSignal(TypedSignal):
    """`task_enqueued`, `task_started` and `task_finished`."""

    @overload
    def connect(self, receiver: TaskReceiver[B, object], sender: type[B], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: TaskReceiver[BaseTaskBackend, object], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, sender: type[BaseTaskBackend], **named: Unpack[TaskKeywords]) -> Responses: ...
    def send_robust(self, sender: type[BaseTaskBackend], **named: Unpack[TaskKeywords]) -> Responses: ...
    async def asend(self, sender: type[BaseTaskBackend], **named: Unpack[TaskKeywords]) -> Responses: ...
    async def asend_robust(self, sender: type[BaseTaskBackend], **named: Unpack[TaskKeywords]) -> Responses: ...


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

    def connect(self, receiver: Callable[P, object], sender: object = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    def send(self, *args: P.args, **kwargs: P.kwargs) -> Responses: ...
    def send_robust(self, *args: P.args, **kwargs: P.kwargs) -> Responses: ...
    async def asend(self, *args: P.args, **kwargs: P.kwargs) -> Responses: ...
    async def asend_robust(self, *args: P.args, **kwargs: P.kwargs) -> Responses: ...


@overload  # nothing is known, so nothing is wrong: the first overload below would otherwise be taken for the right one
def receiver(signal: Each[Untyped], *, sender: object = None, **options: Unpack[ModelOptions]) -> Callable[[T], T]: ...
@overload
def receiver(signal: Each[PreInitSignal], *, sender: type[M], **options: Unpack[ModelOptions]) -> Callable[[PreInitReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PreInitSignal], *, sender: str, **options: Unpack[ModelOptions]) -> Callable[[PreInitReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PreInitSignal], *, sender: None = None, **options: Unpack[ModelOptions]) -> Callable[[PreInitReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PostInitSignal], *, sender: type[M], **options: Unpack[ModelOptions]) -> Callable[[PostInitReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PostInitSignal], *, sender: str, **options: Unpack[ModelOptions]) -> Callable[[PostInitReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PostInitSignal], *, sender: None = None, **options: Unpack[ModelOptions]) -> Callable[[PostInitReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PreSaveSignal], *, sender: type[M], **options: Unpack[ModelOptions]) -> Callable[[PreSaveReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PreSaveSignal], *, sender: str, **options: Unpack[ModelOptions]) -> Callable[[PreSaveReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PreSaveSignal], *, sender: None = None, **options: Unpack[ModelOptions]) -> Callable[[PreSaveReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PostSaveSignal], *, sender: type[M], **options: Unpack[ModelOptions]) -> Callable[[PostSaveReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PostSaveSignal], *, sender: str, **options: Unpack[ModelOptions]) -> Callable[[PostSaveReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[PostSaveSignal], *, sender: None = None, **options: Unpack[ModelOptions]) -> Callable[[PostSaveReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[DeleteSignal], *, sender: type[M], **options: Unpack[ModelOptions]) -> Callable[[DeleteReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[DeleteSignal], *, sender: str, **options: Unpack[ModelOptions]) -> Callable[[DeleteReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[DeleteSignal], *, sender: None = None, **options: Unpack[ModelOptions]) -> Callable[[DeleteReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[M2MChangedSignal], *, sender: type[Model] | str, **options: Unpack[ModelOptions]) -> Callable[[M2MChangedReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[M2MChangedSignal], *, sender: None = None, **options: Unpack[ModelOptions]) -> Callable[[M2MChangedReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[ClassPreparedSignal], *, sender: type[M], **options: Unpack[Options]) -> Callable[[ClassPreparedReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[ClassPreparedSignal], *, sender: None = None, **options: Unpack[Options]) -> Callable[[ClassPreparedReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[MigrateSignal], *, sender: A, **options: Unpack[Options]) -> Callable[[MigrateReceiver[A, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[MigrateSignal], *, sender: None = None, **options: Unpack[Options]) -> Callable[[MigrateReceiver[AppConfig, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[RequestStartedSignal], *, sender: H, **options: Unpack[Options]) -> Callable[[WSGIRequestReceiver[H, object] | ASGIRequestReceiver[H, object]], Callable[..., Any]]: ...
@overload
def receiver(signal: Each[RequestStartedSignal], *, sender: None = None, **options: Unpack[Options]) -> Callable[[WSGIRequestReceiver[type[BaseHandler], object] | ASGIRequestReceiver[type[BaseHandler], object]], Callable[..., Any]]: ...
@overload
def receiver(signal: Each[RequestFinishedSignal], *, sender: H, **options: Unpack[Options]) -> Callable[[RequestFinishedReceiver[H, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[RequestFinishedSignal], *, sender: None = None, **options: Unpack[Options]) -> Callable[[RequestFinishedReceiver[type[BaseHandler] | None, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[GotRequestExceptionSignal], *, sender: None = None, **options: Unpack[Options]) -> Callable[[GotRequestExceptionReceiver[R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[SettingChangedSignal], *, sender: type[object] | None = None, **options: Unpack[Options]) -> Callable[[SettingChangedReceiver[R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[TemplateRenderedSignal], *, sender: Template | None = None, **options: Unpack[Options]) -> Callable[[TemplateRenderedReceiver[R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[ConnectionCreatedSignal], *, sender: type[D], **options: Unpack[Options]) -> Callable[[ConnectionCreatedReceiver[D, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[ConnectionCreatedSignal], *, sender: None = None, **options: Unpack[Options]) -> Callable[[ConnectionCreatedReceiver[BaseDatabaseWrapper, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[UserLoggedInSignal], *, sender: type[U], **options: Unpack[Options]) -> Callable[[UserReceiver[type[U], U, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[UserLoggedInSignal], *, sender: None = None, **options: Unpack[Options]) -> Callable[[UserReceiver[type[Any], U, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[UserLoggedOutSignal], *, sender: type[U], **options: Unpack[Options]) -> Callable[[UserReceiver[type[U], U, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[UserLoggedOutSignal], *, sender: None = None, **options: Unpack[Options]) -> Callable[[UserReceiver[type[Any] | type[None], Any | None, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[UserLoginFailedSignal], *, sender: str | None = None, **options: Unpack[Options]) -> Callable[[UserLoginFailedReceiver[R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[TaskSignal], *, sender: type[B], **options: Unpack[Options]) -> Callable[[TaskReceiver[B, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[TaskSignal], *, sender: None = None, **options: Unpack[Options]) -> Callable[[TaskReceiver[BaseTaskBackend, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Each[DeclaredSignal[P]], *, sender: object = None, **options: Unpack[Options]) -> Callable[[Callable[P, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[SaveSignal], *, sender: type[M], **options: Unpack[ModelOptions]) -> Callable[[SavesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[SaveSignal], *, sender: str, **options: Unpack[ModelOptions]) -> Callable[[SavesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[SaveSignal], *, sender: None = None, **options: Unpack[ModelOptions]) -> Callable[[SavesReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[WriteSignal], *, sender: type[M], **options: Unpack[ModelOptions]) -> Callable[[WritesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[WriteSignal], *, sender: str, **options: Unpack[ModelOptions]) -> Callable[[WritesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[WriteSignal], *, sender: None = None, **options: Unpack[ModelOptions]) -> Callable[[WritesReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[InstanceSignal], *, sender: type[M], **options: Unpack[ModelOptions]) -> Callable[[InstancesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[InstanceSignal], *, sender: str, **options: Unpack[ModelOptions]) -> Callable[[InstancesReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[InstanceSignal], *, sender: None = None, **options: Unpack[ModelOptions]) -> Callable[[InstancesReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[TypedModelSignal], *, sender: type[M], **options: Unpack[ModelOptions]) -> Callable[[ModelsReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[TypedModelSignal], *, sender: str, **options: Unpack[ModelOptions]) -> Callable[[ModelsReceiver[M, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[TypedModelSignal], *, sender: None = None, **options: Unpack[ModelOptions]) -> Callable[[ModelsReceiver[Model, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[UserLoggedInSignal | UserLoggedOutSignal], *, sender: type[U], **options: Unpack[Options]) -> Callable[[UserReceiver[type[U], U, R]], Callable[..., R]]: ...
@overload
def receiver(signal: Sequence[UserLoggedInSignal | UserLoggedOutSignal], *, sender: None = None, **options: Unpack[Options]) -> Callable[[UserReceiver[type[Any] | type[None], Any | None, R]], Callable[..., R]]: ...
@overload  # no overload above took the sender
def receiver(signal: Each[TypedSignal], *, sender: type[object] | str | int | AppConfig | Template, **options: Unpack[ModelOptions]) -> Callable[[SenderOfNoSuchSignal], Callable[..., Any]]: ...
@overload
def receiver(signal: Sequence[Signal], *, sender: object = None, **options: Unpack[ModelOptions]) -> Callable[[AnyReceiver[R]], Callable[..., R]]: ...
@overload  # a signal that nobody has declared: nothing to check
def receiver(signal: Signal, *, sender: object = None, **options: Unpack[ModelOptions]) -> Callable[[T], T]: ...
