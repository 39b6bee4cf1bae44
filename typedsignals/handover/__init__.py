"""Receivers that hand a typed payload over to another process, by the task engine that you use.

```python
@task(queue_name="mail")
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


order_completed.connect(hand_to(send_invoice.enqueue))
```

This package imports no engine: whatever has a method that puts a task into a queue will do.
"""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("msgspec") is None:
    raise ImportError(
        "typedsignals.handover needs msgspec, which is not installed: pip install 'typedsignals[handover]'"
    )

from typedsignals.handover._errors import MessageError, PackingError
from typedsignals.handover._handing import ahand_to, hand_keywords_to, hand_to
from typedsignals.handover._messages import Packed, pack
from typedsignals.handover._unpacked import unpacked

__all__ = ["MessageError", "Packed", "PackingError", "ahand_to", "hand_keywords_to", "hand_to", "pack", "unpacked"]

for _name in __all__:  # what users see is what they import
    globals()[_name].__module__ = __name__
