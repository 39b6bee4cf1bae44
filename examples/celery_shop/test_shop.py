"""What is handed over, and Celery in its eager mode."""

from collections.abc import Iterator

import pytest

from celery_shop import app
from celery_shop.receivers import failed, thanked
from celery_shop.signals import MailWritten, OrderCompleted, OrderService, mail_written, order_completed
from celery_shop.tasks import mails, write_mail
from typedsignals.handover import pack
from typedsignals.testing import HandedOver, record


@pytest.fixture
def eager() -> Iterator[None]:
    """Let Celery run each task at once, without a broker and without a worker."""
    app.conf.update(task_always_eager=True)
    yield
    app.conf.update(task_always_eager=False)


def test_what_is_handed_over(handed_over: HandedOver) -> None:
    order_completed.send(OrderService, OrderCompleted(7, "ada@example.org"))
    assert handed_over.payloads(write_mail.delay) == [OrderCompleted(7, "ada@example.org")]
    handed_over.run()  # in this thread, through JSON, and without Celery
    assert mails[-1] == "To ada@example.org: thank you for order 7"


@pytest.mark.usefixtures("eager")
def test_through_celery() -> None:
    order_completed.send(OrderService, OrderCompleted(8, "bob@example.org"))
    assert mails[-1] == "To bob@example.org: thank you for order 8"
    assert thanked[-1] == 8


@pytest.mark.usefixtures("eager")
def test_celery_sends_that_a_task_failed() -> None:
    order_completed.send(OrderService, OrderCompleted(9, "nowhere"))
    assert failed == ["this is no address"]


def test_the_task_alone() -> None:
    with record(mail_written) as sent:
        write_mail(pack(OrderCompleted(10, "eve@example.org")))
    assert sent.payloads == [MailWritten(10)]
