"""``reciring mail``: drafts that a mail program opens. Nothing is sent."""

from __future__ import annotations

from reciring.cli import output, streams
from reciring.cli.call import Call
from reciring.cli.reader import Stop


def mail(call: Call) -> int:
    """One draft to all and one to everyone with an address; who has none is told."""
    from reciring.report.addresses import reachable
    from reciring.report.export import Options
    from reciring.report.mail import drafts

    t = call.t
    named = output.named(call)
    if named is None:
        raise Stop(t("Several files need a folder: name it with -o FOLDER."), 2)
    session = call.session(call.file(call.given.need("FILE")))
    reached = reachable(session)
    if not reached:
        raise Stop(t("Nobody in this ring has an e-mail address, so there is nobody to write to."))
    folder = output.folder(call, named)
    options = Options(language=call.language, paper=call.given.one("paper") or "a4")
    for draft in drafts(session, options):
        path = folder / draft.name
        output.write(call, path, draft.data)
        streams.err(str(path))
    if missing := [person.name for who, person in session.participants.items() if who not in reached]:
        streams.err(t("No e-mail address, so no draft: {names}.", names=", ".join(missing)))
    streams.err(t("Nothing was sent. Open the drafts in your mail program, look, and send them from there."))
    return 0
