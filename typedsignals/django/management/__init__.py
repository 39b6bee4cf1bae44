"""The package of Django that holds commands of `manage.py`."""
