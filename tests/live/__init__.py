"""Tests of reciring.live."""
