"""Has each of the packages send its signals, as a site does: by its pages where it has some, by its methods elsewhere."""

import re

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client, override_settings
from wagtail.models import GroupApprovalTask, Locale, Page, Site, Workflow, WorkflowTask

from guests.models import BlogPage, Item, Order

PASSWORD, OTHER = "correct horse battery", "staple battery horse"
RIGHT, WRONG = settings.MFA_TOTP_INSECURE_BYPASS_CODE, "999999"


def accounts() -> None:
    """Ada signs up, confirms and exchanges her address, and forgets her password."""
    ada = signed_up("ada@guests.example")
    user = User.objects.get(email="ada@guests.example")
    address = EmailAddress.objects.get(user=user)
    posted(ada, f"/accounts/confirm-email/{EmailConfirmationHMAC.create(address).key}/")
    second = "countess@guests.example"
    posted(ada, "/accounts/email/", action_add="", email=second)
    EmailAddress.objects.filter(email=second).update(verified=True)
    posted(ada, "/accounts/email/", action_primary="", email=second)
    posted(ada, "/accounts/email/", action_remove="", email=address.email)
    posted(ada, "/accounts/password/change/", oldpassword=PASSWORD, password1=OTHER, password2=OTHER)
    ada.get("/accounts/email/", headers={"user-agent": "another browser"})
    posted(ada, "/accounts/logout/")
    posted(ada, "/accounts/password/reset/", email=second)
    posted(ada, "/accounts/password/reset/confirm/", fails=True, code="wrong")
    posted(ada, "/accounts/password/reset/confirm/", code=code_sent())
    posted(ada, "/accounts/password/reset/complete/", password1=PASSWORD, password2=PASSWORD)
    posted(ada, "/accounts/login/", login=second, password=PASSWORD)
    user.refresh_from_db()
    user.set_unusable_password()
    user.save()
    ada.force_login(user, "django.contrib.auth.backends.ModelBackend")
    posted(ada, "/accounts/password/set/", password1=PASSWORD, password2=PASSWORD)


def codes() -> None:
    """Bob has codes sent to him, and enters others."""
    address = "bob@guests.example"
    with override_settings(ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED=True, ACCOUNT_EMAIL_VERIFICATION="mandatory"):
        bob = signed_up(address)
        posted(bob, "/accounts/confirm-email/", fails=True, code="wrong")
    EmailAddress.objects.update(verified=True)
    bob = Client()
    posted(bob, "/accounts/login/code/", email=address)
    posted(bob, "/accounts/login/code/confirm/", fails=True, code="wrong")
    posted(bob, "/accounts/login/code/confirm/", code=code_sent())


def second_factors() -> None:
    """Cyd has an authenticator, uses it and takes it away."""
    cyd = signed_up("cyd@guests.example")
    EmailAddress.objects.update(verified=True)
    posted(cyd, "/accounts/reauthenticate/", password=PASSWORD)
    cyd.get("/accounts/2fa/totp/activate/")
    posted(cyd, "/accounts/2fa/totp/activate/", code=RIGHT)
    posted(cyd, "/accounts/2fa/recovery-codes/generate/")
    posted(cyd, "/accounts/logout/")
    posted(cyd, "/accounts/login/", login="cyd@guests.example", password=PASSWORD)
    posted(cyd, "/accounts/2fa/authenticate/", fails=True, code=WRONG)
    posted(cyd, "/accounts/2fa/authenticate/", code=RIGHT)
    posted(cyd, "/accounts/2fa/reauthenticate/", fails=True, code=WRONG)
    posted(cyd, "/accounts/2fa/reauthenticate/", code=RIGHT)
    posted(cyd, "/accounts/2fa/totp/deactivate/")


def social_accounts() -> None:
    """Dan signs up by a provider and comes back, and connects what Eve has there."""
    dan = Client()
    by_provider(dan, id=1, email="dan@guests.example")
    posted(dan, "/accounts/logout/")
    by_provider(dan, id=1, email="dan@guests.example")
    eve = signed_up("eve@guests.example")
    by_provider(eve, process="connect", id=2)
    account = SocialAccount.objects.get(uid="2")
    posted(eve, "/accounts/3rdparty/", account=account.pk)


def pages() -> None:
    """A page is written, published, translated and moved; a workflow goes well, badly, and not at all."""
    english, german = (Locale.objects.create(language_code=code) for code in ("en", "de"))
    root = Page.add_root(instance=Page(title="Root", slug="root", locale=english))
    home = root.add_child(instance=Page(title="Home", slug="home", locale=english))
    Site.objects.create(hostname="guests.example", root_page=home, is_default_site=True)
    blog = home.add_child(instance=BlogPage(title="Blog", slug="blog", locale=english, live=False))
    shelf = home.add_child(instance=Page(title="Shelf", slug="shelf", locale=english))
    blog.create_alias(parent=shelf)
    blog.save_revision().publish()
    blog.refresh_from_db()
    blog.copy(to=shelf, update_attrs={"slug": "copied"})
    blog.slug = "diary"
    blog.save()
    blog.move(shelf, pos="first-child")
    blog.refresh_from_db()
    home.copy_for_translation(german)
    Locale.objects.create(language_code="fr").delete()
    blog.unpublish()

    editor = User.objects.create_superuser("editor", "editor@guests.example", PASSWORD)
    admin = Client(headers={"host": "guests.example"})
    admin.force_login(editor, "django.contrib.auth.backends.ModelBackend")
    assert admin.get(f"/admin/pages/add/guests/blogpage/{shelf.pk}/").status_code == 200

    workflow = Workflow.objects.create(name="Four eyes")
    task = GroupApprovalTask.objects.create(name="Read it")
    task.groups.add(Group.objects.create(name="Readers"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    blog.save_revision()
    workflow.start(blog, editor).current_task_state.specific.approve(user=editor)
    blog.refresh_from_db()
    blog.save_revision()
    rejected = workflow.start(blog, editor)
    rejected.current_task_state.specific.reject(user=editor)
    rejected.refresh_from_db()
    rejected.cancel(user=editor)
    workflow.start(blog, editor).cancel(user=editor)


def orders() -> None:
    """An order is placed, filled and cancelled."""
    order = Order.objects.create(status="new")
    order.items.add(Item.objects.create(name="tea"))
    order.delete()


def signed_up(email: str) -> Client:
    """Somebody new, who has just signed up."""
    client = Client()
    posted(client, "/accounts/signup/", email=email, password1=PASSWORD)
    return client


def by_provider(client: Client, *, process: str = "login", **who: object) -> None:
    """Somebody whom the provider knows."""
    form = client.post(f"/accounts/dummy/login/?process={process}").headers["location"]
    posted(client, form, **who)


def posted(client: Client, page: str, *, fails: bool = False, **fields: object) -> None:
    """What a form answers: another page if all went well, the same one again if not."""
    answer = client.post(page, fields)
    assert (answer.status_code == 200) is fails, f"{page}: {answer.status_code} {answer.content.decode()}"


def code_sent() -> str:
    """What the last mail asks to enter."""
    found = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def play() -> None:
    """All of it."""
    for scene in (accounts, codes, second_factors, social_accounts, pages, orders):
        scene()
