"""Which panes fit on a screen, and how large they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from textual.content import Content
from textual.geometry import Size

from reciring.console.view_state import ENLARGED, ViewState
from reciring.ring.plan import TIMED_PHASES
from reciring.ring.session import Phase

COMPACT: Final = Size(60, 18)
"""A screen with fewer columns or rows than this has no panes."""
NARROW_COLUMNS: Final = 100
"""With fewer columns, or too few rows for a row for each seat, the circle is a line of names below the top panes."""
WIDE_COLUMNS: Final = 160
LOW_ROWS: Final = 30
"""With fewer rows nothing closes the pane of the offers at its bottom."""
ROOMY: Final = Size(120, 36)
"""With so many columns and rows the time has a column of its own during the ring, with the round below the figures."""
OFFERS_IN_SIGHT: Final = 5
"""So many offers are in sight in the round, on a screen of 80x24 and larger."""
ROWS_BESIDE_GUIDE: Final = 16
"""With fewer rows for the panes the open guide replaces some: in the round those above the offers, else the offers."""
ROWS_FOR_LONG_PREVIEW: Final = 22
"""With so many rows the preview has two of them, so that no pane moves while somebody types."""
FIXED_ROWS: Final = 4
"""The rows of the header, the reminders, the line and the footer."""


class Layout(NamedTuple):
    """The classes of the screen in ``ring.tcss``, whether each applies, and the sizes that the styles do not give."""

    classes: dict[str, bool]
    preview_rows: int
    offers_rows: int | None = None
    """None: as many as there are."""
    compact_rows: int | None = None
    """Rows of the time and the question above the offers. None: as many as there are."""
    circle_rows: int = 1
    """Rows of the circle where it is lines of names."""
    column: int = 0
    """Columns of the time on a screen with room."""


def compute_layout(
    view: ViewState, size: Size, *, guide_rows: int, circle_rows: Callable[[int], int], tour_rows: int
) -> Layout:
    """Return the layout of a screen of ``size``.

    ``guide_rows`` and ``tour_rows`` are the rows that the guide and the tour need; ``tour_rows`` is 0 without a tour.
    ``circle_rows`` returns the rows that the circle needs as lines of names, at a number of columns.
    """
    session, in_round = view.session, view.session.phase is Phase.ROUND
    compact = size.width < COMPACT.width or size.height < COMPACT.height
    classes = {
        "-compact": compact,
        "-roomy": size.width >= ROOMY.width and size.height >= ROOMY.height and session.phase in TIMED_PHASES,
        "-low": size.height < LOW_ROWS,
        "-wide": size.width >= WIDE_COLUMNS,
        "-question": session.current is not None and not view.page,
        "-done": session.phase is Phase.DONE and not view.page,
        "-no-offers": not in_round and not (session.offers or session.notes),
        "-speaking-times": view.times,
        "-stage": view.staged,
        **{f"-large-{pane}": view.enlarged == pane for pane in ENLARGED},
        **dict.fromkeys(("-narrow", "-tight", "-guide-replaces-offers", "-guide-replaces-top"), False),
    }
    preview_rows = 1 if size.height < ROWS_FOR_LONG_PREVIEW else 3 if session.phase is Phase.DONE and not compact else 2
    if compact:
        return Layout(classes, preview_rows)
    tour_rows = max(tour_rows, 2 if size.width < NARROW_COLUMNS else 1) if tour_rows else 0
    # What is left for the panes, with the line between those above and the offers.
    rows = size.height - FIXED_ROWS - preview_rows - guide_rows - tour_rows
    seats = len(session.participants) + 1 + 3 * view.times
    most = rows - 1 if classes["-no-offers"] else rows - 1 - max(6, (rows - 1) // 3)
    narrow = classes["-narrow"] = size.width < NARROW_COLUMNS or seats > most
    column = 0
    if classes["-roomy"]:
        column = size.width // 2 if view.enlarged == "clock" else max(36, size.width * 3 // 10)
    lines = circle_rows(size.width - column - 4) if narrow else 1
    if narrow:
        rest = rows - 2 - lines
        offers = OFFERS_IN_SIGHT + (not classes["-low"])
        top = max(4, min(max(8, rest // 3), rest - offers)) if in_round else rest - max(4, rest // 3)
        classes["-tight"] = top < 8
    else:
        rest = rows - 1
        top = min(max(10, seats + 1, rest * 2 // 5), most) if in_round else most
    if guide_rows and rest < ROWS_BESIDE_GUIDE and not view.enlarged:
        classes["-guide-replaces-top" if in_round else "-guide-replaces-offers"] = True
    question = view.question_text(session.asker) if session.asker else ""
    compact_rows = min(1 + len(Content(question).wrap(size.width - 2)), max(3, rows - 2 - OFFERS_IN_SIGHT))
    offers_rows = None if view.enlarged == "offers" or classes["-guide-replaces-top"] else max(3, rest - top)
    return Layout(classes, preview_rows, offers_rows, compact_rows, lines, column)
