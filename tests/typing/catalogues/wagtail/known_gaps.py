"""Wrong receivers of Wagtail's signals that only some of the checkers catch."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from typedsignals.django import receiver
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished


class BlogPage(Page): ...


class NewsPage(Page): ...


# ty does not bind the instance by the decorator; by `connect` it does.
@receiver(page_published, sender=BlogPage)  # E[mypy,pyright,pyrefly]: of another page
def another(sender: type[NewsPage], instance: NewsPage, **kwargs: Any) -> None: ...

# Of a list of signals that send unlike keywords, mypy checks nothing, and the others accept what one of them sends.
@receiver([page_published, page_unpublished], sender=BlogPage)  # E[pyright,pyrefly,ty]: no such keyword
def misspelt(instanc: BlogPage, **kwargs: Any) -> None: ...

@receiver([page_published, page_unpublished])
def of_one(revision: Revision, **kwargs: Any) -> None: ...

# `**kwargs: Any` alone is a receiver of anything, also of what `sender=` is not: mypy then takes the sender for anything, too.
def anything(**kwargs: Any) -> None: ...

page_published.connect(anything, sender=User)  # E[pyright,pyrefly,ty]: no page
