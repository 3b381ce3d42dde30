"""Name cards with seat numbers: two on a page, to fold in the middle, so that they read from both sides."""

from __future__ import annotations

from typing import Any

from reciring.locale import Translator
from reciring.report.markdown import escape
from reciring.report.wording import ring_title
from reciring.ring.session import Session, seat


def cards_data(session: Session, t: Translator) -> dict[str, Any]:
    """Return the data for ``cards.typ``: a card for everyone who is not away, or two blank ones if there is nobody."""
    cards = [
        {"seat": seat(who), **_name(person.name), "organisation": person.organisation}
        for who, person in session.participants.items()
        if not person.away
    ]
    return {
        "language": t.language,
        "title": t("Name cards – {title}", title=ring_title(session, t)),
        "cards": cards or [{"seat": 0, "first": "", "rest": "", "organisation": ""}] * 2,
        "fold": t("fold here"),
        "foot": "",
    }


def cards_markdown(session: Session, t: Translator) -> str:
    """Return a list of seats and names as Markdown."""
    lines = [
        f"{seat(who)}. **{escape(person.name)}**" + (f" – {escape(person.organisation)}" if person.organisation else "")
        for who, person in session.participants.items()
        if not person.away
    ]
    title = t("Name cards – {title}", title=ring_title(session, t))
    return "\n".join([f"# {escape(title)}", "", *(lines or [t("There are no participants yet. Type a name.")]), ""])


def _name(name: str) -> dict[str, str]:
    """Return the first name and the rest. A word without a capital, such as *de*, stays with the next one."""
    first, _, rest = name.strip().partition(" ")
    words = rest.split(" ")
    ends = ("\N{NO-BREAK SPACE}" if word.rpartition("-")[2][:1].islower() else " " for word in words)
    return {"first": first, "rest": "".join(f"{word}{end}" for word, end in zip(words, ends, strict=True)).strip()}
