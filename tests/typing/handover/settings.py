"""Of Django, what the accepted cases need in order to run."""

SECRET_KEY = "only the tests know it"
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
DATABASES = {name: {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"} for name in ("default", "archive")}
