"""Tests of reciring.guide."""
