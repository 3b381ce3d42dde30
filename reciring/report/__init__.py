"""The summary as data, and its forms."""
