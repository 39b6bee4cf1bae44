"""Wrong receivers of template_rendered."""

from __future__ import annotations

from typing import Any

from django.template import Context, Template
from typedsignals.django import receiver
from typedsignals.django.signals import template_rendered


# template_rendered
@receiver(template_rendered)  # E: no such keyword
def template_rendered_misspelt(sender: Template, mispelt: Any, **kwargs: Any) -> None: ...

@receiver(template_rendered)  # E: template is a Template
def template_rendered_wrong_template(sender: Template, template: str, **kwargs: Any) -> None: ...

@receiver(template_rendered)  # E: context is a Context
def template_rendered_wrong_context(sender: Template, context: str, **kwargs: Any) -> None: ...

@receiver(template_rendered)  # E: no **kwargs
def template_rendered_no_kwargs(sender: Template, template: Template, context: Context, signal: object) -> None: ...

@receiver(template_rendered)  # E: no **kwargs
def template_rendered_few(sender: Template) -> None: ...

def template_rendered_plain(sender: Template, mispelt: Any) -> None: ...
template_rendered.connect(template_rendered_plain)  # E: no such keyword, no **kwargs
@receiver(template_rendered, sender=7)  # E: never sent by this
def template_rendered_no_sender(**kwargs: Any) -> None: ...

def template_rendered_fine(**kwargs: object) -> None: ...
template_rendered.connect(template_rendered_fine, sender=7)  # E: never sent by this
template_rendered.connect(template_rendered_fine, weak="no")  # E: weak is a bool
template_rendered.connect(template_rendered_fine, dispatch_uid=[])  # E: a uid is hashable
