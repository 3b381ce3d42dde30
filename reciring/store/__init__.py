"""Sessions on disk, settings, and all other files that the program reads and writes."""
