"""Tests of reciring.report."""
