"""What the mypy plugin costs: `python -m benchmarks.plugin`. CPU seconds of mypy over 500 receivers, all else from its cache."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from typedsignals._tools.stubs import lay_out

ROOT = Path(__file__).parents[1]
COUNT, ROUNDS = 500, 7
OURS, DJANGOS = "typedsignals.mypy_plugin", "mypy_django_plugin.main"

OWN = """\
from __future__ import annotations
from typedsignals import Signal, keyword_signal, receiver
class Shop: ...
counted = Signal[type[Shop], int]("counted")
@keyword_signal
def sold(sender: type[Shop], *, order_id: int, status: str) -> None: ...
"""
OWN_EACH = """\
@counted.connect
def a{0}(sender: type[Shop], payload: int) -> None: ...
@receiver(sold, sender=Shop)
def b{0}(sender: type[Shop], order_id: int, status: str = "", **kwargs: object) -> None: ...
"""
DJANGO = """\
from __future__ import annotations
from typing import Any
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from shop.models import Item, Order
"""
DJANGO_EACH = """\
@receiver(post_save, sender=Order)
def a{0}(sender: type[Order], instance: Order, created: bool = False, **kwargs: Any) -> None: ...
@receiver(pre_delete, sender=Item)
def b{0}(instance: Item, **kwargs: Any) -> None: ...
"""


def seconds(place: Path, *plugins: str) -> float:
    """Run mypy over a file that has just been changed; return the CPU time."""
    with (place / "receivers.py").open("a", encoding="utf-8") as file:
        file.write("\n")
    settings = "[mypy.plugins.django-stubs]\ndjango_settings_module = project.settings\n" if DJANGOS in plugins else ""
    name = "with" if OURS in plugins else "without"
    (place / f"{name}.ini").write_text(f"[mypy]\nplugins = {', '.join(plugins)}\n{settings}", encoding="utf-8")
    shop = ROOT / "tests" / "django_project"
    paths = [place / "typings", ROOT, shop] if DJANGOS in plugins else [ROOT]
    environment = (
        os.environ
        | {
            "PYTHONDONTWRITEBYTECODE": "",  # what is installed is compiled
            "PYTHONPYCACHEPREFIX": str(place / "bytecode"),
            "MYPYPATH": os.pathsep.join(map(str, paths)),
            "PYTHONPATH": os.pathsep.join(map(str, paths[1:] or paths)),
        }
    )
    command = [sys.executable, "-m", "mypy", f"--config-file={name}.ini", f"--cache-dir=.{name}", "receivers.py"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stdout + done.stderr
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print, for each kind of project, both times and their ratio."""
    for title, head, each, beside in (
        ("own signals", OWN, OWN_EACH, []),
        ("Django's, through the overlay", DJANGO, DJANGO_EACH, [DJANGOS]),
    ):
        with tempfile.TemporaryDirectory() as scratch:
            place = Path(scratch).resolve()
            receivers = "".join(each.format(number) for number in range(COUNT // 2))
            (place / "receivers.py").write_text(head + receivers, encoding="utf-8")
            if beside:
                lay_out(place / "typings")
            seconds(place, *beside)
            seconds(place, *beside, OURS)
            pairs = [(seconds(place, *beside), seconds(place, *beside, OURS)) for _ in range(ROUNDS)]
            without, with_it = (median(column) for column in zip(*pairs, strict=True))
            print(f"{title}: {without:.2f} s without, {with_it:.2f} s with the plugin, {with_it / without:.2f}x")


if __name__ == "__main__":
    main()
