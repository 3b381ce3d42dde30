"""Which panes fit on a screen, and how large they are."""

from __future__ import annotations

from typing import Final, NamedTuple

from textual.geometry import Size

from reciring.console.view_state import ENLARGED, ViewState
from reciring.ring.session import Phase

COMPACT: Final = Size(60, 18)
"""A screen with fewer columns or rows than this has no panes."""
NARROW_COLUMNS: Final = 100
"""With fewer columns the circle is a line of names below the top panes."""
WIDE_COLUMNS: Final = 160
ROOMY: Final = Size(120, 36)
"""With so many columns and rows the time has a column of its own during the ring, with the round below the figures."""
TIMED: Final = (Phase.INTRODUCTION, Phase.FORMULATE, Phase.ROUND, Phase.REFLECT)
ROWS_WITH_OFFERS: Final = 16
"""With fewer rows left beside the open guide, the guide replaces the offers."""
ROWS_FOR_LONG_PREVIEW: Final = 12
"""With so many rows the preview has two of them, so that no pane moves while somebody types."""
FIXED_ROWS: Final = 4
"""The rows of the header, the reminders, the line and the footer."""


class Layout(NamedTuple):
    """The classes of the screen in ``ring.tcss``, whether each applies, and the sizes that the styles do not give."""

    classes: dict[str, bool]
    preview_rows: int
    offers_rows: int | None
    """None: as many as there are."""
    column: int
    """Columns of the time on a screen with room."""


def compute_layout(view: ViewState, size: Size, *, guide_rows: int, circle_rows: int, tour_rows: int) -> Layout:
    """Return the layout of a screen of ``size``.

    ``guide_rows``, ``circle_rows`` and ``tour_rows`` are the rows that the guide, the circle (as lines of names) and
    the tour need; ``tour_rows`` is 0 without a tour.
    """
    session, in_round = view.session, view.session.phase is Phase.ROUND
    compact = size.width < COMPACT.width or size.height < COMPACT.height
    narrow = size.width < NARROW_COLUMNS and not compact
    classes = {
        "-compact": compact,
        "-narrow": narrow,
        "-roomy": size.width >= ROOMY.width and size.height >= ROOMY.height and session.phase in TIMED,
        "-wide": size.width >= WIDE_COLUMNS,
        "-done": session.phase is Phase.DONE and not view.page,
        "-no-offers": not in_round and not (session.offers or session.notes),
        "-speaking-times": view.times,
        "-stage": view.staged,
        **{f"-large-{pane}": view.enlarged == pane for pane in ENLARGED},
    }
    preview_rows = 1 if size.height < ROWS_FOR_LONG_PREVIEW else 3 if session.phase is Phase.DONE and not compact else 2
    if compact:
        return Layout({**classes, "-tight": False, "-guide-replaces-offers": False}, preview_rows, None, 0)
    column = max(36, size.width * 3 // 10)
    tour_rows = max(tour_rows, 2 if narrow else 1) if tour_rows else 0
    borders = 2 + circle_rows if narrow else 1
    rest = size.height - FIXED_ROWS - preview_rows - borders - guide_rows - tour_rows
    wanted = 8 if narrow else max(10, len(session.participants) + 2 + 3 * view.times)
    top = min(wanted if in_round else rest, rest - max(4 if narrow else 6, rest // 3))
    classes["-guide-replaces-offers"] = guide_rows > 0 and rest < ROWS_WITH_OFFERS
    classes["-tight"] = narrow and top < 8
    return Layout(classes, preview_rows, None if view.enlarged == "offers" else max(4, rest - top), column)
