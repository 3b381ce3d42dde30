"""``reciring mail``: drafts that a mail program opens. Nothing is sent."""

from __future__ import annotations

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.output import Target
from reciring.cli.stop import Stop


def mail(call: Call, word: str, paper: str, target: Target) -> int:
    """One draft to all and one to everyone with an address; who has none is told."""
    from reciring.report.addresses import reachable
    from reciring.report.export import Options
    from reciring.report.mail import drafts

    t = call.t
    target.need_folder()
    session = call.session(call.file(word))
    reached = reachable(session)
    if not reached:
        raise Stop(t("Nobody in this ring has an e-mail address, so there is nobody to write to."))
    folder = target.folder()
    options = Options(language=call.language, paper=paper)
    for draft in drafts(session, options):
        path = folder / draft.name
        target.write(path, draft.data)
        streams.err(str(path))
    if missing := [person.name for who, person in session.participants.items() if who not in reached]:
        streams.err(t("No e-mail address, so no draft: {names}.", names=", ".join(missing)))
    streams.err(t("Nothing was sent. Open the drafts in your mail program, look, and send them from there."))
    return 0
