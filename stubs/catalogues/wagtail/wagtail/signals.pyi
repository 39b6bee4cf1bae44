"""`wagtail.signals`, typed.

A class as `sender=` says what `instance` is; without it, any page may come. Of moved pages, `sender=` alone is of the page's
own class: `instance` is whatever was moved, and after that a plain Page. (`document_served` is not here: it is defined among
the models of `wagtail.documents`, which keep the types that they have.)
"""

# fmt: off

from collections.abc import Hashable
from typing import Any, Never, Protocol, TypeVar, overload

from django.db.models import Model
from django.dispatch import Signal
from wagtail.actions.copy_for_translation import CopyForTranslationAction, CopyPageForTranslationAction
from wagtail.admin.views.pages.create import CreateView
from wagtail.models import AbstractPage, Locale, Page, Revision, TaskState, WorkflowState

from typedsignals.django.types import CataloguedSignal, SentSignal

M = TypeVar("M", bound=Model)
M_contra = TypeVar("M_contra", bound=Model, contravariant=True)
PageT = TypeVar("PageT", bound=AbstractPage)
PageT_contra = TypeVar("PageT_contra", bound=AbstractPage, contravariant=True)
TaskStateT = TypeVar("TaskStateT", bound=TaskState)
TaskStateT_contra = TypeVar("TaskStateT_contra", bound=TaskState, contravariant=True)

class PublishedReceiver(Protocol[M_contra]):
    """Called when an object with drafts, a page among them, was published, or the time for that was set."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[M_contra], instance: M_contra, revision: Revision, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[M_contra], instance: M_contra, revision: Revision) -> object: ...

class PublishedSignal(CataloguedSignal):
    """`published`."""

    def _receivers_of(self, sender: type[M], /) -> PublishedReceiver[M]: ...
    def _receivers_of_some(self) -> PublishedReceiver[Never]: ...
    def _receivers_of_all(self) -> PublishedReceiver[Model]: ...
    @overload
    def connect(self, receiver: PublishedReceiver[M], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PublishedReceiver[Model], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...

class UnpublishedReceiver(Protocol[M_contra]):
    """Called when an object with drafts, a page among them, was unpublished."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[M_contra], instance: M_contra, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[M_contra], instance: M_contra) -> object: ...

