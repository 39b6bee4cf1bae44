"""`celery.signals`, each signal with what it sends.

- Celery calls a receiver with keywords alone, `signal` and `sender` among them, and refuses one without `**kwargs`. So a
  receiver protocol has two overloads, and a receiver must satisfy both: the first asks for `**kwargs`, the second refuses
  what is not sent.
- A keyword that is not always sent, or not by every version that this is for, has a default here; a receiver has to give
  it one, too.
- `connect` gives back what it was given: a type variable with that bound says so, for each signal anew.
- `sender=` of a signal of tasks takes functions: without celery-types, `@app.task` gives one to pyright.
- `Any` stands where tasks or settings of users decide.
"""

import logging
from collections.abc import Callable, Hashable
from types import TracebackType
from typing import Any, Protocol, TypeVar, overload

from billiard.einfo import ExceptionInfo
from celery.app.base import Celery
from celery.app.task import Context, Task
from celery.app.utils import Settings
from celery.apps.worker import Worker
from celery.beat import Service
from celery.concurrency.asynpool import AsynPool
from celery.concurrency.eventlet import TaskPool
from celery.exceptions import Retry
from celery.utils.dispatch import Signal
from celery.worker.consumer import Consumer
from celery.worker.heartbeat import Heart
from celery.worker.request import Request
from celery.worker.worker import WorkController
from kombu.message import Message

Args = list[Any] | tuple[Any, ...]
"""A worker sends a list, `apply` whatever it was given."""

class BeforeTaskPublishReceiver(Protocol):
    """Before a task is published, by whoever publishes it. The sender is the name of the task; `body` is as `task_protocol` says; before Celery 5.7, `retry_policy` is None unless given."""

    @overload
    def __call__(self, *, signal: Signal, sender: str, body: Any, exchange: str, routing_key: str | None, headers: dict[str, Any], properties: dict[str, Any], declare: list[Any] | None, retry_policy: dict[str, Any] | None, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: str, body: Any, exchange: str, routing_key: str | None, headers: dict[str, Any], properties: dict[str, Any], declare: list[Any] | None, retry_policy: dict[str, Any] | None) -> object: ...

BeforeTaskPublishReceiverT = TypeVar("BeforeTaskPublishReceiverT", bound=BeforeTaskPublishReceiver)

