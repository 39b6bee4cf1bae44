"""What happens when a signal is connected or sent. Uses the standard library alone; enter by ``typedsignals``."""
