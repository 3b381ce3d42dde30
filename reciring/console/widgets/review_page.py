"""The page of the review: the entries around the one where it is, and who will see that one."""

from __future__ import annotations

from textual.content import Content

from reciring.console.text import content, hanging_indent, join_lines
from reciring.console.view_state import NOTHING, Page, ViewState
from reciring.report.wording import format_day, format_stars
from reciring.ring.doubts import needs_day
from reciring.ring.session import (
    KIND_TITLES,
    REFLECTION_TITLES,
    Note,
    Offer,
    Question,
    Reflection,
    asker_id,
)
from reciring.ring.visibility import Entry, describe_who_sees

BEFORE = 3
"""Entries that are shown above the one where the review is."""


def review_page(view: ViewState) -> Page:
    """Return the page, with as many entries as have room."""
    review, t, width = view.review, view.t, max(20, view.room.width - 1)
    refs = review.refs()
    if not refs:
        return Page(t("Review"), NOTHING)
    place = review.place()
    body: list[Content] = []
    for ref in refs[max(0, place - BEFORE) : place + view.room.height]:
        entry = review.entry(ref)
        here = ref == review.at
        sign = "▶" if here else "✓" if ref in review.reviewed else " "
        lead, text = _words(view, ref, entry)
        seen_by = describe_who_sees(entry, view.session)
        private = f"  {t('private')}" if seen_by else ""
        row = content(
            (f"{sign} " if isinstance(entry, Question) else f"{sign}   ", "bold $text-accent"),
            (lead, "bold" if here else "$foreground-muted"),
            (f"  {t('when?')}" if isinstance(entry, Offer) and needs_day(entry) else "", "$text-warning"),
            f"  {text}",
            (private, "$text-warning"),
        )
        body.append(hanging_indent(row, 4, width) if here else _one_row(row, width))
        if here and seen_by:
            body.append(content("    ", (t.message(seen_by), "$text-warning")))
    return Page(t("Review: {n} of {all}", n=place + 1, all=len(refs)), join_lines(body))


def _one_row(row: Content, width: int) -> Content:
    return row.truncate(width, ellipsis=True)


def _words(view: ViewState, ref: str, entry: Entry) -> tuple[str, str]:
    """Return who and what an entry is about, and its text with day and stars."""
    t, session = view.t, view.session
    match entry:
        case Question():
            return view.seat_and_name(entry.asker), entry.text or ""
        case Offer():
            helpers = view.short_names(entry.helpers) or "?"
            lead = f"{ref[1:]} {t(KIND_TITLES[entry.kind])} {helpers} → {view.short_name(asker_id(entry.question))}"
            parts = (entry.text, format_day(entry.due, session, t), format_stars(max(0, entry.stars)))
            dropped = t("also mentioned") if entry.dropped else ""
            return lead, " · ".join(filter(None, (*parts, dropped)))
        case Note():
            who = view.short_name(entry.who) if entry.who else ""
            return f"{t('note')} {who}".strip(), entry.text
        case Reflection():
            lead = f"{t(REFLECTION_TITLES[entry.kind])} {view.short_name(entry.who)}"
            return lead, " · ".join(filter(None, (entry.text, format_day(entry.due, session, t))))
    lead = f"{t('meeting')} {view.short_names(entry.between)}"
    return lead, " · ".join(filter(None, (entry.text, format_day(entry.due, session, t))))
