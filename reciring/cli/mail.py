"""``reciring mail``: drafts that a mail program opens. Nothing is sent."""

from __future__ import annotations

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.output import Output
from reciring.cli.streams import Stop
from reciring.report.addresses import deliverable_addresses
from reciring.report.formats import Options
from reciring.report.mail import create_drafts
from reciring.store.files import changed


def mail(context: Context, file: str, output: str | None, paper: str, force: bool) -> int:
    """Write a draft to everyone together and one to each participant; name those without an address."""
    t = context.t
    target = Output(context, output, force)
    target.require_folder()
    path = context.file(file)
    session = context.session(path)
    reached = deliverable_addresses(session)
    if not reached:
        raise Stop(t("Nobody in this ring has an e-mail address yet. Add one with /address."))
    folder = target.make_folder()
    options = Options(language=context.language, paper=paper, changed_at=changed(path))
    for draft in create_drafts(session, options):
        target.write_file(folder / draft.name, draft.data)
        streams.err(str(folder / draft.name))
    if missing := [person.name for who, person in session.participants.items() if who not in reached]:
        streams.err(t("No e-mail address, so no draft: {names}.", names=", ".join(missing)))
    streams.err(t("Nothing was sent. Open the drafts in your e-mail program, check them, and send them from there."))
    return 0
