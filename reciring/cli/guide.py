"""``reciring guide`` and ``reciring invitation``: texts from the guide, including the facilitator's own."""

from __future__ import annotations

from collections.abc import Iterable

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.output import Output
from reciring.guide.guide import load_guide
from reciring.locale import translator
from reciring.locale.dates import format_long_date
from reciring.report.wording import ring_hours
from reciring.ring.message import Message


def guide(context: Context, step: str | None) -> int:
    """Print the guide, or one step of it, as Markdown."""
    book = load_guide(context.t.language, context.settings.guide)
    text = book.markdown(step)
    # The whole guide also reports own files whose names are not topics.
    _show_problems(context, book.problems if step else book.check())
    streams.out(text.rstrip("\n"))
    return 0


def invitation(context: Context, file: str, output: str | None, force: bool) -> int:
    """Write the e-mail that invites people to a ring."""
    session = context.session(context.file(file))
    language = context.language_of(session)
    book = load_guide(language, context.settings.guide)
    text = book.invitation(
        title=session.title,
        date=format_long_date(session.date, language),
        time=ring_hours(session, translator(language)),
        place=session.place,
        facilitator=session.facilitator,
    )
    _show_problems(context, book.problems)
    Output(context, output, force).write(text.encode())
    return 0


def _show_problems(context: Context, problems: Iterable[Message]) -> None:
    for problem in problems:
        context.show(problem)
