"""Right receivers of Wagtail's signals."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.dispatch import Signal
from typedsignals.django import receiver
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.admin.views.pages.create import CreateView
from wagtail.models import Locale, Page, Revision, TaskState, WorkflowState
from wagtail.signals import copy_for_translation_done, init_new_page, page_published, page_slug_changed, page_unpublished
from wagtail.signals import post_page_move, pre_page_move, pre_validate_delete, published, unpublished
from wagtail.signals import task_approved, task_cancelled, task_rejected, task_submitted
from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected, workflow_submitted


class BlogPage(Page): ...


class Snippet(Model): ...


class OwnTaskState(TaskState): ...


# A class as the sender binds the instance.
@receiver(page_published, sender=BlogPage)
def index_post(sender: type[BlogPage], instance: BlogPage, revision: Revision, **kwargs: Any) -> int:
    return 1

@receiver(page_published, sender=BlogPage)
def index_page(sender: type[Page], instance: Page, alias: bool = False, **kwargs: Any) -> None: ...

@receiver(page_published, sender=BlogPage, weak=False, dispatch_uid="index")
def index_all(signal: Signal, **kwargs: object) -> None: ...

@receiver(published, sender=Snippet)
def index_snippet(sender: type[Snippet], instance: Snippet, revision: Revision, **kwargs: Any) -> None: ...

@receiver(task_approved, sender=OwnTaskState)
def own_task(instance: OwnTaskState, user: Any, **kwargs: Any) -> None: ...

@receiver(pre_page_move, sender=BlogPage)
def before_move(sender: type[BlogPage], instance: Page, parent_page_after: Page, url_path_after: str, **kwargs: Any) -> None: ...

@receiver([page_published], sender=BlogPage)
def one_listed(instance: BlogPage, **kwargs: Any) -> None: ...

@receiver([workflow_approved, workflow_rejected])
def alike_listed(instance: WorkflowState, **kwargs: Any) -> None: ...

@receiver([page_published, page_unpublished], sender=BlogPage)
def unlike_listed(instance: BlogPage, **kwargs: Any) -> None: ...

@receiver([page_published, page_unpublished])
def unlike_listed_for_all(**kwargs: Any) -> None: ...

# Without one, anything may come.
@receiver(page_published)
def any_page(sender: type[Page], instance: Page, revision: Revision, **kwargs: Any) -> None: ...

@receiver(published)
def any_model(sender: type[Model], instance: Model, **kwargs: Any) -> None: ...

@receiver(copy_for_translation_done, sender=CopyPageForTranslationAction)
def translated(source_obj: Page, target_obj: Page, **kwargs: Any) -> None: ...

@receiver(init_new_page)
def prepare(sender: type[CreateView], page: Page, parent: Page, **kwargs: Any) -> None: ...

@receiver(pre_validate_delete, sender=Locale)
def before_delete(sender: type[Locale], instance: Locale, **kwargs: Any) -> None: ...


def page(sender: type[Page], instance: Page, **kwargs: Any) -> None: ...
def post(sender: type[BlogPage], instance: BlogPage, **kwargs: Any) -> None: ...
def model(sender: type[Model], instance: Model, **kwargs: Any) -> None: ...
def moved(sender: type[Page], instance: Page, url_path_before: str, **kwargs: Any) -> None: ...
def workflow(sender: type[WorkflowState], instance: WorkflowState, user: Any, **kwargs: Any) -> None: ...
def task(sender: type[TaskState], instance: TaskState, user: Any, **kwargs: Any) -> None: ...
def anything(**kwargs: Any) -> None: ...


published.connect(model)
unpublished.connect(model, sender=Snippet)
unpublished.connect(model, sender=BlogPage, weak=False, dispatch_uid=("unpublished", 1))
page_published.connect(page)
page_published.connect(page, BlogPage)
page_published.connect(post, sender=BlogPage)
page_published.connect(anything)
page_published.disconnect(post, sender=BlogPage)
page_unpublished.connect(post, sender=BlogPage)
page_slug_changed.connect(page)
pre_page_move.connect(moved)
post_page_move.connect(moved, sender=BlogPage)
workflow_approved.connect(workflow)
workflow_rejected.connect(workflow, sender=WorkflowState)
workflow_cancelled.connect(anything)
workflow_submitted.connect(workflow)
task_approved.connect(task)
task_rejected.connect(task, sender=OwnTaskState)
task_submitted.connect(task)
task_cancelled.connect(anything)
pre_validate_delete.connect(anything)
copy_for_translation_done.connect(anything)
init_new_page.connect(anything, sender=CreateView)
plain: Signal = page_published
