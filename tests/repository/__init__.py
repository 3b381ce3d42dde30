"""Checks of the repository itself: layers, names, docs, the wheel."""
