"""One open session without a screen: the controller of its line, undo and saving; opening; exports; practice."""
