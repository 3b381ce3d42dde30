"""Lists of participants from files and pasted text: CSV, mail, lines, .xlsx."""
