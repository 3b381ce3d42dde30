"""The sheets on which participants write their question: two on a page, with names if these are known."""

from __future__ import annotations

from typing import Any

from reciring.locale import Translator
from reciring.report.markdown import escape
from reciring.report.wording import ring_subtitle, ring_title
from reciring.ring.message import N_
from reciring.ring.session import Session, question_id, seat

HINTS = (
    (N_("Specific"), N_("What exactly, how much, where? Not a theme but a question.")),
    (N_("Meaningful"), N_("Why does it matter to you? Say it in a few words.")),
    (N_("Action"), N_("What can someone do? Begin with: who knows, who would, I am looking for.")),
    (N_("Realistic"), N_("Could someone here take a first step this month?")),
    (N_("Date"), N_("When do you need it?")),
)
"""Five marks of a good question, after the SMART criteria of Wayne Baker, *All You Have to Do Is Ask* (2020)."""
EXAMPLE = N_("Who will practise a presentation for a hundred people with me once, before 1 March?")
BLANK_SHEETS = 2
"""Sheets without a name, for unexpected participants."""
BLANK_SHEETS_ONLY = 12
"""Sheets without a name if no participant is known yet."""


def question_data(session: Session, t: Translator) -> dict[str, Any]:
    """Return the data for ``question.typ``: sheets for everyone who is not away, and an even total with blank ones."""
    sheets = [
        {"seat": seat(who), "name": person.name, "text": _text(session, who)}
        for who, person in session.participants.items()
        if not person.away
    ]
    blank = BLANK_SHEETS if sheets else BLANK_SHEETS_ONLY
    blank += (len(sheets) + blank) % 2
    sheets += [{"seat": 0, "name": "", "text": ""}] * blank
    return {
        "language": t.language,
        "title": t("Question sheets – {title}", title=ring_title(session, t)),
        "head": f"{ring_title(session, t)} · {ring_subtitle(session, t)}",
        "sheets": sheets,
        "hints": _hints(t),
        "example": t("For example: {question}", question=t(EXAMPLE)),
        "words": _words(t),
        "foot": "",
    }


def question_markdown(session: Session, t: Translator) -> str:
    """Return one sheet as Markdown, to copy, e-mail or project."""
    words = _words(t)
    hints = "\n".join(f"- **{hint['name']}**: {hint['text']}" for hint in _hints(t))
    example = t("For example: {question}", question=t(EXAMPLE))
    return (
        f"# {words['ask']}\n\n{escape(ring_title(session, t))} · {escape(ring_subtitle(session, t))}\n\n"
        f"{words['name']}: ……………………\n\n{words['lead']}\n\n{hints}\n\n*{example}*\n\n{words['afterwards']}: ……………………\n"
    )


def _text(session: Session, who: str) -> str:
    question = session.questions.get(question_id(who))
    return (question.text or "") if question and not question.private else ""


def _hints(t: Translator) -> list[dict[str, str]]:
    return [{"name": t(name), "text": t(text)} for name, text in HINTS]


def _words(t: Translator) -> dict[str, str]:
    return {
        "ask": t("My question to this circle"),
        "lead": t("One question, large or small, about your work or yourself. In one or two sentences."),
        "name": t("Name"),
        "afterwards": t("What I will do after this, and when"),
    }
