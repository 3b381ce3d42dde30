"""Tests of reciring.store."""
