"""The Textual console; the only importer of textual."""

import os

# A key that comes just behind a picture waits for the next one: half as long as Textual would have it, which reads
# this when it is imported.
os.environ.setdefault("TEXTUAL_FPS", "120")
