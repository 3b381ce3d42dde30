"""Read lists of participants: spreadsheets, CSV, contact cards, e-mails, pages and text, from files and pastes."""

MAX_FILE_BYTES = 5_000_000
"""The largest list that is read."""
