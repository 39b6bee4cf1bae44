"""The interpreter exits in silence, whatever is connected."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent, indent

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds

PRELUDE = """
    import asyncio, atexit, gc, sys, threading, weakref
    from typedsignals import AsyncSignal, Signal, keyword_signal

    class Shop:
        def hear(self, sender, number=0, **keywords): pass
        async def ahear(self, sender, number=0): pass

    signal, asignal = Signal("numbered"), AsyncSignal("awaited")
    shop, owner = Shop(), Shop()

    @keyword_signal
    def paid(sender, *, number): ...
"""

CASES = {
    "nothing connected": "",
    "weak and strong": """
        signal.connect(owner.hear); signal.connect(owner.hear, sender=shop); signal.connect(lambda s, n: None)
        paid.connect(owner.hear); asignal.connect(owner.ahear, weak=False); signal.send(shop, 1)
    """,
    "died and not settled": """
        signal.connect(owner.hear, sender=shop); signal.send(shop, 1); del owner, shop
    """,
    "cycles": """
        owner.signal, owner.me = signal, owner
        shop.owner, owner.shop = owner, shop
        signal.connect(owner.hear, sender=shop); signal.connect(owner.hear, weak=False)
        signal.connect(lambda s, n: signal, sender=signal)
        signal.send(shop, 1); del owner, shop
    """,
    "finalizers that use the signal": """
        class Last(Shop):
            def __init__(self, signal): self.signal = signal
            def __call__(self, sender, number): pass
            def __del__(self):
                self.signal.send(None, 1); self.signal.connect(self, weak=False); self.signal.disconnect(self)
                self.signal.connections; repr(self.signal)
        signal.connect(Last(signal)); last = Last(signal); signal.connect(last.hear); signal.send(last, 2)
        other = Last(paid.connected and signal)
        other.me = other
    """,
    "weak references of others": """
        signal.connect(owner.hear, sender=shop)
        refs = [weakref.ref(each, lambda _: signal.send(None, 1)) for each in (owner, shop)]
        weakref.finalize(shop, lambda: signal.has_listeners())
    """,
    "at exit": """
        signal.connect(owner.hear)
        atexit.register(lambda: signal.send(None, 1)); atexit.register(lambda: signal.disconnect(owner.hear))
    """,
    "async": """
        asignal.connect(owner.ahear); asignal.send(shop, 1); asyncio.run(asignal.asend(shop, 1))
    """,
    "a thread still at it": """
        def work():
            while True:
                signal.connect(owner.hear, sender=shop); signal.send(shop, 1); signal.disconnect(owner.hear, sender=shop)
        threading.Thread(target=work, daemon=True).start()
    """,
    "many": """
        keep = [Shop() for _ in range(2000)]
        for each in keep: signal.connect(each.hear, sender=each)
        for each in keep[:20]: signal.send(each, 1)
    """,
}


@pytest.mark.parametrize("inside", ["module", "function"])
@pytest.mark.parametrize("case", CASES)
def test_exit_is_silent(case: str, inside: str) -> None:
    script = dedent(PRELUDE) + dedent(CASES[case])
    if inside == "function":
        script = f"def main():\n{indent(script, '    ')}\n    globals().update(locals())\nmain()\n"
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
