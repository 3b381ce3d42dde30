"""Checks of the repository itself: layers, imports, docs, the example session and the wheel.

``make test`` runs and counts them apart from the tests of behaviour.
"""
