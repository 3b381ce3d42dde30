"""``reciring summary``: the group's, one person's or everybody's own, in one form or several."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

from reciring.cli import output, streams
from reciring.cli.call import Call
from reciring.cli.person import person
from reciring.cli.reader import Stop
from reciring.report.export import FORMS, Options, file_name, render
from reciring.ring.session import Session


def summary(call: Call) -> int:
    """Make what is asked for; the paths of what was written go to stderr."""
    path = call.file(call.given.need("FILE"))
    forms = list(dict.fromkeys(call.given.many("format"))) or [_by_name(call)]
    _possible(call, forms)
    session = call.session(path)
    options = Options(
        language=call.language,
        speaking_time=call.given.flag("with-speaking-time"),
        paper=call.given.one("paper") or "a4",
        width=streams.columns(),
        changed=_changed(path),
    )
    if call.given.flag("each"):
        _folder(call, session, forms, options, list(session.participants))
        return 0
    who = call.given.one("for")
    ref = person(call, session, who) if who is not None else None
    if len(forms) > 1:
        _folder(call, session, forms, options, [ref])
    else:
        _one(call, session, forms[0], _of(options, ref))
    return 0


def _by_name(call: Call) -> str:
    """The form that the name behind ``-o`` asks for; else the one for the screen."""
    named = output.named(call)
    if named is not None:
        for form, about in FORMS.items():
            if about.suffix == named.suffix.lower() and form != "terminal":
                return "terminal" if about.suffix == ".txt" else form
    return "terminal"


def _possible(call: Call, forms: list[str]) -> None:
    """Raise Stop for what does not go together."""
    t, given = call.t, call.given
    if given.flag("for") and given.flag("each"):
        raise Stop(t("Either --for one person or --each, not both."), 2)
    personal = given.flag("for") or given.flag("each")
    if personal and given.flag("with-speaking-time"):
        raise Stop(t("Speaking times are never on a participant's own page: leave out --with-speaking-time."), 2)
    for form in forms:
        if personal and not FORMS[form].personal:
            raise Stop(t("The form {form} is of the whole ring: there is none for one person.", form=form), 2)
    if given.flag("with-speaking-time") and not any(FORMS[form].timed for form in forms):
        raise Stop(t("The form {form} never has speaking times.", form=", ".join(forms)), 2)
    if (len(forms) > 1 or given.flag("each")) and output.named(call) is None:
        raise Stop(t("Several files need a folder: name it with -o FOLDER."), 2)


def _of(options: Options, who: str | None) -> Options:
    import msgspec

    return options if who is None else msgspec.structs.replace(options, who=who)


def _one(call: Call, session: Session, form: str, options: Options) -> None:
    if form == "terminal" and output.named(call) is None and sys.stdout is not None:
        _show(session, options)
    else:
        output.put(call, _render(call, session, form, options))


def _show(session: Session, options: Options) -> None:
    """On the terminal in its colours; as plain text to whatever else reads along."""
    if not sys.stdout.isatty():
        streams.out(render("terminal", session, options).decode().rstrip("\n"))
        return
    from rich.console import Console

    from reciring.report.terminal import show

    show(Console(), session, options)


def _folder(call: Call, session: Session, forms: list[str], options: Options, people: list[str | None]) -> None:
    """A file for each form and person, with names that tell them apart."""
    named = output.named(call)
    assert named is not None
    suffixes = [FORMS[form].suffix for form in forms]
    folder = output.folder(call, named)
    files = []
    for who in people:
        for form, suffix in zip(forms, suffixes, strict=True):
            ending = suffix if suffixes.count(suffix) == 1 else f"-{form}{suffix}"
            files.append((folder / file_name(session, ending, who), form, _of(options, who)))
    for path, _, _ in files:  # Before the first is written: half a folder helps nobody.
        output.refuse_taken(call, path)
    for path, form, wanted in files:
        output.write(call, path, _render(call, session, form, wanted))
        streams.err(str(path))


def _render(call: Call, session: Session, form: str, options: Options) -> bytes:
    """A form; of paper also what cannot be printed on it."""
    if form != "pdf":
        return render(form, session, options)
    from reciring.report.paper import about_missing
    from reciring.report.pdf import make

    paper = make(session, options)
    if paper.missing:
        streams.err(about_missing(paper.missing, call.t))
    return paper.pdf


def _changed(path: Path) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(os.stat(path).st_mtime, dt.UTC)
    except (OSError, OverflowError, ValueError):
        return None
