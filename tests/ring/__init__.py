"""Tests of reciring.ring."""
