"""Read lists of participants from files and pasted text: CSV, .xlsx, e-mail addresses, lines."""
