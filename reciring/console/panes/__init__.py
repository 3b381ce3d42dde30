"""The panes around the line."""
