"""Charts of a ring. The same session always gives the same chart.

``circle``, ``timeline`` and ``speaking_time`` draw SVG for PDF and HTML. ``text`` has the circle and the timeline as
lines of text for a terminal, and ``seats`` the seating plan. Only the circle and the seating plan are for the group.
"""
