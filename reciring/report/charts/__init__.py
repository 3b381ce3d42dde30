"""Pictures of a ring, drawn once for paper and page: SVG text, the same every time for the same session.

``circle.ring``, ``minutes.timeline`` and ``voices.speaking`` give a whole SVG, ``text.ring_text`` and
``text.timeline_text`` the same for a terminal, which needs nothing that draws. ``seats.seats_text`` is the circle
before anybody asked. Only the ring and the seats are for the group.
"""
