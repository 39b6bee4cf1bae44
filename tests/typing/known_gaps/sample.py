"""What some checkers catch and others do not."""


def unannotated(sender):  # E[mypy]: only mypy --strict asks for annotations
    return sender
