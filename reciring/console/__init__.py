"""The Textual console; the only importer of textual."""
