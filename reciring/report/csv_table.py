"""The offers as CSV, with a row for each, for Excel and other spreadsheets.

Excel only reads UTF-8 after a byte order mark. It expects the list separator of the country: a semicolon where the
comma is the decimal sign, such as in Dutch, otherwise a comma. Days are in ISO format, which every spreadsheet reads.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Final

from reciring.locale import Translator
from reciring.report.offer_state import OfferState, offer_state
from reciring.report.options import Options
from reciring.report.view_models import is_offer_for, question_text
from reciring.report.wording import name_of, names_of
from reciring.ring.message import N_
from reciring.ring.session import KIND_TITLES, Session, seat
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


Cell = str | int | bool | dt.date | None


def render(session: Session, options: Options) -> str:
    """Return the offers that the group may see, or all offers by and to the person ``options.who``."""
    t = options.translator(session)
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=SEPARATOR[t.language], quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(escape_formula(t(head)) for head in heads())
    for row in rows(session, options, t):
        writer.writerow(escape_formula(_text(row[head])) for head in heads())
    return "\ufeff" + table.getvalue()


def escape_formula(cell: str) -> str:
    """Return ``cell`` in one line, after an apostrophe if a spreadsheet would take it for a formula."""
    cell = squeeze(cell)
    return f"'{cell}" if is_formula(cell) else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take a text for a formula."""
    return cell.startswith(_FORMULA_START)


def heads() -> tuple[str, ...]:
    """The columns, in English."""
    return (
        N_("number"),
        N_("asker"),
        N_("question"),
        N_("offered by"),
        N_("kind"),
        N_("offer"),
        N_("day"),
        N_("status"),
        N_("stars"),
    )


def rows(session: Session, options: Options, t: Translator) -> Iterator[dict[str, Cell]]:
    """Yield a row for each offer that the group, or ``options.who``, may see; ``promised`` says whether it is one."""
    for key, offer in session.offers.items():
        if not is_offer_for(session, offer, options.who):
            continue
        question, state = session.questions[offer.question], offer_state(offer)
        yield {
            "number": seat(key),
            "asker": name_of(session, question.asker, t),
            "question": question_text(question, t, options.who),
            "offered by": names_of(session, offer.helpers, t),
            "kind": t(KIND_TITLES[offer.kind]),
            "offer": offer.text,
            "day": offer.due,
            "status": t(STATE_LABELS[state]),
            "stars": offer.stars,
            "promised": state is OfferState.PROMISE,
        }


def _text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, dt.date) else "" if cell is None else str(cell)
