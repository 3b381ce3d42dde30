"""The offers as CSV, with a row for each, for Excel and other spreadsheets.

Excel only reads UTF-8 after a byte order mark. It expects the list separator of the country: a semicolon where the
comma is the decimal sign, such as in Dutch, otherwise a comma. Days are in ISO format, which every spreadsheet reads.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from reciring.locale import Translator
from reciring.report.offer_state import OfferState, offer_state
from reciring.report.options import Options
from reciring.report.view_models import is_offer_for, question_text
from reciring.report.wording import name_of, names_of
from reciring.ring.message import N_
from reciring.ring.session import KIND_TITLES, Offer, Session, seat
from reciring.ring.text import squeeze

# The list separator of the countries where the language is spoken.
SEPARATOR: Final = {"nl": ";", "en": ","}
STATE_LABELS: Final = {
    OfferState.PROMISE: N_("promised"),
    OfferState.INCOMPLETE: N_("still open"),
    OfferState.TIP: N_("given"),
    OfferState.NOT_USEFUL: N_("also mentioned"),
}
# A spreadsheet takes these for the beginning of a formula; Japanese ones take the wide forms too.
_FORMULA_START: Final = tuple("=+-@\t\r\n|%＝＋－＠")


def render(session: Session, options: Options) -> str:
    """Return the offers that the group may see, or all offers by and to the person ``options.who``."""
    t = options.translator(session)
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=SEPARATOR[t.language], quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(map(escape_formula, _heads(t)))
    for key, offer in session.offers.items():
        if is_offer_for(session, offer, options.who):
            writer.writerow(map(escape_formula, _row(session, key, offer, options.who, t)))
    return "\ufeff" + table.getvalue()


def escape_formula(cell: str) -> str:
    """Return ``cell`` in one line, after an apostrophe if a spreadsheet would take it for a formula."""
    cell = squeeze(cell)
    return f"'{cell}" if cell.startswith(_FORMULA_START) else cell


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


def _row(session: Session, key: str, offer: Offer, reader: str | None, t: Translator) -> tuple[str, ...]:
    question = session.questions[offer.question]
    return (
        str(seat(key)),
        name_of(session, question.asker, t),
        question_text(question, t, reader),
        names_of(session, offer.helpers, t),
        t(KIND_TITLES[offer.kind]),
        offer.text,
        offer.due.isoformat() if offer.due else "",
        t(STATE_LABELS[offer_state(offer)]),
        str(offer.stars),
    )
