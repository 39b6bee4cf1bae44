"""`python -m tests.typing.plugin`."""

from tests.typing.plugin.harness import main

main()
