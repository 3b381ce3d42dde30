"""Offers and promises as a table that a spreadsheet opens at a double click: a row for every offer.

Excel reads UTF-8 only behind a byte order mark, and parts cells at the sign that the country uses for lists: a
semicolon where the comma is the decimal sign, as in Dutch, else a comma. Days are ISO: every spreadsheet knows them.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from reciring.locale import Translator
from reciring.report.group_summary import offer_state, question_text
from reciring.report.options import Options
from reciring.report.wording import name_of, names_of
from reciring.ring.message import N_
from reciring.ring.session import KIND_TITLES, Offer, Session, seat
from reciring.ring.text import squeeze

SEPARATOR: Final = {"nl": ";", "en": ","}
STATE_LABELS: Final = {
    "concrete": N_("promised"),
    "vague": N_("still open"),
    "tip": N_("given"),
    "mentioned": N_("also mentioned"),
}
# What a spreadsheet takes for the beginning of a formula; Japanese ones take the wide signs too.
_FORMULA: Final = tuple("=+-@\t\r\n|%＝＋－＠")


def render(session: Session, options: Options) -> str:
    """The table for the group, without private offers; for one person what that person asked, offered or promised."""
    t = options.translator(session)
    page = io.StringIO()
    writer = csv.writer(page, delimiter=SEPARATOR[t.language], quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(map(escape_formula, _heads(t)))
    for key, offer in session.offers.items():
        if _wanted(session, offer, options.who):
            writer.writerow(map(escape_formula, _row(session, key, offer, t)))
    return "\ufeff" + page.getvalue()


def escape_formula(cell: str) -> str:
    """``cell`` as text: an apostrophe goes before what would be reckoned."""
    cell = squeeze(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _wanted(session: Session, offer: Offer, who: str | None) -> bool:
    if who is None:
        return not offer.private
    return who in offer.helpers or session.questions[offer.question].asker == who


def _heads(t: Translator) -> tuple[str, ...]:
    return (
        t("number"),
        t("asker"),
        t("question"),
        t("offered by"),
        t("kind"),
        t("offer"),
        t("day"),
        t("state"),
        t("stars"),
    )


def _row(session: Session, key: str, offer: Offer, t: Translator) -> tuple[str, ...]:
    question = session.questions[offer.question]
    return (
        str(seat(key)),
        name_of(session, question.asker, t),
        question_text(question, t),
        names_of(session, offer.helpers, t),
        t(KIND_TITLES[offer.kind]),
        offer.text,
        offer.due.isoformat() if offer.due else "",
        t(STATE_LABELS[offer_state(offer)]),
        str(offer.stars),
    )