class UnpublishedSignal(CataloguedSignal):
    """`unpublished`."""

    def _receivers_of(self, sender: type[M], /) -> UnpublishedReceiver[M]: ...
    def _receivers_of_some(self) -> UnpublishedReceiver[Never]: ...
    def _receivers_of_all(self) -> UnpublishedReceiver[Model]: ...
    @overload
    def connect(self, receiver: UnpublishedReceiver[M], sender: type[M], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: UnpublishedReceiver[Model], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...

class PagePublishedReceiver(Protocol[PageT_contra]):
    """Called when a page was published, or the time for that was set; with `alias`, which is True, for each of its aliases."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[PageT_contra], instance: PageT_contra, revision: Revision, alias: bool = ..., **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[PageT_contra], instance: PageT_contra, revision: Revision, alias: bool = ...) -> object: ...

class PagePublishedSignal(CataloguedSignal):
    """`page_published`."""

    def _receivers_of(self, sender: type[PageT], /) -> PagePublishedReceiver[PageT]: ...
    def _receivers_of_some(self) -> PagePublishedReceiver[Never]: ...
    def _receivers_of_all(self) -> PagePublishedReceiver[Page]: ...
    @overload
    def connect(self, receiver: PagePublishedReceiver[PageT], sender: type[PageT], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PagePublishedReceiver[Page], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...

class PageUnpublishedReceiver(Protocol[PageT_contra]):
    """Called when a page was unpublished."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[PageT_contra], instance: PageT_contra, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[PageT_contra], instance: PageT_contra) -> object: ...

class PageUnpublishedSignal(CataloguedSignal):
    """`page_unpublished`."""

    def _receivers_of(self, sender: type[PageT], /) -> PageUnpublishedReceiver[PageT]: ...
    def _receivers_of_some(self) -> PageUnpublishedReceiver[Never]: ...
    def _receivers_of_all(self) -> PageUnpublishedReceiver[Page]: ...
    @overload
    def connect(self, receiver: PageUnpublishedReceiver[PageT], sender: type[PageT], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PageUnpublishedReceiver[Page], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...

class PageSlugChangedReceiver(Protocol[PageT_contra]):
    """Called after the commit of another slug; `instance_before` is the page as it was."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[PageT_contra], instance: PageT_contra, instance_before: PageT_contra, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[PageT_contra], instance: PageT_contra, instance_before: PageT_contra) -> object: ...

class PageSlugChangedSignal(CataloguedSignal):
    """`page_slug_changed`."""

    def _receivers_of(self, sender: type[PageT], /) -> PageSlugChangedReceiver[PageT]: ...
    def _receivers_of_some(self) -> PageSlugChangedReceiver[Never]: ...
    def _receivers_of_all(self) -> PageSlugChangedReceiver[Page]: ...
    @overload
    def connect(self, receiver: PageSlugChangedReceiver[PageT], sender: type[PageT], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PageSlugChangedReceiver[Page], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...

class PageMoveReceiver(Protocol[PageT_contra]):
    """Called around the move of a page, also one that changes nothing but the order."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[PageT_contra], instance: Page, parent_page_before: Page, parent_page_after: Page, url_path_before: str, url_path_after: str, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[PageT_contra], instance: Page, parent_page_before: Page, parent_page_after: Page, url_path_before: str, url_path_after: str) -> object: ...

class PageMoveSignal(CataloguedSignal):
    """`pre_page_move` and `post_page_move`."""

    def _receivers_of(self, sender: type[PageT], /) -> PageMoveReceiver[PageT]: ...
    def _receivers_of_some(self) -> PageMoveReceiver[Never]: ...
    def _receivers_of_all(self) -> PageMoveReceiver[Page]: ...
    @overload
    def connect(self, receiver: PageMoveReceiver[PageT], sender: type[PageT], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: PageMoveReceiver[Page], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...

class WorkflowReceiver(Protocol):
    """Called when a workflow began or ended; `user` is None where nobody did it."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[WorkflowState], instance: WorkflowState, user: Any, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[WorkflowState], instance: WorkflowState, user: Any) -> object: ...

class WorkflowSignal(SentSignal[type[WorkflowState], WorkflowReceiver]):
    """`workflow_submitted`, `workflow_approved`, `workflow_rejected` and `workflow_cancelled`."""

class TaskReceiver(Protocol[TaskStateT_contra]):
    """Called when a task of a workflow began or ended; `user` is None where nobody did it."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[TaskStateT_contra], instance: TaskStateT_contra, user: Any, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[TaskStateT_contra], instance: TaskStateT_contra, user: Any) -> object: ...

class TaskSignal(CataloguedSignal):
    """`task_submitted`, `task_approved`, `task_rejected` and `task_cancelled`."""

    def _receivers_of(self, sender: type[TaskStateT], /) -> TaskReceiver[TaskStateT]: ...
    def _receivers_of_some(self) -> TaskReceiver[Never]: ...
    def _receivers_of_all(self) -> TaskReceiver[TaskState]: ...
    @overload
    def connect(self, receiver: TaskReceiver[TaskStateT], sender: type[TaskStateT], weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...
    @overload
    def connect(self, receiver: TaskReceiver[TaskState], sender: None = None, weak: bool = ..., dispatch_uid: Hashable | None = ...) -> None: ...

class PreValidateDeleteReceiver(Protocol):
    """Called before a locale is deleted, and before anything refuses that."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Locale], instance: Locale, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Locale], instance: Locale) -> object: ...

class PreValidateDeleteSignal(SentSignal[type[Locale], PreValidateDeleteReceiver]):
    """`pre_validate_delete`."""

class CopyForTranslationDoneReceiver(Protocol):
    """Called when a page or another object was copied to be translated."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[CopyForTranslationAction] | type[CopyPageForTranslationAction], source_obj: Any, target_obj: Any, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[CopyForTranslationAction] | type[CopyPageForTranslationAction], source_obj: Any, target_obj: Any) -> object: ...

class CopyForTranslationDoneSignal(SentSignal[type[CopyForTranslationAction] | type[CopyPageForTranslationAction], CopyForTranslationDoneReceiver]):
    """`copy_for_translation_done`."""

class InitNewPageReceiver(Protocol):
    """Called when the form for a new page is opened."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[CreateView], page: Page, parent: Page, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[CreateView], page: Page, parent: Page) -> object: ...

class InitNewPageSignal(SentSignal[type[CreateView], InitNewPageReceiver]):
    """`init_new_page`."""

published: PublishedSignal
unpublished: UnpublishedSignal
page_published: PagePublishedSignal
page_unpublished: PageUnpublishedSignal
page_slug_changed: PageSlugChangedSignal
pre_page_move: PageMoveSignal
post_page_move: PageMoveSignal
workflow_approved: WorkflowSignal
workflow_rejected: WorkflowSignal
workflow_cancelled: WorkflowSignal
workflow_submitted: WorkflowSignal
task_approved: TaskSignal
task_rejected: TaskSignal
task_submitted: TaskSignal
task_cancelled: TaskSignal
pre_validate_delete: PreValidateDeleteSignal
copy_for_translation_done: CopyForTranslationDoneSignal
init_new_page: InitNewPageSignal
