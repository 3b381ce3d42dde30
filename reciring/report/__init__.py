"""The summary of a ring as plain data, and the formats and handouts that are made of it."""
