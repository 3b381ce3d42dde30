"""The example on the page about transcripts is a valid transcript."""

from __future__ import annotations

import re

from reciring.ring.transcript import replay, same_content, write_transcript
from tests.support.paths import PROJECT

PAGE = (PROJECT / "docs" / "reference" / "transcript.md").read_text(encoding="utf-8")


def test_the_example_can_be_replayed_and_written_again() -> None:
    found = re.search(r"```transcript\n(.*?)```", PAGE, re.DOTALL)
    assert found
    session = replay(found[1]).session
    assert [offer.helpers for offer in session.offers.values()] == [("p3",), ("p2",)]
    assert session.questions["q2"].text == "Hoe krijg ik collega's op de fiets?"
    assert same_content(replay(write_transcript(session)).session, session)
    assert "/fact" not in write_transcript(session)
