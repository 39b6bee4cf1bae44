"""A site of other packages that send signals of their own: `python -m guests` has them send, and prints what was sent."""
