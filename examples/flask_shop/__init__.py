"""A shop on Flask: docs/frameworks/flask.md walks through it."""
