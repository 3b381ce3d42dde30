"""The summary on paper: the group's, at most two sides for a dozen people, or one person's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from reciring.locale import Translator
from reciring.report.charts.circle import circle_svg, describe_circle
from reciring.report.charts.offer_counts import count_links
from reciring.report.charts.speaking_time import speaking_time_svg
from reciring.report.charts.svg import split_svg
from reciring.report.charts.timeline import timeline_svg
from reciring.report.facilitator_times import facilitator_times
from reciring.report.group_summary import group_summary
from reciring.report.options import Options
from reciring.report.personal_page import personal_page
from reciring.report.typesetting import TypesetPdf, prepare_texts, typeset
from reciring.ring.session import Session

if TYPE_CHECKING:
    import typst

_LONG = 900
"""Letters of a question with all that belongs to it, from which on it may be broken over two pages."""
_CROWDED = 420
"""Letters of what is still open, from which on it stands under the picture and not beside it."""


def render(session: Session, options: Options) -> bytes:
    """The PDF as bytes."""
    return make_summary_pdf(session, options).pdf


def make_summary_pdf(session: Session, options: Options, fonts: typst.Fonts | None = None) -> TypesetPdf:
    """The PDF, and the letters that could not be shown."""
    t = options.translator(session)
    if options.who is not None:
        data, template = _own(session, options.who, t), "own"
        raw: dict[str, Any] = {}
    else:
        data, template = _group(session, t), "group"
        raw = {"ring": _picture(circle_svg(session, t)), "times": _times(session, t) if options.speaking_time else None}
    common = {"author": session.facilitator, "page": t("page {n} of {all}", n="{n}", all="{all}")}
    return typeset(template, common | data, t, paper=options.paper, day=session.date, raw=raw, fonts=fonts)


def _group(session: Session, t: Translator) -> dict[str, Any]:
    found = group_summary(session, t)
    data: dict[str, Any] = msgspec.to_builtins(found)
    for question, plain in zip(found.questions, data["questions"], strict=True):
        plain["long"] = len(str(msgspec.to_builtins(question))) > _LONG * 4 or len(question.offers) > 12
    aside = sum(len(it.text) + len(it.asker) + len(it.why) for it in found.open)
    return data | {
        "kind": t("Reciprocity ring"),
        "foot": found.title,
        "ring_alt": describe_circle(session, count_links(session), t),
        "open_long": aside > _CROWDED,
        "quotes_aside": bool(found.surprised) and aside + sum(len(it.text) for it in found.surprised) <= _CROWDED,
    }


def _own(session: Session, who: str, t: Translator) -> dict[str, Any]:
    found = personal_page(session, who, t)
    data: dict[str, Any] = msgspec.to_builtins(found)
    return data | {
        "foot": f"{found.corrections} {found.discretion}",
        "seated": t("Seat {n}", n=found.seat) if found.seat else "",
    }


def _picture(svg: str) -> dict[str, Any]:
    found = split_svg(svg)
    return found | {"labels": prepare_texts(found["labels"])}


def _times(session: Session, t: Translator) -> dict[str, Any]:
    found = facilitator_times(session, t)
    return {
        "mark": found.words.mark,
        "timeline_title": t("How the time went"),
        "timeline": _picture(timeline_svg(session, t)),
        "timeline_alt": t("How the time went"),
        "speaking_title": found.words.speaking,
        "speaking": _picture(speaking_time_svg(session, t)),
        "speaking_alt": found.words.speaking,
        "balance": list(found.balance),
    }