class BeforeTaskPublishSignal(Signal):
    """`before_task_publish`."""

    @overload
    def connect(self, receiver: BeforeTaskPublishReceiverT, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> BeforeTaskPublishReceiverT: ...
    @overload
    def connect(self, *, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[BeforeTaskPublishReceiverT], BeforeTaskPublishReceiverT]: ...

class AfterTaskPublishReceiver(Protocol):
    """After a task was published."""

    @overload
    def __call__(self, *, signal: Signal, sender: str, body: Any, exchange: str, routing_key: str | None, headers: dict[str, Any], **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: str, body: Any, exchange: str, routing_key: str | None, headers: dict[str, Any]) -> object: ...

AfterTaskPublishReceiverT = TypeVar("AfterTaskPublishReceiverT", bound=AfterTaskPublishReceiver)

class AfterTaskPublishSignal(Signal):
    """`after_task_publish`."""

    @overload
    def connect(self, receiver: AfterTaskPublishReceiverT, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> AfterTaskPublishReceiverT: ...
    @overload
    def connect(self, *, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[AfterTaskPublishReceiverT], AfterTaskPublishReceiverT]: ...

class TaskSentReceiver(Protocol):
    """Deprecated in favour of `after_task_publish`, until Celery 6."""

    @overload
    def __call__(self, *, signal: Signal, sender: str, task_id: str, task: str, args: Args, kwargs: dict[str, Any], eta: str | None, taskset: str | None, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: str, task_id: str, task: str, args: Args, kwargs: dict[str, Any], eta: str | None, taskset: str | None) -> object: ...

TaskSentReceiverT = TypeVar("TaskSentReceiverT", bound=TaskSentReceiver)

class TaskSentSignal(Signal):
    """`task_sent`."""

    @overload
    def connect(self, receiver: TaskSentReceiverT, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskSentReceiverT: ...
    @overload
    def connect(self, *, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskSentReceiverT], TaskSentReceiverT]: ...

class TaskReceivedReceiver(Protocol):
    """A worker has received a task."""

    @overload
    def __call__(self, *, signal: Signal, sender: Consumer, request: Request, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Consumer, request: Request) -> object: ...

TaskReceivedReceiverT = TypeVar("TaskReceivedReceiverT", bound=TaskReceivedReceiver)

class TaskReceivedSignal(Signal):
    """`task_received`."""

    @overload
    def connect(self, receiver: TaskReceivedReceiverT, sender: Consumer | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskReceivedReceiverT: ...
    @overload
    def connect(self, *, sender: Consumer | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskReceivedReceiverT], TaskReceivedReceiverT]: ...

class TaskPrerunReceiver(Protocol):
    """Before a task is run."""

    @overload
    def __call__(self, *, signal: Signal, sender: Task, task_id: str, task: Task, args: Args, kwargs: dict[str, Any], **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Task, task_id: str, task: Task, args: Args, kwargs: dict[str, Any]) -> object: ...

TaskPrerunReceiverT = TypeVar("TaskPrerunReceiverT", bound=TaskPrerunReceiver)

class TaskPrerunSignal(Signal):
    """`task_prerun`."""

    @overload
    def connect(self, receiver: TaskPrerunReceiverT, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskPrerunReceiverT: ...
    @overload
    def connect(self, *, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskPrerunReceiverT], TaskPrerunReceiverT]: ...

class TaskPostrunReceiver(Protocol):
    """After a task was run. `state` is None if it ended by what is no Exception, as SystemExit."""

    @overload
    def __call__(self, *, signal: Signal, sender: Task, task_id: str, task: Task, args: Args, kwargs: dict[str, Any], retval: Any, state: str | None, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Task, task_id: str, task: Task, args: Args, kwargs: dict[str, Any], retval: Any, state: str | None) -> object: ...

TaskPostrunReceiverT = TypeVar("TaskPostrunReceiverT", bound=TaskPostrunReceiver)

class TaskPostrunSignal(Signal):
    """`task_postrun`."""

    @overload
    def connect(self, receiver: TaskPostrunReceiverT, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskPostrunReceiverT: ...
    @overload
    def connect(self, *, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskPostrunReceiverT], TaskPostrunReceiverT]: ...

class TaskSuccessReceiver(Protocol):
    """A task returned. `runtime` is sent since Celery 5.7."""

    @overload
    def __call__(self, *, signal: Signal, sender: Task, result: Any, runtime: float = ..., **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Task, result: Any, runtime: float = ...) -> object: ...

TaskSuccessReceiverT = TypeVar("TaskSuccessReceiverT", bound=TaskSuccessReceiver)

class TaskSuccessSignal(Signal):
    """`task_success`."""

    @overload
    def connect(self, receiver: TaskSuccessReceiverT, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskSuccessReceiverT: ...
    @overload
    def connect(self, *, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskSuccessReceiverT], TaskSuccessReceiverT]: ...

class TaskRetryReceiver(Protocol):
    """A task will be tried again. A worker that cancels it sends no `reason`, and None as `einfo`."""

    @overload
    def __call__(self, *, signal: Signal, sender: Task, request: Context, einfo: ExceptionInfo | None, reason: Retry = ..., **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Task, request: Context, einfo: ExceptionInfo | None, reason: Retry = ...) -> object: ...

TaskRetryReceiverT = TypeVar("TaskRetryReceiverT", bound=TaskRetryReceiver)

class TaskRetrySignal(Signal):
    """`task_retry`."""

    @overload
    def connect(self, receiver: TaskRetryReceiverT, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskRetryReceiverT: ...
    @overload
    def connect(self, *, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskRetryReceiverT], TaskRetryReceiverT]: ...

class TaskFailureReceiver(Protocol):
    """A task failed. `traceback` is a text where the pool reports the failure, as of a process that was killed."""

    @overload
    def __call__(self, *, signal: Signal, sender: Task, task_id: str, exception: Exception, args: Args, kwargs: dict[str, Any], traceback: TracebackType | str | None, einfo: ExceptionInfo, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Task, task_id: str, exception: Exception, args: Args, kwargs: dict[str, Any], traceback: TracebackType | str | None, einfo: ExceptionInfo) -> object: ...

TaskFailureReceiverT = TypeVar("TaskFailureReceiverT", bound=TaskFailureReceiver)

class TaskFailureSignal(Signal):
    """`task_failure`."""

    @overload
    def connect(self, receiver: TaskFailureReceiverT, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskFailureReceiverT: ...
    @overload
    def connect(self, *, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskFailureReceiverT], TaskFailureReceiverT]: ...

class TaskInternalErrorReceiver(Protocol):
    """Celery itself failed while it ran a task."""

    @overload
    def __call__(self, *, signal: Signal, sender: Task, task_id: str, args: Args, kwargs: dict[str, Any], request: dict[str, Any] | None, exception: Exception, traceback: TracebackType | None, einfo: ExceptionInfo, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Task, task_id: str, args: Args, kwargs: dict[str, Any], request: dict[str, Any] | None, exception: Exception, traceback: TracebackType | None, einfo: ExceptionInfo) -> object: ...

TaskInternalErrorReceiverT = TypeVar("TaskInternalErrorReceiverT", bound=TaskInternalErrorReceiver)

class TaskInternalErrorSignal(Signal):
    """`task_internal_error`."""

    @overload
    def connect(self, receiver: TaskInternalErrorReceiverT, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskInternalErrorReceiverT: ...
    @overload
    def connect(self, *, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskInternalErrorReceiverT], TaskInternalErrorReceiverT]: ...

class TaskRevokedReceiver(Protocol):
    """A worker drops or terminates a task that was revoked or has expired. `expired` is None if it can expire, and has not."""

    @overload
    def __call__(self, *, signal: Signal, sender: Task, request: Context, terminated: bool, signum: int | None, expired: bool | None, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Task, request: Context, terminated: bool, signum: int | None, expired: bool | None) -> object: ...

TaskRevokedReceiverT = TypeVar("TaskRevokedReceiverT", bound=TaskRevokedReceiver)

class TaskRevokedSignal(Signal):
    """`task_revoked`."""

    @overload
    def connect(self, receiver: TaskRevokedReceiverT, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskRevokedReceiverT: ...
    @overload
    def connect(self, *, sender: Task | Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskRevokedReceiverT], TaskRevokedReceiverT]: ...

class TaskRejectedReceiver(Protocol):
    """A worker has received what is no task."""

    @overload
    def __call__(self, *, signal: Signal, sender: Consumer, message: Message, exc: Exception | None, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Consumer, message: Message, exc: Exception | None) -> object: ...

TaskRejectedReceiverT = TypeVar("TaskRejectedReceiverT", bound=TaskRejectedReceiver)

class TaskRejectedSignal(Signal):
    """`task_rejected`."""

    @overload
    def connect(self, receiver: TaskRejectedReceiverT, sender: Consumer | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskRejectedReceiverT: ...
    @overload
    def connect(self, *, sender: Consumer | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskRejectedReceiverT], TaskRejectedReceiverT]: ...

class TaskUnknownReceiver(Protocol):
    """A worker has received a task that it does not know."""

    @overload
    def __call__(self, *, signal: Signal, sender: Consumer, message: Message, exc: Exception, name: str, id: str, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Consumer, message: Message, exc: Exception, name: str, id: str) -> object: ...

TaskUnknownReceiverT = TypeVar("TaskUnknownReceiverT", bound=TaskUnknownReceiver)

class TaskUnknownSignal(Signal):
    """`task_unknown`."""

    @overload
    def connect(self, receiver: TaskUnknownReceiverT, sender: Consumer | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> TaskUnknownReceiverT: ...
    @overload
    def connect(self, *, sender: Consumer | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[TaskUnknownReceiverT], TaskUnknownReceiverT]: ...

class CelerydInitReceiver(Protocol):
    """`celery worker` begins. The sender is the name of the worker."""

    @overload
    def __call__(self, *, signal: Signal, sender: str, instance: Worker, conf: Settings, options: dict[str, Any], **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: str, instance: Worker, conf: Settings, options: dict[str, Any]) -> object: ...

CelerydInitReceiverT = TypeVar("CelerydInitReceiverT", bound=CelerydInitReceiver)

class CelerydInitSignal(Signal):
    """`celeryd_init`."""

    @overload
    def connect(self, receiver: CelerydInitReceiverT, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> CelerydInitReceiverT: ...
    @overload
    def connect(self, *, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[CelerydInitReceiverT], CelerydInitReceiverT]: ...

class CelerydAfterSetupReceiver(Protocol):
    """`celery worker` is set up, and will start."""

    @overload
    def __call__(self, *, signal: Signal, sender: str, instance: Worker, conf: Settings, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: str, instance: Worker, conf: Settings) -> object: ...

CelerydAfterSetupReceiverT = TypeVar("CelerydAfterSetupReceiverT", bound=CelerydAfterSetupReceiver)

class CelerydAfterSetupSignal(Signal):
    """`celeryd_after_setup`."""

    @overload
    def connect(self, receiver: CelerydAfterSetupReceiverT, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> CelerydAfterSetupReceiverT: ...
    @overload
    def connect(self, *, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[CelerydAfterSetupReceiverT], CelerydAfterSetupReceiverT]: ...

class ImportModulesReceiver(Protocol):
    """The modules of tasks are about to be imported."""

    @overload
    def __call__(self, *, signal: Signal, sender: Celery, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Celery) -> object: ...

ImportModulesReceiverT = TypeVar("ImportModulesReceiverT", bound=ImportModulesReceiver)

class ImportModulesSignal(Signal):
    """`import_modules`."""

    @overload
    def connect(self, receiver: ImportModulesReceiverT, sender: Celery | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> ImportModulesReceiverT: ...
    @overload
    def connect(self, *, sender: Celery | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[ImportModulesReceiverT], ImportModulesReceiverT]: ...

class WorkerInitReceiver(Protocol):
    """Before a worker is started."""

    @overload
    def __call__(self, *, signal: Signal, sender: WorkController, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: WorkController) -> object: ...

WorkerInitReceiverT = TypeVar("WorkerInitReceiverT", bound=WorkerInitReceiver)

class WorkerInitSignal(Signal):
    """`worker_init`."""

    @overload
    def connect(self, receiver: WorkerInitReceiverT, sender: WorkController | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> WorkerInitReceiverT: ...
    @overload
    def connect(self, *, sender: WorkController | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[WorkerInitReceiverT], WorkerInitReceiverT]: ...

class WorkerBeforeCreateProcessReceiver(Protocol):
    """Before a process of the prefork pool is made."""

    @overload
    def __call__(self, *, signal: Signal, sender: AsynPool, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: AsynPool) -> object: ...

WorkerBeforeCreateProcessReceiverT = TypeVar("WorkerBeforeCreateProcessReceiverT", bound=WorkerBeforeCreateProcessReceiver)

class WorkerBeforeCreateProcessSignal(Signal):
    """`worker_before_create_process`."""

    @overload
    def connect(self, receiver: WorkerBeforeCreateProcessReceiverT, sender: AsynPool | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> WorkerBeforeCreateProcessReceiverT: ...
    @overload
    def connect(self, *, sender: AsynPool | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[WorkerBeforeCreateProcessReceiverT], WorkerBeforeCreateProcessReceiverT]: ...

class WorkerProcessInitReceiver(Protocol):
    """In each process of a pool, when it begins. The sender is the name of the worker, since Celery 5.7."""

    @overload
    def __call__(self, *, signal: Signal, sender: str | None, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: str | None) -> object: ...

WorkerProcessInitReceiverT = TypeVar("WorkerProcessInitReceiverT", bound=WorkerProcessInitReceiver)

class WorkerProcessInitSignal(Signal):
    """`worker_process_init`."""

    @overload
    def connect(self, receiver: WorkerProcessInitReceiverT, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> WorkerProcessInitReceiverT: ...
    @overload
    def connect(self, *, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[WorkerProcessInitReceiverT], WorkerProcessInitReceiverT]: ...

class WorkerProcessShutdownReceiver(Protocol):
    """In each process of a prefork pool, before it ends."""

    @overload
    def __call__(self, *, signal: Signal, sender: str | None, pid: int, exitcode: int, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: str | None, pid: int, exitcode: int) -> object: ...

WorkerProcessShutdownReceiverT = TypeVar("WorkerProcessShutdownReceiverT", bound=WorkerProcessShutdownReceiver)

class WorkerProcessShutdownSignal(Signal):
    """`worker_process_shutdown`."""

    @overload
    def connect(self, receiver: WorkerProcessShutdownReceiverT, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> WorkerProcessShutdownReceiverT: ...
    @overload
    def connect(self, *, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[WorkerProcessShutdownReceiverT], WorkerProcessShutdownReceiverT]: ...

class WorkerReadyReceiver(Protocol):
    """A worker takes tasks from now on."""

    @overload
    def __call__(self, *, signal: Signal, sender: Consumer, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Consumer) -> object: ...

WorkerReadyReceiverT = TypeVar("WorkerReadyReceiverT", bound=WorkerReadyReceiver)

class WorkerReadySignal(Signal):
    """`worker_ready`."""

    @overload
    def connect(self, receiver: WorkerReadyReceiverT, sender: Consumer | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> WorkerReadyReceiverT: ...
    @overload
    def connect(self, *, sender: Consumer | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[WorkerReadyReceiverT], WorkerReadyReceiverT]: ...

class WorkerShutdownReceiver(Protocol):
    """A worker is about to shut down."""

    @overload
    def __call__(self, *, signal: Signal, sender: WorkController, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: WorkController) -> object: ...

WorkerShutdownReceiverT = TypeVar("WorkerShutdownReceiverT", bound=WorkerShutdownReceiver)

class WorkerShutdownSignal(Signal):
    """`worker_shutdown`."""

    @overload
    def connect(self, receiver: WorkerShutdownReceiverT, sender: WorkController | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> WorkerShutdownReceiverT: ...
    @overload
    def connect(self, *, sender: WorkController | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[WorkerShutdownReceiverT], WorkerShutdownReceiverT]: ...

class WorkerShuttingDownReceiver(Protocol):
    """A worker begins to shut down, in a signal handler."""

    @overload
    def __call__(self, *, signal: Signal, sender: str, sig: str, how: str, exitcode: int, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: str, sig: str, how: str, exitcode: int) -> object: ...

WorkerShuttingDownReceiverT = TypeVar("WorkerShuttingDownReceiverT", bound=WorkerShuttingDownReceiver)

class WorkerShuttingDownSignal(Signal):
    """`worker_shutting_down`."""

    @overload
    def connect(self, receiver: WorkerShuttingDownReceiverT, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> WorkerShuttingDownReceiverT: ...
    @overload
    def connect(self, *, sender: str | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[WorkerShuttingDownReceiverT], WorkerShuttingDownReceiverT]: ...

class HeartbeatSentReceiver(Protocol):
    """A worker sends a heartbeat."""

    @overload
    def __call__(self, *, signal: Signal, sender: Heart, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Heart) -> object: ...

HeartbeatSentReceiverT = TypeVar("HeartbeatSentReceiverT", bound=HeartbeatSentReceiver)

class HeartbeatSentSignal(Signal):
    """`heartbeat_sent`."""

    @overload
    def connect(self, receiver: HeartbeatSentReceiverT, sender: Heart | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> HeartbeatSentReceiverT: ...
    @overload
    def connect(self, *, sender: Heart | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[HeartbeatSentReceiverT], HeartbeatSentReceiverT]: ...

class SetupLoggingReceiver(Protocol):
    """Logging is to be set up. Where it has a receiver, Celery does nothing itself."""

    @overload
    def __call__(self, *, signal: Signal, sender: None, loglevel: int, logfile: str | None, format: str, colorize: bool | None, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: None, loglevel: int, logfile: str | None, format: str, colorize: bool | None) -> object: ...

SetupLoggingReceiverT = TypeVar("SetupLoggingReceiverT", bound=SetupLoggingReceiver)

class SetupLoggingSignal(Signal):
    """`setup_logging`."""

    @overload
    def connect(self, receiver: SetupLoggingReceiverT, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> SetupLoggingReceiverT: ...
    @overload
    def connect(self, *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[SetupLoggingReceiverT], SetupLoggingReceiverT]: ...

class AfterSetupLoggerReceiver(Protocol):
    """Every logger but those of tasks is set up."""

    @overload
    def __call__(self, *, signal: Signal, sender: None, logger: logging.Logger, loglevel: int, logfile: str | None, format: str, colorize: bool | None, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: None, logger: logging.Logger, loglevel: int, logfile: str | None, format: str, colorize: bool | None) -> object: ...

AfterSetupLoggerReceiverT = TypeVar("AfterSetupLoggerReceiverT", bound=AfterSetupLoggerReceiver)

class AfterSetupLoggerSignal(Signal):
    """`after_setup_logger`."""

    @overload
    def connect(self, receiver: AfterSetupLoggerReceiverT, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> AfterSetupLoggerReceiverT: ...
    @overload
    def connect(self, *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[AfterSetupLoggerReceiverT], AfterSetupLoggerReceiverT]: ...

class AfterSetupTaskLoggerReceiver(Protocol):
    """The loggers of tasks are set up."""

    @overload
    def __call__(self, *, signal: Signal, sender: None, logger: logging.Logger, loglevel: int, logfile: str | None, format: str, colorize: bool | None, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: None, logger: logging.Logger, loglevel: int, logfile: str | None, format: str, colorize: bool | None) -> object: ...

AfterSetupTaskLoggerReceiverT = TypeVar("AfterSetupTaskLoggerReceiverT", bound=AfterSetupTaskLoggerReceiver)

class AfterSetupTaskLoggerSignal(Signal):
    """`after_setup_task_logger`."""

    @overload
    def connect(self, receiver: AfterSetupTaskLoggerReceiverT, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> AfterSetupTaskLoggerReceiverT: ...
    @overload
    def connect(self, *, sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[AfterSetupTaskLoggerReceiverT], AfterSetupTaskLoggerReceiverT]: ...

class BeatInitReceiver(Protocol):
    """`celery beat` starts, of its own or in a worker."""

    @overload
    def __call__(self, *, signal: Signal, sender: Service, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Service) -> object: ...

BeatInitReceiverT = TypeVar("BeatInitReceiverT", bound=BeatInitReceiver)

class BeatInitSignal(Signal):
    """`beat_init`."""

    @overload
    def connect(self, receiver: BeatInitReceiverT, sender: Service | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> BeatInitReceiverT: ...
    @overload
    def connect(self, *, sender: Service | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[BeatInitReceiverT], BeatInitReceiverT]: ...

class BeatEmbeddedInitReceiver(Protocol):
    """`celery beat` starts in a worker, beside `beat_init`."""

    @overload
    def __call__(self, *, signal: Signal, sender: Service, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Service) -> object: ...

BeatEmbeddedInitReceiverT = TypeVar("BeatEmbeddedInitReceiverT", bound=BeatEmbeddedInitReceiver)

class BeatEmbeddedInitSignal(Signal):
    """`beat_embedded_init`."""

    @overload
    def connect(self, receiver: BeatEmbeddedInitReceiverT, sender: Service | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> BeatEmbeddedInitReceiverT: ...
    @overload
    def connect(self, *, sender: Service | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[BeatEmbeddedInitReceiverT], BeatEmbeddedInitReceiverT]: ...

class EventletPoolStartedReceiver(Protocol):
    """An eventlet pool has started."""

    @overload
    def __call__(self, *, signal: Signal, sender: TaskPool, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: TaskPool) -> object: ...

EventletPoolStartedReceiverT = TypeVar("EventletPoolStartedReceiverT", bound=EventletPoolStartedReceiver)

class EventletPoolStartedSignal(Signal):
    """`eventlet_pool_started`."""

    @overload
    def connect(self, receiver: EventletPoolStartedReceiverT, sender: TaskPool | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> EventletPoolStartedReceiverT: ...
    @overload
    def connect(self, *, sender: TaskPool | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[EventletPoolStartedReceiverT], EventletPoolStartedReceiverT]: ...

class EventletPoolPreshutdownReceiver(Protocol):
    """An eventlet pool is about to shut down."""

    @overload
    def __call__(self, *, signal: Signal, sender: TaskPool, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: TaskPool) -> object: ...

EventletPoolPreshutdownReceiverT = TypeVar("EventletPoolPreshutdownReceiverT", bound=EventletPoolPreshutdownReceiver)

class EventletPoolPreshutdownSignal(Signal):
    """`eventlet_pool_preshutdown`."""

    @overload
    def connect(self, receiver: EventletPoolPreshutdownReceiverT, sender: TaskPool | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> EventletPoolPreshutdownReceiverT: ...
    @overload
    def connect(self, *, sender: TaskPool | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[EventletPoolPreshutdownReceiverT], EventletPoolPreshutdownReceiverT]: ...

class EventletPoolPostshutdownReceiver(Protocol):
    """An eventlet pool has shut down."""

    @overload
    def __call__(self, *, signal: Signal, sender: TaskPool, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: TaskPool) -> object: ...

EventletPoolPostshutdownReceiverT = TypeVar("EventletPoolPostshutdownReceiverT", bound=EventletPoolPostshutdownReceiver)

class EventletPoolPostshutdownSignal(Signal):
    """`eventlet_pool_postshutdown`."""

    @overload
    def connect(self, receiver: EventletPoolPostshutdownReceiverT, sender: TaskPool | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> EventletPoolPostshutdownReceiverT: ...
    @overload
    def connect(self, *, sender: TaskPool | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[EventletPoolPostshutdownReceiverT], EventletPoolPostshutdownReceiverT]: ...

class EventletPoolApplyReceiver(Protocol):
    """A task is given to an eventlet pool."""

    @overload
    def __call__(self, *, signal: Signal, sender: TaskPool, target: Callable[..., Any], args: Any, kwargs: Any, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: TaskPool, target: Callable[..., Any], args: Any, kwargs: Any) -> object: ...

EventletPoolApplyReceiverT = TypeVar("EventletPoolApplyReceiverT", bound=EventletPoolApplyReceiver)

class EventletPoolApplySignal(Signal):
    """`eventlet_pool_apply`."""

    @overload
    def connect(self, receiver: EventletPoolApplyReceiverT, sender: TaskPool | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> EventletPoolApplyReceiverT: ...
    @overload
    def connect(self, *, sender: TaskPool | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[EventletPoolApplyReceiverT], EventletPoolApplyReceiverT]: ...

class UserPreloadOptionsReceiver(Protocol):
    """Before a command is run that was given options of `user_options["preload"]`. The sender is the command."""

    @overload
    def __call__(self, *, signal: Signal, sender: Callable[..., Any], app: Celery, options: dict[str, Any], **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: Callable[..., Any], app: Celery, options: dict[str, Any]) -> object: ...

UserPreloadOptionsReceiverT = TypeVar("UserPreloadOptionsReceiverT", bound=UserPreloadOptionsReceiver)

class UserPreloadOptionsSignal(Signal):
    """`user_preload_options`."""

    @overload
    def connect(self, receiver: UserPreloadOptionsReceiverT, sender: Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> UserPreloadOptionsReceiverT: ...
    @overload
    def connect(self, *, sender: Callable[..., Any] | None = None, weak: bool = ..., dispatch_uid: Hashable | None = ..., retry: bool = ...) -> Callable[[UserPreloadOptionsReceiverT], UserPreloadOptionsReceiverT]: ...

before_task_publish: BeforeTaskPublishSignal
after_task_publish: AfterTaskPublishSignal
task_sent: TaskSentSignal
task_received: TaskReceivedSignal
task_prerun: TaskPrerunSignal
task_postrun: TaskPostrunSignal
task_success: TaskSuccessSignal
task_retry: TaskRetrySignal
task_failure: TaskFailureSignal
task_internal_error: TaskInternalErrorSignal
task_revoked: TaskRevokedSignal
task_rejected: TaskRejectedSignal
task_unknown: TaskUnknownSignal
celeryd_init: CelerydInitSignal
celeryd_after_setup: CelerydAfterSetupSignal
import_modules: ImportModulesSignal
worker_init: WorkerInitSignal
worker_before_create_process: WorkerBeforeCreateProcessSignal
worker_process_init: WorkerProcessInitSignal
worker_process_shutdown: WorkerProcessShutdownSignal
worker_ready: WorkerReadySignal
worker_shutdown: WorkerShutdownSignal
worker_shutting_down: WorkerShuttingDownSignal
heartbeat_sent: HeartbeatSentSignal
setup_logging: SetupLoggingSignal
after_setup_logger: AfterSetupLoggerSignal
after_setup_task_logger: AfterSetupTaskLoggerSignal
beat_init: BeatInitSignal
beat_embedded_init: BeatEmbeddedInitSignal
eventlet_pool_started: EventletPoolStartedSignal
eventlet_pool_preshutdown: EventletPoolPreshutdownSignal
eventlet_pool_postshutdown: EventletPoolPostshutdownSignal
eventlet_pool_apply: EventletPoolApplySignal
user_preload_options: UserPreloadOptionsSignal
