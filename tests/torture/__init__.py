"""The long runs: a ring that is killed, starved and lied to, a great many times (``make torture``).

Each part is a function that tries something so many times and gives ``Figures``; ``make test`` calls the same functions
with small numbers. What they promise is in docs/explanation/safe-data.md.
"""
