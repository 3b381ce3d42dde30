"""The web server of a ring: pages for phones, for the stage in a browser and for a second typist.

It is a process of its own (``reciring serve``). It reads the session file as the console saves it, and never writes it;
what people hand in goes into the inbox (``store.inbox``), which the console follows.
"""
