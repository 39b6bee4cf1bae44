"""What a send costs: typedsignals, a hand-written loop and other signal libraries on the same work.

``python -m benchmarks`` (with the extra ``bench``) measures and prints; ``--json`` prints the numbers, ``--markdown``
writes the table of ``docs/cost.md`` and draws its picture, ``--picture`` draws the table that is there.
"""
