"""Tests of reciring.console."""
