"""What is printed before the ring: the sheet for a question, name cards, and the facilitator's script.

``HANDOUTS`` names them once; ``render_handout`` makes one as PDF or Markdown. What the script says comes from the guide, which
this package does not know: whoever calls hands it over, as ``StepText``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from reciring.report.handouts.cards import cards_data, cards_markdown
from reciring.report.handouts.question import question_data, question_markdown
from reciring.report.handouts.script import StepText, script_data, script_markdown
from reciring.report.options import Options
from reciring.report.typesetting import TypesetPdf, typeset
from reciring.ring.message import N_
from reciring.ring.session import Phase, Session

__all__ = ["HANDOUTS", "Handout", "StepText", "make_handout_pdf", "render_handout"]


class Handout(NamedTuple):
    """One handout: what it is called in a sentence, and how its file's name ends."""

    label: str
    stem: str


HANDOUTS: Final[dict[str, Handout]] = {
    "question": Handout(N_("the sheet on which everybody writes their question, with five hints"), "question-sheets"),
    "cards": Handout(N_("name cards with seat numbers, to fold"), "name-cards"),
    "script": Handout(N_("the facilitator's script on one page, with the times of this ring"), "script"),
}


def make_handout_pdf(
    name: str, session: Session, options: Options | None = None, spoken: Mapping[Phase, StepText] | None = None
) -> TypesetPdf:
    """A handout as PDF, and the letters that could not be shown. Raises KeyError for no handout."""
    options = options or Options()
    t = options.translator(session)
    data = {
        "question": lambda: question_data(session, t),
        "cards": lambda: cards_data(session, t),
        "script": lambda: script_data(session, t, spoken or {}),
    }[name]()
    common = {"author": session.facilitator, "page": t("page {n} of {all}", n="{n}", all="{all}")}
    return typeset(name, common | data, t, paper=options.paper, day=session.date)


def render_handout(
    name: str,
    form: str,
    session: Session,
    options: Options | None = None,
    spoken: Mapping[Phase, StepText] | None = None,
) -> bytes:
    """A handout as the bytes of a file; ``form`` is ``pdf`` or ``md``."""
    if form == "pdf":
        return make_handout_pdf(name, session, options, spoken).pdf
    t = (options or Options()).translator(session)
    text = {
        "question": lambda: question_markdown(session, t),
        "cards": lambda: cards_markdown(session, t),
        "script": lambda: script_markdown(session, t, spoken or {}),
    }[name]()
    return text.encode()
