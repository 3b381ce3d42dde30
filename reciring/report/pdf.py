"""The summary as PDF: the group's on two sides for a dozen people, a personal page always on one."""

from __future__ import annotations

from typing import Any

import msgspec
import typst

from reciring.locale import Translator
from reciring.report.charts.circle import circle_svg
from reciring.report.charts.speaking_time import speaking_time_svg
from reciring.report.charts.svg import split_svg
from reciring.report.charts.timeline import timeline_svg
from reciring.report.facilitator_times import facilitator_times
from reciring.report.group_summary import QuestionView, group_summary
from reciring.report.options import Options
from reciring.report.personal_page import personal_page
from reciring.report.typesetting import TypesetPdf, prepare_texts, typeset
from reciring.ring.session import Session

# All lengths are in characters.
_LONG_QUESTION = 3600
"""From this length on, a question (as data, with all its offers) may be split between two pages."""
_MANY_OFFERS = 12
"""A question with more offers may be split as well."""
_LONG_ASIDE = 420
"""From this length on, the open items are below the circle instead of beside it."""


def render(session: Session, options: Options) -> bytes:
    """Return the PDF as bytes."""
    return make_summary_pdf(session, options).pdf


def make_summary_pdf(session: Session, options: Options, fonts: typst.Fonts | None = None) -> TypesetPdf:
    """Return the PDF and the characters that no font can show; ``fonts`` replaces the fonts of this computer."""
    t = options.translator(session)
    raw: dict[str, Any] = {}
    if options.who is not None:
        data, template = _personal_data(session, options.who, t), "personal"
    else:
        data, template = _group_data(session, t), "group"
        raw = {
            "ring": _chart(circle_svg(session, t)),
            "times": _times_data(session, t) if options.speaking_time else None,
        }
    common = {"author": session.facilitator, "page": t("page {n} of {all}", n="{n}", all="{all}")}
    return typeset(template, common | data, t, paper=options.paper, day=session.date, raw=raw, fonts=fonts)


def _group_data(session: Session, t: Translator) -> dict[str, Any]:
    summary = group_summary(session, t)
    data: dict[str, Any] = msgspec.to_builtins(summary)
    for question, question_data in zip(summary.questions, data["questions"], strict=True):
        question_data["long"] = _is_long(question)
    open_length = sum(len(it.text) + len(it.asker) + len(it.why) for it in summary.open)
    quotes_length = sum(len(it.text) for it in summary.surprised)
    return data | {
        "kind": t("Reciprocity ring"),
        "foot": summary.title,
        "open_long": open_length > _LONG_ASIDE,
        "quotes_aside": bool(summary.surprised) and open_length + quotes_length <= _LONG_ASIDE,
    }


def _is_long(question: QuestionView) -> bool:
    return len(str(msgspec.to_builtins(question))) > _LONG_QUESTION or len(question.offers) > _MANY_OFFERS


def _personal_data(session: Session, who: str, t: Translator) -> dict[str, Any]:
    page = personal_page(session, who, t)
    data: dict[str, Any] = msgspec.to_builtins(page)
    return data | {
        "about": f"{page.corrections} {page.discretion}",
        "foot": page.title,
        "seated": t("Seat {n}", n=page.seat) if page.seat else "",
    }


def _chart(svg: str) -> dict[str, Any]:
    parts = split_svg(svg)
    return parts | {"labels": prepare_texts(parts["labels"]), "alt": prepare_texts(parts["alt"])}


def _times_data(session: Session, t: Translator) -> dict[str, Any]:
    times = facilitator_times(session, t)
    return {
        "mark": times.words.mark,
        "timeline_title": t("How the time went"),
        "timeline": _chart(timeline_svg(session, t)),
        "speaking_title": times.words.speaking,
        "speaking": _chart(speaking_time_svg(session, t)),
        "balance": list(times.balance),
    }
