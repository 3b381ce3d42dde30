"""The steps explained, in Dutch and English."""
