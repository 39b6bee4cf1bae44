"""Django's signal dispatcher, typed: the type checker knows who may send what and who may listen."""

__version__ = "0.1.0"
