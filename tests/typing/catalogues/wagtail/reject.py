"""Wrong receivers of Wagtail's signals."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from typedsignals.django import receiver
from wagtail.models import Locale, Page, Revision, WorkflowState
from wagtail.signals import copy_for_translation_done, init_new_page, page_published, page_slug_changed, page_unpublished
from wagtail.signals import post_page_move, pre_page_move, pre_validate_delete, published, unpublished
from wagtail.signals import task_approved, task_cancelled, task_rejected, task_submitted
from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected, workflow_submitted


class BlogPage(Page): ...


class NewsPage(Page): ...


def misspelt(mispelt: str, **kwargs: object) -> None: ...


published.connect(misspelt)  # E: no such keyword
unpublished.connect(misspelt)  # E: no such keyword
page_published.connect(misspelt)  # E: no such keyword
page_unpublished.connect(misspelt)  # E: no such keyword
page_slug_changed.connect(misspelt)  # E: no such keyword
pre_page_move.connect(misspelt)  # E: no such keyword
post_page_move.connect(misspelt)  # E: no such keyword
workflow_approved.connect(misspelt)  # E: no such keyword
workflow_rejected.connect(misspelt)  # E: no such keyword
workflow_cancelled.connect(misspelt)  # E: no such keyword
workflow_submitted.connect(misspelt)  # E: no such keyword
task_approved.connect(misspelt)  # E: no such keyword
task_rejected.connect(misspelt)  # E: no such keyword
task_submitted.connect(misspelt)  # E: no such keyword
task_cancelled.connect(misspelt)  # E: no such keyword
pre_validate_delete.connect(misspelt)  # E: no such keyword
copy_for_translation_done.connect(misspelt)  # E: no such keyword
init_new_page.connect(misspelt)  # E: no such keyword


def post(sender: type[BlogPage], instance: BlogPage, **kwargs: object) -> None: ...
def news(sender: type[NewsPage], instance: NewsPage, **kwargs: object) -> None: ...
def unsent(revision: Revision, **kwargs: object) -> None: ...
def without(sender: type[Page], instance: Page, revision: Revision, alias: bool = False) -> None: ...
def anything(**kwargs: object) -> None: ...
def locale(instance: Locale, **kwargs: object) -> None: ...


page_published.connect(post)  # E: any page may come
page_published.connect(news, sender=BlogPage)  # E: of another page
page_published.connect(without)  # E: no **kwargs
page_published.connect(anything, sender=User)  # E: no page
page_published.connect(anything, sender="guests.BlogPage")  # E: no lazy senders
page_unpublished.connect(unsent)  # E: not sent here
post_page_move.connect(post, sender=BlogPage)  # E: a plain Page
task_approved.connect(locale)  # E: of a task
workflow_approved.connect(locale)  # E: of a workflow
workflow_approved.connect(anything, sender=Page)  # E: no workflow
pre_validate_delete.connect(anything, sender=Page)  # E: no locale
pre_validate_delete.connect(anything, weak="no")  # E: weak is a bool


@receiver(page_published)  # E: any page may come
def narrow(sender: type[Page], instance: BlogPage, **kwargs: Any) -> None: ...

@receiver(page_published, sender=BlogPage)  # E: no such keyword
def misspelt_here(instanc: BlogPage, **kwargs: Any) -> None: ...

@receiver(page_published, sender=BlogPage)  # E: no **kwargs
def without_kwargs(sender: type[BlogPage], instance: BlogPage, revision: Revision, alias: bool = False, signal: object = None) -> None: ...

@receiver(page_published, sender=User)  # E: no page
def no_page(**kwargs: Any) -> None: ...

@receiver(page_unpublished, sender=BlogPage)  # E: not sent here
def not_sent(revision: Revision, **kwargs: Any) -> None: ...

@receiver(workflow_approved)  # E: of a workflow
def no_workflow(instance: Page, **kwargs: Any) -> None: ...

@receiver(workflow_approved, sender=WorkflowState)  # E: no such keyword
def misspelt_filtered(usr: object, **kwargs: Any) -> None: ...

@receiver(pre_validate_delete, sender=User)  # E: no locale
def no_locale(**kwargs: Any) -> None: ...

@receiver([workflow_approved, workflow_rejected])  # E: no such keyword
def misspelt_listed(usr: object, **kwargs: Any) -> None: ...
