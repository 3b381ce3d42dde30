"""The texts that the scripts of the pages need, by key; those in the templates are translated there."""

from __future__ import annotations

from reciring.locale import Translator


def page_texts(t: Translator) -> dict[str, str]:
    """The texts in one language. ``{name}`` in a text is filled in by the script."""
    return {
        "question_of": t("Question {number} of {of}", number="{number}", of="{of}"),
        "next": t("Next: {who}", who="{who}"),
        "paused": t("Paused"),
        "waiting": t("waiting for the facilitator"),
        "noted": t("noted"),
        "noted_as": t("noted as {number}", number="{number}"),
        "declined": t("not noted: say it aloud if it matters"),
        "sending": t("sending…"),
        "kept": t("No connection. Your text is saved on this phone and sent later."),
        "connected": t("The connection is back."),
        "silent_since": t("No connection since {time}.", time="{time}"),
        "closed": t("The ring is not open to phones now. This page reconnects by itself."),
        "for_question_of": t("For {name}", name="{name}"),
        "other_question": t("You began this for {name}, so it goes to {name}.", name="{name}"),
        "private": t("private"),
        "same_name": t("Another phone also uses the name {name}. Is that yours, or a neighbour's?", name="{name}"),
        "agree": t("Yes, that is right"),
        "not_confirmed": t(
            "Another phone already uses this name. You can hand in; private things appear here once that phone agrees."
        ),
        "taken": t("already has a phone"),
        "last_minute": t("One minute left."),
        "asks_now": t("It is {name}'s turn.", name="{name}"),
        "edit": t("Edit"),
        "star": t("A star for entry {number}", number="{number}"),
        "stage_elsewhere": t(
            "The stage opens on the computer of the ring. On another one, join as a participant first."
        ),
        "write_first": t("Write something first."),
    }
