"""The review before anything is sent: a walk through all entries that others will see."""

from __future__ import annotations

from reciring.live.controller import Controller
from reciring.report.statistics import questions_in_order
from reciring.ring.session import question_id
from reciring.ring.visibility import Entry, who_sees

TABLE_BY_LETTER = {"q": "questions", "o": "offers", "n": "notes", "r": "reflections", "m": "meetings"}


class Review:
    """Where the review is, and which entries have been reviewed."""

    def __init__(self, controller: Controller) -> None:
        self.controller = controller
        self.at = ""
        """The id of the entry where the review is; "" before the first one."""

    @property
    def reviewed(self) -> tuple[str, ...]:
        """The ids of the entries that have been reviewed."""
        return self.controller.base.reviewed

    def refs(self) -> list[str]:
        """Return the ids of all entries: each question with its offers and notes, then the rest by time.

        The facilitator's own notes are left out: nobody else sees them.
        """
        session = self.controller.base
        entries: list[tuple[str, Entry]] = [
            (ref, entry)
            for table in (session.offers, session.notes, session.reflections, session.meetings)
            for ref, entry in table.items()
            if who_sees(entry, session) != ()
        ]
        entries.sort(key=lambda item: getattr(item[1], "at", session.date))
        asked = [question_id(question.asker) for question in questions_in_order(session)]
        asked += [key for key in session.questions if key not in asked]
        found: list[str] = []
        for key in asked:
            found += [key] if session.questions[key].text else []
            found += [ref for ref, entry in entries if getattr(entry, "question", None) == key]
        return [*found, *(ref for ref, entry in entries if getattr(entry, "question", None) is None)]

    def entry(self, ref: str) -> Entry:
        """Return an entry by its id."""
        table: dict[str, Entry] = getattr(self.controller.base, TABLE_BY_LETTER[ref[0]])
        return table[ref]

    def left(self) -> int:
        """Return how many entries have not been reviewed."""
        return len(set(self.refs()) - set(self.reviewed))

    def place(self) -> int:
        """Return the place of the entry where the review is; a deleted one gives its place to the next."""
        refs = self.refs()
        if self.at not in refs and refs:
            self.at = next((ref for ref in refs if ref not in self.reviewed), refs[0])
        return refs.index(self.at) if refs else 0

    def keep(self) -> bool:
        """Keep the entry as it is, and go to the next one that was not reviewed; False if that was the last."""
        refs, place = self.refs(), self.place()
        if self.at not in self.reviewed:
            self.controller.remember(reviewed=(*self.reviewed, self.at))
        self.at = next((ref for ref in (*refs[place:], *refs[:place]) if ref not in self.reviewed), self.at)
        return self.at not in self.reviewed

    def back(self) -> None:
        """Go back to the entry before this one."""
        self.at = self.refs()[max(0, self.place() - 1)]
