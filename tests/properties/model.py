"""What a signal is, as a list: the model that the state machine holds the real one against."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Line:
    """One connection. Receivers and senders have names here; sender None hears all."""

    receiver: str
    sender: str | None
    uid: Hashable | None
    priority: int
    weak: bool
    is_async: bool
    number: int = 0  # its age


class Model:
    """The connections of a signal, oldest first."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.age = 0

    def in_order(self) -> list[Line]:
        return sorted(self.lines, key=lambda line: (-line.priority, line.number))

    def heard_by(self, sender: str | None) -> list[Line]:
        return [line for line in self.in_order() if line.sender in (None, sender)]

    def connect(self, new: Line) -> Line | None:
        """Return the line that stands in the way, if one does."""
        for old in self.lines:
            if (old.sender, old.uid) == (new.sender, new.uid) and (new.uid is not None or old.receiver == new.receiver):
                if old.receiver == new.receiver or generation(old) != generation(new):
                    return old
                self.lines[self.lines.index(old)] = replace(new, number=old.number)
                return None
        self.age += 1
        self.lines.append(replace(new, number=self.age))
        return None

    def disconnect(self, receiver: str | None, sender: str | None, uid: Hashable | None) -> bool:
        def ends(line: Line) -> bool:
            return line.sender == sender and receiver in (None, line.receiver) and uid in (None, line.uid)

        return self.remove(ends) != []

    def remove(self, ends: Callable[[Line], bool]) -> list[Line]:
        gone = [line for line in self.lines if ends(line)]
        self.lines = [line for line in self.lines if not ends(line)]
        return gone


def generation(line: Line) -> str:
    """Name what a module-level function keeps when its module is imported again; others are only themselves."""
    return line.receiver.split("#")[0]
