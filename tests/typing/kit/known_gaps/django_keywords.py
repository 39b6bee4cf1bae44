"""Keywords that Django does not always send: who reads one has not asked whether it is there, pyright says.

A test knows which is sent. `keywords.get("environ")` is no error anywhere, and neither is `if "environ" in keywords`.
"""

from typedsignals.django import signals
from typedsignals.testing import record

record(signals.request_started)[0].keywords["environ"]  # E[pyright]: or `scope`
record(signals.post_migrate)[0].keywords["plan"]  # E[pyright]: not by `flush`
record(signals.m2m_changed)[0].keywords["raw"]  # E[pyright]: not before Django 6.1
