"""The exercise itself: pure values and functions; no clock, no disk, no screen."""
