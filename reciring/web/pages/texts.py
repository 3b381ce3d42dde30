"""The texts that the scripts of the pages need, by key; those in the templates are translated there."""

from __future__ import annotations

from reciring.locale import Translator


def page_texts(t: Translator) -> dict[str, str]:
    """The texts in one language. ``{name}`` in a text is filled in by the script."""
    return {
        "question_of": t("Question {number} of {of}", number="{number}", of="{of}"),
        "nobody_asks": t("Nobody is asking yet."),
        "next": t("Next: {who}", who="{who}"),
        "paused": t("Pause"),
        "over": t("over time"),
        "waiting": t("waiting for the facilitator"),
        "noted": t("noted"),
        "noted_as": t("noted as {number}", number="{number}"),
        "declined": t("not noted: say it aloud if it matters"),
        "sending": t("sending…"),
        "kept": t("No connection. Your text is kept on this phone and sent when it is back."),
        "connected": t("The connection is back."),
        "silent_since": t("Nothing heard since {time}.", time="{time}"),
        "closed": t("The ring is not open to phones now. This page comes back by itself."),
        "for_question_of": t("For {name}", name="{name}"),
        "other_question": t("You began this for {name}. It is sent for {name}.", name="{name}"),
        "you_ask": t("Your question is being asked now."),
        "private": t("private"),
        "same_name": t("Another phone is {name} too. Is that you or a neighbour?", name="{name}"),
        "agree": t("Yes, that is fine"),
        "not_confirmed": t(
            "Another phone has this name already. You can hand in; what is private stays there until it agrees."
        ),
        "taken": t("has a phone already"),
        "no_offers": t("Who can help, or knows somebody?"),
        "thanks": t("Thank you all."),
        "last_minute": t("One minute left."),
        "asks_now": t("{name} asks.", name="{name}"),
        "edit": t("Edit"),
        "star": t("A star for entry {number}", number="{number}"),
        "write_first": t("Write something first."),
    }
