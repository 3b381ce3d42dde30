"""Draw the pictures of ``docs/reference/formats.md``: ``python -m tests.support.docs_pictures`` (needs pdftoppm)."""

from __future__ import annotations

import datetime as dt
import subprocess
import tempfile

import msgspec

from reciring.report import handouts
from reciring.report.charts.circle import circle_svg
from reciring.report.charts.speaking_time import speaking_time_svg
from reciring.report.charts.timeline import timeline_svg
from reciring.report.options import Options
from reciring.report.pdf import render
from reciring.ring.session import Session
from tests.support.paths import PROJECT
from tests.support.summary_sessions import rehearsal

FOLDER = PROJECT / "docs" / "pictures"


def pictured_ring() -> Session:
    """Return the rehearsal with a follow-up meeting and a contact list."""
    people = {
        who: msgspec.structs.replace(person, shares=who in ("p1", "p3", "p4", "p7", "p9", "p12"))
        for who, person in rehearsal().participants.items()
    }
    return msgspec.structs.replace(rehearsal(), participants=people, again=dt.date(2027, 1, 21))


def main() -> None:
    """Write all pictures to ``docs/pictures``."""
    session = pictured_ring()
    FOLDER.mkdir(exist_ok=True)
    for name, draw in (("ring", circle_svg), ("timeline", timeline_svg), ("speaking", speaking_time_svg)):
        (FOLDER / f"{name}.svg").write_text(draw(session), encoding="utf-8")
    _page(render(session, Options()), "summary")
    _page(render(session, Options(who="p12")), "own-page")
    _page(handouts.render_handout("question", "pdf", session), "question-sheet", last=1)


def _page(pdf: bytes, name: str, last: int = 2) -> None:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = ["pdftoppm", "-r", "75", "-l", str(last), "-png", file.name, str(FOLDER / name)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
