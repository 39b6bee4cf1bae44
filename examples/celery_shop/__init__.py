"""The Celery app: `celery -A celery_shop worker`."""

from celery import Celery

app = Celery("celery_shop", broker="redis://localhost", include=["celery_shop.tasks", "celery_shop.receivers"])
