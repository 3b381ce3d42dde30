"""One open session without a screen: the entry line, undo, saving, opening, exports."""
