"""The words that every format shares."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from reciring.locale import translator
from reciring.report.wording import ring_hours
from reciring.ring.session import KIND_TITLES, Plan
from tests.support.summary_sessions import EMPTY


@pytest.mark.parametrize(
    ("start", "until", "hours"),
    [
        (None, None, ""),
        (dt.time(13, 30), None, "13:30 tot 15:00"),
        (dt.time(13, 30), dt.time(14, 55), "13:30 tot 14:55"),
    ],
)
def test_an_invitation_has_the_end_time_as_planned(start: dt.time | None, until: dt.time | None, hours: str) -> None:
    session = replace(EMPTY, start=start, until=until, plan=Plan(total=90))
    assert ring_hours(session, translator("nl")) == hours


def test_the_kinds_of_offers_have_their_own_words_in_dutch() -> None:
    t = translator("nl")
    assert [t(title) for title in KIND_TITLES.values()] == ["tip", "contact", "tool", "hulp"]
    assert t("Help") == "Help"
