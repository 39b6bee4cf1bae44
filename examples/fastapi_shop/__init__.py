"""A shop on FastAPI: docs/frameworks/fastapi.md walks through it."""
