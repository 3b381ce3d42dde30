"""The pages of the stage with their time, for ``stage.py``, which lays them out."""

from __future__ import annotations

import datetime as dt

from reciring.console.view_state import ViewState
from reciring.console.widgets.clock import countdown_state, countdown_text, of_total, time_of_day
from reciring.live import stage_page as pages
from reciring.live.stage_page import Item, Room, StagePage
from reciring.ring.schedule import countdown

__all__ = ["Item", "StagePage", "asker_pages", "stage_page"]


def stage_page(view: ViewState, now: dt.datetime) -> StagePage:
    """The page at ``now``. A ring that is done has several pages: see ``asker_pages``."""
    page, t = pages.stage_page(_room(view)), view.t
    if page.shows == "clock":
        return page._replace(digits=time_of_day(view, now))
    count = countdown(view.session, now) if page.shows == "countdown" else None
    if count is None:
        return page
    return page._replace(
        digits=countdown_text(count, t), state=countdown_state(count), countdown=count, bar_label=of_total(count, t)
    )


def asker_pages(view: ViewState) -> list[StagePage]:
    """One page for each asker, in the order of the round."""
    return pages.asker_pages(_room(view))


def _room(view: ViewState) -> Room:
    return Room(view.session, view.t, view.guide)
