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
    run: int | None = None  # of the module that the receiver is at the top of
    loss_is_meant: bool = False
    subclasses: bool = False
    age: int = 0  # its place in the order; one that takes another's place takes its age
    id: int = 0


def order(line: Line) -> tuple[bool, int, int]:
    """Sort as a send calls: async ones last."""
    return line.is_async, -line.priority, line.age


class Model:
    """The connections of a signal."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.bases: dict[str, str] = {}  # of the classes among the senders
        self.last_age = self.last_id = 0

    def in_order(self) -> list[Line]:
        return sorted(self.lines, key=order)

    def heard_by(self, sender: str | None) -> list[Line]:
        heard = [(None, False), (sender, False)]
        while sender is not None:
            heard.append((sender, True))
            sender = self.bases.get(sender)
        return [line for line in self.in_order() if (line.sender, line.subclasses) in heard]

    def connect(self, new: Line) -> Line | None:
        """Return the line that stands in the way, if one does."""
        old = self.standing(new)
        if old is not None and (old.receiver == new.receiver or not is_reimported(old, new)):
            return old
        self.last_id += 1
        if old is None:
            self.last_age += 1
            self.lines.append(replace(new, id=self.last_id, age=self.last_age))
        else:
            self.lines[self.lines.index(old)] = replace(new, id=self.last_id, age=old.age)
        return None

    def standing(self, new: Line) -> Line | None:
        """Return the line of the same uid, or of the same receiver, or of what that was before its module was reloaded."""
        asked = new.sender, new.subclasses, new.uid
        same = [line for line in self.in_order() if (line.sender, line.subclasses, line.uid) == asked]
        if new.uid is None:
            former = [line for line in same if is_reimported(line, new)]
            same = [line for line in same if line.receiver == new.receiver] or former
        return same[0] if same else None

    def disconnect(self, receiver: str | None, sender: str | None, uid: Hashable | None) -> bool:
        def ends(line: Line) -> bool:
            return line.sender == sender and receiver in (None, line.receiver) and uid in (None, line.uid)

        return self.remove(ends) != []

    def remove(self, ends: Callable[[Line], bool]) -> list[Line]:
        gone = [line for line in self.lines if ends(line)]
        self.lines = [line for line in self.lines if not ends(line)]
        return gone


def is_reimported(old: Line, new: Line) -> bool:
    """Whether both are one function of a module, in two of its runs."""
    return generation(old) == generation(new) and old.run != new.run


def generation(line: Line) -> str:
    """Name what a module-level function keeps when its module is imported again; others are only themselves."""
    return line.receiver.split("#")[0]
