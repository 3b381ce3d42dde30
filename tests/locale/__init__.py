"""Tests of reciring.locale."""
