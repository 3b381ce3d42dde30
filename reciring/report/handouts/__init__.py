"""Handouts, to print before the ring: question sheets, name cards, the facilitator's script and a poster.

``HANDOUTS`` declares them. ``render_handout`` writes one as PDF or Markdown. The texts of the script come from the
guide, which this package does not import: the caller passes them as ``StepText``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from reciring.report.formats import summary_file_name
from reciring.report.handouts.cards import cards_data, cards_markdown
from reciring.report.handouts.poster import poster_data, poster_markdown, qr_images
from reciring.report.handouts.question import question_data, question_markdown
from reciring.report.handouts.script import StepText, script_data, script_markdown
from reciring.report.invitation import Invitation
from reciring.report.options import Options
from reciring.report.typesetting import TypesetPdf, typeset
from reciring.ring.message import N_
from reciring.ring.session import Phase, Session
from reciring.ring.text import slug

__all__ = [
    "HANDOUTS",
    "POSTER",
    "Handout",
    "StepText",
    "available_handouts",
    "handout_file_name",
    "make_handout_pdf",
    "render_handout",
]


class Handout(NamedTuple):
    """A handout: its description, and the end of the stem of its file name, as words."""

    label: str
    file_words: str


POSTER: Final = "poster"
HANDOUTS: Final[dict[str, Handout]] = {
    "question": Handout(N_("question sheets for everyone, with five hints for a good question"), N_("question sheets")),
    "cards": Handout(N_("name cards with seat numbers, to fold"), N_("name cards")),
    "script": Handout(N_("your script on one page, with the times of this ring"), N_("script")),
    POSTER: Handout(N_("a poster with the address and the code for phones, and the Wi-Fi"), N_("poster")),
}


def handout_file_name(name: str, session: Session, options: Options, suffix: str = ".pdf") -> str:
    """Return a file name such as ``2026-11-24-smarter-together-name-cards.pdf``."""
    return summary_file_name(session, f"-{slug(options.translator(session)(HANDOUTS[name].file_words))}{suffix}")


def available_handouts(invitation: Invitation | None) -> list[str]:
    """The names of the handouts that can be made: the poster only of a ring that is open to phones."""
    return [name for name in HANDOUTS if name != POSTER or invitation]


def make_handout_pdf(
    name: str,
    session: Session,
    options: Options | None = None,
    step_texts: Mapping[Phase, StepText] | None = None,
    invitation: Invitation | None = None,
) -> TypesetPdf:
    """Return a handout as PDF, and the characters that no font can show.

    ``invitation`` is for the poster and the name cards. Raises KeyError for a handout that is not available.
    """
    if name not in available_handouts(invitation):
        raise KeyError(name)
    options = options or Options()
    t = options.translator(session)
    data = {
        "question": lambda: question_data(session, t),
        "cards": lambda: cards_data(session, t),
        "script": lambda: script_data(session, t, step_texts or {}),
        POSTER: lambda: poster_data(session, t, invitation or Invitation("", "")),
    }[name]()
    common = {"author": session.facilitator, "page": t("page {n} of {all}", n="{n}", all="{all}")}
    raw = qr_images(invitation, t)
    return typeset(name, common | data, t, paper=options.paper, day=session.date, raw=raw)


def render_handout(
    name: str,
    format_name: str,
    session: Session,
    options: Options | None = None,
    step_texts: Mapping[Phase, StepText] | None = None,
    invitation: Invitation | None = None,
) -> bytes:
    """Return a handout as the bytes of a file (``pdf`` or ``md``). Raises KeyError as ``make_handout_pdf`` does."""
    if format_name == "pdf":
        return make_handout_pdf(name, session, options, step_texts, invitation).pdf
    t = (options or Options()).translator(session)
    if name not in available_handouts(invitation):
        raise KeyError(name)
    text = {
        "question": lambda: question_markdown(session, t),
        "cards": lambda: cards_markdown(session, t),
        "script": lambda: script_markdown(session, t, step_texts or {}),
        POSTER: lambda: poster_markdown(session, t, invitation or Invitation("", "")),
    }[name]()
    return text.encode()
