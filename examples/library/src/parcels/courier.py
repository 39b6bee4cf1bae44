"""Who sends."""


class Courier:
    """Carries parcels, and is the sender of every signal: with ``sender=courier`` one hears of this one alone."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[str, str] = {}
