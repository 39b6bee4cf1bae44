"""Makes a wiring one HTML page, which needs no server and no other file.

Rules of this file:
- What comes from the program is JSON in an element that no browser runs; the script of the page writes it as text.
- The page runs only the two scripts that are put in here: a policy in it names their hashes.
- The page is ASCII, whatever the program holds: no terminal or redirection changes it.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from typing import Any

from typedsignals._tools.maps import called, how_heard, left_out, sent, untold, what_differs
from typedsignals.wiring import Place, ReceiverInfo, SignalInfo, Wiring

_FOLDER = files("typedsignals._tools") / "page"


def as_html(wiring: Wiring) -> str:
    """Return the page: drawings of senders, signals and receivers, search, and of each what is known."""
    dagre = _read("dagre.min.js").partition("//# sourceMappingURL")[0]  # a browser would ask for that file
    script, style = _read("map.js"), _read("map.css")
    policy = f"default-src 'none'; script-src {_hash(dagre)} {_hash(script)}; style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    parts = {
        "licence": _read("dagre.LICENSE").strip(),
        "policy": policy,
        "style": style,
        "data": _json(wiring),
        "dagre": dagre,
        "script": script,
    }
    # All at once: what is put in may itself look like a place to fill.
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _read("map.html")).rstrip()


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _json(wiring: Wiring) -> str:
    found = {
        "packages": wiring.packages,
        "signals": [_signal(each, is_own=wiring.is_own(each.module)) for each in wiring.signals],
        "notes": list(_notes(wiring)),
    }
    return json.dumps(found, separators=(",", ":")).replace("<", "\\u003c")  # no tag, and no comment, begins in it


def _notes(wiring: Wiring) -> Iterator[str]:
    yield from map(left_out, wiring.failures)
    if wiring.unresolved:
        yield f"{untold(wiring)}:"
    yield from (f"{each.place}: {each.function} calls {called(each)}" for each in wiring.unresolved)


def _signal(signal: SignalInfo, *, is_own: bool) -> dict[str, Any]:
    return {
        "name": signal.name,
        "module": signal.module,
        "kindName": signal.kind,
        "sent": sent(signal),
        "result": signal.result,
        "place": _place(signal.place),
        "doc": signal.doc,
        "isOwn": is_own,
        "sends": [{"function": each.function, "call": called(each), "place": str(each.place)} for each in signal.sends],
        "receivers": [_receiver(each) for each in signal.receivers],
    }


def _receiver(receiver: ReceiverInfo) -> dict[str, Any]:
    return {
        "name": receiver.name,
        "place": _place(receiver.place),
        "order": receiver.order,
        "weak": receiver.weak,
        "how": [each for each in how_heard(receiver) if each],
        "label": what_differs(receiver),
        "problems": receiver.problems,
    }


def _place(place: Place | None) -> str | None:
    return None if place is None else str(place)
