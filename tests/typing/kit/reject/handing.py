"""What was handed over, taken for something else."""

from tests.typing.kit.accept.handing import note, write_reason
from tests.typing.shop import OrderCompleted
from typedsignals.testing import handed_over

with handed_over() as handed:
    handed.payloads(note.enqueue)  # E: HandedOver.payloads(enqueue): a task that takes keywords
    handed.payloads(write_reason)  # E: HandedOver.payloads(enqueue): the task itself
    handed.payloads("write_reason")  # E: HandedOver.payloads(enqueue): a name
    handed.payloads(write_reason.enqueue)[0].email  # E: another payload has that
    orders: list[OrderCompleted] = handed.payloads(write_reason.enqueue)  # E: payloads of another type
    handed.keywords(note)  # E: HandedOver.keywords(enqueue): the task itself
    handed.keywords("note")  # E: HandedOver.keywords(enqueue): a name
    number: int = handed.keywords(note.enqueue)[0]["order_id"]  # E: nobody knows the types of keywords
    handed[0].arguments["payload"] = None  # E: it is what was handed over
    handed.run(1)  # E: HandedOver.run(): a context is given to one
    handed.append(handed[0])  # E: nothing is handed over so
    handed["write_reason"]  # E: it is a sequence
    handed[0].task = "another"  # E: it is what was handed over
    handed[0].run(context=1)  # E: Handed.run(context): by position

handed_over("write_reason")  # E: handed_over(): it names no task
