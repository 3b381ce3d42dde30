"""What the files of a summary are called."""

from __future__ import annotations

from reciring.ring.folding import slug
from reciring.ring.session import FACILITATOR, Session, seat


def file_name(session: Session, suffix: str, who: str | None = None) -> str:
    """``2026-11-24-samen-slimmer.pdf``, and ``2026-11-24-samen-slimmer-07-karin-smit.pdf`` for a person's own page.

    Whatever the title and the names are, this is one name and never a path; no two persons get the same one.
    """
    parts = [session.date.isoformat(), slug(session.title) or "ring"]
    if who == FACILITATOR:
        parts += ["00", slug(session.facilitator, 40)]
    elif who is not None:
        parts += [f"{seat(who):02}", slug(session.participants[who].name, 40)]
    return "-".join(filter(None, parts)) + suffix
