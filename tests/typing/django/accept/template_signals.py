"""Right receivers of template_rendered."""

from __future__ import annotations

from typing import Any

from django.template import Context, Template
from typedsignals.django import receiver
from typedsignals.django.signals import template_rendered


# template_rendered
@receiver(template_rendered)
def template_rendered_everything(sender: Template, template: Template, context: Context, **kwargs: Any) -> None: ...

@receiver(template_rendered)
def template_rendered_kwargs_only(**kwargs: Any) -> None: ...

@receiver(template_rendered)
def template_rendered_some(sender: Template, template: Template, signal: object, **kwargs: Any) -> None: ...

template_rendered.connect(template_rendered_everything)
def template_rendered_plain(sender: Template, template: Template, context: Context, **kwargs: object) -> None: ...
template_rendered.connect(template_rendered_plain, weak=False, dispatch_uid="template_rendered")
template_rendered.disconnect(template_rendered_plain)
