"""The console on Textual. No other package imports Textual."""

import os

# A key that comes just after a picture waits for the next one. At 120 pictures a second that is half as long as at
# Textual's default. Textual reads this when it is imported.
os.environ.setdefault("TEXTUAL_FPS", "120")
