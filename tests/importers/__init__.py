"""Tests of reciring.importers."""
