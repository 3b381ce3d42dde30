"""The reciprocity ring itself: pure values and functions, without a clock, a disk or a screen."""
