"""Requests to a Flask app that make each of its signals be sent: `python flask_scenario.py REPORT`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from flask import Flask, flash, render_template_string

from tests.integration.contracts import write_down

app = Flask("shop")
app.secret_key = "of this process"


@app.get("/")
def show() -> str:
    """Show a page."""
    flash("packed")
    return render_template_string("order {{ number }}", number=7)


@app.get("/lost")
def lose() -> str:
    """Fail."""
    raise LookupError("lost")


def connect(signal: Any, hear: Any) -> None:
    """Connect for as long as this runs."""
    signal.connect(hear, weak=False)


def main() -> None:
    """Send each once, and those of the context of an app without a request, too."""
    write_down("flask", Path(sys.argv[1]), connect)
    client = app.test_client()
    assert client.get("/").text == "order 7"
    assert client.get("/lost").status_code == 500
    with app.app_context():
        pass


main()
