"""Tests of reciring.cli."""
